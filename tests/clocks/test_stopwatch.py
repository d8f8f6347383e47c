"""Warnings, and a stopwatch that can be paused and extended."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks import defaults
from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.calendars import Calendars
from escalation.clocks.limits import Limit
from escalation.clocks.policy_document import Thresholds
from escalation.clocks.stopwatch import Stopwatch

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2025, 3, 3, 0, 30, tzinfo=UTC)  # 08:30 in Shanghai
THRESHOLDS = Thresholds(yellow=30, orange=15)
SEED = defaults.calendar()

moments = st.datetimes(datetime(2016, 1, 1), datetime(2025, 6, 30), timezones=st.just(UTC))
spans = st.timedeltas(timedelta(0), timedelta(days=40))
whole_hours = st.integers(1, 200).map(lambda hours: timedelta(hours=hours))
WRITTEN = """
    1wd, 5wd, 15wd, 1wd first-day, 3wd midnight, 24h, 30min, 4wh, 90wmin, 1d, 60d, 1d first-day, 15d no-roll,
    15d midnight, 1mo, 6mo no-roll, 2wd keep-time from-workday cut-off=17:00, 30d no-roll keep-time, 24h cut-off=16:00
"""
LIMITS = [Limit.parse(text.strip()) for text in WRITTEN.split(",")]
limits = st.sampled_from(LIMITS)
running_limits = st.sampled_from([limit for limit in LIMITS if limit.duration is not None and not limit.cut_off])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def started(text: str, limit: str) -> Stopwatch:
    return Stopwatch.start(SEED, at(text), Limit.parse(limit))


def test_a_limit_in_working_days_warns_by_shares_of_working_time(calendar: Calendar) -> None:
    watch = started("2025-03-03 08:30", "10wd")
    due = watch.due(calendar)

    yellow_at, orange_at = watch.warnings(calendar, THRESHOLDS, due_at=due.at)

    # 77 working hours from Monday 03-03 to Monday 03-17: 53.9 h and 65.45 h of them are spent.
    assert watch.budget == timedelta(hours=77)
    assert due.at == at("2025-03-17 17:30")
    assert yellow_at == at("2025-03-12 15:24")
    assert orange_at == at("2025-03-14 10:57")


def test_a_limit_in_hours_warns_by_shares_of_elapsed_time(calendar: Calendar) -> None:
    watch = Stopwatch.start(calendar, MONDAY, Limit.parse("100h"))

    warnings = watch.warnings(calendar, THRESHOLDS, due_at=watch.due(calendar).at)

    assert warnings == (MONDAY + timedelta(hours=70), MONDAY + timedelta(hours=85))


def test_a_joint_task_that_ends_earlier_is_warned_about_in_shares_of_the_time_until_its_end(calendar: Calendar) -> None:
    watch = Stopwatch.start(calendar, MONDAY, Limit.parse("100h"))

    assert watch.warnings(calendar, THRESHOLDS, due_at=MONDAY + timedelta(hours=80)) == (
        MONDAY + timedelta(hours=56),
        MONDAY + timedelta(hours=68),
    )


@given(moments, limits, spans, spans)
def test_warnings_come_in_order(start: datetime, limit: Limit, before: timedelta, pause: timedelta) -> None:
    fresh = Stopwatch.start(SEED, start, limit)
    resumed = fresh.pause(SEED, start + before).resume(start + before + pause)

    for watch in (fresh, resumed):
        due_at = watch.due(SEED).at
        yellow_at, orange_at = watch.warnings(SEED, THRESHOLDS, due_at=due_at)
        assert (watch.running_since or start) <= yellow_at <= orange_at <= due_at


@given(moments, limits)
def test_a_stopwatch_that_was_left_alone_ends_with_its_limit(start: datetime, limit: Limit) -> None:
    assert Stopwatch.start(SEED, start, limit).due(SEED) == SEED.due(start, limit)


def test_a_pause_banks_what_was_used(calendar: Calendar) -> None:
    watch = started("2025-03-03 08:30", "14wh")

    paused = watch.pause(calendar, at("2025-03-03 12:00"))
    resumed = paused.resume(at("2025-03-05 08:30"))

    assert watch.due(calendar) == Due(at("2025-03-04 17:30"))
    assert (paused.used, paused.is_running) == (timedelta(hours=3.5), False)
    assert paused.due(calendar, resumes_at=at("2025-03-05 08:30")) == resumed.due(calendar)
    assert resumed.due(calendar) == Due(at("2025-03-06 12:00"))


@pytest.mark.parametrize(
    ("limit", "started_at", "paused_at", "resumed_at", "due"),
    [
        # 35 of 35 working hours: parked after two days over the Spring Festival, three are left.
        ("5wd", "2026-02-11 17:30", "2026-02-13 17:30", "2026-03-02 08:30", "2026-03-04 17:30"),
        # 60 days from 03-03 would end on 05-06; ten days more end on a Friday at closing time.
        ("60d", "2025-03-03 10:00", "2025-03-10 10:00", "2025-03-20 10:00", "2025-05-16 17:30"),
        # 15 days and one more end on a Saturday: the period ends on the Monday after it (Civil Code art. 203).
        ("15d", "2025-03-06 10:00", "2025-03-07 10:00", "2025-03-08 10:00", "2025-03-24 17:30"),
        ("15d no-roll", "2025-03-06 10:00", "2025-03-07 10:00", "2025-03-08 10:00", "2025-03-23 00:00"),
        # Three hours more end after closing time: 24:00. So do a few at night: closing time of that day.
        ("15d", "2025-03-03 10:00", "2025-03-07 10:00", "2025-03-07 13:00", "2025-03-19 00:00"),
        ("15d", "2025-03-03 10:00", "2025-03-07 10:00", "2025-03-07 19:00", "2025-03-19 17:30"),
        ("15d no-roll", "2025-03-05 10:00", "2025-03-07 10:00", "2025-03-09 10:00", "2025-03-23 00:00"),
        ("15d keep-time", "2025-03-05 10:00", "2025-03-07 10:00", "2025-03-09 11:00", "2025-03-24 11:00"),
        # Until 24:00, as before.
        ("3wd midnight", "2025-03-03 10:00", "2025-03-03 11:00", "2025-03-04 11:00", "2025-03-08 00:00"),
        ("15d midnight", "2025-03-06 10:00", "2025-03-07 10:00", "2025-03-08 10:00", "2025-03-25 00:00"),
        # Elapsed hours go on at once.
        ("24h", "2025-03-07 16:00", "2025-03-07 17:00", "2025-03-08 17:00", "2025-03-09 16:00"),
    ],
)
def test_a_pause_moves_the_end_by_what_it_lasted(
    calendar: Calendar, limit: str, started_at: str, paused_at: str, resumed_at: str, due: str
) -> None:
    watch = started(started_at, limit).pause(calendar, at(paused_at)).resume(at(resumed_at))

    assert watch.due(calendar).at == at(due)


def test_a_paused_stopwatch_ends_only_when_it_is_known_when_it_resumes(calendar: Calendar) -> None:
    paused = started("2025-03-03 08:30", "14wh").pause(calendar, at("2025-03-03 12:00"))

    with pytest.raises(ValueError, match="resumes"):
        paused.due(calendar)


def test_nothing_is_warned_about_during_a_pause(calendar: Calendar) -> None:
    paused = started("2025-03-03 08:30", "14wh").pause(calendar, at("2025-03-03 12:00"))
    due_at = paused.due(calendar, resumes_at=at("2025-03-05 08:30")).at

    assert paused.warnings(calendar, THRESHOLDS, due_at=due_at) == (due_at, due_at)


def test_what_was_used_before_a_pause_counts_for_the_warnings_after_it(calendar: Calendar) -> None:
    resumed = started("2025-03-03 08:30", "10wh").pause(calendar, at("2025-03-03 16:00")).resume(at("2025-03-05 08:30"))

    warnings = resumed.warnings(calendar, THRESHOLDS, due_at=resumed.due(calendar).at)

    # 5.5 of 10 hours are used: 7 are after another 1.5, 8.5 after another 3.
    assert warnings == (at("2025-03-05 10:00"), at("2025-03-05 11:30"))


@given(moments, limits, spans, spans)
def test_a_pause_costs_nothing(start: datetime, limit: Limit, before: timedelta, pause: timedelta) -> None:
    stopped, resumed = start + before, start + before + pause
    watch = Stopwatch.start(SEED, start, limit)

    again = watch.pause(SEED, stopped).resume(resumed)

    assert again.left(SEED, resumed) == watch.left(SEED, stopped)
    assert again.pause(SEED, resumed).used == watch.pause(SEED, stopped).used


@given(moments, running_limits, spans, spans)
def test_at_the_due_moment_nothing_is_left(start: datetime, limit: Limit, before: timedelta, pause: timedelta) -> None:
    stopped = min(start + before, SEED.due(start, limit).at)
    watch = Stopwatch.start(SEED, start, limit).pause(SEED, stopped).resume(stopped + pause)

    assert watch.left(SEED, watch.due(SEED).at) == timedelta(0)


@given(moments, limits.filter(lambda limit: not limit.keep_time), spans)
def test_a_pause_of_no_time_changes_no_date(start: datetime, limit: Limit, before: timedelta) -> None:
    watch = Stopwatch.start(SEED, start, limit)
    due = watch.due(SEED)
    now = min(start + before, due.at)

    assert watch.pause(SEED, now).resume(now).due(SEED) == due


@given(moments, limits, spans, spans, spans)
def test_a_longer_pause_never_ends_earlier(
    start: datetime, limit: Limit, before: timedelta, pause: timedelta, longer: timedelta
) -> None:
    paused = Stopwatch.start(SEED, start, limit).pause(SEED, start + before)
    resumes_at = start + before + pause

    assert paused.due(SEED, resumes_at=resumes_at).at <= paused.due(SEED, resumes_at=resumes_at + longer).at


@given(moments, limits, whole_hours, whole_hours)
def test_a_longer_extension_never_ends_earlier(start: datetime, limit: Limit, by: timedelta, more: timedelta) -> None:
    watch = Stopwatch.start(SEED, start, limit)

    extended = watch.extend(by)

    assert extended.used == watch.used
    assert extended.left(SEED, start) == watch.left(SEED, start) + by
    assert extended.due(SEED).at <= extended.extend(more).due(SEED).at


@given(moments, running_limits, whole_hours)
def test_an_extension_of_a_running_limit_is_as_long_as_it_says(start: datetime, limit: Limit, by: timedelta) -> None:
    watch = Stopwatch.start(SEED, start, limit)

    extended = watch.extend(by)

    assert watch.left(SEED, extended.due(SEED).at) == -by


@pytest.mark.parametrize(
    ("limit", "until", "due"),
    [
        ("5wd", "2025-03-24 17:30", "2025-03-24 17:30"),  # ten more working days
        ("5wd", "2025-03-22 10:00", "2025-03-21 17:30"),  # no work on a Saturday
        ("60d", "2025-06-05 17:30", "2025-06-05 17:30"),  # 信访工作条例 art. 34: at most thirty days more
        ("60d", "2025-06-07 17:30", "2025-06-09 17:30"),  # a Saturday
        ("60d", "2025-06-05 10:00", "2025-06-05 17:30"),  # a period in days ends when business stops
        ("24h", "2025-03-06 12:00", "2025-03-06 12:00"),
    ],
)
def test_an_extension_can_be_given_by_its_end(calendar: Calendar, limit: str, until: str, due: str) -> None:
    watch = started("2025-03-03 10:00", limit)

    extended = watch.extend_until(calendar, watch.due(calendar).at, at(until))

    assert extended.due(calendar).at == at(due)


def test_an_extension_is_longer_than_nothing(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="longer"):
        started("2025-03-03 10:00", "5wd").extend(timedelta(0))


def test_an_extension_without_work_in_it_changes_nothing(calendar: Calendar) -> None:
    watch = started("2025-03-03 10:00", "5wd")
    assert watch.extend_until(calendar, watch.due(calendar).at, watch.due(calendar).at + timedelta(hours=3)) == watch


def test_another_limit_runs_from_the_same_start(calendar: Calendar) -> None:
    watch = started("2025-03-03 10:00", "15wd")

    pressing = watch.with_limit(calendar, Limit.parse("2wd"))

    assert pressing == started("2025-03-03 10:00", "2wd")
    assert pressing.due(calendar).at == at("2025-03-05 17:30")
    assert watch.with_limit(calendar, watch.limit) is watch


def test_what_was_used_stays_used_under_another_limit(calendar: Calendar) -> None:
    watch = started("2025-03-03 08:30", "14wh").pause(calendar, at("2025-03-04 12:00")).resume(at("2025-03-10 08:30"))

    working, elapsed = (watch.with_limit(calendar, Limit.parse(limit)) for limit in ("21wh", "48h"))

    assert (working.used, working.left(calendar, at("2025-03-10 08:30"))) == (
        timedelta(hours=10.5),
        timedelta(hours=10.5),
    )
    assert elapsed.used == timedelta(hours=27.5)  # from Monday 08:30 to Tuesday 12:00
    assert elapsed.with_limit(calendar, watch.limit).used == watch.used
    assert elapsed.due(calendar).at == at("2025-03-11 05:00")


@pytest.mark.parametrize("other", ["2wd", "24h", "4wh", "10d", "1mo no-roll", "20wd midnight", "40wd"])
@pytest.mark.parametrize("first", ["5wd", "24h", "10d", "14wh", "1mo"])
def test_what_was_granted_stays_under_another_limit(calendar: Calendar, first: str, other: str) -> None:
    extended = started("2025-03-03 10:00", first).extend(timedelta(hours=70))
    granted = extended.due(calendar).at

    graded = extended.with_limit(calendar, Limit.parse(other))
    alone = started("2025-03-03 10:00", other).due(calendar).at

    assert graded.due(calendar).at >= max(granted, alone) - timedelta(microseconds=0)
    assert graded.extended is (graded.due(calendar).at > alone)
    assert graded.with_limit(calendar, extended.limit).due(calendar).at >= granted


@pytest.mark.parametrize("other", ["2wd", "4wh", "24h"])
def test_what_was_granted_stays_for_a_ticket_that_is_parked_until_a_known_day(calendar: Calendar, other: str) -> None:
    resumes_at = at("2025-03-17 08:30")
    parked = started("2025-03-03 10:00", "5wd").extend(timedelta(hours=14)).pause(calendar, at("2025-03-04 10:00"))
    granted = parked.due(calendar, resumes_at=resumes_at).at

    graded = parked.with_limit(calendar, Limit.parse(other), resumes_at=resumes_at)

    assert graded.due(calendar, resumes_at=resumes_at).at >= granted
    assert parked.with_limit(calendar, Limit.parse(other)).granted == parked.granted


def test_a_longer_limit_hides_what_was_granted_and_a_shorter_one_shows_it_again(calendar: Calendar) -> None:
    extended = started("2025-03-03 10:00", "5wd").extend(timedelta(hours=35))

    longer = extended.with_limit(calendar, Limit.parse("15wd"))

    assert (longer.extended, longer.is_plain, longer.due(calendar).at) == (False, True, at("2025-03-24 17:30"))
    assert longer.with_limit(calendar, Limit.parse("5wd")) == extended


def test_a_budget_cut_below_what_was_used_is_due_at_once(calendar: Calendar) -> None:
    watch = started("2025-03-03 08:30", "14wh").pause(calendar, at("2025-03-04 12:00")).resume(at("2025-03-10 09:00"))

    cut = watch.with_limit(calendar, Limit.parse("4wh"))

    assert cut.due(calendar) == Due(at("2025-03-10 09:00"))
    assert cut.left(calendar, at("2025-03-10 09:00")) == timedelta(hours=-6.5)


def test_pausing_or_resuming_twice_changes_nothing(calendar: Calendar) -> None:
    running = started("2025-03-03 08:30", "14wh")
    paused = running.pause(calendar, MONDAY + timedelta(hours=1))

    assert running.resume(MONDAY + timedelta(hours=1)) == running
    assert paused.pause(calendar, MONDAY + timedelta(hours=2)) == paused


def with_holidays(*days: str) -> Calendar:
    document = defaults.calendar_document()
    special = document["days"]
    assert isinstance(special, dict)
    changed = {**document, "version": 2, "days": {**special, **{day: {"kind": "holiday"} for day in days}}}
    return Calendars.compile(changed).base


MORE_REST = with_holidays("2024-06-20", "2024-06-21", "2025-03-05", "2025-06-05", "2025-07-07", "2025-09-01")


@given(
    st.datetimes(datetime(2024, 6, 1), datetime(2025, 9, 30), timezones=st.just(UTC)), limits, spans, spans, whole_hours
)
def test_a_calendar_with_more_rest_moves_dates_later_and_nothing_else(
    start: datetime, limit: Limit, before: timedelta, pause: timedelta, by: timedelta
) -> None:
    fresh = Stopwatch.start(SEED, start, limit)
    resumed = fresh.pause(SEED, start + before).resume(start + before + pause)

    for watch in (fresh, resumed, fresh.extend(by)):
        assert watch.due(MORE_REST).at >= watch.due(SEED).at


def test_a_new_holiday_moves_the_end_and_leaves_budget_and_use_alone(calendar: Calendar) -> None:
    watch = started("2025-03-03 08:30", "5wd").pause(calendar, at("2025-03-03 17:30")).resume(at("2025-03-04 08:30"))

    assert watch.due(calendar).at == at("2025-03-10 17:30")
    assert watch.due(MORE_REST).at == at("2025-03-11 17:30")
    assert watch.left(MORE_REST, at("2025-03-06 08:30")) == timedelta(hours=35 - 14) + timedelta(hours=7)
