"""What do listings cost a move? The whole API on two databases in turns: one keeps them, the other one has none.

The other one has the indexes instead that lists began in before there were listings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import asyncpg
from rich.console import Console

from bench.costs.asked import Kind, asked
from bench.costs.requests import Costs, Plan, Tell
from bench.support import cpu
from bench.support.layout import coloured, table
from bench.support.servers import Server, System
from bench.transitions.load import drive
from bench.transitions.workload import Matter

MOST: Final = 1.15
"""How many times as much a move may cost with listings."""

WITH, WITHOUT = System.OURS, System.BARE
"""Both are our server; the second one's database is the copy that has no listings."""


@dataclass(frozen=True, slots=True)
class Listings:
    """Moves with listings and without."""

    costs: Mapping[System, Costs]

    @property
    def ratio(self) -> float:
        """Processor time of server and database together, with by without; the median of pairs of slots."""
        kept, none = self.costs[WITH], self.costs[WITHOUT]
        slots = zip(kept.server, kept.database, none.server, none.database, strict=True)
        return median((a + b) / (c + d) for a, b, c, d in slots)

    @property
    def of_database(self) -> float:
        """The same of the database alone."""
        kept, none = self.costs[WITH].database, self.costs[WITHOUT].database
        return median(one / other for one, other in zip(kept, none, strict=True))


async def measure(
    servers: Mapping[System, Server], dsns: Mapping[System, str], matters: Sequence[Matter], plan: Plan, tell: Tell
) -> Listings:
    """Take the listings away from the second database, and move tickets in both, in turns."""
    await _take_away(dsns[WITHOUT])
    found = {system: Costs() for system in (WITH, WITHOUT)}
    share = len(matters) // plan.clients
    parts = [matters[client * share : (client + 1) * share] for client in range(plan.clients)]
    scripts = {system: [asked(Kind.MOVE, part, n) for n, part in enumerate(parts, 1000)] for system in found}
    watch = await asyncpg.connect(dsns[WITH])
    try:
        for number in range(plan.rounds + 1):
            for system, costs in found.items():
                tell(f"{'with listings' if system is WITH else 'without'}, round {number} of {plan.rounds}")
                before = cpu.read(servers[system].pid, watch.get_server_pid())
                load = await drive(servers[system].port, scripts[system], plan.seconds if number else plan.warm_up)
                spent = cpu.read(servers[system].pid, watch.get_server_pid()) - before
                if number:
                    costs.server.append(spent.server / len(load.latencies))
                    costs.database.append(spent.database / len(load.latencies))
    finally:
        await watch.close()
    return Listings(found)


def show(console: Console, found: Listings) -> None:
    """Print everything."""
    rows = table("Processor milliseconds a move", "", "web server", "database", "both", "ratio", "of the database")
    for system, costs in found.costs.items():
        cells = [f"{1000 * value:.2f}" for value in (median(costs.server), median(costs.database), costs.whole)]
        if system is WITH:
            cells += [coloured(f"{found.ratio:.2f}", good=found.ratio <= MOST), f"{found.of_database:.2f}"]
        rows.add_row("with listings" if system is WITH else "without", *cells)
    console.print(rows, "")


async def _take_away(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        for row in await connection.fetch(_TRIGGERS):
            await connection.execute(f"DROP TRIGGER {row['name']} ON {row['table']}")
        for row in await connection.fetch(_INDEXES):
            await connection.execute(f"DROP INDEX {row['name']}")
        await connection.execute(f"TRUNCATE ticket_listings; {_INSTEAD}")
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


_TRIGGERS: Final = """
SELECT tgname AS name, tgrelid::regclass::text AS "table" FROM pg_trigger
WHERE NOT tgisinternal AND tgrelid IN ('tickets'::regclass, 'joint_tasks'::regclass)
  AND (tgname LIKE '%listed%' OR tgname LIKE '%followed%')
"""
_INDEXES: Final = """
SELECT indexname AS name FROM pg_indexes
WHERE indexname IN ('ix_tickets_holder', 'ix_tickets_origin', 'ix_tickets_handler', 'ix_tickets_dispatcher')
"""
_INSTEAD: Final = """
CREATE INDEX ON tickets (holder_path, is_open, next_due_at, id);
CREATE INDEX ON tickets (origin_path, is_open, next_due_at, id);
CREATE INDEX ON tickets (handler_unit_id, is_open, next_due_at, id);
CREATE INDEX ON tickets (dispatcher_unit_id, is_open, next_due_at, id);
CREATE INDEX ON tickets (sender_unit_id, is_open, next_due_at, id) WHERE state = 'dispatched';
CREATE INDEX ON tickets (is_open, next_due_at, id) WHERE stuck;
CREATE INDEX ON tickets (is_open, next_due_at, id) WHERE problem;
CREATE INDEX ON tickets (warning, next_due_at, id) WHERE is_open AND warning IN ('yellow', 'orange');
CREATE INDEX ON tickets (created_at, id);
CREATE INDEX ON tickets (updated_at, id);
"""
