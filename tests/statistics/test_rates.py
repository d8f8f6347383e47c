"""Rates: figures that others have published come out as they print them, and nothing is ever divided by nothing."""

import csv
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from escalation.statistics.domain.rates import COUNTS, RateCounts, RateName, parts_of_whole, rates_of, rounded, summed
from tests.support.real_messages import SHARED, messages, needs_shared

REPLIES = {5: 445, 7: 601, 15: 1_045, 60: 1_582}
"""Of 1,689 replies to real messages, how many came within so many days."""
WHOLE_COUNTS = st.integers(min_value=0, max_value=10**9)


def test_huaibei_march_2021() -> None:
    """12345 hotline of 淮北: closed at once, closed by units on time, and satisfied, in per cent."""
    assert rounded(6_673, 8_947) == 0.7458
    assert rounded(1_715, 2_274) == 0.7542
    assert rounded(221, 242) == 0.9132


def test_huaibei_prints_kinds_of_calls_that_are_a_whole_together() -> None:
    """114 of 9,230 are 1.24 % by themselves; printed is 1.23 %, or all would be 100.01 %."""
    kinds = 4_733, 3_162, 238, 114, 14, 969
    assert parts_of_whole(kinds) == (0.5128, 0.3426, 0.0258, 0.0123, 0.0015, 0.1050)
    assert rounded(114, 9_230) == 0.0124


def test_daying_2017() -> None:
    """2,495 matters closed in 大英, 71 of them late."""
    rates = rates_of(RateCounts(accepted=2_495, closed=2_495, closed_on_time=2_424))
    assert (rates[RateName.ON_TIME_CLOSURE].value, rates[RateName.OVERDUE].value) == (0.9715, 0.0285)
    assert rates[RateName.OVERDUE].numerator == 71
    assert rates[RateName.CLOSURE].value == 1.0


def test_boston_and_baltimore() -> None:
    """Boston says of each case of 2011 whether it is on time; of Baltimore's, due dates and closing dates tell."""
    boston = rates_of(RateCounts(closed=46_572 + 11_521, closed_on_time=46_572))
    assert (boston[RateName.ON_TIME_CLOSURE].value, boston[RateName.OVERDUE].value) == (0.8017, 0.1983)
    baltimore = rates_of(RateCounts(closed=9_555, closed_on_time=9_555 - 1_567))
    assert baltimore[RateName.OVERDUE].value == 0.1640


def test_replies_of_offices() -> None:
    assert [rounded(within, 1_689) for within in REPLIES.values()] == [0.2635, 0.3558, 0.6187, 0.9366]


@needs_shared
def test_replies_are_counted_out_of_the_file() -> None:
    hours = [float(row["reply_hours"]) for row in messages("cn_messages_replies.csv")]
    assert len(hours) == 1_689
    assert {days: sum(hour <= days * 24 for hour in hours) for days in REPLIES} == REPLIES


@needs_shared
def test_baltimores_late_ones_are_counted_out_of_the_file() -> None:
    with (SHARED / "baltimore311.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["CloseDate"] and row["DueDate"]]
    late = [row for row in rows if _local(row["CloseDate"]) > _local(row["DueDate"])]
    assert (len(rows), len(late)) == (9_555, 1_567)


def _local(moment: str) -> datetime:
    return datetime.strptime(moment, "%m/%d/%Y %I:%M:%S %p")  # noqa: DTZ007 - both are the city's own


@given(st.lists(WHOLE_COUNTS, max_size=9))
def test_parts_are_a_whole_and_none_is_more_than_a_digit_off(counts: list[int]) -> None:
    parts = parts_of_whole(counts)
    whole = sum(counts)
    assert (parts is None) == (whole == 0)
    if parts is not None:
        assert sum(round(part * 10_000) for part in parts) == 10_000
        off = (
            abs(Fraction(round(part * 10_000), 10_000) - Fraction(n, whole))
            for part, n in zip(parts, counts, strict=True)
        )
        assert all(each < Fraction(1, 10_000) for each in off)
        ordered = sorted(zip(counts, parts, strict=True), key=lambda each: (each[0], each[1]))
        assert all(one[1] <= other[1] for one, other in pairwise(ordered))


@given(WHOLE_COUNTS, WHOLE_COUNTS)
def test_a_half_goes_up_and_nothing_has_no_share(numerator: int, denominator: int) -> None:
    value = rounded(numerator, denominator)
    if denominator == 0:
        assert value is None
    else:
        assert value is not None
        off = Fraction(numerator, denominator) - Fraction(round(value * 10_000), 10_000)
        assert Fraction(-1, 20_000) <= off < Fraction(1, 20_000)


def test_a_unit_without_tickets_has_no_rate_at_all() -> None:
    rates = rates_of(RateCounts())
    assert set(rates) == set(RateName)
    assert {rate.value for rate in rates.values()} == {None}


@given(st.lists(st.builds(RateCounts, **{name: st.integers(0, 99) for name in COUNTS}), max_size=5))
def test_counts_of_units_add_up(units: list[RateCounts]) -> None:
    assert all(getattr(summed(units), name) == sum(getattr(unit, name) for unit in units) for name in COUNTS)
