"""Which day is it at the place (local days)? By the zone of the calendar in force, never by that of the database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.calendars import calendars_in_force


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days as the calendar in force has them."""

    zone: ZoneInfo

    def day_of(self, moment: datetime) -> date:
        """Which day it is there."""
        return moment.astimezone(self.zone).date()

    def begin_of(self, day: date) -> datetime:
        """The first moment of a day."""
        return datetime.combine(day, time.min, self.zone)

    def end_of(self, day: date) -> datetime:
        """The first moment after a day."""
        return self.begin_of(day + timedelta(days=1))


async def local_days(runtime: Runtime, connection: Connection) -> LocalDays:
    """The days of the calendar in force."""
    return LocalDays((await calendars_in_force(runtime, connection)).base.zone)
