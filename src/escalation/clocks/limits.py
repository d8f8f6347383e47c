"""How long may something take? A limit is an amount, a unit and how days are counted.

Counting follows the Civil Code (民法典). A period in days or months does not count its first day, one in hours runs at
once (art. 201). A period in months ends on the corresponding day, or on the last day of the month if there is none
(art. 202). If the last day is a holiday, the period ends on the day after the holiday; a last day ends when business
stops, or at 24:00 where there are no business hours (art. 203). A rule may say otherwise (art. 204): see the options.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from enum import StrEnum
from typing import Self

from escalation.errors import N_


class LimitUnit(StrEnum):
    """What is counted; the value is its written form."""

    MINUTES = "min"
    HOURS = "h"
    WORKING_MINUTES = "wmin"
    WORKING_HOURS = "wh"
    CALENDAR_DAYS = "d"
    WORKING_DAYS = "wd"
    MONTHS = "mo"


class LimitError(ValueError):
    """The text or the amount is no limit; `detail` is a message id."""

    def __init__(self, code: str, detail: str) -> None:
        """`code` is stable, as in `Fault`."""
        self.code, self.detail = code, detail
        super().__init__(detail)


_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_OPTION = rf"first-day|no-roll|midnight|keep-time|cut-off={_CLOCK}|from-workday|calendar=[a-z][a-z0-9_.]{{0,59}}"
_FORM = re.compile(rf"([0-9]{{1,12}})(wmin|min|wh|wd|mo|h|d)((?: (?:{_OPTION}))*)")
_LONGEST: Mapping[LimitUnit, int] = {  # ten years
    LimitUnit.MINUTES: 3660 * 24 * 60,
    LimitUnit.HOURS: 3660 * 24,
    LimitUnit.WORKING_MINUTES: 3660 * 8 * 60,
    LimitUnit.WORKING_HOURS: 3660 * 8,
    LimitUnit.CALENDAR_DAYS: 3660,
    LimitUnit.WORKING_DAYS: 2610,
    LimitUnit.MONTHS: 120,
}
_MINUTE_UNITS = (LimitUnit.MINUTES, LimitUnit.WORKING_MINUTES)
_DATED = (LimitUnit.CALENDAR_DAYS, LimitUnit.MONTHS)
_WORKING_TIME = (LimitUnit.WORKING_MINUTES, LimitUnit.WORKING_HOURS)
_WORKING = (*_WORKING_TIME, LimitUnit.WORKING_DAYS)
_RUNNING = (LimitUnit.MINUTES, LimitUnit.HOURS, *_WORKING_TIME)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit, as a value that is right: raises `LimitError` otherwise.

    Written form: `5wd`, `24h`, `30min`, `4wh`, `60d`, `3mo`, and after it any of the options

        first-day       the day of the start is day one
        no-roll         a last day without work stays the last day (calendar days and months)
        midnight        the last day ends at 24:00 rather than at closing time
        keep-time       the last day ends at the time of day of the start (days and months)
        from-workday    a start on a day without work counts as one on the next working day, same time of day
        cut-off=17:00   a start from this local time on, or on a day without work, counts as one on the next working
                        day, when it opens
        calendar=name   counted by this region of the calendar, wherever the ticket is (`base`: by that of no region)

    as in `13wd first-day` or `2wd keep-time from-workday cut-off=17:00`. `from-workday` is applied before `cut-off`.
    """

    amount: int
    unit: LimitUnit
    first_day_counts: bool = False
    roll: bool = True
    midnight: bool = False
    keep_time: bool = False
    from_workday: bool = False
    cut_off: time | None = None
    calendar: str | None = None
    duration: timedelta | None = field(init=False, compare=False, repr=False)
    """The length of a limit in minutes or hours (of working time, if `is_working`); `None` for days and months."""
    is_working: bool = field(init=False, compare=False, repr=False)
    """Whether only working time counts, so that shares of the limit are shares of working time."""
    _written: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what no rule can mean; and work out once what every ticket asks of its limits."""
        self._refuse()
        object.__setattr__(self, "duration", self._length())
        object.__setattr__(self, "is_working", self.unit in _WORKING)
        object.__setattr__(self, "_written", self._write())

    @classmethod
    def parse(cls, text: str) -> Self:
        """A limit from its written form. Raises `LimitError`."""
        form = _FORM.fullmatch(text)
        options = [option.partition("=") for option in form[3].split()] if form else []
        given = {name: value for name, _, value in options}
        if form is None or len(options) != len(given):
            raise LimitError("limit_form", N_("Write a limit as amount and unit: 30min, 24h, 4wh, 5wd, 60d, 3mo."))
        return cls(
            amount=int(form[1]),
            unit=LimitUnit(form[2]),
            first_day_counts="first-day" in given,
            roll="no-roll" not in given,
            midnight="midnight" in given,
            keep_time="keep-time" in given,
            from_workday="from-workday" in given,
            cut_off=time.fromisoformat(given["cut-off"]) if "cut-off" in given else None,
            calendar=given.get("calendar"),
        )

    def __str__(self) -> str:
        """The written form; `parse` reads it back."""
        return self._written

    @property
    def runs_at_once(self) -> bool:
        """Whether it runs round the clock, at nights and on holidays too: minutes and hours that pass by themselves."""
        return self.duration is not None and not self.is_working

    def in_working_time(self) -> Self:
        """The same minutes or hours, of working time; any other limit as it is."""
        if not self.runs_at_once:
            return self
        unit = LimitUnit.WORKING_MINUTES if self.unit is LimitUnit.MINUTES else LimitUnit.WORKING_HOURS
        return replace(self, amount=min(self.amount, _LONGEST[unit]), unit=unit, from_workday=False)

    def _refuse(self) -> None:
        if self.amount < 1:
            raise LimitError("not_positive", N_("A limit has to be longer than nothing."))
        if self.amount > _LONGEST[self.unit]:
            raise LimitError("too_long", N_("A limit cannot be longer than ten years."))
        if self.unit in _RUNNING and (self.first_day_counts or self.midnight or self.keep_time):
            raise LimitError("option_without_days", N_("This option makes sense for limits in days or months only."))
        if self.unit not in _DATED and not self.roll:
            raise LimitError("option_without_days", N_("This option makes sense for limits in days or months only."))
        if self.unit in _WORKING_TIME and self.from_workday:
            raise LimitError("option_without_days", N_("Working time never runs on a day without work."))
        if self.keep_time and (self.first_day_counts or self.midnight):
            raise LimitError("options_conflict", N_("These options contradict each other."))

    def _write(self) -> str:
        options = (
            ("first-day", self.first_day_counts),
            ("no-roll", not self.roll),
            ("midnight", self.midnight),
            ("keep-time", self.keep_time),
            ("from-workday", self.from_workday),
            (f"cut-off={str(self.cut_off)[:5]}", self.cut_off is not None),
            (f"calendar={self.calendar}", self.calendar is not None),
        )
        return " ".join([f"{self.amount}{self.unit}", *(text for text, given in options if given)])

    def _length(self) -> timedelta | None:
        if self.unit not in _RUNNING:
            return None
        return timedelta(minutes=self.amount) if self.unit in _MINUTE_UNITS else timedelta(hours=self.amount)
