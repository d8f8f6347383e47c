"""Which weeks are looked at (trend weeks)? Those that are over, with the working days of the calendar in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escalation.clocks.calendar import Calendar
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.programme.trends.domain.activity import Week, monday_of
from escalation.programme.trends.storage.activity_counts import CountedWeek

SPARE = 8
"""So many weeks more than the rules ask for are kept in sight, because some do not count."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlaceWeeks:
    """Weeks as the calendar in force has them."""

    calendar: Calendar

    @property
    def zone(self) -> ZoneInfo:
        """Where the days are."""
        return self.calendar.zone

    def last_before(self, now: datetime) -> date:
        """The Monday of the last week that is over."""
        return monday_of(self.calendar.local_day(now)) - WEEK

    def counted(self, monday: date) -> CountedWeek:
        """A week with its working days."""
        days = (monday + timedelta(days=n) for n in range(7))
        return CountedWeek(monday, sum(map(self.calendar.is_working_day, days)))

    def moments(self, monday: date) -> tuple[datetime, datetime]:
        """The first moments of a week and of the next one."""
        return datetime.combine(monday, time.min, self.zone), datetime.combine(monday + WEEK, time.min, self.zone)


async def place_weeks(runtime: Runtime, connection: Connection) -> PlaceWeeks:
    """The weeks of the calendar in force."""
    calendars = await calendars_in_force(runtime, connection)
    return PlaceWeeks(calendars.base)


def filled(weeks: Sequence[CountedWeek], done: Mapping[date, int]) -> list[Week]:
    """Every counted week with what was done in it: nothing where nothing is noted."""
    return [Week(week.monday, week.working_days, done.get(week.monday, 0)) for week in weeks]


def added(parts: Sequence[Mapping[date, int]]) -> Mapping[date, int]:
    """What several did together, by week."""
    together: dict[date, int] = {}
    for part in parts:
        for monday, done in part.items():
            together[monday] = together.get(monday, 0) + done
    return together
