"""Part 3: how many webhooks leave in a second, how late do they arrive, and does it stay that way?

Deliveries are signed, ordered per ticket and logged; beside them a bare loop posts bodies of the same length with the
same client and does nothing else. Workers, receiver and database share this machine.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from uuid import UUID

import orjson

from bench.support.cpu import of_database
from bench.support.databases import Address, prepare
from bench.support.servers import System
from bench.support.worker_processes import Process, cpu_of, delivery_workers, go, line_of, memory_of, process, tell
from bench.webhooks import isolation
from bench.webhooks.isolation import Isolation
from bench.webhooks.owed import (
    add_endpoints,
    add_events,
    keep_adding,
    lateness,
    number_all,
    only,
    until_no,
    until_quiet,
)
from escalation.kit.database.connection import Database, connect

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure. `rate`: events a second while lateness is measured, and while it is sustained.

    `patience`: seconds for which an answer is waited for; `isolated`: whether to measure what bad receivers cost.
    """

    rounds: int = 3
    workers: Sequence[int] = (1, 2)
    slot: int = 10_000
    rate: int = 500
    seconds: float = 20.0
    minutes: float = 0.0
    tickets: int = 500
    endpoints: int = 20
    patience: int = 15
    isolated: bool = True


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
    """How things stood while it went on: deliveries a second, what is owed, megabytes of the queue and of a worker.

    `claim`: seconds that a claim took, on average.
    """

    rate: float
    owed: int
    queue: float
    memory: float
    claim: float


@dataclass(slots=True)
class Result:
    """What was measured. `late`: seconds from the commit of an event to the answer."""

    slots: dict[tuple[System, int], list[Slot]] = field(default_factory=dict)
    isolation: Isolation | None = None
    late: list[float] = field(default_factory=list)
    sustained: list[Minute] = field(default_factory=list)

    def ratios(self, workers: int) -> list[float]:
        """Of each pair, how much of the bare loop's rate was reached."""
        pairs = zip(self.slots[System.OURS, workers], self.slots[System.BARE, workers], strict=True)
        return [ours.rate / bare.rate for ours, bare in pairs]


async def measure(
    address: Address, plan: Plan, say: Tell, *, name: str = "bench3", template: str = "template1"
) -> Result:
    """Fill a database `name`_…, then measure everything."""
    dsns, _ = await prepare(address, plan.tickets, name=name, template=template)
    dsn = dsns[System.OURS]
    database = await connect(dsn)
    with process("webhooks.receiver") as receiver:
        port = int(line_of(receiver))
        endpoints = await add_endpoints(database, [f"http://127.0.0.1:{port}/hook"] * plan.endpoints)
        await number_all(database)
        result = Result()
        if plan.isolated:
            result.isolation = await isolation.measure(database, dsn, port, _isolated(plan), say)
        await only(database, endpoints)
        for turn in range(plan.rounds):
            for workers in plan.workers:
                say(f"round {turn + 1}, {workers} workers …")
                ours, bare = (result.slots.setdefault((system, workers), []) for system in (System.OURS, System.BARE))
                ours.append(await _deliver(database, dsn, workers, plan, turn * 10 + workers))
                bare.append(await _post(port, workers, plan.slot))
        # The rate is one of events, and one endpoint is told of each.
        await only(database, endpoints[:1])
        say("lateness …")
        result.late = await _lateness(database, dsn, endpoints, plan)
        if plan.minutes:
            result.sustained = await _sustain(database, dsn, plan, say)
    await database.close()
    return result


def _isolated(plan: Plan) -> isolation.Plan:
    """Long slots: whoever fails has to be found out first, and that is once."""
    each = 2 * plan.slot // isolation.HEALTHY
    return isolation.Plan(
        plan.rounds, plan.tickets, each, plan.rate // isolation.HEALTHY, plan.seconds / 2, plan.patience
    )


async def _deliver(database: Database, dsn: str, workers: int, plan: Plan, turn: int) -> Slot:
    """Everything is owed before the first worker begins."""
    await add_events(database, turn, plan.tickets, plan.slot // plan.tickets // plan.endpoints)
    await number_all(database)
    await database.pool.execute("VACUUM ANALYZE webhook_queue")
    owed: int = await database.pool.fetchval("SELECT count(*) FROM webhook_queue")
    with delivery_workers(dsn, workers) as group:
        backend: int = await database.pool.fetchval("SELECT pg_backend_pid()")
        before, began, cpu = of_database(backend), perf_counter(), cpu_of(group)
        go(group)
        await until_no("SELECT FROM webhook_queue", database)
        took, after = perf_counter() - began, of_database(backend)
        spent = cpu_of(group) - cpu
    database_cpu = sum(after.values()) - sum(seconds for pid, seconds in before.items() if pid in after)
    return Slot(owed, took, spent, database_cpu)


async def _post(port: int, workers: int, count: int) -> Slot:
    with ExitStack() as stack:
        group = [stack.enter_context(process("webhooks.baseline", str(port), "32")) for _ in range(workers)]
        for each in group:
            line_of(each)
        for each in group:
            tell(each, str(count // workers))
        took = [
            orjson.loads(line) for line in await asyncio.gather(*(asyncio.to_thread(line_of, each) for each in group))
        ]
    seconds = max(each["ended"] for each in took) - min(each["began"] for each in took)
    return Slot(count, seconds, sum(each["cpu"] for each in took), 0.0)


async def _lateness(database: Database, dsn: str, endpoints: Sequence[UUID], plan: Plan) -> list[float]:
    """From the commit of an event to the answer, while so many events a second come in."""
    with delivery_workers(dsn, 1, "feed") as group:
        go(group)
        await keep_adding(database, plan.rate, plan.tickets, seconds=plan.seconds, turn=90)
        await until_quiet(database)
    return await lateness(database, endpoints)


async def _sustain(database: Database, dsn: str, plan: Plan, say: Tell) -> list[Minute]:
    minutes: list[Minute] = []
    with delivery_workers(dsn, 2, "feed") as group:
        go(group)
        for minute in range(max(1, round(plan.minutes))):
            say(f"minute {minute + 1} …")
            before: int = await database.pool.fetchval("SELECT count(*) FROM webhook_attempts")
            await keep_adding(database, plan.rate, plan.tickets, seconds=60, turn=1000 + minute * 100)
            minutes.append(await _stand(database, group, before))
        await until_quiet(database)
    return minutes


async def _stand(database: Database, group: Sequence[Process], before: int) -> Minute:
    row = await database.pool.fetchrow(
        "SELECT (SELECT count(*) FROM webhook_attempts), (SELECT count(*) FROM webhook_queue),"
        " pg_total_relation_size('webhook_queue')"
    )
    attempts, owed, queue = row or (before, 0, 0)
    go(group)
    claims = [orjson.loads(line_of(each)) for each in group]
    seconds = sum(each["seconds"] for each in claims) / max(sum(each["claims"] for each in claims), 1)
    return Minute((attempts - before) / 60, owed, queue / 1e6, max(map(memory_of, group)), seconds)


def middle(slots: Sequence[Slot]) -> float:
    """The median rate."""
    return median(slot.rate for slot in slots)
