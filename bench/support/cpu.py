"""How much processor time did it take? Read from /proc (proc(5)), so on Linux only; elsewhere nothing is said."""

import os
from dataclasses import dataclass
from pathlib import Path
from time import process_time

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM, _STARTED = 1, 11, 12, 19


@dataclass(frozen=True, slots=True)
class Cpu:
    """Seconds of processor time, user and system: of the web server, of every process of the database, and ours."""

    server: float
    database: float
    client: float

    def __sub__(self, earlier: "Cpu") -> "Cpu":
        return Cpu(self.server - earlier.server, self.database - earlier.database, self.client - earlier.client)


def read(server_pid: int, backend_pid: int) -> Cpu:
    """Seconds used until now. `backend_pid`: any backend of the database server; its siblings are counted along.

    What a process used that has ended since does not count: connections are kept open while something is measured.
    """
    return Cpu(_seconds(_fields(server_pid)), sum(of_database(backend_pid).values()), process_time())


def of_database(backend_pid: int) -> dict[int, float]:
    """Seconds used until now by each process of a database server, by its number; `backend_pid` is any backend's."""
    postmaster = _fields(backend_pid)[_PARENT]
    pids = [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]
    stats = {pid: _fields(pid) for pid in pids}
    return {pid: _seconds(stat) for pid, stat in stats.items() if stat and stat[_PARENT] == postmaster}


class Family:
    """A database server, asked again and again: who its processes are is looked up where the kernel has it at hand."""

    def __init__(self, backend_pid: int) -> None:
        """`backend_pid`: any backend of the server."""
        self._backend = backend_pid
        postmaster = _fields(backend_pid)[_PARENT]
        self._children = _PROC / postmaster / "task" / postmaster / "children"
        self._seen: dict[tuple[str, str], float] = {}

    def seconds(self) -> float:
        """Used until now by all processes; of one that has ended, what it had used when it was asked for last."""
        if not self._children.exists():
            return sum(of_database(self._backend).values())
        for pid in self._children.read_text().split():
            if stat := _fields(int(pid)):
                self._seen[pid, stat[_STARTED]] = _seconds(stat)
        return sum(self._seen.values())


def on_processor(pid: int) -> float:
    """Seconds that the first thread of a process has run, to the nanosecond; for what takes less than a tick."""
    return int((_PROC / str(pid) / "schedstat").read_text().split()[0]) / 1e9


def _fields(pid: int) -> list[str]:
    """The fields of `stat` behind the name, which may itself hold spaces; empty for a process that is gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _seconds(stat: list[str]) -> float:
    return (int(stat[_USER]) + int(stat[_SYSTEM])) / _TICK
