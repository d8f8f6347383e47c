"""How does a page go on behind a place, or a list within days, if nothing need be said? As a range with an open end.

`$1 IS NULL OR id < $1` is asked of every row that is read, from the newest on: the page behind a thousand others would
read all of them. An end that is always there is where an index begins to be read, and where it ceases.
"""

from datetime import date
from typing import Final
from uuid import UUID

_LOWEST: Final = {
    "uuid": "00000000-0000-0000-0000-000000000000", "date": "-infinity", "timestamptz": "-infinity",
}  # fmt: skip
_HIGHEST: Final = {
    "uuid": "ffffffff-ffff-ffff-ffff-ffffffffffff", "date": "infinity", "timestamptz": "infinity",
}  # fmt: skip


def or_lowest(value: str, type_: str) -> str:
    """SQL of a value, or what is less than any other of its type if it is NULL. No row has that itself."""
    return f"coalesce({value}, '{_LOWEST[type_]}'::{type_})"


def or_highest(value: str, type_: str) -> str:
    """SQL of a value, or what is more than any other of its type if it is NULL. No row has that itself."""
    return f"coalesce({value}, '{_HIGHEST[type_]}'::{type_})"


def earliest(after: tuple[date, UUID] | None, until: date | None) -> tuple[date | None, UUID | None]:
    """Before which place a list of days goes on, newest first, behind a place and before a day: one end, not two.

    Of two ends of a range an index begins at either, and passes over whatever lies between them.
    """
    ends = [end for end in (after, (until, UUID(_LOWEST["uuid"])) if until else None) if end]
    return min(ends, default=(None, None))
