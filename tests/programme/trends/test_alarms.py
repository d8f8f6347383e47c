"""Alarms of trends against a naive model, week by week; what is too small to tell, or a holiday, gives none."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import DefinitionInvalid
from escalation.programme.trends.domain.activity import Activity, Week, that_count
from escalation.programme.trends.domain.alarms import TrendAlarm, burst, faded, idle_below, is_over
from escalation.programme.trends.domain.judging import findings
from escalation.programme.trends.domain.rules import SECTION, TrendRules, parse
from escalation.publishing.domain.rule_sections import shipped_section

RULES: TrendRules = SECTION.parse(shipped_section("trends"))


def weeks(*done: int, days: Sequence[int] = ()) -> list[Week]:
    """Weeks in a row, of five days if nothing else is said."""
    first = date(2026, 3, 2)
    return [Week(first + timedelta(days=7 * n), days[n] if days else 5, each) for n, each in enumerate(done)]


def rules(**more: Any) -> TrendRules:
    section = shipped_section("trends")
    assert isinstance(section, dict)
    return parse(section | more)


SHORT = rules(
    faded={"recent": 2, "earlier": 3, "below": 40, "least": 5},
    idle_below={"recent": 2, "below": 50, "least": 3, "units": 2},
    burst={"weeks": 6, "peak": 2, "share": 80, "quiet": 2, "still": 10, "least": 5},
)
WEEKS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), min_size=0, max_size=9).map(
    lambda each: weeks(*(done for done, _ in each), days=[days for _, days in each])
)


def by_day(some: Sequence[Week]) -> list[Fraction]:
    """The naive model: each working day has its part of what was done in its week."""
    return [Fraction(week.done, week.working_days) for week in some for _ in range(week.working_days)]


def mean(days: Sequence[Fraction]) -> Fraction:
    return sum(days, Fraction()) / len(days) if days else Fraction()


@given(WEEKS)
def test_who_fades_does_so_by_the_days_one_by_one(some: list[Week]) -> None:
    recent, earlier = by_day(some[-2:]), by_day(some[-5:-2])
    naive = len(some) >= 5 and sum(earlier) >= 5 and mean(recent) < mean(earlier) * Fraction(40, 100)
    found = faded(some, SHORT.faded)
    assert (found is not None) == naive
    if found is not None:
        assert (found.before, found.after, found.since) == (mean(earlier), mean(recent), some[-2].monday)


@given(WEEKS, st.lists(st.lists(st.integers(0, 2), min_size=9, max_size=9), max_size=5))
def test_who_is_busy_above_the_idle_is_counted_one_by_one(some: list[Week], others: list[list[int]]) -> None:
    below = [[Week(week.monday, week.working_days, done[n]) for n, week in enumerate(some)] for done in others]
    active = [each for each in below if any(week.done for week in each[-2:])]
    busy = len(some) >= 2 and sum(week.done for week in some[-2:]) >= 3
    naive = busy and len(below) >= 2 and Fraction(len(active), len(below)) < Fraction(1, 2)
    found = idle_below(some, below, SHORT.idle_below)
    assert (found is not None) == naive
    if found is not None:
        assert (found.units, found.idle) == (len(below), len(below) - len(active))


@given(WEEKS)
def test_a_burst_is_any_two_weeks_that_have_nearly_all(some: list[Week]) -> None:
    seen = some[-6:]
    whole = sum(by_day(seen))
    naive = len(some) >= 6 and any(
        sum(by_day(pair)) >= 5
        and sum(by_day(pair)) >= whole * Fraction(80, 100)
        and mean(by_day(after)) <= mean(by_day(pair)) * Fraction(10, 100)
        for n, pair in enumerate(map(list, pairwise(seen)))
        if len(after := seen[n + 2 :]) >= 2
    )
    assert (burst(some, SHORT.burst) is not None) == naive


def test_what_is_shipped_tells_the_three_apart() -> None:
    steady, slack = [6] * 12, [6] * 8 + [1] * 4
    gust = [0] * 4 + [9, 9] + [0] * 6
    assert findings(weeks(*steady), weeks(*steady), [], RULES) == {}
    assert findings(weeks(*slack), weeks(*slack), [], RULES).keys() == {TrendAlarm.FADED}
    assert TrendAlarm.BURST in findings(weeks(*gust), weeks(*gust), [], RULES)
    below = [weeks(*([0] * 12)), weeks(*([0] * 12)), weeks(*steady)]
    assert findings(weeks(*steady), weeks(*steady), below, RULES).keys() == {TrendAlarm.IDLE_BELOW}


def test_who_is_too_small_or_too_new_to_tell_is_left_alone() -> None:
    little = [2] * 8 + [0] * 4
    assert findings(weeks(*little), weeks(*little), [], RULES) == {}
    new = [9] * 7 + [0] * 4
    assert faded(weeks(*new), RULES.faded) is None


def test_weeks_of_spring_festival_tell_nothing() -> None:
    """Two weeks without work behind ten steady ones: no alarm; with the same weeks as working ones there is one."""
    done = [6] * 10 + [0, 0]
    off = [5] * 10 + [0, 1]
    counted = that_count(weeks(*done, days=off), RULES.least_working_days)
    assert len(counted) == 10
    assert findings(weeks(*done, days=off), weeks(*done, days=off), [], RULES) == {}
    shorter = rules(faded={"recent": 2, "earlier": 8, "below": 40, "least": 24})
    assert findings(weeks(*done), weeks(*done), [], shorter).keys() == {TrendAlarm.FADED}
    # Three days of work and three fifths of the usual are the usual.
    short_week = [*[5] * 8, 3, 3, 3, 3]
    assert faded(weeks(*([5] * 8 + [3] * 4), days=short_week), RULES.faded) is None


def test_nobody_recovers_by_being_idle_for_long() -> None:
    """The good weeks go out of sight, and what was measured by does not."""
    before = Fraction(6, 5)
    assert faded(weeks(*([0] * 12)), RULES.faded) is None
    assert not is_over(TrendAlarm.FADED, None, before, Fraction(), 40)
    assert is_over(TrendAlarm.FADED, None, before, Fraction(3, 5), 40)
    assert is_over(TrendAlarm.IDLE_BELOW, None, before, Fraction(), 50)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": dict.fromkeys(Activity, 0)}, {"weights": {"luck": 1}}, {"least_working_days": 6},
        {"burst": {"weeks": 4, "peak": 2, "share": 80, "quiet": 3, "still": 10, "least": 5}},
        {"faded": {"recent": 4, "earlier": 8, "below": 100, "least": 24}},
    ],
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DefinitionInvalid):
        rules(**wrong)
