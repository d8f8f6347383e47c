"""An event loop whose time is its own: when nothing happens on any socket, the next timer's moment has come.

What takes seconds by the loop's clock takes none, and as many of them on every machine, however busy it is.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from selectors import DefaultSelector, SelectorKey
from typing import Final

import pytest

from escalation.kit.outbound import resolver, responses, sender

_QUIET: Final = 0.1
"""Seconds of the wall without any news on a socket: all that was under way on this machine has arrived by then."""


class _Selector(DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        ready = super().select(_QUIET)
        if not ready:
            self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """Begins at 0. Nothing that runs in it may wait for another process."""

    def __init__(self) -> None:
        self._own = _Selector()
        super().__init__(self._own)

    def time(self) -> float:
        """Seconds since the beginning, by timers alone."""
        return self._own.now


@contextmanager
def virtual_time() -> Iterator[asyncio.Runner]:
    """A runner in whose time senders live, too."""
    with pytest.MonkeyPatch.context() as patch, asyncio.Runner(loop_factory=VirtualLoop) as runner:
        for module in (responses, resolver, sender):
            patch.setattr(module, "monotonic", runner.get_loop().time)
        yield runner
        runner.run(asyncio.sleep(1))  # Whoever is hanging up has done so.
