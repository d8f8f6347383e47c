"""How does a measured server come up, and how does it go?"""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile


class System(StrEnum):
    """Who is measured: the whole engine, or the bare handler that it is held against."""

    OURS = "ours"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Server:
    """A server process and its port on this machine."""

    pid: int
    port: int


@contextmanager
def serving(dsns: Mapping[System, str], *, alike: bool = False) -> Iterator[Mapping[System, Server]]:
    """Run the servers, each in a process of its own, as long as the block. `alike`: both are ours.

    Raises `RuntimeError` if one does not start. When the block fails, what they logged last is written to stderr.
    """
    with ExitStack() as stack:
        processes = {
            system: stack.enter_context(_process(System.OURS if alike else system, dsn)) for system, dsn in dsns.items()
        }
        yield {system: Server(process.pid, _port(process)) for system, process in processes.items()}


@contextmanager
def _process(system: System, dsn: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", _MODULES[system], dsn]
    with TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, cwd=_CHECKOUT, text=True)
        try:
            yield process
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read()[-_LAST_WORDS:])
            raise
        finally:
            process.terminate()
            process.communicate()


def _port(process: "subprocess.Popen[str]") -> int:
    """Wait for the first line a server says."""
    said = process.stdout.readline() if process.stdout else ""
    if not said:
        raise RuntimeError("a server did not start")
    return int(said)


_CHECKOUT = Path(__file__).parents[2]
_LAST_WORDS = 4000
_MODULES = {System.OURS: "bench.transitions.measured", System.BARE: "bench.transitions.baseline"}
