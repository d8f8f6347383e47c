"""The command line as its users have it: real processes, real signals, nothing shared but files and ports.

A program takes a second or two to be imported, longer than what most tests want of it. So a process that has imported
it already forks the commands off, unless a test says by which `program` it starts.
"""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from escalation.kit.embedded.locks import is_held
from tests.support.forked_programs import ForkedProgram
from tests.support.waiting import LONGEST, wait_until

CHECKOUT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "escalation.cli")
"""The command line, started from nothing."""

Process = ForkedProgram | subprocess.Popen[str]
_ENVIRONMENT = {
    "PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}",
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "LANG": "C",
    "ESCALATION_MIGRATE": "true",
}
_SERVING = re.compile(r"Serving on (http://\S+)\.")
_KEY = re.compile(r"(handler|leader|office|supervisor|integrator|administrator) .* (\w+(?:-\w+)?) +(esk_\S{43})")


@dataclass(slots=True)
class Server:
    """A running `escalation serve`, and what it has said."""

    process: Process
    url: str
    said: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def keys(self) -> dict[tuple[str, str], str]:
        """The printed keys by role and code of the unit, once the last of them, the administrator's, was printed.

        They come on another stream than the word that it serves, so that word may arrive first.
        """
        wait_until(lambda: any(role == "administrator" for role, _ in self._keys_so_far()))
        return self._keys_so_far()

    def _keys_so_far(self) -> dict[tuple[str, str], str]:
        found = (_KEY.search(line) for line in list(self.printed))
        return {(match[1], match[2]): match[3] for match in found if match}

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=LONGEST)


def run(
    *arguments: str, program: tuple[str, ...] | None = None, environment: Mapping[str, str] = _ENVIRONMENT
) -> "subprocess.CompletedProcess[str]":
    """A command, run to its end."""
    with begin(*arguments, program=program, environment=environment) as process:
        try:
            printed, said = process.communicate(timeout=LONGEST)
        finally:
            process.kill()
    return subprocess.CompletedProcess(arguments, process.wait(), printed, said)


def begin(*arguments: str, program: tuple[str, ...] | None = None, environment: Mapping[str, str]) -> Process:
    """A command that goes on, at the head of a group of processes."""
    settings = _ENVIRONMENT | dict(environment)
    if program is None:
        return ForkedProgram(arguments, settings)
    return subprocess.Popen(
        [*program, *arguments],
        env=settings,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@contextmanager
def serving(*options: str, program: tuple[str, ...] | None = None, environment: Mapping[str, str]) -> Iterator[Server]:
    """`escalation serve` on a free port, from when it says that it serves until the block ends."""
    with begin("serve", "--port", "0", *options, program=program, environment=environment) as process:
        server = Server(process, "")
        threading.Thread(target=_drain, args=(process.stdout, server.printed), daemon=True).start()
        try:
            assert process.stderr is not None
            for line in process.stderr:
                server.said.append(line)
                if found := _SERVING.search(line):
                    server.url = found[1]
                    break
            assert server.url, "".join(server.said)
            threading.Thread(target=_drain, args=(process.stderr, server.said), daemon=True).start()
            yield server
        finally:
            process.kill()


def database_lives(data_dir: Path) -> bool:
    """Whether any process of the embedded server, or its owner, is left."""
    return any(is_held(data_dir / lock) for lock in ("server.lock", "owner.lock"))


def _drain(stream: Iterable[str], into: list[str]) -> None:
    into.extend(stream)
