"""How long does a receiver ask to be left alone? The header `Retry-After`, in every form it is found in."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = timedelta(hours=10)
"""Nobody is left alone for longer than this, whatever they ask."""

_SECONDS: Final = re.compile(r"(\d+)(\.\d*)?", re.ASCII)
_MOST_DIGITS: Final = 9
_LONGEST_TEXT: Final = 64


def retry_after(said: str | None, *, date: str | None, now: datetime | None) -> timedelta | None:
    """Seconds or a date (RFC 9110 §10.2.3), from nothing to `LONGEST`; `None` for what is neither.

    A date is compared with the receiver's own, from its header `date`, because its clock may be wrong; without one,
    with `now`. Fractions of a second, which some send, are rounded up.
    """
    text = (said or "").strip()
    if not text or len(text) > _LONGEST_TEXT:
        return None
    if seconds := _SECONDS.fullmatch(text):
        return _seconds(seconds)
    until, reference = _date(text), _date(date) or now
    if until is None or reference is None:
        return None
    return max(timedelta(0), min(until - reference, LONGEST))


def _seconds(text: re.Match[str]) -> timedelta:
    whole, fraction = text.group(1).lstrip("0"), (text.group(2) or "").strip(".0")
    if len(whole) > _MOST_DIGITS:
        return LONGEST
    return min(timedelta(seconds=int(whole or "0") + bool(fraction)), LONGEST)


def _date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text or "")
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
