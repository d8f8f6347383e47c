"""Processor time of a family of processes does not shrink when one of them ends."""

import os
import signal
import subprocess
from pathlib import Path

from bench.support.cpu import Family
from tests.support.waiting import wait_until

_SOME = 0.05


def test_what_an_ended_process_has_used_still_counts() -> None:
    said = "while :; do :; done & echo $!; wait; echo; read word"
    with subprocess.Popen(["/bin/sh", "-c", said], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        family = Family(child)
        try:
            wait_until(lambda: family.seconds() > _SOME)
        finally:
            os.kill(child, signal.SIGKILL)
        parent.stdout.readline()
        assert not Path(f"/proc/{child}").exists()
        assert family.seconds() > _SOME
        parent.communicate(b"\n")
