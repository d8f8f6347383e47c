"""Calendar coverage: until when are working days known for sure, and which year should be published by now?"""

from dataclasses import dataclass
from datetime import date

from escalation.clocks.calendars import missing_year
from escalation.kit.database.clock import read_now
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.tickets.usecases.rules import CALENDAR


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far the calendar in force reaches; due dates behind `confirmed_until` are provisional."""

    today: date
    confirmed_until: date
    missing_year: int | None


async def outlook(runtime: Runtime) -> Outlook:
    """That of the calendar in force, now."""
    async with runtime.database.connection(changes=False) as connection:
        now = await read_now(connection)
        version = await newest_version(connection, DocumentKind.CALENDAR)
        calendars = await runtime.documents.get(connection, CALENDAR, version)
    return Outlook(calendars.base.local_day(now), calendars.confirmed_until, missing_year(calendars, now))
