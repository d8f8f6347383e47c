"""Who loses sight of a ticket is told so, and nobody else."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.actors import CLOCK
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.command import JointUnit
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.ticket import JointTask, Ticket
from escalation.tickets.domain.visibility_loss import Lost, lost_sight
from escalation.tickets.usecases.ticket_queries import events_of
from tests.support.makers import a_ticket, move
from tests.support.world import World
from tests.tickets.story import BY_ID, UNITS, Story, a_situation, dispatched, in_progress, somebody
from tests.tickets.test_walks import STEPS, Walk

LEFT: Final = "ticket.scope_left"


def scope_left(events: Iterable[SealedEvent]) -> list[tuple[set[str], set[str]]]:
    """The codes of those who are told that they see a ticket no more, decision by decision."""
    code_of = {str(unit.id): unit.code for unit in UNITS.values()}
    told = [event.data for event in events if event.type == LEFT]
    units, overseers = ([{code_of[id_] for id_ in ids(data, name)} for data in told] for name in Lost._fields)
    return list(zip(units, overseers, strict=True))


def ids(data: dict[str, object], name: str) -> list[str]:
    found = data[name]
    assert isinstance(found, list)
    return found


# -- Stories ----------------------------------------------------------------------------------------------------------


def test_nobody_loses_sight_while_a_ticket_climbs_above_its_origin() -> None:
    story = dispatched().until("ticket.escalated").until("ticket.escalated").until("ticket.stuck_at_top")
    assert story.holder == "C"
    assert scope_left(story.events) == []


def at_a_department() -> Story:
    """A county's ticket that one of its departments works on."""
    story = Story("K1").do(somebody("K1", "office"), "dispatch", unit_id=UNITS["K1-ZJ"].id)
    return story.do(somebody("K1-ZJ"), "sign")


def test_a_department_loses_sight_of_what_was_transferred_as_soon_as_the_other_one_has_signed() -> None:
    story = at_a_department()
    story.do(somebody("K1", "office"), "transfer", unit_id=UNITS["K1-JT"].id, reason="属交通。")
    assert scope_left(story.events) == []
    story.do(somebody("K1-JT"), "sign")
    assert story.told[-2:] == ["ticket.signed", LEFT]
    assert scope_left(story.events) == [({"K1-ZJ"}, set())]


def test_those_above_a_former_holder_lose_sight_at_once_if_they_are_not_above_the_new_one() -> None:
    story = Story("C").do(somebody("C", "office"), "dispatch", unit_id=UNITS["V1"].id).do(somebody("V1"), "sign")
    story.do(somebody("C", "office"), "transfer", unit_id=UNITS["V3"].id, reason="属邻村。")
    assert scope_left(story.events) == [(set(), {"T1"})]
    story.do(somebody("V3"), "sign")
    assert scope_left(story.events)[1:] == [({"V1"}, set())]


def test_who_was_asked_for_help_loses_sight_with_the_last_word_on_it() -> None:
    story = at_a_department()
    story.do(somebody("K1-ZJ"), "coordinate", joint_units=(JointUnit(UNITS["K1-JT"].id, "查"),))
    (task,) = story.joint_tasks
    story.do(somebody("K1-JT"), "report", joint_task_id=task, result="已查。")
    assert scope_left(story.events) == [({"K1-JT"}, set())]


def test_the_farewell_tells_nothing_of_what_changed() -> None:
    story = at_a_department()
    story.do(somebody("K1", "office"), "transfer", unit_id=UNITS["K1-JT"].id, reason="属交通。")
    signed, left = story.do(somebody("K1-JT"), "sign").decisions[-1].events
    assert set(left.data) == {"units", "overseers", "changes"}
    assert left.data["changes"] == {}
    assert signed.data["changes"]
    assert (left.ticket_version, left.action) == (signed.ticket_version, signed.action)


def test_nobody_loses_sight_of_what_is_about_them() -> None:
    situation = a_situation("in_progress", dispatcher_unit_id=UNITS["K2"].id, accused_path=UNITS["K2"].path)
    gone = situation.ticket._replace(dispatcher_unit_id=None)
    assert lost_sight(situation, gone, situation.joint_tasks) is None
    open_to_all = replace(situation, ticket=situation.ticket._replace(accused_path=None))
    assert lost_sight(open_to_all, gone, situation.joint_tasks) == Lost((UNITS["K2"].id,), ())


# -- Whatever becomes of a ticket -------------------------------------------------------------------------------------


class Sight(NamedTuple):
    """Whom a ticket concerns directly, and who sees it from above; nobody whom it is about."""

    tied: set[UUID]
    above: set[UUID]


def sight(ticket: Ticket, joint_tasks: Iterable[JointTask]) -> Sight:
    """Unit by unit, as the visibility predicate asks."""
    asked = {task.unit_id for task in joint_tasks if task.state == "open"}
    able = [unit for unit in BY_ID.values() if not (ticket.accused_path and unit.path.startswith(ticket.accused_path))]
    tied = {unit.id for unit in able if unit.id in asked or concerns(ticket, unit)}
    return Sight(tied, {unit.id for unit in able if is_above(unit, ticket)})


def concerns(ticket: Ticket, unit: Unit) -> bool:
    parts = [ticket.holder_unit_id, ticket.origin_unit_id, ticket.handler_unit_id, ticket.dispatcher_unit_id]
    return unit.id in {*parts, ticket.sender_unit_id}


def is_above(unit: Unit, ticket: Ticket) -> bool:
    paths = (ticket.holder_path, ticket.origin_path)
    return any(path.startswith(unit.path) and path != unit.path for path in paths)


def judge(before: Sight, after: Sight, lost: tuple[set[UUID], set[UUID]]) -> None:
    """Who is told is who has lost sight, and no more."""
    sees = after.tied | after.above
    assert lost == (before.tied - sees, before.above - sees)


codes = st.sampled_from(list(UNITS))
OTHERS: Final = ("handler_unit_id", "dispatcher_unit_id", "sender_unit_id")


@st.composite
def parts(draw: st.DrawFn) -> dict[str, dict[str, object]]:
    """The columns that say whom a ticket concerns. One village is often among them, and in many parts, as in life."""
    village = UNITS["V1"]
    holder, origin = draw(st.sampled_from([village, UNITS[draw(codes)]])), UNITS[draw(codes)]
    other = st.sampled_from([None, village.id, holder.id, UNITS[draw(codes)].id])
    return {
        "holder": {"holder_unit_id": holder.id, "holder_path": holder.path},
        "origin": {"origin_unit_id": origin.id, "origin_path": origin.path},
        **{name: {name: draw(other)} for name in OTHERS},
    }


a_part = st.sampled_from(["holder", "origin", *OTHERS])
open_tasks = st.sampled_from([(0, 0), (0, 0), (0, 1), (1, 1), (2, 1), (2, 0)])


@settings(max_examples=400)
@given(parts(), parts(), st.lists(a_part, max_size=3), open_tasks, st.sampled_from([None, None, *UNITS]))
def test_whatever_changes_those_are_told_who_saw_it_and_see_it_no_more(
    before: dict[str, dict[str, object]],
    after: dict[str, dict[str, object]],
    changing: list[str],
    asked: tuple[int, int],
    accused: str | None,
) -> None:
    tasks, tasks_after = (a_situation(open_tasks=count).joint_tasks for count in asked)
    situation = a_situation(open_tasks=asked[0], accused_path=UNITS[accused].path if accused else None)
    old = situation.ticket.with_columns({name: value for part in before.values() for name, value in part.items()})
    new = old.with_columns({name: value for part in changing for name, value in after[part].items()})
    lost = lost_sight(replace(situation, ticket=old), new, tasks_after) or Lost((), ())
    judge(sight(old, tasks), sight(new, tasks_after), (set(lost.units), set(lost.overseers)))
    assert [len(set(each)) for each in lost] == [len(each) for each in lost]


@pytest.mark.parametrize("seed", range(30))
def test_on_any_way_through_the_life_cycle_those_are_told_who_lose_sight(seed: int) -> None:
    chance = Random(seed)
    way = Walk(chance.choice, in_progress().rules)
    for _ in range(40):
        getattr(way, chance.choice(STEPS))()
    seen: list[Sight] = []
    tasks: dict[UUID, JointTask] = {}
    for decision in way.story.decisions:
        tasks |= {task.id: task for task in decision.joint_tasks}
        seen.append(sight(decision.ticket, tasks.values()))
    for decision, (before, after) in zip(way.story.decisions[1:], pairwise(seen), strict=True):
        judge(before, after, told_by(decision.events))


def told_by(events: Sequence[SealedEvent]) -> tuple[set[UUID], set[UUID]]:
    """Whom the last of these events takes leave of, if it is one that does."""
    data = events[-1].data if events[-1].type == LEFT else {"units": [], "overseers": []}
    units, overseers = ({UUID(id_) for id_ in ids(data, name)} for name in Lost._fields)
    return units, overseers


# -- As the storage sees it -------------------------------------------------------------------------------------------


async def test_who_is_told_is_who_sees_a_ticket_no_more(world: World, client: httpx2.AsyncClient) -> None:
    ticket = await a_ticket(world, "C")
    office, counted = world.actor("C", "office"), 0
    seeing = await who_sees(world, client, ticket)
    for actor, action, fields in (
        (office, "dispatch", {"unit_id": world.id("K1-ZJ")}),
        (world.actor("K1-ZJ"), "sign", {}),
        (office, "transfer", {"unit_id": world.id("K1-JT"), "reason": "属交通。"}),
        (world.actor("K1-JT"), "sign", {}),
        (office, "transfer", {"unit_id": world.id("K2"), "reason": "属邻县。"}),
        (world.actor("K2"), "sign", {}),
    ):
        await move(world, ticket, actor, action, **fields)
        before, seeing = seeing, await who_sees(world, client, ticket)
        assert before - seeing == await who_is_told(world, ticket)
        counted += len(before - seeing)
    assert counted == len({"K1-ZJ", "K1-JT"}) * 2 + len({"K1"})


async def who_sees(world: World, client: httpx2.AsyncClient, ticket: UUID) -> set[tuple[str, str]]:
    """Of every unit, whoever works there and whoever leads it."""
    found = set()
    for code in world.units:
        for role in ("handler", "leader"):
            answer = await client.get(f"/v1/tickets/{ticket}", headers=await world.key(code, role))
            found |= {(code, role)} if answer.is_success else set()
    return found


async def who_is_told(world: World, ticket: UUID) -> set[tuple[str, str]]:
    """By the last event; those above a unit only as far as they see what is below them."""
    history = await events_of(world.runtime, ticket, CLOCK, after=0, limit=200)
    units, overseers = told_by(history)
    code_of = {unit.id: code for code, unit in world.units.items()}
    direct = {(code_of[id_], role) for id_ in units for role in ("handler", "leader")}
    return direct | {(code_of[id_], "leader") for id_ in overseers}
