"""Which bulletins come out (简报)? The worker drafts them; offices that are diligent add a word and publish them."""

from collections import defaultdict
from typing import Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from escalation.actors import Role
from escalation.programme.bulletins.usecases.bulletins import change_bulletin, publish_bulletin

NAME: Final = "bulletins"
_DRAFTS: Final = "SELECT id, unit_id, sections FROM bulletins WHERE state = 'draft' ORDER BY unit_path, starts_on"


async def publish(acting: Acting, cost: Cost) -> None:
    """One after the other of each unit, as they were drafted."""
    drafts: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for row in await acting.ask(_DRAFTS):
        drafts[row["unit_id"]].append((row["id"], row["sections"][0]))

    async def work(unit_id: UUID) -> None:
        place = acting.city.places[unit_id]
        chance = acting.habits.chance("bulletin", place.code, acting.day)
        by = place.who(Role.OFFICE)
        for bulletin_id, section in drafts[unit_id]:
            if chance.random() >= acting.habits.diligence(place, acting.day):
                continue
            async with acting.doing(NAME, cost):
                texts = {section: "本期总体平稳。"}
                await change_bulletin(acting.runtime, bulletin_id, texts, by=by, expected=None)
            async with acting.doing(NAME, cost):
                await publish_bulletin(acting.runtime, bulletin_id, by=by, expected=None, request_id=REQUEST)

    await each_of(sorted(drafts), work)
