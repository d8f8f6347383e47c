"""Nobody sees or changes what is not theirs: every route that names a thing, asked by everybody there is.

What is expected follows from one short table: who sees a thing of a kind, and to whom it belongs. A route that names
something of a kind that is not in the table fails. Of each role one of all who are answered alike is asked at a route,
and whoever else it takes to tell the kind from every other one in the table. `make torture` asks everybody everywhere.

    not known                      401
    a role that does not suffice   403
    not seen                       404, whatever is asked
    seen and not owned             403 for a change
    owned, or seen and read        neither of these
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import httpx2
import pytest
from fastapi import FastAPI

from escalation.actors import Role
from escalation.kit.web.auth import RouteAccess
from tests.support.callers import NOBODY, Callers, pairs, settle
from tests.support.fingerprints import unchanged
from tests.support.roles import TwoRoles
from tests.support.route_inventory import OPERATIONS, Operation
from tests.support.things import Things, one_of_everything
from tests.support.visibility_rules import Eyes
from tests.support.world import TREE

Question = Callable[[Eyes], bool]
Asked = Iterable[tuple[str, int | None]]
"""Who asks, and how they are refused; `None` if they are let in."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Who sees a thing, and whose it is to change."""

    sees: Question
    owns: Question


def everybody(_: Eyes) -> bool:
    return True


def reaching(*units: str) -> Question:
    return lambda eyes: any(eyes.reaches(unit) for unit in units)


def all_reached(*units: str) -> Question:
    return lambda eyes: all(eyes.reaches(unit) for unit in units)


def working_at(unit: str) -> Question:
    return lambda eyes: eyes.unit == unit and eyes.role in {"handler", "leader", "office"}


def as_(*roles: str, of: str) -> Question:
    return lambda eyes: eyes.role in roles and eyes.reaches(of)


def concerned(place: str, *tied: str) -> Question:
    """Whom a ticket concerns that is held and was received at a place."""
    return lambda eyes: eyes.reaches(place) or eyes.unit in {place, *tied}


def any_of(*questions: Question) -> Question:
    return lambda eyes: any(ask(eyes) for ask in questions)


SENT_TO_V3 = any_of(reaching("C"), concerned("V3"))
"""Whom a group of the city concerns that supervises a village."""
BELOW_K1 = frozenset({"K1", "K1-ZJ", "K1-JT", "K1-SL", "T1", "T2", "V1", "V2", "V3"})
COORDINATED = concerned("K1", "K1-JT", "K1-SL")
SUPERVISED = any_of(concerned("K1-ZJ"), concerned("K1"))
SUBMITTED = any_of(lambda eyes: eyes == Eyes.of("V1 handler"), as_("leader", "office", "supervisor", of="V1"))
KINDS: Mapping[str, Kind] = {
    "unit_id": Kind(everybody, reaching("V3")),
    "member_id": Kind(reaching("K1-ZJ", "V3"), all_reached("K1-ZJ", "V3")),
    "team_id": Kind(reaching("T1"), reaching("T1")),
    "point_id": Kind(reaching("V3", "T1"), reaching("T1")),
    "key_id": Kind(reaching("V3"), reaching("V3")),
    "operation_id": Kind(reaching("V1"), any_of(as_("admin", of="V1"), lambda eyes: eyes == Eyes.of("V1 handler"))),
    "endpoint_id": Kind(reaching("C"), reaching("C")),
    "opinion_id": Kind(reaching("V1"), any_of(as_("leader", "office", of="V1"), working_at("V1"))),
    "ticket_id": Kind(
        COORDINATED,
        any_of(working_at("K1"), working_at("K1-JT"), working_at("K1-SL"), as_("leader", "office", of="K1"),
               as_("supervisor", "admin", of="K1")),
    ),
    "joint_task_id": Kind(COORDINATED, working_at("K1-JT")),
    "request_id": Kind(SUPERVISED, as_("leader", of="K1-ZJ")),
    "order_id": Kind(SUPERVISED, any_of(working_at("K1-ZJ"), as_("leader", of="K1-ZJ"))),
    "erasure_id": Kind(
        as_("leader", "office", of="V2"), lambda eyes: (eyes.unit, eyes.role) != ("V2", "leader")
    ),
    "invitation_id": Kind(reaching("T1"), reaching("T1")),
    # A person's own, with whatever key of theirs.
    "session_id": Kind(lambda eyes: eyes == Eyes.of("V3 leader"), lambda eyes: eyes == Eyes.of("V3 leader")),
    "token_id": Kind(lambda eyes: eyes == Eyes.of("V3 leader"), lambda eyes: eyes == Eyes.of("V3 leader")),
    # Offered to all below as well.
    "reply_id": Kind(lambda eyes: eyes.unit in BELOW_K1 or eyes.reaches("K1"), reaching("K1")),
    # What somebody keeps for themselves.
    **{
        name: Kind(lambda eyes: eyes == Eyes.of("V1 handler"), lambda eyes: eyes == Eyes.of("V1 handler"))
        for name in ("view_id", "draft_id")
    },
    "row_id": Kind(reaching("V1"), working_at("V1")),
    # A draft of a diary is its author's alone.
    "entry_id": Kind(lambda eyes: eyes == Eyes.of("V1 handler"), lambda eyes: eyes == Eyes.of("V1 handler")),
    "channel_id": Kind(lambda eyes: eyes == Eyes.of("V3 leader"), lambda eyes: eyes == Eyes.of("V3 leader")),
    # Read from above, written by the unit that meets.
    **{
        name: Kind(reaching("V3"), lambda eyes: eyes.unit == "V3" and eyes.role in {"leader", "office"})
        for name in ("meeting_id", "item_id", "decision_id")
    },
    # The same of visits; whoever works there visits.
    **{
        name: Kind(reaching("V3"), working_at("V3"))
        for name in ("visit_id", "plan_id", "duty_id")
    },
    "sample_id": Kind(reaching("V3"), reaching("V3")),
    "check_id": Kind(reaching("V3"), reaching("V3")),
    # Read from above, and by none of those who are asked about before it is closed; calls are the unit's own.
    **{name: Kind(reaching("V3"), lambda eyes: eyes.unit == "V3") for name in ("survey_id", "call_id")},
    "bulletin_id": Kind(reaching("K1"), lambda eyes: eyes.unit == "K1"),
    "alarm_id": Kind(reaching("V1"), reaching("V1")),
    # A leading group; see below for those that supervise.
    "group_id": Kind(reaching("K1"), reaching("K1")),
    **{name: Kind(reaching("V3"), reaching("V3")) for name in ("round_id", "sorting_round_id")},
    "task_id": Kind(reaching("V3"), working_at("V3")),
    # Files hang on what was said of V1; who may see them may take part.
    "attachment_id": Kind(reaching("V1"), reaching("V1")),
    # What is the same for all.
    **{name: Kind(everybody, everybody) for name in ("kind", "version", "event_type", "report", "code", "format")},
}  # fmt: skip
OTHERWISE: Mapping[str, Kind] = {
    # A role is the unit's to give and to end.
    "PUT /v1/members/{member_id}/roles/{unit_id}/{role}": Kind(reaching("K1-ZJ", "V3"), reaching("V3")),
    "DELETE /v1/members/{member_id}/roles/{unit_id}/{role}": Kind(reaching("K1-ZJ", "V3"), reaching("V3")),
    # What counts is where the person behind the member has posts, not where the member is at home.
    "DELETE /v1/members/{member_id}/sessions": Kind(reaching("K1-ZJ", "V3"), reaching("V3")),
    "POST /v1/joint-tasks/{joint_task_id}/waive": Kind(COORDINATED, any_of(working_at("K1"), as_("office", of="K1"))),
    "POST /v1/tickets/{ticket_id}/attachments": Kind(COORDINATED, COORDINATED),
    "POST /v1/opinions/{opinion_id}/attachments": Kind(reaching("V1"), reaching("V1")),
    "POST /v1/opinions/{opinion_id}/erasure": Kind(reaching("V1"), as_("leader", "office", of="V1")),
    "GET /v1/opinions/{opinion_id}/contact-reads": Kind(reaching("V1"), as_("leader", "office", "supervisor", of="V1")),
    "POST /v1/diary-entries/{entry_id}/take-back": Kind(SUBMITTED, lambda eyes: eyes == Eyes.of("V1 handler")),
    "POST /v1/diary-entries/{entry_id}/review": Kind(SUBMITTED, as_("leader", "office", of="V1")),
    "POST /v1/opinions/{opinion_id}/code-message": Kind(reaching("V1"), reaching("V1")),
    "POST /v1/visits/{visit_id}/households": Kind(
        reaching("V3"), any_of(working_at("V3"), as_("leader", "office", "supervisor", of="V3"))
    ),
    "GET /v1/visits/{visit_id}/household-reads": Kind(reaching("V3"), as_("leader", "office", "supervisor", of="V3")),
    **{
        route: Kind(SENT_TO_V3, reaching("C"))
        for route in (
            "GET /v1/supervision-groups/{group_id}",
            "PATCH /v1/supervision-groups/{group_id}",
            "POST /v1/supervision-groups/{group_id}/end",
        )
    },
    # Whoever is above may take back what a unit lets everybody read.
    "DELETE /v1/bulletins/{bulletin_id}/public-page": Kind(reaching("K1"), reaching("K1")),
    # The unit that has to carry it out says so; whoever sees it may try, and the ticket says whether they may.
    "POST /v1/meeting-decisions/{decision_id}/completion": Kind(reaching("V3"), working_at("V3")),
    "POST /v1/meeting-decisions/{decision_id}/attempts": Kind(reaching("V3"), reaching("V3")),
}
"""Routes of which more is to be said than of the first thing that they name."""

FOR_OWNERS = frozenset({
    "GET /v1/visits/{visit_id}/household-reads",
    "GET /v1/opinions/{opinion_id}/contact-reads", "GET /v1/units/{unit_id}/channels",
    "GET /v1/units/{unit_id}/channels/{channel_id}/rules", "GET /v1/units/{unit_id}/message-templates",
})  # fmt: skip
"""What is not even read by all who see the thing."""

ELSEWHERE = frozenset({"GET /v1/events/{event_id}", "GET /v1/tickets/{ticket_id}/actions/{action}/candidates"})
"""An event is seen by whom its subject is: asked in test_visibility and test_canaries, for subjects of all kinds. Whom
an action may name is told to who may make it: asked in tests/tickets/test_actions_api.py, for all actions."""
NAMING = [each for each in OPERATIONS if each.takes("path") and each.good.roles and str(each) not in ELSEWHERE]
EVERYBODY = [f"{code} {role}" for code, *_ in TREE for role in Role]


def kind_of(operation: Operation) -> Kind:
    """Of the first thing in its path."""
    return OTHERWISE.get(str(operation)) or KINDS[next(iter(operation.takes("path")))]


def expected(operation: Operation, eyes: Eyes, kind: Kind | None = None) -> int | None:
    """How somebody is refused, as if the thing were of some `kind` if one is given; `None` if they are let in."""
    kind = kind or kind_of(operation)
    if Role(eyes.role) not in operation.good.roles:
        return 403
    if not kind.sees(eyes):
        return 404
    changes = operation.permission is not None and operation.permission.access is RouteAccess.WRITE
    return 403 if (changes or str(operation) in FOR_OWNERS) and not kind.owns(eyes) else None


@pytest.fixture(scope="module")
async def here(pool: TwoRoles, composed: FastAPI) -> tuple[Callers, Things]:
    """Shared: only those are asked who may not, or who only read."""
    callers = await settle(pool, composed)
    things = await one_of_everything(callers)
    for who in EVERYBODY:
        await callers.key(who)
    return callers, things


async def ask(here: tuple[Callers, Things], operation: Operation, who: str) -> httpx2.Response:
    callers, things = here
    return await callers.ask(who, operation.method, operation.url(things), **operation.request(things))


async def wrong_answers(here: tuple[Callers, Things], operation: Operation, asked: Asked) -> list[str]:
    """What was answered otherwise than the table says."""
    return [f"{who}: {found}" async for who, found in _wrong(here, operation, asked)]


async def _wrong(here: tuple[Callers, Things], operation: Operation, asked: Asked) -> AsyncIterator[tuple[str, str]]:
    for who, refusal in asked:
        status = (await ask(here, operation, who)).status_code
        is_right = status == refusal if refusal else status not in {401, 403, 404}
        if not is_right:
            yield who, f"{status}, expected {refusal or 'to be let in'}"


def at_once(operation: Operation) -> Iterator[tuple[str, int | None]]:
    """Everybody who may be asked."""
    for who in EVERYBODY:
        eyes = Eyes.of(who)
        refusal = expected(operation, eyes)
        # Whether a role suffices is looked at before anybody asks where somebody works: it is asked at one place.
        has_role = Role(eyes.role) in operation.good.roles
        if (has_role or eyes.unit == SOMEWHERE) and (refusal is not None or operation.method == "GET"):
            yield who, refusal


SOMEWHERE: Final = "V3"


def some(operation: Operation) -> Mapping[str, int | None]:
    """One of each role of all who are answered alike, and as many as tell its kind from every other in the table.

    A route that goes by the rule of another kind is found out by them if it is by everybody.
    """
    answers, number = dict(at_once(operation)), NAMING.index(operation)
    eyes = {who: Eyes.of(who) for who in answers}
    alike: dict[tuple[str, int | None], list[str]] = {}
    for who, refusal in answers.items():
        alike.setdefault((eyes[who].role, refusal), []).append(who)
    chosen = {all_[number % len(all_)] for all_ in alike.values()}
    for kind in (*KINDS.values(), *OTHERWISE.values()):
        others = [who for who, refusal in answers.items() if expected(operation, eyes[who], kind) != refusal]
        if others and chosen.isdisjoint(others):
            chosen.add(others[number % len(others)])
    return {who: refusal for who, refusal in answers.items() if who in chosen}


@pytest.mark.parametrize("operation", NAMING, ids=str)
async def test_everybody_gets_what_the_table_says(here: tuple[Callers, Things], operation: Operation) -> None:
    async with unchanged(here[0].world):
        assert await wrong_answers(here, operation, some(operation).items()) == []


@pytest.mark.torture
async def test_everybody_gets_what_the_table_says_at_every_route(here: tuple[Callers, Things]) -> None:
    for operation in NAMING:
        async with unchanged(here[0].world):
            assert await wrong_answers(here, operation, at_once(operation)) == [], operation


@pytest.mark.parametrize("state", ["no key", "an unknown one", "expired", "revoked"])
async def test_who_is_not_known_gets_nothing(here: tuple[Callers, Things], state: str) -> None:
    callers, things = here
    headers = await _credentials(callers, state)
    callers.app.state.authenticator.keys.known.clear()
    for operation in NAMING:
        request = operation.request(things)
        both = [*pairs(request.pop("headers", {})), *pairs(headers)]
        answer = await callers.ask(NOBODY, operation.method, operation.url(things), headers=both, **request)
        assert answer.status_code == (403 if operation.speaks_open311 else 401), operation


async def _credentials(callers: Callers, state: str) -> dict[str, str]:
    if state in {"no key", "an unknown one"}:
        return {} if state == "no key" else {"Authorization": "Bearer esk_nobody"}
    made = await callers.send("C admin", "/v1/keys", unit_id=str(callers.world.id("C")), role="admin", name=state)
    column = "expires_at" if state == "expired" else "revoked_at"
    await callers.world.runtime.database.pool.execute(
        f"UPDATE api_keys SET {column} = created_at WHERE id = $1", made["id"]
    )
    return {"Authorization": f"Bearer {made['secret']}"}


async def test_a_table_that_says_otherwise_is_noticed(
    here: tuple[Callers, Things], monkeypatch: pytest.MonkeyPatch
) -> None:
    read, change = (
        next(each for each in NAMING if str(each) == name)
        for name in ("GET /v1/members/{member_id}", "PATCH /v1/members/{member_id}")
    )
    monkeypatch.setitem(KINDS, "member_id", Kind(reaching("K1-ZJ"), reaching("V3")))
    assert "V3 handler: 200, expected 404" in await wrong_answers(here, read, at_once(read))
    assert expected(change, Eyes.of("T2 admin")) == 404
