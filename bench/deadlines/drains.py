"""How many full escalations a second, with so many workers, beside SQL by hand?

The workers are processes of their own and stay for the whole run. In each slot the clock is turned to where the same
number of tickets are due, and one side sweeps until none is: ours, by hand, by hand, ours … A ratio is taken within a
pair of slots, never across.
"""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import orjson

from bench.deadlines.clock import Raw, turn_to
from bench.support import cpu
from bench.support.dataset import Dataset
from bench.support.servers import System

WORKERS: Final = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Drain:
    """One slot: tickets written, seconds from the first worker's start to the last one's last commit, processor time.

    `worker_cpu` and `database_cpu` are seconds of all processes together.
    """

    tickets: int
    seconds: float
    worker_cpu: float
    database_cpu: float

    @property
    def rate(self) -> float:
        """Full escalations a second."""
        return self.tickets / self.seconds


@dataclass(slots=True)
class Pairs:
    """The slots with one number of workers, in the order of rounds."""

    workers: int
    slots: dict[System, list[Drain]] = field(default_factory=lambda: {system: [] for system in System})

    @property
    def ratios(self) -> list[float]:
        """Our rate as a share of the rival's, pair by pair."""
        pairs = zip(self.slots[System.OURS], self.slots[System.BARE], strict=True)
        return [ours.rate / bare.rate for ours, bare in pairs]


WorkerGroups = Mapping[System, Sequence["subprocess.Popen[str]"]]


def order(workers: Sequence[int], rounds: int) -> Iterator[tuple[int, int, int, System]]:
    """Slot number, workers, round and side of each slot. Round 0 is not measured; who goes first changes each round."""
    number = 0
    for count in workers:
        for round_ in range(rounds + 1):
            sides = list(System) if round_ % 2 else list(reversed(System))
            for system in sides:
                yield number, count, round_, system
                number += 1


@contextmanager
def worker_groups(dsn: str, most: int, batch: int) -> Iterator[WorkerGroups]:
    """The workers of both sides, ready and idle, as long as the block."""
    with ExitStack() as stack:
        workers = {system: [stack.enter_context(_worker(system, dsn, batch)) for _ in range(most)] for system in System}
        for group in workers.values():
            for worker in group:
                answer(worker)
        yield workers


async def measure(
    raw: Raw, workers: WorkerGroups, dataset: Dataset, counts: Sequence[int], rounds: int, tell: Callable[[str], None]
) -> list[Pairs]:
    """Run every slot. Raises `RuntimeError` if a slot does not write exactly its tickets."""
    pairs = {count: Pairs(count) for count in counts}
    for number, count, round_, system in order(counts, rounds):
        tell(f"{count} workers, round {round_} of {rounds}, {system}")
        drain = await run_slot(raw, workers[system][:count], dataset, number, dataset.slot)
        if round_:
            pairs[count].slots[system].append(drain)
    return list(pairs.values())


async def run_slot(
    raw: Raw, group: Sequence["subprocess.Popen[str]"], dataset: Dataset, number: int, expected: int
) -> Drain:
    """Let some workers sweep what is due at a slot's time. Raises `RuntimeError` if that is not what was `expected`."""
    await turn_to(raw, dataset.begins(number))
    before = cpu.of_database(raw.get_server_pid())
    answers = await asyncio.to_thread(_sweep, group)
    after = cpu.of_database(raw.get_server_pid())
    # Those that are there all the time: vacuuming comes and goes, and belongs to no slot.
    database = sum(after[pid] - before[pid] for pid in before.keys() & after.keys())
    seconds = max(answer["ended"] for answer in answers) - min(answer["began"] for answer in answers)
    tickets = int(sum(answer["tickets"] for answer in answers))
    if tickets != expected:
        raise RuntimeError(f"slot {number}: {tickets} tickets were swept, {expected} were due")
    return Drain(tickets, seconds, sum(answer["cpu"] for answer in answers), database)


def _sweep(group: Sequence["subprocess.Popen[str]"]) -> list[dict[str, float]]:
    for worker in group:
        if worker.stdin is None:
            raise TypeError(worker)
        worker.stdin.write("sweep\n")
        worker.stdin.flush()
    return [answer(worker) for worker in group]


@contextmanager
def _worker(system: System, dsn: str, batch: int) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "bench.deadlines.worker", system, dsn, str(batch)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=_CHECKOUT, text=True) as process:
        yield process  # Closing its input ends it.


def answer(worker: "subprocess.Popen[str]") -> dict[str, float]:
    """The next line that a worker says. Raises `RuntimeError` if it has ended instead."""
    said = worker.stdout.readline() if worker.stdout else ""
    if not said:
        raise RuntimeError("a worker ended")
    answer: dict[str, float] = orjson.loads(said)
    return answer


_CHECKOUT: Final = Path(__file__).parents[2]
