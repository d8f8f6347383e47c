"""How does a measured server come up, and how does it go?"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
    """A server that listens on a port of this machine."""

    system: System
    port: int
    pid: int


@contextmanager
def serving(system: System, dsn: str) -> Iterator[Server]:
    """Run a server in a process of its own as long as the block. Raises `RuntimeError` with its last words."""
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.serve", system, dsn],
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=Path(__file__).parents[1],
            text=True,
        )
        with process:
            try:
                port = process.stdout.readline() if process.stdout else ""
                if not port:
                    process.wait()
                    log.seek(0)
                    raise RuntimeError(log.read().decode(errors="replace")[-4000:])
                yield Server(system, int(port), process.pid)
            finally:
                process.terminate()
