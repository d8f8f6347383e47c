"""A page of any list costs a page, however it is narrowed: every list of the document, by every filter that it has.

One village has nearly everything (`tests.support.crowded_village`), and nearly all of it alike: what one filter value
has, the others have not, and have to find that out. Somebody at the top asks, the village, and who has nothing; tables
have no statistics at first, and then such as mislead. What was asked of the database is explained by the plans that its
connection has.

A new list or filter is asked as well; a filter whose values the document does not tell has to be in `_VALUES`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import orjson
import pytest

from escalation.actors import Role
from escalation.kit.database.connection import Compiled, Connection
from tests.support.callers import Callers, Json
from tests.support.crowded_village import crowd
from tests.support.roles import as_owner
from tests.support.route_inventory import DESCRIBED, Operation
from tests.support.things import Things, one_of_everything
from tests.tickets.lists.plans import execution

pytestmark = pytest.mark.database_of_its_own

TRIPS: Final = 6
MOST: Final = 2_000
"""Pages of memory for a page of fifty: less than one for each row."""
NOTHING: Final = 260
KNOWN_MOST: Final = 45_000
"""For lists in `KNOWN`: fifteen for each of the rows."""
LISTS: Final = [each for each in DESCRIBED if each.method == "GET" and {"limit", "cursor"} <= set(each.takes("query"))]

Values = tuple[str, ...]
_UNITS: Final = ("V1", "K2")
_IDS: Final = ("{V1_id}", "{V2_id}")
_VALUES: Final[Mapping[str, Values]] = {
    **dict.fromkeys(("unit", "within", "target", "held_in", "received_in", "parent"), _UNITS),
    **dict.fromkeys(("holder", "origin"), _IDS), **dict.fromkeys(("ancestors", "code"), ("V1",)),
    **dict.fromkeys(("member", "author"), ("{member_id}", "{other_id}")), "assignee": ("{member_id}",),
    "department": ("K1-JT",), "category": ("{category}",), "q": ("路灯", "单位", "没有"), "state": ("closed",),
    "similar_to": ("{opinion_id}",), "ticket": ("{ticket_id}",), "field": ("into_ticket_id",),
    "outcome": ("failed",), "cause": ("timeout",), "event_id": ("{event_id}",), "type": ("ticket.escalated",),
    "grade": ("good", "bad"), "subject_id": ("{visit_id}", "{ticket_id}"), "sample_id": ("{sample_id}",),
    "plan": ("{plan_id}",), "source_system": ("crm",), "external_ref": ("x",), "bbox": ("110,40,112,42",),
    "near": ("111.6,40.8",),
}  # fmt: skip
"""Of filters whose values the document does not tell; `{name}` stands for that thing. Best some that many rows have,
and some that none has."""
_BESIDE: Final = {
    ("/v1/places/opinions", "within"): {"near": "111.6,40.8", "within": "500"},
    ("/v1/units", "sort"): {"q": "单位"},
}
"""What has to be asked with a filter."""
_OF_PEOPLE: Final = "mine"
"""Refused to a key that is nobody's in person."""


def _values(name: str, schema: Json) -> Values:
    """What a filter is asked by."""
    by_format = {"date": ("2001-01-01", "2036-01-01"), "date-time": ("2001-01-01T00:00:00Z", "2036-01-01T00:00:00Z")}
    by_type = {"boolean": ("true", "false"), "integer": ("1", "2")}
    if "items" in schema:
        return _values(name, schema["items"])
    if "const" in schema:
        return (str(schema["const"]).lower(),)
    if "enum" in schema:
        return tuple(schema["enum"])
    found = by_format.get(schema.get("format", "")) or by_type.get(schema["type"]) or _VALUES.get(name)
    assert found, f"no value is known for the filter `{name}`: add some to _VALUES"
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """A list and what it is narrowed by."""

    operation: Operation
    asked: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.operation.path}?{urlencode(self.asked, safe='{}:,')}"

    def url(self, things: Things) -> str:
        path, _, needed = self.operation.url(things).partition("?")
        asked = dict(parse_qsl(needed)) | {name: value.format(**things) for name, value in self.asked.items()}
        return f"{path}?{urlencode(asked)}"


def _filters(operation: Operation) -> dict[str, Values]:
    return {
        name: _values(name, schema)
        for name, schema in operation.takes("query").items() if name not in {"limit", "cursor"}
    }  # fmt: skip


def _cases(operation: Operation) -> Iterator[Case]:
    yield Case(operation, {})
    for name, values in _filters(operation).items():
        for value in values:
            yield Case(operation, {name: value} | _BESIDE.get((operation.path, name), {}))


def _pairs(operation: Operation) -> Iterator[Case]:
    for (one, values), (other, others) in pairwise(_filters(operation).items()):
        yield Case(operation, {one: values[0], other: others[-1]})


NARROWED: Final = [case for operation in LISTS for case in _cases(operation)]
IN_PAIRS: Final = [case for operation in LISTS for case in _pairs(operation)]
_TOP, _VILLAGE, _NOBODY = "C", "V1", "K2"
_ROLES: Final = ("leader", "office", "admin", "supervisor", "handler", "integrator")

_OF_ONE: Final = "what one unit, member, sample or group has, or what is open, is sorted: that is little anywhere else"
_AMONG_ALL: Final = "looked for among all members of a subtree"
_SCANNED: Final = "a small table is looked through for who sees little or nothing of it"
_JUST_IMPORTED: Final = "the plan of a table without statistics reads what it sorts; autovacuum ends that"
_BY_CHANCE: Final = "members of each group are found by a merge now and then, which reads those with smaller ids"
KNOWN: Final[Mapping[str, str]] = {
    "/v1/leading-groups": _BY_CHANCE,
    "/v1/members?unit": _OF_ONE,
    "/v1/teams": _SCANNED,
    "/v1/team-checks": _SCANNED,
    "/v1/keys": _SCANNED,
    "/v1/invitations": _SCANNED,
    "/v1/surveys": _SCANNED,
    "/v1/supervision-groups": _SCANNED,
    "/v1/contact-checks/cadres": "members are looked through for those with a rank or a contact point",
    **dict.fromkeys(("/v1/members?q", "/v1/members?role", "/v1/members?active"), _AMONG_ALL),
    "/v1/contact-points": _OF_ONE,
    "/v1/meeting-rounds": _JUST_IMPORTED,
    "/v1/meeting-decisions": _OF_ONE,
    "/v1/visits?target": _OF_ONE,
    "/v1/visit-plans?state": _OF_ONE,
    **dict.fromkeys(("/v1/webhook-endpoints?unit", "/v1/webhook-endpoints?state"), _OF_ONE),
    "/v1/ledger-rows?overdue": "what is overdue and of no category is looked for among all that is overdue",
    "/v1/tickets?count": "it counts, to ten thousand at most",
    "/v1/site-checks": _OF_ONE,
    "/v1/staffing-gaps": _OF_ONE,
    "/v1/opinions/{opinion_id}/attachments": _OF_ONE,
    "/v1/tickets/{ticket_id}/attachments": _JUST_IMPORTED,
    "/v1/tickets/{ticket_id}/actions/{action}/candidates": _JUST_IMPORTED,
    "/v1/opinions?ticket": _OF_ONE,
    "/v1/opinions?similar_to": "what is like an opinion is compared with all that shares a band with it",
    "/v1/units?sort": "all that a name fits is put in the order of the match",
}
"""Lists that cost more by some filter, and why. What they cost is for who mends them: `pytest -m torture` tells."""


@dataclass(slots=True)
class Cost:
    """Of a request: statements that were asked, pages of memory that their plans read, and what came of it."""

    trips: int = 0
    buffers: int = 0
    status: int = 0
    items: int = 0

    @property
    def is_more_than_known(self) -> bool:
        return self.trips > TRIPS or self.buffers > KNOWN_MOST

    def is_too_much(self, code: str) -> bool:
        has_nothing = code == _NOBODY and self.items == 0
        return self.trips > TRIPS or self.buffers > (NOTHING if has_nothing else MOST)


class _Explaining(Connection):
    """What a connection is while requests are measured."""

    cost: Cost

    async def rows(self, statement: Compiled, **params: object) -> Any:
        found = await super().rows(statement, **params)
        await self._explain(statement, params)
        return found

    async def row(self, statement: Compiled, **params: object) -> Any:
        found = await super().row(statement, **params)
        await self._explain(statement, params)
        return found

    async def _explain(self, statement: Compiled, params: Mapping[str, object]) -> None:
        """By the statement that the connection has prepared, without leaving anything."""
        raw: Any = self.raw
        prepared = await raw._con._get_statement(statement.text, None)
        run = execution(prepared.name, statement.arguments(params))
        transaction = raw.transaction()
        await transaction.start()
        told = await raw.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {run}")
        await transaction.rollback()
        (plan,) = told if isinstance(told, list) else orjson.loads(told)
        self.cost.trips += 1
        self.cost.buffers += plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]


@contextmanager
def measured() -> Iterator[Cost]:
    """What is asked while the block runs."""
    _Explaining.cost = Cost()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("escalation.kit.database.connection.Connection", _Explaining)
        yield _Explaining.cost


async def cost_of(case: Case, code: str, callers: Callers, things: Things) -> Cost:
    """Of a list for somebody, who may ask for it."""
    role = next(each for each in _ROLES if Role(each) in case.operation.good.roles)
    await callers.key(f"{code} {role}")
    with measured() as cost:
        answer = await callers.ask(f"{code} {role}", "GET", case.url(things))
    cost.status = answer.status_code
    cost.items = len(answer.json().get("items", ()))
    return cost


@dataclass(slots=True)
class Walk:
    """Lists asked for, one after the other."""

    callers: Callers
    things: Things

    async def over(self, *asked: tuple[Case, str]) -> dict[str, Cost]:
        """What cost too much; and what was refused to everybody, or failed."""
        found: dict[str, Cost] = {}
        for case, code in asked:
            cost = await cost_of(case, code, self.callers, self.things)
            is_refused = cost.status == 422 and len(case.asked) == 1 and _OF_PEOPLE not in case.asked
            if cost.is_too_much(code) or cost.status >= 500 or is_refused:
                found[f"{code} {case}"] = cost
        return found


@pytest.fixture
async def walk(callers: Callers) -> Walk:
    """Over a place where one village has nearly everything."""
    things = await one_of_everything(callers)
    category = await callers.world.runtime.database.pool.fetchval("SELECT code FROM categories LIMIT 1")
    await crowd(callers, things)
    return Walk(callers, things | {"category": category})


def _in_turn(cases: list[Case]) -> list[tuple[Case, str]]:
    """Each list as a whole is asked for by everybody, and each filter by one of them in turn."""
    turns = [(case, _WHO[place % len(_WHO)]) for place, case in enumerate(cases) if case.asked]
    return [(case, code) for case in cases if not case.asked for code in _WHO] + turns


_WHO: Final = (_TOP, _VILLAGE, _NOBODY)
_WITHOUT_INDEXES: Final = """
DO $$ BEGIN EXECUTE (
  SELECT string_agg('DROP INDEX ' || indexrelid::regclass, '; ') FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relnamespace = 'public'::regnamespace AND NOT indisunique
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
    AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = i.indexrelid)
); END $$
"""


def _known(asked: str) -> set[str]:
    """Which entries of what is known a list by its filters falls under."""
    path, _, query = asked.partition(" ")[2].partition("?")
    return KNOWN.keys() & {path, *(f"{path}?{name}" for name, _ in parse_qsl(query))}


def _unknown(over: Mapping[str, Cost]) -> dict[str, Cost]:
    """What costs too much, and is not known to, or more than that."""
    return {asked: cost for asked, cost in over.items() if not _known(asked) or cost.is_more_than_known}


@pytest.mark.slow
async def test_lists_cost_a_page_by_whatever_they_are_narrowed_and_without_indexes_the_table(walk: Walk) -> None:
    asked = _in_turn(NARROWED)
    assert _unknown(await walk.over(*asked)) == {}
    async with as_owner(walk.callers.world.runtime.database).connection() as connection:
        await connection.raw.execute("ANALYZE")
        assert _unknown(await walk.over(*asked)) == {}

        # The negative control.
        await connection.raw.execute(_WITHOUT_INDEXES)
    plain = [(case, code) for case in NARROWED if not case.asked for code in (_VILLAGE, _NOBODY)]
    found = _unknown(await walk.over(*plain))
    assert len(found) > len(LISTS) // 4, found


@pytest.mark.torture
async def test_everybody_may_ask_by_every_filter_and_by_two_and_nothing_is_known_in_vain(walk: Walk) -> None:
    asked = [(case, code) for case in (*NARROWED, *IN_PAIRS) for code in _WHO]
    found = await walk.over(*asked)
    assert _unknown(found) == {}
    async with as_owner(walk.callers.world.runtime.database).connection() as connection:
        await connection.raw.execute("ANALYZE")
    found |= await walk.over(*asked)
    assert _unknown(found) == {}
    used = {each for case in found for each in _known(case)}
    by_chance = {*(each for each, why in KNOWN.items() if why in {_JUST_IMPORTED, _BY_CHANCE}), "/v1/members?unit"}
    assert KNOWN.keys() - by_chance - used == set()
