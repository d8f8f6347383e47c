"""When is a delivery tried again that failed? Soon at first, for escalations grow stale; then ever more patiently."""

from datetime import timedelta
from typing import Final

DELAYS: Final = (
    timedelta(seconds=2),
    timedelta(seconds=10),
    timedelta(seconds=60),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""What is waited at least after the first failure, the second, and so on; after the last of them once more."""

MOST_ATTEMPTS: Final = len(DELAYS) + 1
EXPIRY: Final = timedelta(hours=72)
"""How long a delivery is owed at most."""

NOT_COUNTED: Final = timedelta(seconds=30)
"""What is waited when an attempt does not count, because the reason was on our side."""

_LEAST_SPREAD: Final = timedelta(seconds=2)
_MOST_SPREAD: Final = timedelta(minutes=15)
_SHARE: Final = 0.2


def wait(attempt: int, chance: float, asked: timedelta | None = None) -> timedelta | None:
    """What to wait after this many attempts failed; `None`: no more, this is given up.

    `chance`, from 0 to 1, spreads deliveries that failed together; they are never earlier than documented, only later.
    `asked`: how long the receiver asked to be left alone.
    """
    if attempt > len(DELAYS):
        return None
    base = DELAYS[max(attempt, 1) - 1]
    spread = min(max(_LEAST_SPREAD, base * _SHARE), _MOST_SPREAD)
    return max(base + spread * chance, asked or timedelta(0))
