"""Is the seed calendar right? Two other sources are asked."""

import csv
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from escalation.clocks.calendar import Calendar

OFFICIAL_DAYS = Path(__file__).parents[3] / "shared" / "data" / "cn_workday_calendar.csv"
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
ALL_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def test_the_seed_agrees_with_the_package_holidays(calendar: Calendar) -> None:
    china = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))

    differing = [day for day in ALL_DAYS if calendar.is_working_day(day) != china.is_working_day(day)]

    assert differing == []


def test_a_calendar_of_plain_weeks_does_not_agree() -> None:
    china = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    plain = Calendar.compile({"version": 1, "confirmed_until": "2026-12-31"})

    differing = [day for day in ALL_DAYS if plain.is_working_day(day) != china.is_working_day(day)]

    assert len(differing) > 150


@pytest.mark.skipif(not OFFICIAL_DAYS.exists(), reason="the table of days is not at hand")
def test_the_seed_agrees_with_the_table_of_days(calendar: Calendar) -> None:
    with OFFICIAL_DAYS.open(encoding="utf-8", newline="") as lines:
        table = {date.fromisoformat(row["date"]): row["is_workday"] == "1" for row in csv.DictReader(lines)}

    differing = [day for day, works in table.items() if calendar.is_working_day(day) != works]

    assert len(table) > 4700
    assert differing == []


def test_the_seed_is_confirmed_until_the_last_gazetted_year_ends(calendar: Calendar) -> None:
    assert calendar.confirmed_until == date(2026, 12, 31)
