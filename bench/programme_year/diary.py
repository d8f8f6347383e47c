"""Who writes what into the diary (民情日记)? Each team some entries; those above grade most of them."""

from collections import defaultdict
from typing import Any, Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting, hours_before
from bench.programme_year.city import COUNTY, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.opinions import an_opinion, words
from bench.programme_year.together import each_of
from escalation.actors import Role
from escalation.kit.runtime.context import StoredResponse
from escalation.programme.diary.domain.entries import MetPerson
from escalation.programme.diary.usecases.diary_opinions import register_diary_opinion
from escalation.programme.diary.usecases.entries import ShownEntry, WantedEntry, write_entry
from escalation.programme.diary.usecases.reviews import review_entry

NAME: Final = "diary"
_SUBMITTED: Final = "SELECT id, unit_id FROM diary_entries WHERE state = 'submitted' ORDER BY unit_id, id"
_A_MONTH: Final = 0.3
"""Entries of a team that is diligent."""


async def write(acting: Acting, cost: Cost) -> None:
    """Members of teams write, and hand in what they wrote; of a few entries opinions come."""

    async def work(place: Place) -> None:
        chance = acting.habits.chance("diary", place.code, acting.day)
        for _ in place.teams:
            if chance.random() < acting.habits.diligence(place, acting.day) * _A_MONTH:
                await _write(acting, cost, place, chance)

    await each_of(acting.city.places.values(), work)


async def _write(acting: Acting, cost: Cost, place: Place, chance: Any) -> None:
    author = chance.choice([who for who in place.members if who.role is not Role.SUPERVISOR])
    title, content = words(chance)
    people = tuple(MetPerson(f"群众{chance.randint(1, 99)}", "13800000000") for _ in range(chance.randint(0, 3)))
    day = hours_before(acting.now, 24 * chance.randint(0, 6)).date()
    wanted = WantedEntry(title, content, day, place.name, people)
    made: list[UUID] = []

    def render(shown: ShownEntry) -> StoredResponse:
        made.append(shown.entry.id)
        return StoredResponse(201, b"")

    is_handed_in = chance.random() < 0.9
    async with acting.doing(NAME, cost):
        await write_entry(
            acting.runtime, wanted, submit=is_handed_in, by=author, render=render, request_id=REQUEST, once=None
        )
    if chance.random() < 0.05:
        async with acting.doing(NAME, cost):
            await register_diary_opinion(
                acting.runtime, made[0], an_opinion(chance, place.name), by=author, render=unheard,
                request_id=REQUEST, once=None,
            )  # fmt: skip


async def review(acting: Acting, cost: Cost) -> None:
    """Whoever leads the unit above grades what was handed in, or most of it."""
    waiting: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await acting.ask(_SUBMITTED):
        waiting[row["unit_id"]].append(row["id"])

    async def work(unit_id: UUID) -> None:
        place = acting.city.places[unit_id]
        above = acting.city.places[place.parent_id] if place.parent_id else place
        by = above.who(Role.OFFICE) if above.level >= COUNTY else above.head
        chance = acting.habits.chance("review", place.code, acting.day)
        for entry_id in waiting[unit_id]:
            if chance.random() < acting.habits.diligence(above, acting.day) * 0.7:
                grade = chance.choices(("excellent", "good", "passed", "failed"), (20, 50, 25, 5))[0]
                async with acting.doing(NAME, cost):
                    await review_entry(
                        acting.runtime, entry_id, grade, None, by=by, expected=None, render=unheard,
                        request_id=REQUEST, once=None,
                    )  # fmt: skip

    await each_of(sorted(waiting), work)
