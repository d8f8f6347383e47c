"""How long is a page as statements know it? One of a few sizes, so that a text is not planned for every limit there is.

A size is written out in the text: for a parameter, PostgreSQL would plan to read a tenth of the table.
"""

from typing import Final

SIZES: Final = 21, 51, 201
"""One more than is shown: that there is more, the one behind the page says."""


def page_size(limit: int) -> int:
    """The shortest size that is longer than `limit`."""
    return next((size for size in SIZES if size > limit), limit + 1)
