"""Waiting in tests: for what becomes so, and never for how long. The one clock of the tests only ends what hangs."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

LONGEST: Final = 240.0
"""Seconds after which something is taken to hang. A test's outcome does not depend on them: it waits for an event."""

_BETWEEN: Final = 0.02


async def until(is_so: Callable[[], Awaitable[bool]], *, longest: float = LONGEST) -> None:
    """Wait until something is so of which nobody sends word, in the database or in another process."""
    given_up_at = time.monotonic() + longest
    while not await is_so():
        assert time.monotonic() < given_up_at, f"{is_so} never came true"
        await asyncio.sleep(_BETWEEN)


def wait_until(is_so: Callable[[], bool], *, longest: float = LONGEST) -> None:
    """The same where there is no event loop."""
    given_up_at = time.monotonic() + longest
    while not is_so():
        assert time.monotonic() < given_up_at, f"{is_so} never came true"
        time.sleep(_BETWEEN)


def no_hanging() -> asyncio.Timeout:
    """A block that is over when what it awaits comes; should that never come, it ends in an error."""
    return asyncio.timeout(LONGEST)
