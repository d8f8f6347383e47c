"""How are the processes of part 3 run? Each says when it is ready, goes when it is told, and ends with its input."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

Process = subprocess.Popen[str]

_CHECKOUT: Final = Path(__file__).parents[2]


@contextmanager
def process(module: str, *arguments: str) -> Iterator[Process]:
    """`python -m bench.<module>`, until the block ends."""
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_CHECKOUT, text=True
    ) as started:
        try:
            yield started
        finally:
            if started.stdin:
                started.stdin.close()
            started.wait(timeout=60)


@contextmanager
def delivery_workers(dsn: str, workers: int, *more: str) -> Iterator[list[Process]]:
    """So many workers that deliver, ready to go."""
    with ExitStack() as stack:
        group = [stack.enter_context(process("webhooks.worker", dsn, *more)) for _ in range(workers)]
        for each in group:
            line_of(each)
        yield group


def go(group: Sequence[Process]) -> None:
    """Let them begin."""
    for each in group:
        tell(each, "")


def tell(process: Process, line: str) -> None:
    """Write a line to its input."""
    if process.stdin is None:
        raise TypeError(process)
    process.stdin.write(line + "\n")
    process.stdin.flush()


def line_of(process: Process) -> str:
    """The next line of its output."""
    said = process.stdout.readline() if process.stdout else ""
    if not said:
        raise RuntimeError("a process has ended")
    return said


def cpu_of(group: Sequence[Process]) -> float:
    """Seconds of the processor that they have used."""
    return sum(_seconds(each.pid) for each in group)


def memory_of(process: Process) -> float:
    """Megabytes that it holds."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def _seconds(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / 100
