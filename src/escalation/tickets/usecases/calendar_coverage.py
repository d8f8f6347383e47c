"""Calendar coverage: until when are working days known for sure, and which year should be published by now?"""

from dataclasses import dataclass
from datetime import date

from escalation.clocks.calendars import missing_year
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.calendars import calendars_in_force


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far the calendar in force reaches; due dates behind `confirmed_until` are provisional."""

    today: date
    confirmed_until: date
    missing_year: int | None


async def outlook(runtime: Runtime) -> Outlook:
    """That of the calendar in force, now."""
    async with runtime.database.connection(changes=False) as connection:
        now, calendars = await read_now(connection), await calendars_in_force(runtime, connection)
    return Outlook(calendars.base.local_day(now), calendars.confirmed_until, missing_year(calendars, now))
