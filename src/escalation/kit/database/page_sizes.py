"""How long is a page as statements know it? One of a few sizes, so that a text is not planned for every limit there is.

A size is written out in the text: for a parameter, PostgreSQL would plan to read a tenth of the table.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, Integer, literal_column

from escalation.kit.database.connection import Row

SIZES: Final = 21, 51, 201
"""One more than is shown: that there is more, the one behind the page says."""


def written_out(value: int, kind: type[Integer] = Integer) -> ColumnElement[int]:
    """A number as the text of a statement has it, so that the plan for all values is made for this one."""
    return literal_column(str(int(value)), kind)


def page_size(limit: int) -> int:
    """The shortest size that is longer than `limit`."""
    return next((size for size in SIZES if size > limit), limit + 1)


def last_of_page(rows: Sequence[Row], shown: Sequence[Row], limit: int, size: int) -> Row | None:
    """Behind which row a list goes on; `None` at its end.

    `rows`: at most `size`, of which the last `is_last` where the window ended that was looked through, whether or not
    it fits; `shown`: those of them that fit. One more than `limit` says that there is more.
    """
    if len(shown) > limit:
        return shown[limit - 1]
    return rows[-1] if rows and (len(rows) == size or rows[-1]["is_last"]) else None
