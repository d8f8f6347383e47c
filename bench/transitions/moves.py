"""How many moves a second through the whole API, beside a bare handler that makes the same writes?

Both servers are up all the time and one is busy at a time: ours, bare, ours, bare …, in short slots, so that whatever
else the machine does meets both alike. A ratio is taken within a pair of slots, never across.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import asyncpg

from bench.support import cpu
from bench.support.servers import Server, System
from bench.transitions.effects import differences, effects
from bench.transitions.load import Line, Load, drive
from bench.transitions.workload import CYCLE, Matter, requests

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long is measured: `rounds` pairs of slots of `seconds` for each number of clients, after one unmeasured."""

    clients: Sequence[int] = (1, 8, 32)
    rounds: int = 5
    seconds: float = 3.0
    warm_up: float = 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    """One server under one load."""

    load: Load
    cpu: cpu.Cpu


@dataclass(slots=True)
class Pairs:
    """The slots of one number of clients, in the order in which they were run."""

    clients: int
    slots: dict[System, list[Slot]] = field(default_factory=lambda: {system: [] for system in System})

    @property
    def ratios(self) -> list[float]:
        """Our rate as a share of the rival's, pair by pair."""
        pairs = zip(self.slots[System.OURS], self.slots[System.BARE], strict=True)
        return [ours.load.rate / bare.load.rate for ours, bare in pairs]


async def measure(
    servers: Mapping[System, Server], dsns: Mapping[System, str], matters: Sequence[Matter], plan: Plan, tell: Tell
) -> list[Pairs]:
    """Run the plan.

    Raises `RuntimeError` if a server refuses a move, or if what it wrote is not what it answered.
    """
    before = {system: await _written(dsn) for system, dsn in dsns.items()}
    scripts = {system: _scripts(matters, max(plan.clients)) for system in System}
    results = [await _pairs(servers, dsns, scripts, clients, plan, tell) for clients in plan.clients]
    for system, dsn in dsns.items():
        sent = sum(script.sent for script in scripts[system])
        kept, events = await _written(dsn)
        if not kept - before[system][0] == events - before[system][1] == sent:
            raise RuntimeError(f"{system}: {sent} answers, but {kept} kept and {events} events, from {before[system]}")
    return results


async def compare(servers: Mapping[System, Server], dsns: Mapping[System, str], matters: Sequence[Matter]) -> None:
    """Take tickets round the cycle on both servers, before anything else is done there.

    Raises `RuntimeError` if that leaves different rows.
    """
    for server in servers.values():
        line = await Line.to(server.port)
        for request in islice(requests(matters, client=-1), len(matters) * len(CYCLE)):
            await line.ask(request)
        line.close()
    found = differences(await effects(dsns[System.OURS]), await effects(dsns[System.BARE]))
    if found:
        raise RuntimeError(f"The servers do not do the same: {found}")


class _Script:
    """What one client sends; counts it."""

    def __init__(self, matters: Sequence[Matter], client: int) -> None:
        self.sent = 0
        self._requests = requests(matters, client)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        self.sent += 1
        return next(self._requests)


def _scripts(matters: Sequence[Matter], clients: int) -> list[_Script]:
    """Every client has tickets of its own, so that no two ever meet."""
    share = len(matters) // clients
    return [_Script(matters[client * share : (client + 1) * share], client) for client in range(clients)]


async def _pairs(
    servers: Mapping[System, Server],
    dsns: Mapping[System, str],
    scripts: Mapping[System, Sequence[_Script]],
    clients: int,
    plan: Plan,
    tell: Tell,
) -> Pairs:
    pairs = Pairs(clients)
    watch = await asyncpg.connect(dsns[System.OURS])
    try:
        for number in range(plan.rounds + 1):
            tell(f"{clients} clients, round {number} of {plan.rounds}")
            for system, server in servers.items():
                seconds = plan.seconds if number else plan.warm_up
                slot = await _slot(server, scripts[system][:clients], seconds, watch.get_server_pid())
                if number:
                    pairs.slots[system].append(slot)
    finally:
        await watch.close()
    return pairs


async def _slot(server: Server, clients: Sequence[Iterator[bytes]], seconds: float, backend_pid: int) -> Slot:
    before = cpu.read(server.pid, backend_pid)
    load = await drive(server.port, clients, seconds)
    return Slot(load, cpu.read(server.pid, backend_pid) - before)


async def _written(dsn: str) -> tuple[int, int]:
    """How many answers are kept, and how many events there are."""
    connection = await asyncpg.connect(dsn)
    try:
        row = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM idempotency) AS kept, (SELECT count(*) FROM events) AS events"
        )
    finally:
        await connection.close()
    if row is None:
        raise LookupError("counts")
    return row["kept"], row["events"]
