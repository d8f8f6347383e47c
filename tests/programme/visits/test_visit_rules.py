"""Periods, what is owed in them, and what is enough: held against counting day by day and visit by visit."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import DefinitionInvalid
from escalation.programme.visits.domain.fulfilment import DoneOf, Figures, Made, tally
from escalation.programme.visits.domain.periods import Span, VisitPeriod, period_of, rolling, warned_on
from escalation.programme.visits.domain.rules import VisitRules, Whom, parse
from escalation.publishing.domain.rule_sections import shipped_section

DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))
SHIPPED = parse(shipped_section("visits"))
START = datetime(2026, 1, 1, tzinfo=UTC)


@given(DAYS, st.sampled_from(VisitPeriod))
def test_a_calendar_period_is_whole_months_that_hold_the_day_and_meet_without_a_gap(
    day: date, period: VisitPeriod
) -> None:
    span = period_of(period, day)
    assert span.covers(day)
    assert span.first.day == 1
    assert (span.first.month - 1) % period.months == 0
    assert span.last.day == monthrange(span.last.year, span.last.month)[1]
    assert (span.last.year - span.first.year) * 12 + span.last.month - span.first.month == period.months - 1
    if span.first > date(2000, 1, 1):
        assert period_of(period, span.first - timedelta(1)).last == span.first - timedelta(1)
    assert period_of(period, span.last) == period_of(period, span.first) == span


@given(DAYS, st.sampled_from(VisitPeriod))
def test_a_rolling_period_ends_on_the_day_and_is_the_calendar_one_on_its_last_day(
    day: date, period: VisitPeriod
) -> None:
    span = rolling(period, day)
    assert span.last == day
    assert 28 * period.months <= span.days <= 31 * period.months
    last = period_of(period, day).last
    assert rolling(period, last) == period_of(period, day)
    assert rolling(period, day + timedelta(1)).first >= span.first


@given(DAYS, st.sampled_from(VisitPeriod), st.floats(0.01, 0.99))
def test_somebody_is_warned_while_something_of_the_period_is_left(day: date, period: VisitPeriod, share: float) -> None:
    span = period_of(period, day)
    left = (span.last - warned_on(span, share)).days + 1
    assert 1 <= left <= max(1, span.days * share)


def test_two_months_begin_with_the_odd_ones() -> None:
    assert period_of(VisitPeriod.TWO_MONTHS, date(2028, 2, 29)) == Span(date(2028, 1, 1), date(2028, 2, 29))
    assert period_of(VisitPeriod.HALF_YEAR, date(2026, 12, 31)) == Span(date(2026, 7, 1), date(2026, 12, 31))


def test_the_rules_that_are_shipped_are_those_of_the_programme() -> None:
    rules = SHIPPED
    owed = {rule.level: (rule.period, rule.visits, rule.households, rule.whom, rule.below) for rule in rules.levels}
    assert owed == {
        4: (VisitPeriod.YEAR, 4, 20, Whom.GIVEN, None),
        3: (VisitPeriod.QUARTER, 1, None, Whom.GIVEN, None),
        2: (VisitPeriod.HALF_YEAR, 1, "all", Whom.BELOW, 1),
        1: (VisitPeriod.TWO_MONTHS, 1, "all", Whom.OWN, None),
    }
    assert rules.of_level(5) is None


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"levels": [{"level": 2, "period": "quarter", "visits": 1, "whom": "below"}]}, "/levels/0/below"),
        ({"levels": [{"level": 2, "period": "quarter", "visits": 1, "whom": "own", "below": 1}]}, "/levels/0/below"),
        ({"levels": [{"level": 2, "period": "quarter", "visits": 1, "whom": "below", "below": 2}]}, "/levels/0/below"),
        ({"levels": [{"level": 2, "period": "week", "visits": 1, "whom": "own"}]}, "/levels/0/period"),
        ({"levels": [{"level": 2, "period": "year", "visits": 0, "whom": "own"}]}, "/levels/0/visits"),
        ({"levels": [{"level": 1, "period": "year", "visits": 1, "whom": "own"}] * 2}, "/levels/1/level"),
        ({"warn_at": 1.0}, "/warn_at"),
        ({"repeated": {"within_days": -1}}, "/repeated/within_days"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_rules_that_nobody_can_mean_are_refused_with_their_place(change: dict[str, Any], pointer: str) -> None:
    with pytest.raises(DefinitionInvalid) as refused:
        parse(SHIPPED.model_dump(mode="json") | change)
    assert pointer in [fault.pointer for fault in refused.value.faults]


def test_rules_are_read_again_as_they_were_written() -> None:
    assert parse(SHIPPED.model_dump(mode="json")) == SHIPPED
    assert isinstance(SHIPPED, VisitRules)


MADE = st.lists(
    st.builds(
        lambda hours, marks, more: Made(START + timedelta(hours=hours), len(marks) + more, frozenset(marks)),
        st.integers(0, 500),
        st.sets(st.sampled_from([b"a", b"b", b"c", b"d"])),
        st.integers(0, 3),
    ),
    max_size=8,
)


@given(MADE, st.integers(1, 5), st.none() | st.integers(1, 8))
def test_it_is_enough_with_the_first_visit_by_which_counting_from_the_beginning_gives_enough(
    made: Sequence[Made], visits: int, households: int | None
) -> None:
    found = tally(made, visits, households)
    assert (found.visits, found.households) == counted(made)
    enough = [
        each.at
        for each in made
        if (so_far := counted([other for other in made if other.at <= each.at]))[0] >= visits
        and so_far[1] >= (households or 0)
    ]
    assert found.fulfilled_at == min(enough, default=None)


def counted(made: Sequence[Made]) -> tuple[int, int]:
    """Visits and households, the naive way."""
    marks = {mark for each in made for mark in each.marks}
    return len(made), len(marks) + sum(each.households - len(each.marks) for each in made)


def test_a_share_of_nothing_is_none_and_what_is_beyond_is_not_hidden() -> None:
    assert DoneOf(0, 0).share is None
    assert DoneOf(1, 3).share == 0.3333
    assert Figures(plans=1, visits=DoneOf(1, 2)) + Figures(overdue=2, visits=DoneOf(1, 1)) == Figures(
        plans=1, overdue=2, visits=DoneOf(2, 3)
    )
