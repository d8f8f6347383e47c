"""Which units meet (联席会议), and what do they decide? Those whose round is due, on what the agenda has drawn."""

from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

from bench.programme_year.acting import Acting
from bench.programme_year.city import COUNTY, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from escalation.actors import Actor, Role
from escalation.kit.runtime.context import StoredResponse
from escalation.programme.meetings.storage.agenda import AgendaItem
from escalation.programme.meetings.storage.meetings import Meeting
from escalation.programme.meetings.usecases.agenda import RenderItem, add_item, draw_agenda
from escalation.programme.meetings.usecases.decisions import WantedDecision, complete_decision, decide_item
from escalation.programme.meetings.usecases.meetings import hold_meeting, plan_meeting
from escalation.tickets.domain.command import Command

NAME: Final = "meetings"
_DUE: Final = "SELECT unit_id FROM meeting_rounds WHERE due_on <= $1 ORDER BY unit_id"
_TASKS: Final = "SELECT id, unit_id FROM meeting_decisions WHERE state = 'open' AND kind = 'task' ORDER BY id"
_MOST_DECIDED: Final = 3


async def meet(acting: Acting, cost: Cost) -> None:
    """Units whose round is due within two weeks meet, if they are diligent."""
    due = await acting.ask(_DUE, acting.day + timedelta(days=14))

    async def work(unit_id: UUID) -> None:
        place = acting.city.places[unit_id]
        chance = acting.habits.chance("meet", place.code, acting.day)
        if chance.random() < acting.habits.diligence(place, acting.day) * 0.7:
            await _meet(acting, cost, place, chance)

    await each_of([row["unit_id"] for row in due if row["unit_id"] in acting.city.places], work)


async def _meet(acting: Acting, cost: Cost, place: Place, chance: Random) -> None:
    by = place.who(Role.OFFICE) if place.level >= COUNTY else place.head
    planned: list[UUID] = []
    drawn: list[AgendaItem] = []

    def keep_meeting(meeting: Meeting) -> StoredResponse:
        planned.append(meeting.id)
        return StoredResponse(201, b"")

    def keep_agenda(items: list[AgendaItem]) -> StoredResponse:
        drawn.extend(items)
        return StoredResponse(200, b"")

    async with acting.doing(NAME, cost):
        at = (acting.now, "二楼会议室")
        await plan_meeting(acting.runtime, place.id, at, by=by, render=keep_meeting, once=None)
    async with acting.doing(NAME, cost):
        await draw_agenda(acting.runtime, planned[0], by=by, render=keep_agenda, once=None)
    async with acting.doing(NAME, cost):
        topic = (None, "下一阶段重点工作安排")
        await add_item(acting.runtime, planned[0], topic, "阶段性总结", by=by, render=_kept(drawn), once=None)
    for item in drawn[-_MOST_DECIDED:]:
        async with acting.doing(NAME, cost):
            wanted = _decision(acting, place, item, chance)
            await decide_item(acting.runtime, item.id, wanted, by=by, expected=None, render=unheard, once=None)
    words = {"chair": "主要负责人", "attendance": "班子成员", "summary": "小结。", "outlook": "下一步安排。"}
    async with acting.doing(NAME, cost):
        await hold_meeting(acting.runtime, planned[0], None, words, by=by, expected=None, render=unheard, once=None)


def _kept(drawn: list[AgendaItem]) -> RenderItem:
    def render(item: AgendaItem) -> StoredResponse:
        drawn.append(item)
        return StoredResponse(201, b"")

    return render


def _decision(acting: Acting, place: Place, item: AgendaItem, chance: Random) -> WantedDecision:
    """Of a ticket an order, or a task for somebody; of a topic a task."""
    if item.ticket is not None and place.level >= COUNTY and chance.random() < 0.5:
        order = Command("supervise", {"text": "限期研究解决。", "colour": "yellow"}, "bench")
        return WantedDecision("督办落实", None, None, order)
    days = chance.choice((10, 20, 40))
    return WantedDecision("由本级负责落实", place.id, acting.day + timedelta(days=days), None)


async def carry_out(acting: Acting, cost: Cost) -> None:
    """Units say what they have carried out of what was decided."""
    open_tasks = await acting.ask(_TASKS)

    async def work(task: tuple[UUID, UUID]) -> None:
        place = acting.city.places[task[1]]
        chance = acting.habits.chance("carry out", task[0].int % 1_000_003, acting.day)
        if chance.random() < acting.habits.diligence(place, acting.day) * 0.4:
            async with acting.doing(NAME, cost):
                await complete_decision(
                    acting.runtime, task[0], "已落实。", by=_worker(place), expected=None, render=unheard, once=None
                )

    await each_of([(row["id"], row["unit_id"]) for row in open_tasks if row["unit_id"] in acting.city.places], work)


def _worker(place: Place) -> Actor:
    return place.who(Role.OFFICE) if place.level >= COUNTY else place.head
