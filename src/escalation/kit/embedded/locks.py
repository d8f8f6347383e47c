"""Who lives? Answered by locks that the kernel drops with their last holder, never by process numbers."""

import fcntl
import os
import time
from pathlib import Path
from typing import Final

_REST: Final = 0.05


def try_lock(path: Path) -> int | None:
    """Take the lock without waiting: a descriptor that holds it, or None when somebody else does.

    The lock belongs to the open file (flock(2)): it lasts until the descriptor and every copy a child inherited are
    closed, however the holders die. A process number can be recycled or stand for a zombie; this cannot.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock at this moment."""
    descriptor = try_lock(path)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


def await_release(path: Path, *, at_most: float) -> None:
    """Wait until nobody holds the lock, `at_most` so many seconds."""
    give_up_at = time.monotonic() + at_most
    while is_held(path) and time.monotonic() < give_up_at:
        time.sleep(_REST)
