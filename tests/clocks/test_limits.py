"""Limits as they are written."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks.limits import Limit, LimitError, Unit

DATED = [Unit.CALENDAR_DAYS, Unit.MONTHS]
amounts = st.integers(1, 100)
dated = st.builds(Limit, amounts, st.sampled_from(DATED), st.booleans(), st.booleans(), st.booleans())
working_days = st.builds(Limit, amounts, st.just(Unit.WORKING_DAYS), st.booleans(), st.just(value=True), st.booleans())
running = st.builds(Limit, amounts, st.sampled_from([unit for unit in Unit if unit not in {*DATED, Unit.WORKING_DAYS}]))


@given(dated | working_days | running)
def test_a_limit_is_read_as_it_was_written(limit: Limit) -> None:
    assert Limit.parse(str(limit)) == limit


@pytest.mark.parametrize(
    ("text", "duration", "is_working"),
    [
        ("30min", timedelta(minutes=30), False),
        ("24h", timedelta(days=1), False),
        ("90wmin", timedelta(minutes=90), True),
        ("4wh", timedelta(hours=4), True),
        ("5wd", None, True),
        ("60d", None, False),
        ("3mo", None, False),
    ],
)
def test_a_limit_knows_what_it_counts(text: str, duration: timedelta | None, *, is_working: bool) -> None:
    limit = Limit.parse(text)

    assert (limit.duration, limit.is_working, str(limit)) == (duration, is_working, text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "limit_form"),
        ("5", "limit_form"),
        ("wd", "limit_form"),
        ("-5wd", "limit_form"),
        ("1.5h", "limit_form"),
        ("1_0h", "limit_form"),
        ("५wd", "limit_form"),
        ("5 wd", "limit_form"),
        ("5wd\n", "limit_form"),
        ("5weeks", "limit_form"),
        ("60d roll-back", "limit_form"),
        ("60d midnight midnight", "limit_form"),
        ("9999999999999999h", "limit_form"),
        ("0h", "not_positive"),
        ("000wd", "not_positive"),
        ("1000000000h", "too_long"),
        ("121mo", "too_long"),
        ("3661d", "too_long"),
        ("2611wd", "too_long"),
        ("24h midnight", "option_without_days"),
        ("4wh first-day", "option_without_days"),
        ("5wd no-roll", "option_without_days"),
    ],
)
def test_what_is_no_limit_is_refused(text: str, code: str) -> None:
    with pytest.raises(LimitError) as refused:
        Limit.parse(text)

    assert refused.value.code == code
