"""What is a draft? What somebody has begun to write: an opinion, or the fields of a move."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class DraftKind(StrEnum):
    """What it is to become."""

    OPINION = "opinion"
    MOVE = "move"


MOST_BYTES: Final = 32 << 10
"""Of the content of one, as JSON."""

MOST_DRAFTS: Final = 100
"""Of one person."""

KEPT_FOR: Final = timedelta(days=30)
"""After it was changed last."""
