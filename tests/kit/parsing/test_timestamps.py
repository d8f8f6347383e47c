"""A time is read as spreadsheets and exports write it, and what could mean two days is refused."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.parsing.timestamps import AmbiguousTime, UnreadableTime, read_timestamp

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 3, 8, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "2026/11/3 8:05", "2026-11-03 08:05:00", "2026-11-3 8:5", "2026年11月3日 8时5分", "2026年11月3日8时5分0秒",
        "2026年11月03日 08:05", "2026年11月3日 8点5分", "2026.11.3 8:05", "2026/11/03 08:05:00.000", "2026-11-03T08:05",
        "2026-11-03T08:05:00", "2026-11-03T08:05:00+08:00", "2026-11-03T08:05:00+0800", "2026-11-03T00:05:00Z",
        "2026-11-03 08:05:00 +08:00", "2026-11-03T00:05:00.000000Z", "2026-11-03T08:05:00+08", "2026-11-03t00:05:00z",
        "2026/11/3 上午 8:05:00", "2026/11/3 上午8:05", "2026-11-03 8:05 AM", "２０２６年１１月３日　８：０５",
        "2026年11月3日 星期二 8:05", "20261103080500", "202611030805", "20261103T0805", "46329.336805555555",
        "46329.33681", " 2026/11/3 8:05 ", "2026年11月3号8:05",
    ],
)  # fmt: skip
def test_what_spreadsheets_write_is_one_moment(text: str) -> None:
    assert abs(read_timestamp(text, ZONE) - MORNING) < timedelta(seconds=1)


@pytest.mark.parametrize("text", ["2026.11.3", "2026-11-03", "2026/11/3", "2026年11月3日", "20261103", "46329"])
def test_a_day_is_its_beginning(text: str) -> None:
    assert read_timestamp(text, ZONE) == datetime(2026, 11, 3, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "hour"), [("下午 3:07", 15), ("下午12:07", 12), ("凌晨12:07", 0), ("晚上8:07", 20), ("15:07", 15)]
)
def test_halves_of_the_day_are_known(text: str, hour: int) -> None:
    assert read_timestamp(f"2026/11/3 {text}", ZONE) == datetime(2026, 11, 3, hour, 7, tzinfo=ZONE)


@pytest.mark.parametrize("text", ["11/3/2026", "3.11.2026 8:05", "26/11/3", "04/12/2018 11:11:26 AM", "13-11-2026"])
def test_a_date_that_does_not_begin_with_its_year_is_ambiguous(text: str) -> None:
    with pytest.raises(AmbiguousTime):
        read_timestamp(text, ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "昨天", "2026-02-30", "2026-13-01", "2026-11-03 25:00", "2026-11", "2026", "1793", "8:05",
        "1793664300", "1793664300000", "0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31T23:59:59-14:00",
        "2026-11/03", "2026-11-03 8", "2026-11-03 08:05:61", "2026-11-03 08:05:00 CST", "2026-11-03T08:05:00+99:00",
        "2026年11月3日到4日", "99999999999.5", "1e400", "٢٠٢٦-١١-٠٣",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTime):
        read_timestamp(text, ZONE)


@given(st.text(max_size=30) | st.text("0123456789-/.:年月日时分 TZ+E", max_size=30))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    with suppress(UnreadableTime):
        assert read_timestamp(text, ZONE).tzinfo is UTC


@given(st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)))
def test_what_iso_writes_is_what_is_read(moment: datetime) -> None:
    assert read_timestamp(moment.isoformat(), UTC) == moment.replace(tzinfo=UTC)
