"""Who is checked (督查)? Each county and the city draw a sample a month, and somebody goes and looks at half of it."""

from random import Random
from typing import Final
from uuid import UUID

from bench.programme_year.acting import REQUEST, Acting
from bench.programme_year.city import CITY, COUNTY, Place, unheard
from bench.programme_year.meter import Cost
from bench.programme_year.together import each_of
from escalation.actors import Role
from escalation.kit.runtime.context import StoredResponse
from escalation.programme.supervision.domain.samples import SampleFrame
from escalation.programme.supervision.domain.site_checks import Verdict
from escalation.programme.supervision.usecases.samples import ShownSample, WantedSample, draw_sample
from escalation.programme.supervision.usecases.site_checks import WantedCheck, record_check
from escalation.tickets.domain.command import Command

NAME: Final = "supervision"
_SIZE: Final = 16
_VERDICTS: Final = (Verdict.IN_ORDER, Verdict.NOT_IN_ORDER, Verdict.NOT_DONE)


async def check(acting: Acting, cost: Cost) -> None:
    """Draw, and look."""

    async def work(place: Place) -> None:
        chance = acting.habits.chance("sample", place.code, acting.day)
        frame = chance.choice(tuple(SampleFrame))
        wanted = WantedSample(frame, None, None, None, None, None, _SIZE, chance.randint(0, 1 << 40))
        drawn: list[ShownSample] = []

        def render(shown: ShownSample) -> StoredResponse:
            drawn.append(shown)
            return StoredResponse(201, b"")

        by = place.who(Role.SUPERVISOR)
        async with acting.doing(NAME, cost):
            await draw_sample(acting.runtime, wanted, by=by, request_id=REQUEST, render=render, once=None)
        for shown in drawn:
            for lot in shown.lots[::2]:
                if lot.subject is not None:
                    await _look(acting, cost, place, (shown.sample.id, lot.subject.id, frame), chance)

    await each_of([*acting.city.level(CITY), *acting.city.level(COUNTY)], work)


async def _look(
    acting: Acting, cost: Cost, place: Place, drawn: tuple[UUID, UUID, SampleFrame], chance: Random
) -> None:
    sample_id, subject_id, frame = drawn
    verdict = chance.choices(_VERDICTS, (75, 20, 5))[0]
    is_ordered = verdict is Verdict.NOT_DONE and frame is SampleFrame.OPEN
    order = Command("supervise", {"text": "限期整改。", "colour": "orange"}, REQUEST) if is_ordered else None
    wanted = WantedCheck(frame.kind, subject_id, sample_id, acting.day, "现场", "已到现场查看。", verdict, order)
    async with acting.doing(NAME, cost):
        await record_check(
            acting.runtime, wanted, by=place.who(Role.SUPERVISOR), request_id=REQUEST, render=unheard, once=None
        )
