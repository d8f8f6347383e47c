"""Due dates in China, counted by hand on the State Council's holiday notices.

    holidays (and days of work on a weekend)
    2020  Spring Festival, prolonged, 01-24…02-02 (Sun 01-19)
    2023  Spring Festival 01-21…27 (Sat 01-28, Sun 01-29) · Labour Day 04-29…05-03 (Sun 04-23, Sat 05-06) ·
          Mid-Autumn and National Day 09-29…10-06 (Sat 10-07, Sun 10-08)
    2024  New Year 01-01 · Spring Festival 02-10…17 (Sun 02-04, Sun 02-18) · Qingming 04-04…06 (Sun 04-07) · Labour Day
          05-01…05 (Sun 04-28, Sat 05-11) · Mid-Autumn 09-15…17 (Sat 09-14) ·
          National Day 10-01…07 (Sun 09-29, Sat 10-12)
    2025  Spring Festival 01-28…02-04 (Sun 01-26, Sat 02-08) · Qingming 04-04…06 · Labour Day 05-01…05 (Sun 04-27) ·
          Dragon Boat 05-31…06-02 · National Day 10-01…08 (Sun 09-28, Sat 10-11)
    2026  New Year 01-01…03 (Sun 01-04) · Spring Festival 02-15…23 (Sat 02-14, Sat 02-28) · Qingming 04-04…06 · Labour
          Day 05-01…05 (Sat 05-09) · Dragon Boat 06-19…21 · Mid-Autumn 09-25…27 ·
          National Day 10-01…07 (Sun 09-20, Sat 10-10)

Office hours are 08:30-12:00 and 14:00-17:30. A row is the start, the limit, when it is due, and the limit's source.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from escalation.clocks.calendar import Calendar
from escalation.clocks.limits import Limit

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


CIVIL = "民法典 (2020)"
PETITIONS = "信访工作条例 (2022)"
MARKET = "市场监督管理投诉举报处理暂行办法 (2022)"
JINAN = "济南市12345市民服务热线条例 (2018)"
WEIFANG = "潍坊市12345政务服务便民热线条例 (2021)"
ZHEJIANG = "浙江省信访条例 (2016)"
ZHEJIANG_DEPUTIES = "浙江省代表建议办理规定 (2016)"
BEIJING_DEPUTIES = "北京市代表建议办理条例 (2014)"
QINGDAO_DEPUTIES = "青岛市代表建议工作条例 (2021)"
INSPECTION = "政府督查工作条例 (2020)"
SHANGHAI_PETITIONS = "上海市信访条例 (2018)"
MAYOR = "市长公开电话: 13 working days, counted from the next day"
BEIJING_GRADES = "Beijing, four grades of 12345 tickets, 2020"
WUHE = "五河县 (2026): signed within 30 minutes"
OTHERWISE = f"{CIVIL} art. 204: a rule may count otherwise"

WORKING_DAYS = [
    # Ordinary weeks: the first day is not counted.
    ("2025-03-03 09:00", "5wd", "2025-03-10 17:30", f"{JINAN} art. 24"),
    ("2025-03-03 17:29", "5wd", "2025-03-10 17:30", f"{JINAN} art. 24"),
    ("2025-03-07 16:00", "5wd", "2025-03-14 17:30", f"{JINAN} art. 24"),  # Friday to Friday
    ("2025-03-08 10:00", "5wd", "2025-03-14 17:30", f"{JINAN} art. 24"),  # Saturday: Monday is the first day
    # Spring Festival.
    ("2020-01-22 10:00", "5wd", "2020-02-06 17:30", f"{JINAN} art. 24"),  # 23, 3, 4, 5, 6: the prolonged one
    ("2023-01-19 10:00", "5wd", "2023-01-31 17:30", f"{ZHEJIANG} art. 20"),  # 20, Sat 28, Sun 29, 30, 31
    ("2024-02-05 10:00", "15wd", "2024-03-01 17:30", f"{MARKET} art. 23"),  # 6-9, Sun 18, 19-23, 26-29, 1
    ("2024-02-07 10:00", "5wd", "2024-02-20 17:30", f"{QINGDAO_DEPUTIES} art. 14"),  # 8, 9, Sun 18, 19, 20
    (
        "2025-01-20 10:00",
        "15wd",
        "2025-02-14 17:30",
        f"{BEIJING_DEPUTIES} art. 23",
    ),  # 21-24, Sun 26, 27, 5-7, Sat 8, 10-14
    ("2025-01-26 09:00", "3wd", "2025-02-06 17:30", f"{CIVIL} art. 201"),  # make-up Sunday; 27, 5, 6
    ("2025-01-27 16:00", "1wd", "2025-02-05 17:30", "蚌埠市 12345 (2019): signed within a working day"),
    ("2025-02-06 10:00", "5wd", "2025-02-12 17:30", f"{JINAN} art. 24"),  # 7, Sat 8, 10, 11, 12
    ("2025-02-07 10:00", "1wd", "2025-02-08 17:30", f"{CIVIL} art. 201"),  # due on a make-up Saturday
    ("2026-02-10 09:00", "7wd", "2026-02-26 17:30", f"{MARKET} art. 30"),  # 11-13, Sat 14, 24, 25, 26
    ("2026-02-13 10:00", "1wd", "2026-02-14 17:30", f"{CIVIL} art. 201"),  # make-up Saturday before the festival
    ("2026-02-13 10:00", "2wd", "2026-02-24 17:30", f"{CIVIL} art. 201"),
    ("2026-02-18 10:00", "1wd", "2026-02-24 17:30", f"{CIVIL} art. 201"),  # registered during the festival
    ("2026-02-24 10:00", "5wd", "2026-03-02 17:30", f"{JINAN} art. 24"),  # 25, 26, 27, Sat 28, Monday
    # Labour Day.
    ("2023-04-20 11:00", "7wd", "2023-04-28 17:30", f"{MARKET} art. 14"),  # 21, Sun 23, 24-28
    ("2024-04-26 10:00", "5wd", "2024-05-07 17:30", f"{PETITIONS} art. 23"),  # Sun 28, 29, 30, 6, 7
    ("2025-03-03 10:00", "45wd", "2025-05-08 17:30", f"{MARKET} art. 21"),  # 20 in March, 22 in April, 6, 7, 8
    ("2025-04-24 11:00", "7wd", "2025-05-07 17:30", f"{MARKET} art. 14"),  # 25, Sun 27, 28, 29, 30, 6, 7
    ("2026-04-29 11:00", "5wd", "2026-05-09 17:30", f"{PETITIONS} art. 23"),  # 30, 6, 7, 8, Sat 9
    # Mid-Autumn and National Day.
    ("2023-09-25 14:00", "5wd", "2023-10-08 17:30", f"{JINAN} art. 24"),  # 26, 27, 28, Sat 7, Sun 8
    ("2024-09-12 10:00", "5wd", "2024-09-20 17:30", f"{WEIFANG} art. 20"),  # 13, Sat 14, 18, 19, 20
    ("2025-09-25 10:00", "5wd", "2025-10-09 17:30", f"{QINGDAO_DEPUTIES} art. 19"),  # 26, Sun 28, 29, 30, 9
    ("2025-09-26 15:00", "5wd", "2025-10-10 17:30", f"{WEIFANG} art. 20"),  # Sun 28, 29, 30, 9, 10
    ("2025-10-09 09:00", "3wd", "2025-10-13 17:30", "市长公开电话: 急件 three working days"),  # 10, Sat 11, 13
    ("2026-09-30 09:00", "3wd", "2026-10-10 17:30", "市长公开电话: 急件 three working days"),  # 8, 9, Sat 10
    ("2026-09-18 09:00", "1wd", "2026-09-20 17:30", f"{CIVIL} art. 201"),  # due on a make-up Sunday
    ("2026-09-24 09:00", "1wd", "2026-09-28 17:30", f"{CIVIL} art. 201"),  # Mid-Autumn, Friday to Sunday
    # New Year.
    ("2025-12-31 16:00", "2wd", "2026-01-05 17:30", "山东省 (2020): returned within two working days"),  # Sun 4, Monday
    # The day of receipt counts, or does not; until 24:00.
    ("2025-06-03 09:00", "13wd", "2025-06-20 17:30", MAYOR),
    ("2025-06-03 09:00", "13wd first-day", "2025-06-19 17:30", OTHERWISE),
    ("2025-06-03 09:00", "1wd first-day", "2025-06-03 17:30", OTHERWISE),
    ("2025-06-03 17:30", "1wd first-day", "2025-06-04 17:30", OTHERWISE),  # business is over, the day cannot count
    ("2025-06-07 09:00", "1wd first-day", "2025-06-09 17:30", OTHERWISE),  # a Saturday cannot count
    ("2025-06-03 09:00", "2wd midnight", "2025-06-06 00:00", OTHERWISE),  # 24:00 of 06-05
]

DAYS = [
    # 60 days. 05-02 is a holiday, the period ends on the day after the holidays (Civil Code art. 203).
    ("2025-03-03 10:00", "60d", "2025-05-06 17:30", f"{PETITIONS} art. 34"),
    ("2025-03-03 10:00", "60d no-roll", "2025-05-03 00:00", OTHERWISE),  # 24:00 of the holiday: nobody closes on it
    ("2024-01-15 10:00", "60d", "2024-03-15 17:30", f"{PETITIONS} art. 34"),  # 16 + 29 + 15: a leap year
    ("2025-01-15 10:00", "60d", "2025-03-17 17:30", f"{PETITIONS} art. 34"),  # 16 + 28 + 16: a Sunday
    (
        "2025-03-04 10:00",
        "30d",
        "2025-04-03 17:30",
        f"{PETITIONS} art. 34",
    ),  # thirty days more, the day before Qingming
    ("2025-01-20 10:00", "15d", "2025-02-05 17:30", f"{PETITIONS} art. 22"),  # ends in the Spring Festival
    ("2024-02-01 10:00", "15d", "2024-02-18 17:30", f"{PETITIONS} art. 22"),  # on a make-up Sunday after it
    ("2025-03-07 10:00", "15d", "2025-03-24 17:30", f"{PETITIONS} art. 23"),  # a Saturday
    ("2026-01-16 10:00", "30d", "2026-02-24 17:30", f"{PETITIONS} art. 35"),
    ("2024-12-31 10:00", "30d", "2025-02-05 17:30", f"{PETITIONS} art. 35"),
    ("2025-09-05 10:00", "30d", "2025-10-09 17:30", f"{PETITIONS} art. 36"),  # ends in the National Day week
    ("2026-02-13 10:00", "15d", "2026-02-28 17:30", f"{PETITIONS} art. 22"),  # a make-up Saturday is no holiday
    ("2026-02-13 10:00", "15d midnight", "2026-03-01 00:00", OTHERWISE),
    ("2025-02-27 10:00", "30d", "2025-03-31 17:30", f"{ZHEJIANG} art. 23"),  # a Saturday
    ("2025-04-25 10:00", "10d", "2025-05-06 17:30", f"{ZHEJIANG_DEPUTIES} art. 14"),  # returned, over Labour Day
    ("2023-12-01 10:00", "30d", "2024-01-02 17:30", f"{INSPECTION} art. 17"),  # New Year's Eve is a Sunday
    ("2025-08-29 10:00", "30d", "2025-09-28 17:30", f"{SHANGHAI_PETITIONS} art. 41"),  # a make-up Sunday
    ("2025-03-01 10:00", "7d", "2025-03-10 17:30", BEIJING_GRADES),  # Saturday rolls to Monday
    ("2024-02-28 10:00", "1d", "2024-02-29 17:30", f"{CIVIL} art. 201"),
    # The same day: the day of the start counts.
    ("2025-03-03 10:00", "1d first-day", "2025-03-03 17:30", "市长公开电话: 特急件 the same day"),
    ("2025-03-03 18:00", "1d first-day", "2025-03-04 00:00", "市长公开电话: 特急件 the same day"),  # after closing
]

MONTHS = [
    # The corresponding day, or the end of the month: Civil Code art. 202.
    ("2025-01-10 10:00", "3mo", "2025-04-10 17:30", f"{BEIJING_DEPUTIES} art. 21"),
    ("2025-04-30 10:00", "6mo", "2025-10-30 17:30", f"{BEIJING_DEPUTIES} art. 21"),
    ("2024-11-29 10:00", "3mo", "2025-02-28 17:30", f"{BEIJING_DEPUTIES} art. 21"),  # no 02-29
    ("2025-11-30 10:00", "3mo", "2026-02-28 17:30", f"{ZHEJIANG_DEPUTIES} art. 21"),  # 02-28 is a make-up Saturday
    ("2025-08-31 10:00", "6mo", "2026-02-28 17:30", f"{ZHEJIANG_DEPUTIES} art. 21"),
    ("2025-07-03 10:00", "3mo", "2025-10-09 17:30", f"{QINGDAO_DEPUTIES} art. 25"),  # 10-03 is a holiday
    ("2025-12-31 10:00", "2mo", "2026-02-28 17:30", f"{BEIJING_DEPUTIES} art. 27"),
    ("2024-12-31 10:00", "2mo", "2025-02-28 17:30", f"{ZHEJIANG_DEPUTIES} art. 18"),
    ("2025-01-31 10:00", "1mo", "2025-02-28 17:30", f"{QINGDAO_DEPUTIES} art. 24"),
    ("2024-01-31 10:00", "1mo", "2024-02-29 17:30", f"{ZHEJIANG_DEPUTIES} art. 24"),
    ("2024-02-29 10:00", "1mo", "2024-03-29 17:30", f"{CIVIL} art. 202"),
    ("2024-02-29 10:00", "12mo", "2025-02-28 17:30", f"{CIVIL} art. 202"),
    ("2025-03-31 10:00", "1mo first-day", "2025-04-30 17:30", f"{CIVIL} art. 202"),  # no 04-31
    ("2025-03-30 10:00", "1mo first-day", "2025-04-29 17:30", OTHERWISE),
    ("2025-03-03 10:00", "1mo first-day", "2025-04-02 17:30", OTHERWISE),
    ("2025-01-31 10:00", "1mo first-day", "2025-02-28 17:30", f"{CIVIL} art. 202"),
    ("2024-01-30 10:00", "1mo first-day", "2024-02-29 17:30", f"{CIVIL} art. 202"),
    ("2024-02-29 10:00", "12mo first-day", "2025-02-28 17:30", f"{CIVIL} art. 202"),
]

HOURS = [
    # A period in hours runs at once, holiday or not: Civil Code art. 201.
    ("2025-01-31 20:00", "24h", "2025-02-01 20:00", BEIJING_GRADES),
    ("2024-02-28 12:00", "24h", "2024-02-29 12:00", BEIJING_GRADES),
    ("2025-10-01 23:00", "2h", "2025-10-02 01:00", BEIJING_GRADES),
    ("2026-02-17 23:45", "30min", "2026-02-18 00:15", WUHE),
    # Working hours: the break at noon, the end of the day, weekends and make-up days.
    ("2025-03-03 10:30", "4wh", "2025-03-03 16:30", OTHERWISE),
    ("2025-03-03 08:30", "7wh", "2025-03-03 17:30", OTHERWISE),  # ends exactly at closing time
    ("2025-03-03 08:30", "210wmin", "2025-03-03 12:00", OTHERWISE),  # not at 14:00
    ("2025-03-03 12:30", "1wh", "2025-03-03 15:00", OTHERWISE),  # started at noon
    ("2025-03-03 17:30", "1wh", "2025-03-04 09:30", OTHERWISE),  # started at closing time
    ("2025-03-07 16:30", "4wh", "2025-03-10 11:30", OTHERWISE),
    ("2025-03-08 10:00", "1wh", "2025-03-10 09:30", OTHERWISE),  # a start outside hours begins at the next opening
    ("2026-02-13 16:30", "4wh", "2026-02-14 11:30", OTHERWISE),  # goes on on a make-up Saturday
    ("2026-02-14 14:00", "8wh", "2026-02-24 15:00", OTHERWISE),  # across the Spring Festival
    ("2025-09-30 17:00", "1wh", "2025-10-09 09:00", OTHERWISE),  # across National Day
]

STARTS = [
    # What comes after the cut-off hour, or on a day without work, counts as come at the next opening.
    ("2025-03-03 16:59", "1wd cut-off=17:00", "2025-03-04 17:30", OTHERWISE),
    ("2025-03-03 17:00", "1wd cut-off=17:00", "2025-03-05 17:30", OTHERWISE),
    ("2025-03-07 17:00", "1wd cut-off=17:00", "2025-03-11 17:30", OTHERWISE),  # Friday evening: Monday, so Tuesday
    ("2025-03-08 10:00", "1wd cut-off=17:00", "2025-03-11 17:30", OTHERWISE),  # and so is Saturday
    ("2025-03-08 10:00", "1wd first-day cut-off=17:00", "2025-03-10 17:30", OTHERWISE),
    ("2026-02-14 17:10", "1wd cut-off=17:00", "2026-02-25 17:30", OTHERWISE),  # a make-up Saturday has evenings
    ("2025-09-30 17:00", "5wd cut-off=17:00", "2025-10-15 17:30", OTHERWISE),  # from the 9th: 10, Sat 11, 13, 14, 15
    ("2025-03-07 17:20", "2wh cut-off=17:00", "2025-03-10 10:30", OTHERWISE),
    ("2025-03-07 17:00", "24h cut-off=17:00", "2025-03-11 08:30", OTHERWISE),
    # The time of day is kept.
    ("2025-03-03 10:20", "2wd keep-time", "2025-03-05 10:20", OTHERWISE),
    ("2026-02-13 15:00", "2wd keep-time", "2026-02-24 15:00", OTHERWISE),  # Sat 14, 24
    ("2025-01-31 10:00", "1mo keep-time", "2025-02-28 10:00", OTHERWISE),
    ("2025-04-21 09:15", "10d keep-time", "2025-05-06 09:15", OTHERWISE),  # 05-01 is a holiday
    ("2025-04-21 09:15", "10d no-roll keep-time", "2025-05-01 09:15", OTHERWISE),
    # What comes on a day without work counts as come on the next working day, same time.
    ("2025-10-11 10:00", "1wd keep-time from-workday", "2025-10-13 10:00", OTHERWISE),  # a make-up Saturday works
    ("2025-10-12 10:00", "1wd keep-time from-workday", "2025-10-14 10:00", OTHERWISE),
    ("2025-10-01 10:00", "3d from-workday", "2025-10-13 17:30", OTHERWISE),  # from the 9th: a Sunday
    ("2025-02-01 20:00", "24h from-workday", "2025-02-06 20:00", OTHERWISE),
    ("2025-03-08 18:00", "1wd keep-time from-workday cut-off=17:00", "2025-03-12 08:30", OTHERWISE),  # Monday evening
]

CASES = [*WORKING_DAYS, *DAYS, *MONTHS, *HOURS, *STARTS]


@pytest.mark.parametrize(("start", "limit", "due", "source"), CASES)
def test_a_limit_ends_when_the_law_says(calendar: Calendar, start: str, limit: str, due: str, source: str) -> None:
    found = calendar.due(at(start), Limit.parse(limit))

    assert found.at.astimezone(SHANGHAI) == at(due), source
    assert not found.provisional


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    assert len({(start, limit) for start, limit, _, _ in CASES}) == len(CASES) >= 60
    assert all(source for _, _, _, source in CASES)


@pytest.mark.parametrize(
    ("limit", "due", "provisional"),
    [
        ("2wd", "2026-12-31 17:30", False),
        ("5wd", "2027-01-05 17:30", True),  # New Year's Day is assumed to be an ordinary Friday until it is gazetted
        ("20wh", "2027-01-01 09:00", True),
        ("5d", "2027-01-04 17:30", True),
        ("2d midnight", "2027-01-01 00:00", False),
        ("5d no-roll midnight", "2027-01-04 00:00", False),  # no working day is asked for, so it is sure
        ("5d no-roll keep-time", "2027-01-03 10:00", False),
        ("5d keep-time", "2027-01-04 10:00", True),
        ("1000h", "2027-02-09 02:00", False),
    ],
)
def test_what_rests_on_a_year_not_gazetted_is_provisional(
    calendar: Calendar, limit: str, due: str, *, provisional: bool
) -> None:
    found = calendar.due(at("2026-12-29 10:00"), Limit.parse(limit))

    assert (found.at.astimezone(SHANGHAI), found.provisional) == (at(due), provisional)


def test_a_start_that_is_moved_behind_the_gazetted_days_is_provisional(calendar: Calendar) -> None:
    found = calendar.due(at("2026-12-31 18:00"), Limit.parse("24h cut-off=17:00"))

    assert (found.at, found.provisional) == (at("2027-01-02 08:30"), True)
