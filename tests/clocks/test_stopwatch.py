"""Warnings, and a stopwatch that can be paused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks import seed, stopwatch
from escalation.clocks.calendar import Calendar, Due
from escalation.clocks.policy import Policy
from escalation.clocks.stopwatch import Colour, Stopwatch

moments = st.datetimes(datetime(2016, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC))
spans = st.timedeltas(timedelta(0), timedelta(days=60))
MONDAY = datetime(2025, 3, 3, 0, 30, tzinfo=UTC)  # 08:30 in Shanghai


def test_a_limit_in_working_days_warns_by_shares_of_working_time(calendar: Calendar, policy: Policy) -> None:
    running = stopwatch.start(calendar, MONDAY, policy.stage("handle", 3, "routine", "moderate"))

    yellow_at, orange_at = stopwatch.thresholds(
        calendar, running.started_at, running.due_at, working=running.rule.limit.is_working, policy=policy
    )

    # 77 working hours from Monday 03-03 to Monday 03-17: 53.9 h and 65.45 h of them are spent.
    assert running.due_at == datetime(2025, 3, 17, 9, 30, tzinfo=UTC)
    assert yellow_at == datetime(2025, 3, 12, 7, 24, tzinfo=UTC)
    assert orange_at == datetime(2025, 3, 14, 2, 57, tzinfo=UTC)


def test_a_limit_in_hours_warns_by_shares_of_elapsed_time(calendar: Calendar, policy: Policy) -> None:
    due_at = MONDAY + timedelta(hours=100)

    warnings = stopwatch.thresholds(calendar, MONDAY, due_at, working=False, policy=policy)

    assert warnings == (MONDAY + timedelta(hours=70), MONDAY + timedelta(hours=85))


@given(moments, spans, st.booleans())
def test_warnings_come_in_order(start: datetime, span: timedelta, working: bool) -> None:
    calendar, policy = seed.calendar(), seed.policy()

    yellow_at, orange_at = stopwatch.thresholds(calendar, start, start + span, working=working, policy=policy)

    assert start <= yellow_at <= orange_at <= start + span


def test_colours_follow_each_other_and_each_begins_at_its_moment() -> None:
    yellow_at, orange_at, due_at = (MONDAY + timedelta(hours=hours) for hours in (7, 8, 10))
    just_before = timedelta(microseconds=1)

    shown = [
        stopwatch.colour(now, yellow_at=yellow_at, orange_at=orange_at, due_at=due_at)
        for moment in (yellow_at, orange_at, due_at)
        for now in (moment - just_before, moment)
    ]

    assert shown == [Colour.NONE, Colour.YELLOW, Colour.YELLOW, Colour.ORANGE, Colour.ORANGE, Colour.RED]


def test_the_next_moment_is_the_earliest_to_come() -> None:
    first, second = MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2)

    assert stopwatch.next_moment(MONDAY, second, None, first, MONDAY) == first
    assert stopwatch.next_moment(first, second, None, first) == second
    assert stopwatch.next_moment(second, second, None, first) is None


def test_a_pause_banks_what_was_used(calendar: Calendar) -> None:
    watch = Stopwatch(budget=timedelta(hours=14)).resume(MONDAY)
    noon = MONDAY + timedelta(hours=3, minutes=30)

    paused = watch.pause(calendar, noon)
    resumed = paused.resume(MONDAY + timedelta(days=2))

    assert watch.due(calendar) == Due(datetime(2025, 3, 4, 9, 30, tzinfo=UTC))
    assert paused.used == timedelta(hours=3.5)
    assert paused.due(calendar) is None
    assert resumed.due(calendar) == Due(datetime(2025, 3, 6, 4, tzinfo=UTC))


def test_more_budget_moves_the_date_and_nothing_else(calendar: Calendar) -> None:
    watch = Stopwatch(budget=timedelta(hours=14)).resume(MONDAY)

    extended = replace(watch, budget=timedelta(hours=21))

    assert extended.due(calendar) == Due(datetime(2025, 3, 5, 9, 30, tzinfo=UTC))
    assert extended.used == watch.used


def test_a_budget_cut_below_what_was_used_is_due_at_once(calendar: Calendar) -> None:
    watch = Stopwatch(budget=timedelta(hours=7), used=timedelta(hours=8), running_since=MONDAY)

    assert watch.due(calendar) == Due(MONDAY)
    assert watch.left(calendar, MONDAY) == timedelta(hours=-1)


def test_negative_times_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Stopwatch(budget=timedelta(hours=-1))


@given(moments, st.timedeltas(timedelta(hours=1), timedelta(hours=200)), spans, spans, st.booleans())
def test_a_pause_costs_nothing(
    start: datetime,
    budget: timedelta,
    before: timedelta,
    pause: timedelta,
    working: bool,
) -> None:
    calendar = seed.calendar()
    stopped, resumed = start + before, start + before + pause
    watch = Stopwatch(budget, working=working).resume(start)

    again = watch.pause(calendar, stopped).resume(resumed)

    assert again.left(calendar, resumed) == watch.left(calendar, stopped)
    assert again.pause(calendar, resumed).used == watch.pause(calendar, stopped).used


@given(moments, st.timedeltas(timedelta(hours=1), timedelta(hours=200)), st.booleans())
def test_at_the_due_moment_nothing_is_left(start: datetime, budget: timedelta, working: bool) -> None:
    calendar = seed.calendar()
    watch = Stopwatch(budget, working=working).resume(start)
    due = watch.due(calendar)

    assert due is not None
    assert watch.left(calendar, due.at) == timedelta(0)


def test_pausing_or_resuming_twice_changes_nothing(calendar: Calendar) -> None:
    running = Stopwatch(budget=timedelta(hours=14)).resume(MONDAY)
    paused = running.pause(calendar, MONDAY + timedelta(hours=1))

    assert running.resume(MONDAY + timedelta(hours=1)) == running
    assert paused.pause(calendar, MONDAY + timedelta(hours=2)) == paused
