"""Does a page cost the same however tickets lie? Spreads by sizes, callers of every level, ten lists for each.

Each list is asked for in turns with what one would write by hand for it; ratios are of one run. Buffers are pages of
the database, each time one is looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any, Final

import asyncpg
from rich.console import Console

from bench.deadlines.clock import Raw
from bench.lists.cases import CASES, Case, by_listings, by_tickets
from bench.lists.fill import Spread, fill
from bench.support.databases import Address, create_database, drop_database, prepare
from bench.support.layout import coloured, percentile, table
from bench.support.servers import System
from escalation.actors import Actor, Role
from escalation.kit.database.connection import Compiled, Connection, Database, Row, connect
from escalation.tickets.storage.lists import list_tickets

Tell = Callable[[str], None]
LIMIT: Final = 50
P95, WORST_BY_MEDIAN, BUFFERS, RATIO = 25.0, 3.0, 2_000, 0.5
"""What is aimed at: milliseconds, the worst page by the median one, buffers of a page, ours by hand."""
CALLERS: Final = ((1, Role.HANDLER), (1, Role.LEADER), (2, Role.LEADER), (3, Role.OFFICE), (4, Role.SUPERVISOR))
"""Of the first village by path, and of everybody above it."""
_SLOW: Final = 0.2
"""Seconds after which a query by hand is not run again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes in open tickets; each list is asked for `rounds` times, after some that are not measured."""

    sizes: Sequence[int] = (1_000, 100_000)
    spreads: Sequence[Spread] = tuple(Spread)
    rounds: int = 15
    warm_up: int = 6


@dataclass(frozen=True, slots=True)
class Page:
    """One list of one caller: seconds of ours each time, its buffers, and the median of the faster one by hand."""

    name: str
    seconds: Sequence[float]
    buffers: int
    by_hand: float

    @property
    def ratio(self) -> float:
        """Our speed as a share of what one would write by hand."""
        return self.by_hand / median(self.seconds)


@dataclass(frozen=True, slots=True)
class Pages:
    """All lists of one spread and size."""

    spread: Spread
    size: int
    pages: Sequence[Page]


async def measure(
    address: Address, plan: Plan, tell: Tell, *, name: str = "lists", template: str = "template1"
) -> list[Pages]:
    """Fill a database for each spread and size, and ask."""
    await prepare(address, 1, name=name, template=template)
    results = []
    for size in plan.sizes:
        for spread in plan.spreads:
            tell(f"{size} open tickets, {spread}")
            await create_database(address, f"{name}_spread", f"{name}_{System.OURS}")
            results.append(Pages(spread, size, await _pages(address(f"{name}_spread"), spread, size, plan)))
    await drop_database(address, f"{name}_spread")
    return results


class Recorder(Connection):
    """A connection that remembers what was asked."""

    def __init__(self, raw: Any) -> None:
        super().__init__(raw)
        self.asked: list[tuple[str, list[object]]] = []

    async def rows(self, statement: Compiled, **params: object) -> list[Row]:
        """As ever, and remembered."""
        self.asked.append((statement.text, statement.arguments(params)))
        return await super().rows(statement, **params)


async def _pages(dsn: str, spread: Spread, size: int, plan: Plan) -> list[Page]:
    hand = await asyncpg.connect(dsn)
    database = await connect(dsn, size=1)
    try:
        await fill(hand, spread, size)
        await hand.execute("SET jit = off; SET random_page_cost = 1.1; SET statement_timeout = '10s'")
        actors = [await _actor(hand, level, role) for level, role in CALLERS]
        return [
            await _page(database, hand, f"{CALLERS[n][1]} of level {CALLERS[n][0]}: {name}", actor, case, plan)
            for n, actor in enumerate(actors)
            for name, case in CASES.items()
        ]
    finally:
        await database.close()
        await hand.close()


async def _actor(raw: Raw, level: int, role: Role) -> Actor:
    row = await raw.fetchrow(
        "SELECT u.id, u.path FROM units u, (SELECT path FROM units WHERE level = 1 ORDER BY path LIMIT 1) v "
        "WHERE u.level = $1 AND starts_with(v.path, u.path)",
        level,
    )
    if row is None:
        raise LookupError(level)
    return Actor("bench", role, row["id"], row["path"])


async def _page(database: Database, hand: Raw, name: str, actor: Actor, case: Case, plan: Plan) -> Page:
    queries = [by_listings(case, actor), by_tickets(case, actor)]
    ours: list[float] = []
    theirs: list[list[float]] = [[], []]
    async with database.connection() as connection:
        for number in range(plan.warm_up + plan.rounds):
            began = perf_counter()
            await list_tickets(connection, actor, case.filters, sort=case.sort, after=None, limit=LIMIT)
            ours += [perf_counter() - began] if number >= plan.warm_up else []
            for query, times in zip(queries, theirs, strict=True):
                if not times or times[-1] < _SLOW:
                    began = perf_counter()
                    await hand.fetch(query)
                    times.append(perf_counter() - began)
        recorder = Recorder(connection.raw)
        await list_tickets(recorder, actor, case.filters, sort=case.sort, after=None, limit=LIMIT)
        buffers = sum([await _buffers(connection, *asked) for asked in recorder.asked])
    return Page(name, ours, buffers, min(median(times[plan.warm_up :] or times) for times in theirs))


async def _buffers(connection: Connection, text: str, arguments: Sequence[object]) -> int:
    """Pages that a statement looks at, by the plan that is kept for all values."""
    await connection.raw.execute("SET plan_cache_mode = force_generic_plan")
    told = await connection.raw.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {text}", *arguments)
    await connection.raw.execute("RESET plan_cache_mode")
    plan = told[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def show(console: Console, results: Sequence[Pages]) -> None:
    """Print everything."""
    rows = table(
        "Pages of fifty: five callers, ten lists each", "open tickets", "spread", "median page, ms", "worst p95, ms",
        "worst page by median", "worst page, buffers", "by hand / ours: worst", "median",
    )  # fmt: skip
    for each in results:
        medians = [median(page.seconds) for page in each.pages]
        slowest = max(each.pages, key=lambda page: percentile(page.seconds, 95))
        p95, middle = 1000 * percentile(slowest.seconds, 95), median(medians)
        widest, least = max(page.buffers for page in each.pages), min(each.pages, key=lambda page: page.ratio)
        rows.add_row(
            f"{each.size:,}", each.spread, f"{1000 * middle:.1f}",
            coloured(f"{p95:.1f} ({slowest.name})", good=p95 < P95),
            coloured(f"{max(medians) / middle:.1f}", good=max(medians) <= WORST_BY_MEDIAN * middle),
            coloured(f"{widest:,}", good=widest <= BUFFERS),
            coloured(f"{least.ratio:.2f} ({least.name})", good=least.ratio >= RATIO),
            f"{median(page.ratio for page in each.pages):.2f}",
        )  # fmt: skip
    console.print(rows, "")


def as_json(results: Sequence[Pages]) -> list[dict[str, Any]]:
    """The figures of every list, for a machine to compare."""
    return [
        {
            "spread": each.spread,
            "size": each.size,
            "pages": [
                {"list": page.name, "seconds": page.seconds, "buffers": page.buffers, "by_hand": page.by_hand}
                for page in each.pages
            ],
        }
        for each in results
    ]
