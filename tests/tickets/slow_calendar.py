"""A calendar that counts day by day, as a clerk would with a finger on the page; slow, and with nothing to go wrong."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from escalation.clocks.limits import Limit, LimitUnit

ZONE: Final = ZoneInfo("Asia/Shanghai")
WEEKEND: Final = (5, 6)
HOURS: Final = ((time(8, 30), time(12)), (time(14), time(17, 30)))
DAY: Final = timedelta(days=1)


def at(day: date, clock: time) -> datetime:
    """A local time of a day."""
    return datetime.combine(day, clock, ZONE).astimezone(UTC)


@dataclass(frozen=True)
class SlowCalendar:
    """Holidays and days of rest with work, by day; every other day is as the week has it."""

    special: Mapping[date, str]

    @classmethod
    def of(cls, document: Any) -> "SlowCalendar":
        """As a published document has them."""
        kinds = {date.fromisoformat(day): special["kind"] for day, special in document["days"].items()}
        return cls(kinds)

    def works(self, day: date) -> bool:
        """Whether there is work on a day."""
        return self.special.get(day) == "workday" or (day not in self.special and day.weekday() not in WEEKEND)

    def openings(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The working hours of a day."""
        return ((at(day, opens), at(day, closes)) for opens, closes in HOURS if self.works(day))

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time from one moment to another one."""
        if end < start:
            return -self.worked(end, start)
        total, day = timedelta(0), start.astimezone(ZONE).date()
        while day <= end.astimezone(ZONE).date():
            spans = ((max(start, opens), min(end, closes)) for opens, closes in self.openings(day))
            total += sum((closes - opens for opens, closes in spans if closes > opens), timedelta(0))
            day += DAY
        return total

    def after(self, start: datetime, rest: timedelta) -> datetime:
        """When so much working time has passed since a moment."""
        day = start.astimezone(ZONE).date()
        if rest <= timedelta(0):
            return start
        while True:
            for opens, closes in self.openings(day):
                begins = max(opens, start)
                if closes - begins >= rest:
                    return begins + rest
                rest -= max(closes - begins, timedelta(0))
            day += DAY

    def due(self, start: datetime, limit: Limit) -> datetime:
        """When a limit ends: the first day does not count, and a last day without work moves to the next with it."""
        day = start.astimezone(ZONE).date()
        match limit.unit:
            case LimitUnit.MINUTES | LimitUnit.HOURS:
                return start + (limit.duration or DAY)
            case LimitUnit.WORKING_MINUTES | LimitUnit.WORKING_HOURS:
                return self.after(start, limit.duration or DAY)
            case LimitUnit.WORKING_DAYS:
                for _ in range(limit.amount):
                    day = self.next_with_work(day + DAY)
            case LimitUnit.CALENDAR_DAYS:
                day = self.next_with_work(day + limit.amount * DAY)
            case LimitUnit.MONTHS:
                year, month = divmod(day.year * 12 + day.month - 1 + limit.amount, 12)
                day = self.next_with_work(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))
        return self.end_of(day, start, limit)

    def settled(self, moment: datetime, limit: Limit) -> datetime:
        """Where a rest of days or months ends, that was not counted from a start."""
        if limit.duration is not None or limit.unit is LimitUnit.WORKING_DAYS:
            return moment
        before = moment - timedelta.resolution
        return self.end_of(self.next_with_work(before.astimezone(ZONE).date()), before, limit)

    def end_of(self, day: date, start: datetime, limit: Limit) -> datetime:
        """When business stops, or midnight."""
        closing = max((closes for _, closes in self.openings(day)), default=None)
        if limit.midnight or closing is None or closing <= start:
            return at(day + DAY, time(0))
        return closing

    def next_with_work(self, day: date) -> date:
        """The day itself or the first one behind it."""
        while not self.works(day):
            day += DAY
        return day

    def span(self, limit: Limit, start: datetime, end: datetime) -> timedelta:
        """The time between two moments, as the limit counts it."""
        return self.worked(start, end) if limit.is_working else end - start
