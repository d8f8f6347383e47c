"""Whoever asks for whatever, the pages of a list are together what the predicate alone would give."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.actors import CLOCK, OPERATOR, Actor, Role
from escalation.kit.database import page_sizes
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Row
from escalation.kit.runtime import subtree
from escalation.tickets.storage import page_statements, selective_filters
from escalation.tickets.storage.filters import Filters, params
from escalation.tickets.storage.list_statements import Search, Sort
from escalation.tickets.storage.lists import Count, count_tickets, list_tickets
from escalation.tickets.storage.ticket_listings import LISTED_FOR, Relation

PAGE = 20
ALL = 1_000

# How many rows are read for a page: far fewer than a page has, about as many, and more than there are.
WINDOWS = 3, 25, ALL
CODES = ("L4-0", "L4-0-D1", "L3-0", "L3-1", "L3-1-D1", "L2-0", "L2-3", "L1-0", "L1-1", "L1-5")
STATES = ("dispatched", "in_progress", "closed", "archived", "unheard_of")
DAYS = st.integers(-6, 9)
VALUES: Mapping[str, st.SearchStrategy[object]] = {
    "unit_path": st.sampled_from(CODES),
    **{name: st.sampled_from(CODES) for name in ("held_path", "received_path")},
    "holder_unit_id": st.sampled_from(CODES),
    "states": st.lists(st.sampled_from(STATES), min_size=1, max_size=2).map(tuple),
    "level": st.integers(1, 4),
    "overdue": st.booleans(),
    "warnings": st.sets(st.sampled_from(["yellow", "orange", "red"]), min_size=1).map(sorted).map(tuple),
    "due_before": DAYS,
    **{
        f"{name}_{end}": DAYS
        for name in ("due", "created", "closed", "breached", "counted")
        for end in ("since", "until")
    },
    "updated_since": DAYS,
    **{name: st.booleans() for name in ("ever_breached", "climbed_by_clock", "closed_on_time")},
    "escalations_min": st.integers(0, 3),
    "department_id": st.sampled_from(CODES),
    "source": st.sampled_from(["x", "visit"]),
    **{name: st.booleans() for name in ("stuck", "problem", "key_task", "open")},
    "category": st.sampled_from(["road", "road.lamps", "roa", "none_such"]),
    "origin_unit_id": st.sampled_from(CODES),
    "assignee_id": st.sampled_from([UUID(int=1), uuid4()]),
    "urgency": st.sampled_from(["critical", "routine"]),
    "difficulty": st.sampled_from(["x", "hard"]),
    "source_system": st.just("crm"),
    "external_ref": st.just("crm-1"),
    "q": st.sampled_from(["路灯", "不亮 1", "17", "%", "灯 不", "路灯不亮 7 村口", "Led"]),
}


def asked(names: list[str]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({name: VALUES[name] for name in names})


some_filters = st.lists(st.sampled_from(sorted(VALUES)), max_size=3, unique=True).flatmap(asked)
somebody = st.one_of(
    st.tuples(st.sampled_from(CODES), st.sampled_from([Role.HANDLER, Role.LEADER])),
    st.sampled_from(["clock", "operator", "nobody", "citizen"]),
)


@dataclass(frozen=True, slots=True)
class Hamlet:
    """The tree, and what people and filters are called in it."""

    connection: Connection
    units: Mapping[str, Row]
    now: datetime

    def actor(self, who: object) -> Actor:
        others = {
            "clock": CLOCK,
            "operator": OPERATOR,
            "nobody": Actor("nobody", None, None, ""),
            "citizen": Actor("citizen", None, None, "", opinion_id=uuid4()),
        }
        match who:
            case (str(code), Role() as role):
                return Actor(code, role, self.units[code]["id"], self.units[code]["path"])
            case _:
                return others[str(who)]

    def filters(self, values: Mapping[str, object]) -> Filters:
        def read(name: str, value: object) -> object:
            today = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
            match name, value:
                case "unit_path" | "held_path" | "received_path", str(code):
                    return self.units[code]["path"]
                case "holder_unit_id" | "origin_unit_id" | "department_id", str(code):
                    return self.units[code]["id"]
                case str(moment), int(days) if moment.endswith(("_before", "_since", "_until")):
                    return today + timedelta(days=days)
                case _:
                    return value

        return Filters(**{name: read(name, value) for name, value in values.items()})  # type: ignore[arg-type]

    async def by_the_predicate(self, actor: Actor, filters: Filters, sort: Sort) -> list[Row]:
        search = Search(subtree.shape(actor), (), (), filters.asked, sort, size=ALL)
        return await self.connection.rows(page_statements.page(search), **subtree.params(actor), **params(filters))

    async def page_by_page(self, actor: Actor, filters: Filters, sort: Sort) -> list[UUID]:
        found: list[UUID] = []
        after = None
        while True:
            page = await list_tickets(self.connection, actor, filters, sort=sort, after=after, limit=PAGE - 1)
            found += [line.ticket.id for line in page.lines]
            if page.goes_on_behind is None:
                return found
            after = page.goes_on_behind


@contextmanager
def windows_of(rows: int) -> Iterator[None]:
    """Pages for which so many rows are read, and so many hits looked up."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NARROW_WINDOW", "WIDE_WINDOW"):
            patch.setattr(page_statements, name, rows)
        for name in ("FEW_HITS", "FEW_WIDE_HITS", "FEW_DEEP_HITS"):
            patch.setattr(selective_filters, name, rows)
        patch.setattr(page_sizes, "SIZES", (PAGE,))
        page_statements.page.cache_clear()
        yield
    page_statements.page.cache_clear()


@pytest.fixture(scope="module")
async def place_of_all(hamlet: Connection) -> Hamlet:
    rows = await hamlet.raw.fetch("SELECT code, id, path FROM units")
    return Hamlet(hamlet, {row["code"]: row for row in rows}, await read_now(hamlet))


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(who=somebody, values=some_filters, sort=st.sampled_from(Sort), rows=st.sampled_from(WINDOWS))
async def test_pages_are_those_of_the_predicate_whoever_asks_for_what(
    place_of_all: Hamlet, who: object, values: dict[str, object], sort: Sort, rows: int
) -> None:
    actor, filters = place_of_all.actor(who), place_of_all.filters(values)
    expected = [row["id"] for row in await place_of_all.by_the_predicate(actor, filters, sort)]
    with windows_of(rows):
        assert await place_of_all.page_by_page(actor, filters, sort) == expected
    assert await count_tickets(place_of_all.connection, actor, filters) == Count(len(expected), is_whole=True)


async def test_the_hamlet_has_something_to_hide_and_something_to_show(place_of_all: Hamlet) -> None:
    """A control of the test above: in an empty list every way agrees with every other."""
    found = {code: await place_of_all.by_the_predicate(place_of_all.actor((code, Role.LEADER)), Filters(), Sort.DUE)
             for code in CODES}  # fmt: skip
    rows = await place_of_all.connection.raw.fetch("SELECT id, accused_path FROM tickets")
    about = {row["id"] for row in rows if row["accused_path"] == place_of_all.units["L3-0"]["path"]}
    assert len(about) > 10
    assert not about & {row["id"] for row in found["L3-0"]}
    assert all(40 < len(tickets) < len(rows) for code, tickets in found.items() if code != "L4-0")


@pytest.mark.parametrize("relation", list(LISTED_FOR[subtree.Shape.SUBTREE]))
async def test_a_list_is_not_what_it_should_be_if_a_relation_is_forgotten(
    place_of_all: Hamlet, monkeypatch: pytest.MonkeyPatch, relation: Relation
) -> None:
    """A control as well: each relation shows tickets that no other does."""
    actor = place_of_all.actor(("L3-1", Role.LEADER))
    expected = [row["id"] for row in await place_of_all.by_the_predicate(actor, Filters(), Sort.DUE)]
    rest = tuple(each for each in LISTED_FOR[subtree.Shape.SUBTREE] if each is not relation)
    monkeypatch.setitem(LISTED_FOR, subtree.Shape.SUBTREE, rest)
    assert set(await place_of_all.page_by_page(actor, Filters(), Sort.DUE)) < set(expected)
