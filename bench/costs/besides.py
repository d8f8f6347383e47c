"""What does it cost that the database does something besides? The whole API on two databases in turns: one does it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from statistics import median

import asyncpg
from rich.console import Console

from bench.costs.asked import Kind, asked
from bench.costs.requests import Costs, Plan, Tell
from bench.support import cpu
from bench.support.layout import coloured, table
from bench.support.servers import Server, System
from bench.transitions.load import drive
from bench.transitions.workload import Matter

WITH, WITHOUT = System.OURS, System.BARE
"""Both are our server; the second one's database is the copy that does not do it."""


@dataclass(frozen=True, slots=True)
class Besides:
    """What is done besides, how it is taken away from a database, and how many times as much a request may cost."""

    name: str
    take_away: Callable[["asyncpg.Connection[asyncpg.Record]"], Awaitable[None]]
    most: Mapping[Kind, float]


@dataclass(frozen=True, slots=True)
class Compared:
    """Requests of one kind, with it and without."""

    kind: Kind
    costs: Mapping[System, Costs]

    @property
    def ratio(self) -> float:
        """Processor time of server and database together, with by without; the median of pairs of slots."""
        kept, none = self.costs[WITH], self.costs[WITHOUT]
        slots = zip(kept.server, kept.database, none.server, none.database, strict=True)
        return _median((a + b, c + d) for a, b, c, d in slots)

    @property
    def of_database(self) -> float:
        """The same of the database alone."""
        kept, none = self.costs[WITH].database, self.costs[WITHOUT].database
        return _median(zip(kept, none, strict=True))


def _median(pairs: Iterable[tuple[float, float]]) -> float:
    """Of what one is to the other; a slot in which nothing ran long enough to be seen says nothing."""
    return median([one / other for one, other in pairs if other] or [nan])


async def measure(
    servers: Mapping[System, Server],
    dsns: Mapping[System, str],
    matters: Sequence[Matter],
    plan: Plan,
    tell: Tell,
    besides: Besides,
) -> list[Compared]:
    """Take it away from the second database, and ask both in turns. Raises `RuntimeError` if a server refuses."""
    connection = await asyncpg.connect(dsns[WITHOUT])
    await besides.take_away(connection)
    await connection.close()
    found = [Compared(kind, {system: Costs() for system in (WITH, WITHOUT)}) for kind in besides.most]
    share = len(matters) // plan.clients
    parts = [matters[client * share : (client + 1) * share] for client in range(plan.clients)]
    scripts = {
        (kind, system): [asked(kind, part, n) for n, part in enumerate(parts, 1000)]
        for kind in besides.most
        for system in (WITH, WITHOUT)
    }
    watch = await asyncpg.connect(dsns[WITH])
    try:
        for number in range(plan.rounds + 1):
            for compared in found:
                for system, costs in compared.costs.items():
                    word = "with" if system is WITH else "without"
                    tell(f"{compared.kind}, {word} {besides.name}, round {number} of {plan.rounds}")
                    before = cpu.read(servers[system].pid, watch.get_server_pid())
                    script, seconds = scripts[compared.kind, system], plan.seconds if number else plan.warm_up
                    load = await drive(servers[system].port, script, seconds)
                    spent = cpu.read(servers[system].pid, watch.get_server_pid()) - before
                    if number:
                        costs.server.append(spent.server / len(load.latencies))
                        costs.database.append(spent.database / len(load.latencies))
    finally:
        await watch.close()
    return found


def show(console: Console, found: Sequence[Compared], besides: Besides) -> None:
    """Print everything."""
    heading = "Processor milliseconds a request"
    rows = table(heading, "", "web server", "database", "both", "ratio", "target", "of the database")
    for compared in found:
        for system, costs in compared.costs.items():
            cells = [f"{1000 * value:.2f}" for value in (median(costs.server), median(costs.database), costs.whole)]
            if system is WITH:
                most = besides.most[compared.kind]
                cells += [coloured(f"{compared.ratio:.2f}", good=compared.ratio <= most), f"{most}"]
                cells.append(f"{compared.of_database:.2f}")
            else:
                cells += ["", "", ""]
            rows.add_row(f"{compared.kind}, {'with' if system is WITH else 'without'} {besides.name}", *cells)
    console.print(rows, "")
