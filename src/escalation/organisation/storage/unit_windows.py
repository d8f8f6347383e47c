"""Which units of a subtree are so and so (unit windows)? Looked at by windows, in the order of the tree.

No index tells which units have no team, or nobody in charge: each has to be looked at. So a page looks at the next
`WINDOW` units, however many of them fit: it may be short, even empty, and go on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from escalation.kit.database.connection import Row
from escalation.kit.database.page_sizes import last_of_page

Found = TypeVar("Found")

WINDOW: Final = 400
"""Units that a page looks at."""


@dataclass(frozen=True, slots=True)
class TreePage(Generic[Found]):
    """What was found, in the order of the tree, and behind which path the list goes on; `None` at its end."""

    items: Sequence[Found]
    goes_on_behind: str | None


def window(levels: str | None = None) -> str:
    """SQL of the next units of a subtree in service, as a relation with `is_last`: whether it was the last looked at.

    `$1`, `$2`: paths from the first until before the second; `$3`: behind which path, or NULL. `levels`: SQL of an
    array of those that count, each of which has an index of its paths.
    """
    each, of_it = ("(SELECT) l", "")
    if levels:
        each, of_it = f"unnest({levels}::smallint[]) AS l (level)", "u.level = l.level AND"
    next_ = f"ORDER BY u.path LIMIT {WINDOW}"
    return f"""(
      SELECT u.*, row_number() OVER (ORDER BY u.path) = {WINDOW} AS is_last
      FROM {each} CROSS JOIN LATERAL (
        SELECT u.* FROM units u
        WHERE {of_it} u.active AND u.path >= $1 AND u.path < $2 AND u.path > coalesce($3, '') {next_}
      ) u {next_}
    )"""


def page_of(rows: Sequence[Row], limit: int, read: Callable[[Row], Found]) -> TreePage[Found]:
    """At most `limit` of the rows that fit. Rows: `path`, `fits` and `is_last`, one more than `limit`, if so many fit.

    The last that was looked at is among them, whether it fits or not.
    """
    fitting = [row for row in rows if row["fits"]]
    last = last_of_page(rows, fitting, limit, limit + 1)
    return TreePage([read(row) for row in fitting[:limit]], last["path"] if last else None)
