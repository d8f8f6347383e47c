"""The command line, killed when it is about to call something for the n-th time.

python -m tests.faults.dies_at MODULE:NAME N COMMAND…
"""

import os
import signal
import sys
from importlib import import_module
from typing import Any


def die_at(place: str, n: int) -> None:
    """Let the program end there, as by `kill -9`."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    whole, left = getattr(owner, name), [n]

    def dying(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(*given, **named)

    setattr(owner, name, dying)


if __name__ == "__main__":
    place, n, *arguments = sys.argv[1:]
    die_at(place, int(n))
    sys.argv = ["escalation", *arguments]
    import_module("escalation.cli.main").app(prog_name="escalation")
