"""What happens on Ctrl-C? The first signal winds a command up in order; further ones do not disturb that.

SIGINT, SIGTERM, SIGHUP  ->  the running coroutine is cancelled, closes what it opened, exit code 128 + signal
while `interruptible`    ->  the same, in the middle of code that blocks
`serve`, `work`          ->  put a handler of their own in the place: drain first, then end with 0
"""

import asyncio
import signal
from asyncio import CancelledError
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

import uvloop
from typer import Exit

T = TypeVar("T")

_SIGNALS = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
_received: list[int] = []


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a command's coroutine in a loop of its own. Raises `Exit` with 128 + signal when it was interrupted."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_obeying(main))


def on_signal(action: Callable[[], None]) -> None:
    """From now on a signal does this instead of cancelling. It may come several times, as it may be sent again."""
    loop = asyncio.get_running_loop()
    for number in _heeded():
        loop.add_signal_handler(number, action)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let a signal end a blocking call inside the block, as if it were an `await` that is cancelled."""
    before = {number: signal.signal(number, _cancel_at_once) for number in _heeded()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _obeying(main: Coroutine[Any, Any, T]) -> T:
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()

    def obey(number: int) -> None:
        if not _received and task is not None:
            _received.append(number)
            task.cancel()

    for number in _heeded():
        loop.add_signal_handler(number, obey, number)
    try:
        return await main
    except CancelledError:
        if _received:
            raise Exit(128 + _received[0]) from None
        raise


def _cancel_at_once(number: int, _frame: FrameType | None) -> None:
    if not _received:
        _received.append(number)
        raise CancelledError


def _heeded() -> list[signal.Signals]:
    """A hang-up that `nohup` told us to ignore stays ignored."""
    return [number for number in _SIGNALS if number is signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN]
