"""Which day is it at the place (local days)? By the zone of the calendar in force, never by that of the database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import Runtime
from escalation.tickets.usecases.rules import CALENDAR


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days as the calendar in force has them."""

    zone: ZoneInfo

    def day_of(self, moment: datetime) -> date:
        """Which day it is there."""
        return moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The first moment after a day."""
        return datetime.combine(day + timedelta(days=1), time.min, self.zone)


async def local_days(runtime: Runtime, connection: Connection) -> LocalDays:
    """The days of the calendar in force."""
    version = (await in_force(connection)).calendar
    return LocalDays((await runtime.documents.get(connection, CALENDAR, version)).base.zone)
