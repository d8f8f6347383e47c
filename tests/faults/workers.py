"""`escalation work` as its own process: run, traced, killed at a chosen call to the kernel."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.support.programs import Process, begin
from tests.support.world import World

# The engine's loop speaks to the database with these two: one sends, the other waits for the answer.
SENDING: Final = "write"
WAITING: Final = "epoll_pwait"

REACH: Final = {"ESCALATION_WEBHOOK_ALLOW_HTTP": "true", "ESCALATION_WEBHOOK_ALLOWED_NETWORKS": "127.0.0.0/8"}
"""With this a worker may deliver to receivers on this machine."""

# Of a whole worker, several tasks speak to the database in an order that is never the same.
_LONE: Final = (sys.executable, "-m", "tests.faults.lone_worker")
_LINE: Final = re.compile(r"^(?P<thread>\d+) +(?P<call>\w+)\((?P<fd>\d+), (?P<said>.*)")
_MOST_SHOWN: Final = "9000"


def can_trace() -> bool:
    """Whether strace is installed, and allowed to do its work."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run([*_tracing(Step(SENDING, 1)), "echo"], capture_output=True, check=False)
    return tried.returncode == -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Step:
    """The n-th time that the worker makes this call to the kernel; the call itself is not made any more."""

    call: str
    n: int


@contextmanager
def working(environment: Mapping[str, str], *, program: tuple[str, ...] | None = None) -> Iterator[Process]:
    """A worker, from its start; at the end of the block it is gone, as by `kill -9`, if it was not before."""
    with begin("work", program=program, environment={**environment, "PYTHONDONTWRITEBYTECODE": "1"}) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def killed_at(step: Step, program: tuple[str, ...] = _LONE) -> tuple[str, ...]:
    """The program that is killed at that step."""
    return (*_tracing(step), *program)


def written_down(log: Path, program: tuple[str, ...] = _LONE) -> tuple[str, ...]:
    """The program, with everything it sends, and where it waits, written to a file."""
    calls = f"trace={SENDING},{WAITING}"
    return ("strace", "-f", "-s", _MOST_SHOWN, "-o", str(log), "-e", calls, *program)


def steps_of_a_pass(log: Path) -> list[Step]:
    """What the worker sent in its first pass, from the claim to the commit; and last, its waiting after that.

    Calls are counted by thread, as they are when it is killed; all this is said by the one of the loop.
    """
    said = [found for line in log.read_text(errors="replace").splitlines() if (found := _LINE.match(line))]
    loop = next(line["thread"] for line in said if "FOR UPDATE OF tickets SKIP LOCKED" in line["said"])
    lines = [line for line in said if line["thread"] == loop]
    claim = next(at for at, line in enumerate(lines) if "FOR UPDATE OF tickets SKIP LOCKED" in line["said"])
    connection = lines[claim]["fd"]
    commit = next(
        at for at, line in enumerate(lines) if at > claim and line["fd"] == connection and "COMMIT" in line["said"]
    )
    calls = [line["call"] for line in lines]
    sent = [
        Step(SENDING, calls[: at + 1].count(SENDING))
        for at in range(claim, commit + 1)
        if calls[at] == SENDING and lines[at]["fd"] == connection
    ]
    return [*sent, Step(WAITING, calls[:commit].count(WAITING) + 1)]


async def has_said(process: Process, word: str) -> None:
    """Wait until a process has written a line with this word to its error stream."""
    said = process.stderr
    assert said is not None
    assert await asyncio.to_thread(lambda: any(word in line for line in said))


async def all_hung_up(world: World) -> bool:
    """Whether the database has noticed that no worker is there any more."""
    async with world.runtime.database.connection() as connection:
        found = await connection.raw.fetchval(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE application_name = 'escalation work' AND datname = current_database()"
        )
    return int(found) == 0


def _tracing(step: Step) -> tuple[str, ...]:
    kill = f"inject={step.call}:signal=SIGKILL:when={step.n}"
    return ("strace", "-f", "-o", "/dev/null", "-e", f"trace={step.call}", "-e", kill)
