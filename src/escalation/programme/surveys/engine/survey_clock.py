"""What does time do to surveys (survey clock)? One after the other is reminded of, or closed."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.surveys.storage import survey_clock, surveys
from escalation.programme.surveys.usecases.closing import close_within

EVERYWHERE: Final = ("/", "0")


async def step(runtime: Runtime) -> bool:
    """See to the survey that is due first; whether there was one. Any number of processes may do this at once."""
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        due = await survey_clock.lock_due(connection, now)
        if due is None:
            return False

        async def see_to(_: Sequence[UUID]) -> None:
            survey = await surveys.find_survey(connection, due.id, EVERYWHERE)
            if survey is not None and due.is_over:
                await close_within(connection, survey, now, CLOCK, "clock")
            else:
                await survey_clock.remind(connection, due.id, now)

        await in_parts(connection, survey_clock.TASK, [due.id], see_to)
    return True
