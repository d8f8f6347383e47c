"""How far are units with what they have to do in a year (任务清单)? They say so each quarter."""

from collections import defaultdict
from datetime import date
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import Acting
from bench.programme_year.city import Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from escalation.programme.task_lists.usecases.unit_tasks import change_task, create_task, link_ticket

NAME: Final = "task lists"
_TASKS: Final = """
SELECT id, unit_id, percent, due_on FROM unit_tasks WHERE retired_at IS NULL AND year = $1 ORDER BY unit_id, place, id
"""
_TICKETS: Final = "SELECT origin_unit_id, max(id::text)::uuid AS id FROM tickets GROUP BY origin_unit_id"


async def report(acting: Acting, cost: Cost) -> None:
    """Most units say of their tasks how far they are."""
    tasks: dict[UUID, list[Any]] = defaultdict(list)
    for row in await acting.ask(_TASKS, acting.day.year):
        tasks[row["unit_id"]].append(row)
    tickets = {row["origin_unit_id"]: row["id"] for row in await acting.ask(_TICKETS)}

    async def work(place: Place) -> None:
        chance = acting.habits.chance("tasks", place.code, acting.day)
        for task in tasks[place.id]:
            if chance.random() < acting.habits.diligence(place, acting.day) * 0.6:
                said: dict[str, object] = {
                    "percent": min(100, task["percent"] + chance.choice((10, 20, 30, 40))),
                    "due_on": task["due_on"] or date(acting.day.year, chance.choice((6, 9, 12)), 28),
                }  # fmt: skip
                async with acting.doing(NAME, cost):
                    await change_task(acting.runtime, task["id"], said, by=place.head, expected=None)
        if place.id in tickets and tasks[place.id] and chance.random() < 0.2:
            async with acting.doing(NAME, cost):
                await link_ticket(acting.runtime, tasks[place.id][0]["id"], tickets[place.id], by=place.head)

    await each_of(acting.city.places.values(), work)


async def set_own(acting: Acting, cost: Cost) -> None:
    """A third of all units set a task of their own."""

    async def work(place: Place) -> None:
        chance = acting.habits.chance("own task", place.code)
        if chance.random() * 3 < 1:
            said: dict[str, object] = {"zh": "本级自定任务", "note": None, "due_on": date(acting.day.year, 10, 31)}
            async with acting.doing(NAME, cost):
                await create_task(acting.runtime, place.id, None, said, by=place.head, render=unheard, once=None)

    await each_of(acting.city.places.values(), work)
