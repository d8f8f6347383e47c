"""Are limits and dates said in words that a clerk understands, in both languages?"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from escalation.clocks.limits import Limit
from escalation.tickets.usecases.clock_explanation import limit_in_words, moment_in_words

LIMITS = {
    "30min": ("30 minutes", "30 分钟"),
    "1h": ("one hour", "1 小时"),
    "4wh": ("4 hours of working time", "4 小时工作时间"),
    "90wmin": ("90 minutes of working time", "90 分钟工作时间"),
    "1wd": ("one working day, the day of the start is not counted", "1 个工作日，起算当日不计入"),
    "13wd first-day": ("13 working days, the day of the start is day one", "13 个工作日，起算当日计入"),
    "15d midnight": (
        "15 calendar days, the day of the start is not counted, the last day ends at midnight",
        "15 个自然日，起算当日不计入，最后一日至 24:00 止",
    ),
    "3mo no-roll": (
        "3 months, the day of the start is not counted, a last day without work stays the last day",
        "3 个月，起算当日不计入，最后一日遇非工作日不顺延",
    ),
    "2wd keep-time": (
        "2 working days, the last day ends at the time of day of the start",
        "2 个工作日，最后一日至起算时刻止",
    ),
    "24h from-workday": (
        "24 hours, a start on a day without work counts as one on the next working day",
        "24 小时，非工作日起算的，按下一工作日同一时刻起算",
    ),
    "4wh cut-off=17:00": (
        "4 hours of working time, a start from 17:00 on counts as one at the opening of the next working day",
        "4 小时工作时间，17:00 起才开始的，按下一工作日上班时间起算",
    ),
    "1h calendar=boston": ("one hour, counted by the calendar 'boston'", "1 小时，按“boston”日历计算"),
}


@pytest.mark.parametrize(("written", "english", "chinese"), [(limit, *said) for limit, said in LIMITS.items()])
def test_a_limit_is_said_in_words(written: str, english: str, chinese: str) -> None:
    limit = Limit.parse(written)
    assert (limit_in_words(limit, "en"), limit_in_words(limit, "zh")) == (english, chinese)


def test_a_moment_is_that_of_the_place() -> None:
    at, zone = datetime(2026, 2, 16, 16, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai")
    assert moment_in_words(at, zone, "en") == "Tue 17 Feb 2026, 00:30"
    assert moment_in_words(at, zone, "zh") == "2026年2月17日周二 00:30"
