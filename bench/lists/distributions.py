"""Does a page cost the same however tickets lie? Spreads by sizes, callers of every level, the same lists for each.

Each list is asked for in turns with what one would write by hand for it; ratios are of processor time of both ends, so
that they hold on a machine that does other work. Buffers are pages of the database, each time one is looked at. Then
the first page of a town is asked for over HTTP, of our server and of the bare one in turns.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final
from uuid import UUID

import asyncpg
from rich.console import Console

from bench.costs.asked import Kind, asked
from bench.deadlines.clock import Raw
from bench.lists.cases import CASES, Case, by_listings, by_tickets
from bench.lists.fill import Spread, fill
from bench.support import cpu
from bench.support.databases import Address, create_database, drop_database, prepare
from bench.support.layout import coloured, percentile, table
from bench.support.recorder import Recorder, buffers_of
from bench.support.servers import System, serving
from bench.transitions.load import drive
from bench.transitions.workload import Matter
from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection, Database, connect
from escalation.tickets.storage.lists import list_tickets

Tell = Callable[[str], None]
LIMIT: Final = 50
P95, WORST_BY_MEDIAN, BUFFERS, RATIO, OVER_HTTP = 25.0, 3.0, 2_000, 0.5, 2.0
"""What is aimed at: milliseconds, the worst page by the median one, buffers of a page, ours by hand, over HTTP."""
CALLERS: Final = ((1, Role.HANDLER), (1, Role.LEADER), (2, Role.LEADER), (3, Role.OFFICE), (4, Role.SUPERVISOR))
"""Of the village that has the most, and of everybody above it."""
_SLOW: Final = 0.2
"""Seconds after which a query by hand is not run again."""
_CLIENTS: Final = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """Sizes in open tickets; each list is asked for `rounds` times, after some that are not measured.

    Over HTTP in `slots` of `seconds` for each server, after one that is not measured.
    """

    sizes: Sequence[int] = (1_000, 100_000)
    spreads: Sequence[Spread] = tuple(Spread)
    rounds: int = 9
    warm_up: int = 6
    slots: int = 3
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Took:
    """What an answer took: seconds that passed, and seconds of the processors of both ends."""

    passed: float
    processor: float


@dataclass(frozen=True, slots=True)
class Page:
    """One list of one caller: what ours took each time, its buffers, and processor seconds of the faster by hand."""

    name: str
    ours: Sequence[Took]
    buffers: int
    by_hand: float

    @property
    def processor(self) -> float:
        """Seconds of processor time of ours."""
        return median(took.processor for took in self.ours)

    @property
    def p95(self) -> float:
        """Seconds that passed."""
        return percentile([took.passed for took in self.ours], 95)

    @property
    def ratio(self) -> float:
        """Our speed as a share of what one would write by hand."""
        return self.by_hand / self.processor


@dataclass(frozen=True, slots=True)
class Pages:
    """All lists of one spread and size; `over_http`: processor seconds of the same page, ours by the bare one."""

    spread: Spread
    size: int
    pages: Sequence[Page]
    over_http: float


async def measure(
    address: Address, plan: Plan, tell: Tell, *, name: str = "lists", template: str = "template1"
) -> list[Pages]:
    """Fill a database for each spread and size, and ask."""
    _, (matter,) = await prepare(address, 1, name=name, template=template)
    results = []
    for size in plan.sizes:
        for spread in plan.spreads:
            told = f"{size} open tickets, {spread}"
            tell(told)
            database = f"{name}_spread"
            await create_database(address, database, f"{name}_{System.OURS}")
            dsn, home = address(database), matter.place.village.id
            await fill(dsn, spread, size, home=home)
            pages = await _pages(dsn, home, plan)
            results.append(Pages(spread, size, pages, await _over_http(dsn, matter, plan)))
    await drop_database(address, f"{name}_spread")
    return results


async def _pages(dsn: str, home: UUID, plan: Plan) -> list[Page]:
    hand = await asyncpg.connect(dsn)
    database = await connect(dsn, size=1)
    try:
        await hand.execute("SET jit = off; SET random_page_cost = 1.1; SET statement_timeout = '5s'")
        actors = [await _actor(hand, home, level, role) for level, role in CALLERS]
        return [
            await _page(database, hand, f"{CALLERS[n][1]} of level {CALLERS[n][0]}: {name}", actor, case, plan)
            for n, actor in enumerate(actors)
            for name, case in CASES.items()
        ]
    finally:
        await database.close()
        await hand.close()


async def _actor(raw: Raw, home: UUID, level: int, role: Role) -> Actor:
    row = await raw.fetchrow(
        "SELECT u.id, u.path FROM units u, units v WHERE v.id = $1 AND u.level = $2 AND starts_with(v.path, u.path)",
        home, level,
    )  # fmt: skip
    if row is None:
        raise LookupError(level)
    return Actor("bench", role, row["id"], row["path"])


async def _page(database: Database, hand: Raw, name: str, actor: Actor, case: Case, plan: Plan) -> Page:
    queries = [by_listings(case, actor), by_tickets(case, actor)]
    ours: list[Took] = []
    theirs: list[list[Took]] = [[], []]
    async with database.connection() as connection:

        async def ask(asking: Connection = connection) -> None:
            await list_tickets(asking, actor, case.filters, sort=case.sort, after=None, limit=LIMIT)

        for _ in range(plan.warm_up + plan.rounds):
            ours.append(await _taken(connection.raw, ask))
            for query, times in zip(queries, theirs, strict=True):
                if not times or times[-1].passed < _SLOW:
                    times.append(await _taken(hand, partial(_by_hand, hand, query)))
        recorder = Recorder(connection.raw)
        await ask(recorder)
        buffers = sum([await buffers_of(connection, *asked) for asked in recorder.asked])
    by_hand = min(median(took.processor for took in times[plan.warm_up :] or times) for times in theirs)
    return Page(name, ours[plan.warm_up :], buffers, by_hand)


async def _by_hand(hand: Raw, query: str) -> None:
    # What takes longer than that is not waited for: the other query by hand is faster, or ours is.
    with suppress(asyncpg.QueryCanceledError):
        await hand.fetch(query)


async def _taken(raw: Any, ask: Callable[[], Awaitable[object]]) -> Took:
    backend = raw.get_server_pid()
    began, used = perf_counter(), process_time() + cpu.on_processor(backend)
    await ask()
    return Took(perf_counter() - began, process_time() + cpu.on_processor(backend) - used)


async def _over_http(dsn: str, matter: Matter, plan: Plan) -> float:
    """The first page of the town's leader: processor time of server and database, ours by that of the bare one."""
    spent: dict[System, list[float]] = {system: [] for system in System}
    watch = await asyncpg.connect(dsn)
    try:
        with serving(dict.fromkeys(System, dsn)) as servers:
            for _ in range(plan.slots + 1):
                for system, server in servers.items():
                    before = cpu.read(server.pid, watch.get_server_pid())
                    clients = [asked(Kind.PAGE, [matter], client) for client in range(_CLIENTS)]
                    load = await drive(server.port, clients, plan.seconds)
                    used = cpu.read(server.pid, watch.get_server_pid()) - before
                    spent[system].append((used.server + used.database) / len(load.latencies))
    finally:
        await watch.close()
    return median(spent[System.OURS][1:]) / median(spent[System.BARE][1:])


def show(console: Console, results: Sequence[Pages]) -> None:
    """Print everything."""
    rows = table(
        f"Pages of fifty: {len(CALLERS)} callers, {len(CASES)} lists each", "open tickets", "spread",
        "median page, ms of processors", "worst p95, ms", "worst by median", "worst page, buffers",
        "by hand / ours: worst", "median", "over HTTP / bare",
    )  # fmt: skip
    for each in results:
        middle = median(page.processor for page in each.pages)
        slowest, dearest = max(each.pages, key=lambda page: page.p95), max(each.pages, key=lambda page: page.processor)
        widest, least = max(each.pages, key=lambda page: page.buffers), min(each.pages, key=lambda page: page.ratio)
        rows.add_row(
            f"{each.size:,}", each.spread, f"{1000 * middle:.1f}",
            coloured(f"{1000 * slowest.p95:.1f} ({slowest.name})", good=1000 * slowest.p95 < P95),
            coloured(
                f"{dearest.processor / middle:.1f} ({dearest.name})", good=dearest.processor <= WORST_BY_MEDIAN * middle
            ),
            coloured(f"{widest.buffers:,} ({widest.name})", good=widest.buffers <= BUFFERS),
            coloured(f"{least.ratio:.2f} ({least.name})", good=least.ratio >= RATIO),
            f"{median(page.ratio for page in each.pages):.2f}",
            coloured(f"{each.over_http:.2f}", good=each.over_http <= OVER_HTTP),
        )  # fmt: skip
    console.print(rows, "")


def as_json(results: Sequence[Pages]) -> list[dict[str, Any]]:
    """The figures of every list, for a machine to compare."""
    return [
        {
            "spread": each.spread,
            "size": each.size,
            "over_http": each.over_http,
            "pages": [
                {
                    "list": page.name, "seconds": [took.passed for took in page.ours], "buffers": page.buffers,
                    "processor": page.processor, "by_hand": page.by_hand,
                }
                for page in each.pages
            ],
        }
        for each in results
    ]  # fmt: skip
