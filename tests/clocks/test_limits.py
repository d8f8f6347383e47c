"""Limits as they are written."""

from contextlib import suppress
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.clocks.limits import Limit, LimitError, LimitUnit

OPTIONS = ("first-day", "no-roll", "midnight", "keep-time", "from-workday", "cut-off=16:30", "calendar=oroqen")
DAYS = {"d": set(OPTIONS), "mo": set(OPTIONS), "wd": {*OPTIONS} - {"no-roll"}}
TIMES = {unit: {"cut-off=16:30", "calendar=oroqen"} for unit in ("wh", "wmin")}
SENSIBLE = {**DAYS, **TIMES, **{unit: {*TIMES["wh"], "from-workday"} for unit in ("h", "min")}}
CONFLICTS = ({"keep-time", "midnight"}, {"keep-time", "first-day"})


@st.composite
def written(draw: st.DrawFn) -> tuple[str, set[str]]:
    """An amount and a unit, and options that may or may not make sense with it, in any order."""
    unit = draw(st.sampled_from(sorted(SENSIBLE)))
    options = draw(st.permutations(OPTIONS))[: draw(st.integers(0, 4))]
    return " ".join([f"{draw(st.integers(1, 100))}{unit}", *options]), SENSIBLE[unit]


def read(text: str) -> Limit | None:
    with suppress(LimitError):
        return Limit.parse(text)
    return None


@given(written())
def test_options_are_taken_where_they_make_sense_and_nowhere_else(text_and_sensible: tuple[str, set[str]]) -> None:
    text, sensible = text_and_sensible
    options = set(text.split(" ")[1:])
    makes_sense = options <= sensible and not any(conflict <= options for conflict in CONFLICTS)

    assert (read(text) is not None) == makes_sense


@given(written())
def test_a_limit_is_read_as_it_was_written(text_and_sensible: tuple[str, set[str]]) -> None:
    limit = read(text_and_sensible[0]) or Limit.parse("60d no-roll midnight")
    amount, *options = str(limit).split(" ")

    assert Limit.parse(str(limit)) == limit
    assert options == [option for option in OPTIONS if option in options]
    assert Limit.parse(" ".join([amount, *reversed(options)])) == limit


def test_options_are_told_by_name() -> None:
    assert Limit.parse("2wd calendar=boston cut-off=17:00 from-workday keep-time") == Limit(
        2, LimitUnit.WORKING_DAYS, keep_time=True, from_workday=True, cut_off=time(17), calendar="boston"
    )


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
        ("24h keep-time", "option_without_days"),
        ("4wh from-workday", "option_without_days"),
        ("5wd keep-time midnight", "options_conflict"),
        ("5d first-day keep-time", "options_conflict"),
        ("5wd cut-off=24:00", "limit_form"),
        ("5wd cut-off=5pm", "limit_form"),
        ("5wd cut-off=17:00 cut-off=18:00", "limit_form"),
        ("5wd calendar=", "limit_form"),
        ("5wd calendar=../base", "limit_form"),
    ],
)
def test_what_is_no_limit_is_refused(text: str, code: str) -> None:
    with pytest.raises(LimitError) as refused:
        Limit.parse(text)

    assert refused.value.code == code
