"""How much processor time does a request cost, of the web server and of the database, beside the bare handler?

The kinds of request are asked in turns, in short slots, of our server and of the bare one; ratios are of medians of one
run. Processor time counts, not what passes meanwhile: the machine may do other work.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

import asyncpg
from rich.console import Console
from rich.table import Table

from bench.costs.asked import Kind, asked
from bench.support import cpu
from bench.support.layout import coloured, table
from bench.support.servers import Server, System
from bench.transitions.load import drive
from bench.transitions.workload import Matter

Tell = Callable[[str], None]

MEASURED: Final = (
    (System.OURS, Kind.MOVE), (System.OURS, Kind.TICKET), (System.OURS, Kind.OPINION), (System.OURS, Kind.PAGE),
    (System.BARE, Kind.MOVE), (System.BARE, Kind.PAGE),
)  # fmt: skip
TARGETS: Final = {Kind.MOVE: (Kind.MOVE, 1.7), Kind.TICKET: (Kind.MOVE, 2.5), Kind.PAGE: (Kind.PAGE, 2.0)}
"""Beside which request of the bare handler, and how many times as much it may cost, server and database together."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds of slots of `seconds`, after one of `warm_up` that is not measured; `clients` ask at a time.

    PostgreSQL plans a statement six times on each connection before it keeps the plan.
    """

    rounds: int = 5
    seconds: float = 2.0
    clients: int = 4
    warm_up: float = 6.0


@dataclass(slots=True)
class Costs:
    """Processor seconds a request, slot by slot: of the server, and of the database."""

    server: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)

    @property
    def whole(self) -> float:
        """Both together, in the median slot."""
        return median(one + other for one, other in zip(self.server, self.database, strict=True))


Found = Mapping[tuple[System, Kind], Costs]


async def measure(
    servers: Mapping[System, Server], dsns: Mapping[System, str], matters: Sequence[Matter], plan: Plan, tell: Tell
) -> Found:
    """Ask in turns. Raises `RuntimeError` if a server refuses."""
    found = {each: Costs() for each in MEASURED}
    share = len(matters) // plan.clients
    parts = [matters[client * share : (client + 1) * share] for client in range(plan.clients)]
    scripts = {each: [asked(each[1], part, n) for n, part in enumerate(parts)] for each in MEASURED}
    watch = await asyncpg.connect(dsns[System.OURS])
    try:
        for number in range(plan.rounds + 1):
            for each, costs in found.items():
                tell(f"{each[0]}: {each[1]}, round {number} of {plan.rounds}")
                server = servers[each[0]]
                before = cpu.read(server.pid, watch.get_server_pid())
                load = await drive(server.port, scripts[each], plan.seconds if number else plan.warm_up)
                spent = cpu.read(server.pid, watch.get_server_pid()) - before
                if number:
                    costs.server.append(spent.server / len(load.latencies))
                    costs.database.append(spent.database / len(load.latencies))
    finally:
        await watch.close()
    return found


def ratio(found: Found, kind: Kind) -> float:
    """How many times as much one of our requests costs as what it is held against."""
    return found[System.OURS, kind].whole / found[System.BARE, TARGETS[kind][0]].whole


def show(console: Console, found: Found) -> None:
    """Print everything."""
    console.print(_table(found), "")


def as_json(found: Found) -> dict[str, Any]:
    """The figures of every slot, for a machine to compare."""
    return {
        "requests": [
            {"system": system, "kind": kind, "server": costs.server, "database": costs.database}
            for (system, kind), costs in found.items()
        ]
    }


def _table(found: Found) -> Table:
    rows = table("Processor milliseconds a request, medians", "", "web server", "database", "both", "ratio", "target")
    for (system, kind), costs in found.items():
        who = f"{'whole API' if system is System.OURS else 'bare handler'}: {kind}"
        cells = [f"{1000 * value:.2f}" for value in (median(costs.server), median(costs.database), costs.whole)]
        if system is System.OURS and kind in TARGETS:
            against, most = TARGETS[kind]
            share = ratio(found, kind)
            cells += [coloured(f"{share:.2f} of {against}", good=share <= most), f"{most}"]
        else:
            cells += ["", ""]
        rows.add_row(who, *cells)
    return rows
