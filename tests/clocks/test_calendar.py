"""Working time of one place: what always holds, in every time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks import defaults
from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.limits import Limit
from escalation.clocks.working_time import WorkingTime
from escalation.errors import GuardFailed

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def a_calendar(zone: str, hours: str = "08:30-17:30", days: str = "mon tue wed thu fri") -> Calendar:
    document = {"version": 1, "zone": zone, "starts_on": "2015-01-01", "confirmed_until": "2026-12-31"}
    return Calendar.compile({**document, "hours": {day: hours.split() for day in days.split()}})


CALENDARS = {
    "China": defaults.calendar(),
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
    15d midnight, 7d no-roll midnight, 1mo, 3mo first-day, 6mo no-roll, 1wd cut-off=16:00, 2wd first-day cut-off=12:00,
    15d cut-off=17:00, 1mo no-roll cut-off=09:00
"""
limits = st.sampled_from([Limit.parse(text.strip()) for text in WRITTEN.split(",")])
KEEPING = "1wd, 7wd, 2wd from-workday, 3wd cut-off=17:00, 5wd from-workday cut-off=12:30, 30d no-roll, 15d, 1mo"
keeping = st.sampled_from([Limit.parse(f"{text.strip()} keep-time") for text in KEEPING.split(",")])


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


@given(calendars, moments, keeping)
def test_a_limit_that_keeps_the_time_of_day_is_due_at_that_time_or_at_an_opening(
    calendar: Calendar, start: datetime, limit: Limit
) -> None:
    due = calendar.due(start, limit).at.astimezone(calendar.zone)
    opening = calendar.due(calendar.due(start, Limit.parse("1wd")).at, Limit.parse("1wmin")).at - timedelta(minutes=1)
    kept = {start.astimezone(calendar.zone).time(), opening.astimezone(calendar.zone).time()}

    # Where clocks are changed, a time of day may not exist; it is then as far behind midnight as it would have been.
    assert due.time() in kept or _clocks_change(due)
    assert due > start


def _clocks_change(local: datetime) -> bool:
    midnight = datetime.combine(local, time.min, local.tzinfo)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2025-03-07 10:00", "1wd keep-time", "2025-03-10 10:00"),  # summer time begins on the Sunday between
        ("2025-10-31 16:59", "1wd keep-time", "2025-11-03 16:59"),  # and ends
        ("2025-03-08 02:30", "1d no-roll keep-time", "2025-03-09 03:30"),  # 02:30 does not exist
        ("2025-11-01 01:30", "1d no-roll keep-time", "2025-11-02 01:30"),  # exists twice: the first
        ("2025-03-08 23:00", "1wd keep-time from-workday cut-off=17:00", "2025-03-12 08:30"),
        ("2025-03-07 17:00", "30d keep-time cut-off=17:00", "2025-04-09 08:30"),
    ],
)
def test_the_time_of_day_is_kept_when_clocks_change(start: str, limit: str, due: str) -> None:
    calendar, zone = CALENDARS["clocks change at night"], ZoneInfo("America/New_York")

    found = calendar.due(datetime.fromisoformat(start).replace(tzinfo=zone), Limit.parse(limit))

    assert found.at == datetime.fromisoformat(due).replace(tzinfo=zone).astimezone(UTC)


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
    same = Calendar.compile(defaults.calendar_document())
    other = Calendar.compile({**defaults.calendar_document(), "zone": "Asia/Urumqi"})

    assert {calendar, same} == {calendar}
    assert other != calendar


STARTS = [datetime(2023, 12, 1, 3, tzinfo=UTC) + timedelta(days=day) for day in range(500)]  # 11:00 in Shanghai


@pytest.mark.parametrize("months", [1, 2, 3, 6, 11, 12, 13])
@pytest.mark.parametrize("first", ["", " first-day"])
def test_months_end_on_the_corresponding_day_or_on_the_last_one_of_their_month(months: int, first: str) -> None:
    limit = Limit.parse(f"{months}mo{first} no-roll midnight")
    for start in STARTS:
        day = CALENDARS["China"].local_day(start)
        ended = CALENDARS["China"].due(start, limit).at
        last = CALENDARS["China"].local_day(ended - timedelta(microseconds=1))
        after = CALENDARS["China"].local_day(ended)

        counted = after if first else last
        corresponding = counted.day == day.day and _months_between(day, counted) == months
        ends_the_month = after.day == 1 and last.day < day.day and _months_between(day, last) == months

        assert corresponding or ends_the_month, (day, last)


def _months_between(one: date, two: date) -> int:
    return (two.year - one.year) * 12 + two.month - one.month


def test_of_intervals_that_overlap_the_later_one_is_cut_and_what_is_left_of_nothing_is_left_out() -> None:
    def hour(number: int) -> datetime:
        return datetime(2025, 3, 3, number, tzinfo=UTC)

    worked = WorkingTime.of([(hour(8), hour(12)), (hour(11), hour(13)), (hour(12), hour(13)), (hour(14), hour(15))])
    assert (worked.starts, worked.ends) == ((hour(8), hour(12), hour(14)), (hour(12), hour(13), hour(15)))
    assert [worked.position(hour(number)) for number in (7, 11, 13, 14, 16)] == [
        timedelta(hours=hours) for hours in (0, 3, 5, 5, 6)
    ]
    assert [worked.moment(timedelta(hours=hours)) for hours in (4, 5, 6, 7)] == [hour(12), hour(13), hour(15), None]
