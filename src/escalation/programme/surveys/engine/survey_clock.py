"""What does time do to surveys (survey clock)? One after the other is reminded of, or closed."""

from escalation.actors import CLOCK
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.programme.surveys.storage import survey_clock, surveys
from escalation.programme.surveys.usecases.closing import close_within

EVERYWHERE = ("/", "0")


async def step(runtime: Runtime) -> bool:
    """See to the survey that is due first; whether there was one. Any number of processes may do this at once."""
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        due = await survey_clock.lock_due(connection, now)
        if due is None:
            return False
        survey = await surveys.find_survey(connection, due.id, EVERYWHERE)
        if survey is not None and due.is_over:
            await close_within(connection, survey, now, CLOCK, "clock")
        else:
            await survey_clock.remind(connection, due.id, now)
    return True
