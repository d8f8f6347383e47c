"""Which moment does a timestamp mean, as people and spreadsheets write them?

The year comes first. A date whose day and month could be exchanged is ambiguous: its reader would be wrong half of
the time, without anybody noticing.
"""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


class UnreadableTime(ValueError):
    """What is written is no time."""


class AmbiguousTime(UnreadableTime):
    """Day, month and year cannot be told apart."""


def read_timestamp(text: str, zone: tzinfo) -> datetime:
    """A moment in UTC; without a zone it is local in `zone`, without a time of day it is the day's beginning.

    Takes ISO 8601, the same with `/`, `.` or 年月日, with and without leading zeros, 上午 and PM, compact digits, and
    the serial number of a day since 1899-12-30, by which spreadsheets count. Raises `AmbiguousTime` for dates that do
    not begin with the year, `UnreadableTime` for what is no time, and for years before 1900 or after 2199.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if _SERIAL.fullmatch(plain):
        local = _EPOCH + timedelta(seconds=round(float(plain) * 86_400))
        return _in_bounds(local.replace(tzinfo=zone))
    found = _COMPACT.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    if found is None:
        raise AmbiguousTime if _YEAR_LAST.match(plain) else UnreadableTime
    try:
        return _in_bounds(_moment(found.groupdict(), zone))
    except ValueError:
        raise UnreadableTime from None


_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - local wherever the spreadsheet was
_SERIAL = re.compile(r"[1-9][0-9]{4}(\.[0-9]{1,12})?")
_COMPACT = re.compile(
    r"(?P<year>(19|20|21)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"([T\s]*(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(:?(?P<second>[0-9]{2}))?)?(?P<half>)(?P<fraction>)(?P<zone>Z)?"
)
_HALVES = "上午|下午|中午|凌晨|早上|傍晚|晚上|[AP]M"
_HALF = f"(?P<half>{_HALVES})?"
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?P<separator>[-/.年])\s*(?P<month>[0-9]{1,2})\s*(?:(?P=separator)|月)\s*"
    r"(?P<day>[0-9]{1,2})\s*[日号]?\s*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?"
    rf"(?:(?:[T\s]+|(?<=[日号一二三四五六天)])|(?=[^0-9])){_HALF}\s*(?P<hour>[0-9]{{1,2}})\s*(?:[:时点]\s*(?:(?P<minute>[0-9]{{1,2}})\s*分?)?"
    r"(?:\s*:?\s*(?P<second>[0-9]{1,2})(?:[.,](?P<fraction>[0-9]{1,9}))?\s*秒?)?)"
    rf"\s*(?P<half_after>{_HALVES})?\s*(?P<zone>Z|UTC|[+-][0-9]{{2}}:?(?:[0-9]{{2}})?)?)?"
)
_YEAR_LAST = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}(?![0-9])")
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "PM"})
_MORNING = frozenset({"上午", "早上", "凌晨", "AM"})


def _moment(part: dict[str, str | None], zone: tzinfo) -> datetime:
    return datetime(
        int(part["year"] or 0), int(part["month"] or 0), int(part["day"] or 0), _hour(part), int(part["minute"] or 0),
        int(part["second"] or 0), int((part["fraction"] or "")[:6].ljust(6, "0")), tzinfo=_zone(part["zone"], zone),
    )  # fmt: skip


def _hour(part: dict[str, str | None]) -> int:
    """Raises `ValueError` for an hour that its half of the day does not have: no reader could tell what is meant."""
    hour = int(part["hour"] or 0)
    half = part.get("half_after") or part["half"]
    if (half in _MORNING and hour > 12) or (half == "晚上" and hour == 12):
        raise ValueError(half)
    if (half in _AFTERNOON and hour < 12) or (half == "中午" and hour < 3):
        return hour + 12
    return 0 if half in _MORNING and hour == 12 else hour


def _zone(text: str | None, local: tzinfo) -> tzinfo:
    if not text:
        return local
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _in_bounds(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise UnreadableTime
    return moment.astimezone(UTC)
