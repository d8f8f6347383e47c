"""How much is done, in calls: the same on every machine, however busy it is."""

import gc
import sys
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many calls of Python and C functions a piece of work makes in this thread, whether it ends well or raises."""
    count = 0

    def watch(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before, collects = sys.getprofile(), gc.isenabled()
    gc.disable()  # Whoever listens for collections would be counted.
    sys.setprofile(watch)
    try:
        work()
    except Exception:  # noqa: BLE001, S110 - how it ends is asked elsewhere
        pass
    finally:
        sys.setprofile(before)
        if collects:
            gc.enable()
    return count
