"""Working time of one place: what always holds, in every time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks import seed
from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.limits import Limit
from escalation.errors import GuardFailed

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def a_calendar(zone: str, hours: str = "08:30-17:30", days: str = "mon tue wed thu fri") -> Calendar:
    document = {"version": 1, "zone": zone, "starts_on": "2015-01-01", "confirmed_until": "2026-12-31"}
    return Calendar.compile({**document, "hours": {day: hours.split() for day in days.split()}})


CALENDARS = {
    "China": seed.calendar(),
    "clocks change at night": a_calendar("America/New_York", "08:30-12:00 13:00-17:00"),
    "open while clocks change": a_calendar("America/New_York", "00:30-03:30 04:00-24:00", " ".join(WEEK)),
    "half an hour of summer time": a_calendar("Australia/Lord_Howe", "01:00-02:15 02:15-09:00", " ".join(WEEK)),
    "clocks change at midnight": a_calendar("America/Santiago", "00:00-01:00 22:00-24:00", " ".join(WEEK)),
}
ROUND_THE_CLOCK = [
    a_calendar(zone, "00:00-24:00", " ".join(WEEK))
    for zone in ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca")
]

calendars = st.sampled_from(list(CALENDARS.values()))
moments = st.datetimes(datetime(2016, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC))
budgets = st.timedeltas(timedelta(seconds=1), timedelta(hours=1500))
WRITTEN = """
    1wd, 15wd, 1wd first-day, 4wd first-day, 3wd midnight, 24h, 30min, 4wh, 90wmin, 1d, 60d, 1d first-day, 15d no-roll,
    15d midnight, 7d no-roll midnight, 1mo, 3mo first-day, 6mo no-roll
"""
limits = st.sampled_from([Limit.parse(text.strip()) for text in WRITTEN.split(",")])


@given(calendars, moments, budgets)
def test_what_is_due_after_a_budget_took_that_budget(calendar: Calendar, start: datetime, budget: timedelta) -> None:
    assert calendar.worked(start, calendar.due_after(start, budget).at) == budget


@given(calendars, moments, budgets)
def test_a_moment_before_the_due_moment_the_budget_is_not_used_up(
    calendar: Calendar, start: datetime, budget: timedelta
) -> None:
    assert calendar.worked(start, calendar.due_after(start, budget).at - timedelta(microseconds=1)) < budget


@given(calendars, moments, budgets, budgets)
def test_two_budgets_in_a_row_are_one_budget(
    calendar: Calendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    assert calendar.due_after(calendar.due_after(start, first).at, second) == calendar.due_after(start, first + second)


@given(calendars, moments, moments, moments)
def test_working_time_adds_up(calendar: Calendar, one: datetime, two: datetime, three: datetime) -> None:
    assert calendar.worked(one, two) + calendar.worked(two, three) == calendar.worked(one, three)


@given(calendars, limits, moments, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_who_starts_later_is_never_due_earlier(
    calendar: Calendar, limit: Limit, start: datetime, later: timedelta
) -> None:
    assert calendar.due(start, limit).at <= calendar.due(start + later, limit).at


@given(calendars, limits, moments)
def test_nothing_is_due_before_it_starts(calendar: Calendar, limit: Limit, start: datetime) -> None:
    assert calendar.due(start, limit).at > start


@given(calendars, limits.filter(lambda limit: limit.is_working or (limit.duration is None and limit.roll)), moments)
def test_nothing_is_due_on_a_holiday(calendar: Calendar, limit: Limit, start: datetime) -> None:
    due = calendar.due(start, limit).at - timedelta(microseconds=1)
    same_day_after_closing = calendar.local_day(due) == calendar.local_day(start)

    assert calendar.is_working_day(calendar.local_day(due)) or same_day_after_closing


@given(st.sampled_from(ROUND_THE_CLOCK), moments, moments)
def test_round_the_clock_working_time_is_elapsed_time(calendar: Calendar, one: datetime, two: datetime) -> None:
    assert calendar.worked(one, two) == two - one


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2025, 3, 9), 22),  # summer time begins: 02:00-03:00 does not exist
        (date(2025, 11, 2), 24),  # it ends: 01:00-02:00 comes twice
        (date(2025, 6, 1), 23),
    ],
)
def test_hours_that_clocks_skip_or_repeat_are_counted_as_they_pass(day: date, hours: int) -> None:
    calendar = CALENDARS["open while clocks change"]
    midnight = datetime.combine(day, datetime.min.time(), ZoneInfo("America/New_York"))

    assert calendar.worked(midnight, midnight + timedelta(days=1)) == timedelta(hours=hours)


def test_office_hours_follow_the_local_clock_through_the_year() -> None:
    calendar = CALENDARS["clocks change at night"]

    winter = calendar.due(datetime(2025, 1, 6, 18, tzinfo=UTC), Limit.parse("1wd"))
    summer = calendar.due(datetime(2025, 7, 7, 18, tzinfo=UTC), Limit.parse("1wd"))

    assert winter == Due(datetime(2025, 1, 7, 22, tzinfo=UTC))
    assert summer == Due(datetime(2025, 7, 8, 21, tzinfo=UTC))


def test_a_day_with_hours_of_its_own_keeps_them() -> None:
    days = {
        "2026-02-13": {"kind": "workday", "hours": ["08:30-11:30"]},
        "2026-02-16": {"kind": "holiday", "zh": "那达慕"},
    }
    calendar = Calendar.compile({"version": 1, "confirmed_until": "2026-12-31", "days": days})

    due = calendar.due(datetime(2026, 2, 13, 1, 30, tzinfo=UTC), Limit.parse("3wh"))

    assert due.at == datetime(2026, 2, 17, 1, 30, tzinfo=UTC)


def test_a_make_up_day_keeps_the_hours_laid_down_for_make_up_days() -> None:
    calendar = Calendar.compile(
        {
            "version": 1,
            "confirmed_until": "2026-12-31",
            "make_up_hours": ["09:00-15:00"],
            "days": {"2026-02-14": {"kind": "workday"}},
        }
    )

    due = calendar.due(datetime(2026, 2, 13, 1, 30, tzinfo=UTC), Limit.parse("1wd"))

    assert due.at == datetime(2026, 2, 14, 7, tzinfo=UTC)


def test_a_moment_without_time_zone_is_refused(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar.due(datetime(2026, 2, 13, 10), Limit.parse("1wd"))


@pytest.mark.parametrize("year", [2003, 2039, 9999])
def test_a_moment_outside_the_horizon_is_refused(calendar: Calendar, year: int) -> None:
    with pytest.raises(GuardFailed):
        calendar.worked(datetime(2026, 2, 13, tzinfo=UTC), datetime(year, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize("limit", ["5wd", "100wh", "60d", "6mo"])
def test_a_limit_that_needs_days_behind_the_horizon_is_refused(calendar: Calendar, limit: str) -> None:
    with pytest.raises(GuardFailed):
        calendar.due(datetime(2038, 12, 31, 1, tzinfo=UTC), Limit.parse(limit))


def test_calendars_that_say_the_same_are_equal(calendar: Calendar) -> None:
    same = Calendar.compile(seed.calendar_document())
    other = Calendar.compile({**seed.calendar_document(), "zone": "Asia/Urumqi"})

    assert {calendar, same} == {calendar}
    assert other != calendar
