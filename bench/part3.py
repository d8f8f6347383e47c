"""Part 3: how many webhooks leave in a second, how late do they arrive, and does it stay that way?

Deliveries are signed, ordered per ticket and logged; beside them a bare loop posts bodies of the same length with the
same client and does nothing else. Workers, receiver and database share this machine.
"""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter
from typing import Final

import orjson

from bench.cpu import of_database
from bench.databases import Address, prepare
from bench.ours import KEY
from bench.servers import System
from escalation.storage import secrets
from escalation.storage.database import Database, connect
from escalation.storage.feed import sequence
from escalation.storage.ids import new_id
from escalation.storage.secrets import Secret
from escalation.storage.time import read_now
from escalation.storage.vault import Vault

Tell = Callable[[str], None]
Process = subprocess.Popen[str]

_CHECKOUT: Final = Path(__file__).parents[1]
_BATCH: Final = 1_000
_EVENTS: Final = """
INSERT INTO events (id, ticket_id, sequence, type, occurred_at, trigger, action, principal, reason, to_state,
  ticket_version, workflow_version, request_id, data, hash)
SELECT gen_random_uuid(), t.id, 1000000 + $1 * 1000 + i, 'ticket.commented', clock_timestamp(), 'person', 'comment',
  'key:bench', repeat('x', 120), 'in_progress', t.version, 1, 'bench', '{"text": "x"}', ''
FROM (SELECT id, version FROM tickets ORDER BY id OFFSET $2 LIMIT $3) t CROSS JOIN generate_series(1, $4) i ORDER BY i
"""
_ENDPOINT: Final = """
INSERT INTO webhook_endpoints (id, unit_id, unit_path, url, state, state_at, event_types, type_patterns, max_in_flight,
  created_at, created_by, updated_at)
SELECT $1, id, path, $2, 'active', $3, '{ticket.*}', '{ticket.%}', 32, $3, 'bench', $3 FROM units
WHERE parent_id IS NULL
"""

_ONE_STAYS: Final = """
UPDATE webhook_endpoints SET state = 'paused' WHERE id <> (SELECT id FROM webhook_endpoints ORDER BY id LIMIT 1)
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. `rate`: events a second while lateness is measured, and while it is sustained."""

    rounds: int = 3
    workers: Sequence[int] = (1, 2)
    slot: int = 10_000
    rate: int = 500
    seconds: float = 20.0
    minutes: float = 0.0
    tickets: int = 500
    endpoints: int = 20


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: how many, for how long, and what it took of the processor."""

    count: int
    seconds: float
    worker_cpu: float
    database_cpu: float

    @property
    def rate(self) -> float:
        """A second."""
        return self.count / self.seconds


@dataclass(slots=True)
class Minute:
    """How things stood while it went on: deliveries a second, what is owed, megabytes of the queue and of a worker."""

    rate: float
    owed: int
    queue: float
    memory: float


@dataclass(slots=True)
class Result:
    """What was measured. `late`: seconds from the commit of an event to the answer."""

    slots: dict[tuple[System, int], list[Slot]] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)
    sustained: list[Minute] = field(default_factory=list)

    def ratios(self, workers: int) -> list[float]:
        """Of each pair, how much of the bare loop's rate was reached."""
        pairs = zip(self.slots[System.OURS, workers], self.slots[System.BARE, workers], strict=True)
        return [ours.rate / bare.rate for ours, bare in pairs]


async def measure(address: Address, plan: Plan, tell: Tell) -> Result:
    """Fill a database, then measure everything."""
    dsns, _ = await prepare(address, plan.tickets, name="bench3")
    dsn = dsns[System.OURS]
    database = await connect(dsn)
    result = Result()
    with _process("receiver") as receiver:
        port = int(_line(receiver))
        await _settle_endpoints(database, port, plan.endpoints)
        await number_all(database)
        await database.pool.execute("TRUNCATE webhook_queue")
        for turn in range(plan.rounds):
            for workers in plan.workers:
                tell(f"round {turn + 1}, {workers} workers …")
                result.slots.setdefault((System.OURS, workers), []).append(
                    await _deliver(database, dsn, workers, plan, turn * 10 + workers)
                )
                result.slots.setdefault((System.BARE, workers), []).append(await _post(port, workers, plan.slot))
        tell("lateness …")
        # The rate is one of events, and one endpoint is told of each.
        await database.pool.execute(_ONE_STAYS)
        result.late = await _lateness(database, dsn, plan)
        if plan.minutes:
            result.sustained = await _sustain(database, dsn, plan, tell)
    await database.close()
    return result


async def number_all(database: Database) -> None:
    """Give every event its place, with the deliveries that are owed."""
    async with database.connection() as connection:
        while await sequence(connection, _BATCH):
            pass


async def _settle_endpoints(database: Database, port: int, count: int) -> None:
    async with database.connection() as connection:
        now = await read_now(connection)
        for id_, secret_id in ((new_id(), new_id()) for _ in range(count)):
            await connection.raw.execute(_ENDPOINT, id_, f"http://127.0.0.1:{port}/hook", now)
            await connection.raw.execute("INSERT INTO webhook_health (endpoint_id) VALUES ($1)", id_)
            sealed = Vault(KEY).seal(bytes(range(32)), owner=secrets.owner(id_, secret_id))
            await secrets.insert_secret(connection, Secret(secret_id, id_, "v1", sealed, None, now, None))


async def _deliver(database: Database, dsn: str, workers: int, plan: Plan, turn: int) -> Slot:
    """Everything is owed before the first worker begins."""
    await database.pool.execute(_EVENTS, turn, 0, plan.tickets, plan.slot // plan.tickets // plan.endpoints)
    await number_all(database)
    await database.pool.execute("VACUUM ANALYZE webhook_queue")
    owed: int = await database.pool.fetchval("SELECT count(*) FROM webhook_queue")
    with _couriers(dsn, workers) as gang:
        backend: int = await database.pool.fetchval("SELECT pg_backend_pid()")
        before, began, cpu = of_database(backend), perf_counter(), _cpu_of(gang)
        _go(gang)
        await _until_no("SELECT FROM webhook_queue", database)
        took, after = perf_counter() - began, of_database(backend)
        spent = _cpu_of(gang) - cpu
    database_cpu = sum(after.values()) - sum(seconds for pid, seconds in before.items() if pid in after)
    return Slot(owed, took, spent, database_cpu)


async def _post(port: int, workers: int, count: int) -> Slot:
    with ExitStack() as stack:
        gang = [stack.enter_context(_process("bare_posts", str(port), "32")) for _ in range(workers)]
        for each in gang:
            _line(each)
        for each in gang:
            _tell(each, str(count // workers))
        took = [orjson.loads(line) for line in await asyncio.gather(*(asyncio.to_thread(_line, each) for each in gang))]
    seconds = max(each["ended"] for each in took) - min(each["began"] for each in took)
    return Slot(count, seconds, sum(each["cpu"] for each in took), 0.0)


async def _lateness(database: Database, dsn: str, plan: Plan) -> list[float]:
    """From the commit of an event to the answer, while so many events a second come in."""
    await database.pool.execute("TRUNCATE webhook_attempts")
    with _couriers(dsn, 1, "feed") as gang:
        _go(gang)
        await _feed(database, plan, plan.seconds, 90)
        await _until_quiet(database)
    rows = await database.pool.fetch(
        "SELECT extract(epoch FROM a.started_at - e.occurred_at)::float8 + a.duration_ms / 1000.0::float8"
        " FROM webhook_attempts a JOIN events e ON e.id = a.event_id WHERE a.outcome = 'ok'"
    )
    return sorted(row[0] for row in rows)


async def _feed(database: Database, plan: Plan, seconds: float, turn: int) -> None:
    """Ten commits a second, each with a tenth of the events, one a ticket."""
    until, at, n = monotonic() + seconds, 0, 0
    while (now := monotonic()) < until:
        each = plan.rate // 10
        await database.pool.execute(_EVENTS, turn * 100 + n % 1000, at, each, 1)
        at, n = (at + each) % max(plan.tickets - each, 1), n + 1
        await asyncio.sleep(max(0.0, 0.1 - (monotonic() - now)))


async def _sustain(database: Database, dsn: str, plan: Plan, tell: Tell) -> list[Minute]:
    minutes: list[Minute] = []
    with _couriers(dsn, 2, "feed") as gang:
        _go(gang)
        for minute in range(max(1, round(plan.minutes))):
            tell(f"minute {minute + 1} …")
            before: int = await database.pool.fetchval("SELECT count(*) FROM webhook_attempts")
            await _feed(database, plan, 60, 1000 + minute * 100)
            minutes.append(await _stand(database, gang, before))
        await _until_quiet(database)
    return minutes


async def _stand(database: Database, gang: Sequence[Process], before: int) -> Minute:
    row = await database.pool.fetchrow(
        "SELECT (SELECT count(*) FROM webhook_attempts), (SELECT count(*) FROM webhook_queue),"
        " pg_total_relation_size('webhook_queue')"
    )
    memory = max(_memory(each.pid) for each in gang)
    return Minute((row[0] - before) / 60, row[1], row[2] / 1e6, memory) if row else Minute(0, 0, 0, memory)


async def _until_quiet(database: Database) -> None:
    await _until_no("SELECT FROM events WHERE feed_pos IS NULL", database)
    await _until_no("SELECT FROM webhook_queue", database)


async def _until_no(rows: str, database: Database) -> None:
    while await database.pool.fetchval(f"SELECT EXISTS ({rows})"):  # noqa: ASYNC110 - only asking the database tells
        await asyncio.sleep(0.01)


@contextmanager
def _couriers(dsn: str, workers: int, *more: str) -> Iterator[list[Process]]:
    with ExitStack() as stack:
        gang = [stack.enter_context(_process("courier", dsn, *more)) for _ in range(workers)]
        for each in gang:
            _line(each)
        yield gang


@contextmanager
def _process(module: str, *arguments: str) -> Iterator[Process]:
    command = [sys.executable, "-m", f"bench.{module}", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=_CHECKOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            if process.stdin:
                process.stdin.close()
            process.wait(timeout=60)


def _go(gang: Sequence[Process]) -> None:
    for each in gang:
        _tell(each, "")


def _tell(process: Process, line: str) -> None:
    if process.stdin is None:
        raise TypeError(process)
    process.stdin.write(line + "\n")
    process.stdin.flush()


def _line(process: Process) -> str:
    said = process.stdout.readline() if process.stdout else ""
    if not said:
        raise RuntimeError("a process has ended")
    return said


def _cpu_of(gang: Sequence[Process]) -> float:
    return sum(_seconds(each.pid) for each in gang)


def _seconds(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / 100


def _memory(pid: int) -> float:
    """Megabytes that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def middle(slots: Sequence[Slot]) -> float:
    """The median rate."""
    return median(slot.rate for slot in slots)
