"""Due dates in China, checked by hand against the State Council's holiday notices.

2024: work on Sun 04-28 and Sat 05-11. 2025: Spring Festival 01-28…02-04 (work on Sun 01-26, Sat 02-08), Qingming
04-04…06, Labour Day 05-01…05 (Sun 04-27), Dragon Boat 05-31…06-02, National Day 10-01…08 (Sun 09-28, Sat 10-11).
2026: New Year 01-01…03 (Sun 01-04), Spring Festival 02-15…23 (Sat 02-14, Sat 02-28), Qingming 04-04…06, Labour Day
05-01…05 (Sat 05-09), Dragon Boat 06-19…21, Mid-Autumn 09-25…27, National Day 10-01…07 (Sun 09-20, Sat 10-10).
Office hours 08:30-12:00 and 14:00-17:30.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from escalation.clocks.calendar import Calendar
from escalation.clocks.limits import Limit

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


WORKING_DAYS = [
    # 济南市12345市民服务热线条例 art. 24: five working days. Civil Code art. 201: the first day is not counted.
    ("2025-03-03 09:00", "5wd", "2025-03-10 17:30"),
    ("2025-03-03 17:29", "5wd", "2025-03-10 17:30"),
    ("2025-03-07 16:00", "5wd", "2025-03-14 17:30"),  # Friday to Friday
    ("2025-03-08 10:00", "5wd", "2025-03-14 17:30"),  # Saturday: Monday is the first day
    # Spring Festival 2025.
    ("2025-01-26 09:00", "3wd", "2025-02-06 17:30"),  # make-up Sunday; 27, holidays, 5, 6
    ("2025-01-27 16:00", "1wd", "2025-02-05 17:30"),
    ("2025-02-06 10:00", "5wd", "2025-02-12 17:30"),  # 7, make-up Saturday 8, 10, 11, 12
    ("2025-02-07 10:00", "1wd", "2025-02-08 17:30"),  # due on a make-up Saturday
    # Spring Festival 2026.
    ("2026-02-13 10:00", "1wd", "2026-02-14 17:30"),  # make-up Saturday before the festival
    ("2026-02-13 10:00", "2wd", "2026-02-24 17:30"),
    ("2026-02-18 10:00", "1wd", "2026-02-24 17:30"),  # registered during the festival
    ("2026-02-24 10:00", "5wd", "2026-03-02 17:30"),  # 25, 26, 27, make-up Saturday 28, Monday
    # National Day 2025 and 2026.
    ("2025-09-26 15:00", "5wd", "2025-10-10 17:30"),  # make-up Sunday 28, 29, 30, 9, 10
    ("2025-10-09 09:00", "3wd", "2025-10-13 17:30"),  # 10, make-up Saturday 11, 13
    ("2026-09-30 09:00", "3wd", "2026-10-10 17:30"),  # 8, 9, make-up Saturday 10
    ("2026-09-18 09:00", "1wd", "2026-09-20 17:30"),  # due on a make-up Sunday
    ("2026-09-24 09:00", "1wd", "2026-09-28 17:30"),  # Mid-Autumn, Friday to Sunday
    # 市场监督管理投诉举报处理暂行办法 art. 14: seven working days, over Labour Day 2025.
    ("2025-04-24 11:00", "7wd", "2025-05-07 17:30"),  # 25, make-up Sunday 27, 28, 29, 30, 6, 7
    # 信访工作条例 art. 23: five working days to object, over Labour Day 2026.
    ("2026-04-29 11:00", "5wd", "2026-05-09 17:30"),  # 30, 6, 7, 8, make-up Saturday 9
    ("2025-12-31 16:00", "2wd", "2026-01-05 17:30"),  # make-up Sunday 01-04, Monday
    # "13 working days counted from the next day", and the same counting the day of receipt (Civil Code art. 204).
    ("2025-06-03 09:00", "13wd", "2025-06-20 17:30"),
    ("2025-06-03 09:00", "13wd first-day", "2025-06-19 17:30"),
    ("2025-06-03 09:00", "1wd first-day", "2025-06-03 17:30"),
    ("2025-06-03 17:30", "1wd first-day", "2025-06-04 17:30"),  # business is over, the day cannot count
    ("2025-06-07 09:00", "1wd first-day", "2025-06-09 17:30"),  # a Saturday cannot count
    ("2025-06-03 09:00", "2wd midnight", "2025-06-06 00:00"),  # 24:00 of 06-05
]

DAYS_AND_MONTHS = [
    # 信访工作条例 art. 34: 60 days. 05-02 is a holiday, the period ends on the day after it (Civil Code art. 203).
    ("2025-03-03 10:00", "60d", "2025-05-06 17:30"),
    ("2025-03-03 10:00", "60d no-roll", "2025-05-03 00:00"),  # 24:00 of the holiday: nobody closes on it
    ("2025-03-04 10:00", "30d", "2025-04-03 17:30"),  # art. 34: thirty days more, the day before Qingming
    # 信访工作条例 art. 22: 15 days, ending in the Spring Festival; art. 35: 30 days.
    ("2025-01-20 10:00", "15d", "2025-02-05 17:30"),
    ("2026-01-16 10:00", "30d", "2026-02-24 17:30"),
    ("2026-02-13 10:00", "15d", "2026-02-28 17:30"),  # a make-up Saturday is no holiday
    ("2026-02-13 10:00", "15d midnight", "2026-03-01 00:00"),
    ("2025-03-01 10:00", "7d", "2025-03-10 17:30"),  # Beijing, seven days; Saturday rolls to Monday
    # 特急件 "the same day": the day of the start counts.
    ("2025-03-03 10:00", "1d first-day", "2025-03-03 17:30"),
    ("2025-03-03 18:00", "1d first-day", "2025-03-04 00:00"),  # received after closing: until 24:00
    # 代表建议 three months, at most six. Civil Code art. 202: the corresponding day, else the end of the month.
    ("2025-01-10 10:00", "3mo", "2025-04-10 17:30"),
    ("2025-01-31 10:00", "1mo", "2025-02-28 17:30"),
    ("2024-01-31 10:00", "1mo", "2024-02-29 17:30"),
    ("2025-11-30 10:00", "3mo", "2026-02-28 17:30"),  # no 02-30; 02-28 is a make-up Saturday
    ("2025-08-31 10:00", "6mo", "2026-02-28 17:30"),
    ("2025-07-03 10:00", "3mo", "2025-10-09 17:30"),  # 10-03 is a holiday
    ("2025-03-31 10:00", "1mo first-day", "2025-04-29 17:30"),
]

HOURS = [
    # Civil Code art. 201: a period in hours runs at once, holiday or not.
    ("2025-01-31 20:00", "24h", "2025-02-01 20:00"),
    ("2026-02-17 23:45", "30min", "2026-02-18 00:15"),
    # Working hours: the break at noon, the end of the day, weekends and make-up days.
    ("2025-03-03 10:30", "4wh", "2025-03-03 16:30"),
    ("2025-03-03 08:30", "7wh", "2025-03-03 17:30"),  # ends exactly at closing time
    ("2025-03-03 08:30", "210wmin", "2025-03-03 12:00"),  # not at 14:00
    ("2025-03-03 12:30", "1wh", "2025-03-03 15:00"),  # started at noon
    ("2025-03-03 17:30", "1wh", "2025-03-04 09:30"),  # started at closing time
    ("2025-03-07 16:30", "4wh", "2025-03-10 11:30"),
    ("2025-03-08 10:00", "1wh", "2025-03-10 09:30"),  # a start outside hours begins at the next opening
    ("2026-02-13 16:30", "4wh", "2026-02-14 11:30"),  # goes on on a make-up Saturday
    ("2026-02-14 14:00", "8wh", "2026-02-24 15:00"),  # across the Spring Festival
    ("2025-09-30 17:00", "1wh", "2025-10-09 09:00"),  # across National Day
]


@pytest.mark.parametrize(("start", "limit", "due"), [*WORKING_DAYS, *DAYS_AND_MONTHS, *HOURS])
def test_a_limit_ends_when_the_law_says(calendar: Calendar, start: str, limit: str, due: str) -> None:
    found = calendar.due(at(start), Limit.parse(limit))

    assert found.at.astimezone(SHANGHAI) == at(due)
    assert not found.provisional


@pytest.mark.parametrize(
    ("limit", "due", "provisional"),
    [
        ("2wd", "2026-12-31 17:30", False),
        ("5wd", "2027-01-05 17:30", True),  # New Year's Day is assumed to be an ordinary Friday until it is gazetted
        ("20wh", "2027-01-01 09:00", True),
        ("5d", "2027-01-04 17:30", True),
        ("2d midnight", "2027-01-01 00:00", False),
        ("5d no-roll midnight", "2027-01-04 00:00", False),  # no working day is asked for, so it is sure
        ("1000h", "2027-02-09 02:00", False),
    ],
)
def test_what_rests_on_a_year_not_gazetted_is_provisional(
    calendar: Calendar, limit: str, due: str, *, provisional: bool
) -> None:
    found = calendar.due(at("2026-12-29 10:00"), Limit.parse(limit))

    assert (found.at.astimezone(SHANGHAI), found.provisional) == (at(due), provisional)
