"""What does a process trust without asking again? A brief cache: what was found, for a few seconds."""

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

KEPT_FOR = 3.0
"""Seconds for which a process trusts what it knows of a caller: whatever ends, ends everywhere within them."""

MOST_KEPT = 10_000

T = TypeVar("T")


class BriefCache(Generic[T]):
    """What was found under a digest, for `KEPT_FOR` seconds. What was not found is asked for each time."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Start knowing nothing."""
        self._clock = clock
        self._kept: dict[bytes, tuple[float, T]] = {}

    def get(self, digest: bytes) -> T | None:
        """What is known, if it is known still."""
        until, value = self._kept.get(digest, (0.0, None))
        return value if until > self._clock() else None

    def keep(self, digest: bytes, value: T) -> T:
        """Remember it from now on, and give it back."""
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[digest] = (self._clock() + KEPT_FOR, value)
        return value

    def forget(self, digest: bytes) -> None:
        """Ask anew for this one."""
        self._kept.pop(digest, None)

    def clear(self) -> None:
        """Ask anew for everything."""
        self._kept.clear()
