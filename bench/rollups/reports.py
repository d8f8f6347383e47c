"""What do rates of a whole city cost from roll-ups, with a year of tickets, and what does it cost to keep these?

Ten reports are asked for in turns, by whoever leads the unit that each is of. What passes is told as median and 95th
percentile; buffers, rows and processor time of the database do not depend on what else the machine does. Then tickets
are moved one by one, as the web does it without the web, and counted: a move writes nothing for roll-ups, so what these
cost is told apart.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any, Final
from zoneinfo import ZoneInfo

from rich.console import Console

from bench.deadlines.clock import Raw
from bench.rollups.fill import fill
from bench.support import cpu
from bench.support.bulk import quick_connection
from bench.support.databases import Address, prepare
from bench.support.layout import p50_p95, table
from bench.support.recorder import Recorder, buffers_of
from bench.support.servers import System
from bench.transitions.measured import KEY
from bench.transitions.workload import Matter, Who
from escalation.actors import Actor, Role
from escalation.feed.storage.sequencing import sequence
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Database, connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.statistics.domain.reports import Basis, Period
from escalation.statistics.usecases.rates import WantedRates, count_rates
from escalation.statistics.usecases.rollup_counting import count_batch, rebuild_rollups
from escalation.statistics.usecases.unit_report import unit_of
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.situations import Named, read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.ticket_filters import WantedFilters
from escalation.webhooks.storage.fan_out import FAN_OUT

Tell = Callable[[str], None]
YEAR: Final = timedelta(days=365)
ZONE: Final = ZoneInfo("Asia/Shanghai")
REPORTS: Final = (
    *((4, basis, YEAR) for basis in Basis), (4, Basis.CLOSED, None), (4, Basis.CLOSED, timedelta(days=30)),
    *((3, basis, YEAR) for basis in Basis), (2, Basis.CLOSED, YEAR), (1, Basis.CLOSED, YEAR),
)  # fmt: skip
"""Level of the unit, basis, and how long ago the period began; `None`: with the first ticket."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Tickets of the year, how often each report is asked for, and how many moves are made."""

    tickets: int = 1_000_000
    rounds: int = 20
    moves: int = 400


@dataclass(slots=True)
class Asked:
    """A report: seconds each time, processor seconds and buffers of the database for one, and tickets it counted."""

    name: str
    passed: list[float] = field(default_factory=list)
    processor: float = 0.0
    buffers: int = 0
    counted: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor seconds of the database, and bytes of its log."""

    processor: float
    log: int


@dataclass(frozen=True, slots=True)
class Found:
    """Reports; bytes of each table with its indexes; what counting all took; what moves took and counting them."""

    asked: Sequence[Asked]
    bytes: Mapping[str, int]
    rows: Mapping[str, int]
    tickets: int
    counting: Spent
    moves: int
    moving: Spent
    following: Spent


async def measure(
    address: Address, plan: Plan, tell: Tell, *, name: str = "rollups", template: str = "template1"
) -> Found:
    """Fill a database, count, ask, and move."""
    dsns, matters = await prepare(address, plan.moves, name=name, template=template)
    tell("Filling a database …")
    await fill(dsns[System.OURS], plan.tickets, tell=tell)
    database = await connect(dsns[System.OURS], size=2)
    runtime = Runtime(database, Vault(KEY), CompiledDocuments())
    try:
        tickets = 0

        async def count_all() -> None:
            nonlocal tickets
            tickets = await rebuild_rollups(runtime, progress=lambda *done: tell(f"Counted {done[0]:,}"))

        counting = await _whole(database, count_all)
        async with database.connection() as connection:
            asked = await ask(connection, plan.rounds, tell)
        for each in asked:
            tell(f"{each.name}: {p50_p95(each.passed)} ms")
        async with quick_connection(dsns[System.OURS]) as owner:
            taken, rows = await sizes(owner)
    finally:
        await database.close()
    tell("Moves …")
    return Found(asked, taken, rows, tickets, counting, len(matters), *await move(dsns[System.BARE], matters))


async def ask(connection: Connection, rounds: int, tell: Tell) -> list[Asked]:
    """Every report once, then all again. Raises `RuntimeError` if one was not told by roll-ups."""
    questions = [await _question(connection, *each) for each in REPORTS]
    asked = [Asked(f"level {level}, {basis}, {_named(long)}") for level, basis, long in REPORTS]
    for number in range(rounds + 1):
        tell(f"Reports, round {number} of {rounds}")
        for (actor, wanted), each in zip(questions, asked, strict=True):
            await connection.raw.execute(_WORKED)
            unit, now = await unit_of(connection, actor, None), await read_now(connection)
            before, began = cpu.on_processor(connection.raw.get_server_pid()), perf_counter()
            counted = await count_rates(connection, actor, wanted, unit, now)
            if number:
                each.passed.append(perf_counter() - began)
                each.processor += (cpu.on_processor(connection.raw.get_server_pid()) - before) / rounds
            each.counted = counted.whole.accepted
            if counted.as_of == now:
                raise RuntimeError(each.name)
    for (actor, wanted), each in zip(questions, asked, strict=True):
        recorder = Recorder(connection.raw)
        await connection.raw.execute(_WORKED)
        await count_rates(recorder, actor, wanted, await unit_of(recorder, actor, None), await read_now(recorder))
        each.buffers = sum([await buffers_of(connection, *statement) for statement in recorder.asked])
    return asked


_WORKED: Final = "UPDATE rollup_progress SET as_of = clock_timestamp()"
"""As a worker does every five seconds while nothing happens."""


async def _question(
    connection: Connection, level: int, basis: Basis, long: timedelta | None
) -> tuple[Actor, WantedRates]:
    row = await connection.raw.fetchrow("SELECT id, path FROM units WHERE level = $1 ORDER BY path LIMIT 1", level)
    if row is None:
        raise RuntimeError(level)
    today = (await read_now(connection)).astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    period = Period(today - long if long else datetime(2000, 1, 1, tzinfo=ZONE))
    return Actor("bench", Role.LEADER, row["id"], row["path"]), WantedRates(WantedFilters(Filters()), period, basis)


def _named(long: timedelta | None) -> str:
    return f"{long.days} days" if long else "since ever"


async def move(dsn: str, matters: Sequence[Matter]) -> tuple[Spent, Spent]:
    """What it takes to sign for tickets one by one, and what to count them, in a database that has these alone."""
    database = await connect(dsn, size=1)
    try:
        async with database.connection() as connection:
            return await _move(Runtime(database, Vault(KEY), CompiledDocuments()), connection, matters)
    finally:
        await database.close()


async def _move(runtime: Runtime, connection: Connection, matters: Sequence[Matter]) -> tuple[Spent, Spent]:
    async def sign() -> None:
        rules = await read_rules(runtime, connection, await in_force(connection))
        for matter in matters:
            actor, command = matter.place.actors[Who.VILLAGE], Command("sign", {}, "bench")
            (reading,) = await read_situations(connection, [matter.ticket_id], actor, Named())
            if not await apply(connection, [decide(reading.situation, actor, command, rules)]):
                raise RuntimeError(matter.ticket_id)

    async def follow() -> None:
        while (await count_batch(runtime, connection)).has_more:
            pass

    await follow()
    moving = await _by_one(connection, sign)
    while await sequence(connection, 1_000, FAN_OUT):
        pass
    return moving, await _by_one(connection, follow)


async def _by_one(connection: Connection, work: Callable[[], Any]) -> Spent:
    """What a piece of work takes that is done on one connection."""
    pid = connection.raw.get_server_pid()
    before, place = cpu.on_processor(pid), await connection.raw.fetchval(_PLACE)
    await work()
    return Spent(cpu.on_processor(pid) - before, await connection.raw.fetchval(_PLACE) - place)


async def _whole(database: Database, work: Callable[[], Any]) -> Spent:
    """What a piece of work takes on whichever connection, all processes of the database together."""
    async with database.connection() as watch:
        pid = watch.raw.get_server_pid()
        before, place = sum(cpu.of_database(pid).values()), await watch.raw.fetchval(_PLACE)
        await work()
        return Spent(sum(cpu.of_database(pid).values()) - before, await watch.raw.fetchval(_PLACE) - place)


_PLACE: Final = "SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint"
_TABLES: Final = "tickets", "hand_overs", "rate_rollups", "rate_contributions"


async def sizes(raw: Raw) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Bytes of each table with its indexes, and its rows, however long it takes to count them."""
    taken = {name: await raw.fetchval(f"SELECT pg_total_relation_size('{name}')") for name in _TABLES}
    return taken, {name: await raw.fetchval(f"SELECT count(*) FROM {name}") for name in _TABLES}


def show(console: Console, found: Found) -> None:
    """Print everything."""
    rows = table("Rates from roll-ups", "", "tickets", "p50 / p95, ms", "database's processor, ms", "buffers")
    for each in found.asked:
        rows.add_row(
            each.name, f"{each.counted:,}", p50_p95(each.passed), f"{1000 * each.processor:.1f}", f"{each.buffers:,}"
        )
    console.print(rows, "")
    sizes_ = table("Tables", "", "rows", "MB with indexes")
    for name, taken in found.bytes.items():
        sizes_.add_row(name, f"{found.rows[name]:,}", f"{taken / 1e6:,.0f}")
    console.print(sizes_, "")
    counting, moving, following = found.counting, found.moving, found.following
    console.print(
        f"Counting {found.tickets:,} tickets: {counting.processor:,.0f} s of the database, "
        f"{1e6 * counting.processor / found.tickets:.0f} µs and {counting.log / found.tickets:,.0f} bytes of log each"
    )
    console.print(
        f"{found.moves} moves, each: {1000 * moving.processor / found.moves:.2f} ms of the database and "
        f"{moving.log / found.moves:,.0f} bytes of its log; afterwards, to count them: "
        f"{1000 * following.processor / found.moves:.2f} ms and {following.log / found.moves:,.0f} bytes"
    )


def as_json(found: Found) -> Mapping[str, Any]:
    """All figures, for a machine to compare."""
    return asdict(found)
