"""How many moves a second through the whole API, beside a bare handler that makes the same writes?

Both servers are up all the time and one is busy at a time: ours, bare, ours, bare …, in short slots, so that whatever
else the machine does meets both alike. A ratio is taken within a pair of slots, never across.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


import asyncpg

from bench import cpu
from bench.load import Load, drive
from bench.servers import Server, System
from bench.workload import Matter, requests

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Slot:
    """One server under one load."""

    load: Load
    cpu: cpu.Cpu


@dataclass(frozen=True, slots=True)
class Plan:
    """How long is measured: `rounds` pairs of slots of `seconds` for each number of clients, after one unmeasured."""

    clients: Sequence[int] = (1, 8, 32)
    rounds: int = 5
    seconds: float = 3.0
    warm_up: float = 1.0


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
    servers: Mapping[System, Server], dsns: Mapping[System, str], matters: Sequence[Matter], plan: Plan, tell: Told
) -> list[Pairs]:
    """Run the plan. Raises `RuntimeError` if a server refuses a move or its database kept another number of answers."""
    watch = await asyncpg.connect(dsns[System.OURS])
    scripts = {system: _scripts(matters, max(plan.clients)) for system in System}
    answered = dict.fromkeys(System, 0)
    results: list[Pairs] = []
    try:
        for clients in plan.clients:
            pairs = Pairs(clients)
            for number in range(plan.rounds + 1):
                tell(f"{clients} clients, round {number} of {plan.rounds}")
                for system, server in servers.items():
                    seconds = plan.seconds if number else plan.warm_up
                    slot = await _slot(server, scripts[system][:clients], seconds, watch.get_server_pid())
                    answered[system] += len(slot.load.latencies)
                    if number:
                        pairs.slots[system].append(slot)
            results.append(pairs)
    finally:
        await watch.close()
    for system, dsn in dsns.items():
        await _check(system, dsn, answered[system])
    return results


def _scripts(matters: Sequence[Matter], clients: int) -> list[Iterator[bytes]]:
    """Every client has tickets of its own, so that no two ever meet."""
    share = len(matters) // clients
    return [requests(matters[client * share : (client + 1) * share], client) for client in range(clients)]


async def _slot(server: Server, clients: Sequence[Iterator[bytes]], seconds: float, backend_pid: int) -> Slot:
    before = cpu.read(server.pid, backend_pid)
    load = await drive(server.port, clients, seconds)
    return Slot(load, cpu.read(server.pid, backend_pid) - before)


async def _check(system: System, dsn: str, answered: int) -> None:
    """What was answered was done, and nothing else: one event and one kept answer for each."""
    connection = await asyncpg.connect(dsn)
    try:
        kept = await connection.fetchval("SELECT count(*) FROM idempotency")
        events = await connection.fetchval("SELECT count(*) FROM events WHERE action NOT IN ('form', 'dispatch')")
    finally:
        await connection.close()
    if not kept == events == answered:
        raise RuntimeError(f"{system}: {answered} answers, {kept} kept, {events} events")
