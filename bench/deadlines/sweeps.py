"""What does the clock cost with so many open tickets: escalations, empty looks, and the page of what is overdue?"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Final

import asyncpg

from bench.deadlines import drains
from bench.deadlines.clock import Raw, turn_to
from bench.deadlines.drains import Drain, Pairs, WorkerGroups
from bench.deadlines.polls import Polls, Way, empty_polls, open_snapshot
from bench.deadlines.tally import Mark, check, mark
from bench.lists.pages import Caller, Pages, callers, overdue_pages
from bench.support.databases import Address, create_database, drop_database
from bench.support.dataset import SPACING, Dataset, clone, plan
from bench.support.patterns import Pattern, make_patterns
from bench.support.servers import System
from bench.support.tree import Chain, chains, deepest, plant
from bench.transitions.measured import KEY
from escalation.kit.database.connection import connect
from escalation.kit.database.migrate import upgrade
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.publishing.usecases.defaults import publish_seed
from escalation.tickets.engine.deadlines import DeadlineWorker

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how many of how many are done."""

FEW: Final = 10_000
"""Open tickets that pages are compared with; nothing is swept there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured at each size.

    `slot` tickets a slot and `rest` more behind a dead head, fewer where there are not so many tickets; `rounds` pairs
    of slots for each number of workers, after one unmeasured.
    """

    open: Sequence[int] = (1_000_000,)
    few: int = FEW
    workers: Sequence[int] = (1, 2, 4)
    rounds: int = 5
    slot: int = 8_000
    rest: int = 100_000
    batch: int = 200
    late_share: float = 0.1
    polls: int = 200
    pages: int = 60
    units: Sequence[Path] = ()


@dataclass(slots=True)
class Result:
    """The figures at one size. `filled` is seconds, `size` bytes with indexes; `since` is where histories began."""

    dataset: Dataset
    filled: float
    size: int
    since: Mark
    polls: dict[Way, Polls]
    pages: list[Pages]
    pairs: list[Pairs] = field(default_factory=list)
    swept_with_snapshot: Drain | None = None
    polls_behind_dead_head: dict[Way, Polls] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ground:
    """A database with a tree, a ticket of every pattern and keys, from which the crowded ones are copied."""

    name: str
    patterns: Sequence[Pattern]
    places: Sequence[Chain]
    callers: Sequence[Caller]


async def measure(
    address: Address, wanted: Plan, tell: Tell, *, name: str = "bench", template: str = "template1"
) -> list[Result]:
    """Fill a database of each size, measure, and drop it. Raises `RuntimeError` if anything was escalated twice."""
    tell("Tree and patterns", 0, 0)
    ground = await prepare(address, wanted, name=f"{name}_ground", template=template)
    results = []
    for tickets in (wanted.few, *wanted.open):
        database = f"{name}_{tickets}"
        await create_database(address, database, ground.name)
        try:
            results.append(await measure_one(address(database), ground, wanted, tickets, tell))
        finally:
            await drop_database(address, database)
    return results


async def prepare(address: Address, wanted: Plan, *, name: str, template: str) -> Ground:
    """Make the database from which the others are copied."""
    await create_database(address, name, template)
    await upgrade(address(name))
    async with _opened(address(name)) as (runtime, raw):
        async with runtime.database.transaction() as connection:
            if not (await in_force(connection)).workflow:
                await publish_seed(connection)
        await plant(runtime, wanted.units)
        async with runtime.database.connection() as connection:
            places = await chains(connection)
        patterns = await make_patterns(runtime, raw, places)
        await raw.execute("ANALYZE")
        return Ground(name, patterns, places, await callers(runtime, deepest(places)))


async def measure_one(dsn: str, ground: Ground, wanted: Plan, tickets: int, tell: Tell) -> Result:
    """Fill a copy of the ground, and measure there. Raises `RuntimeError` if anything was not escalated once."""
    is_swept = tickets in wanted.open
    slots = len(list(drains.order(wanted.workers, wanted.rounds))) if is_swept else 0
    dataset = plan(
        ground.patterns, tickets=tickets, slots=slots, slot=wanted.slot, rest=wanted.rest if is_swept else 0,
        late_share=wanted.late_share,
    )  # fmt: skip
    began = perf_counter()
    await clone(dsn, ground.patterns, ground.places, dataset, tell)
    filled = perf_counter() - began
    async with _opened(dsn) as (runtime, raw):
        size = await raw.fetchval("SELECT pg_database_size(current_database())")
        await turn_to(raw, dataset.base - SPACING)
        tell("Looking when nothing is due", 0, 0)
        polls = await empty_polls(runtime, DeadlineWorker(), dsn, raw, wanted.batch, wanted.polls)
        tell("Overdue pages", 0, 0)
        pages = await overdue_pages(runtime, dsn, ground.callers, wanted.pages)
        result = Result(dataset, filled, size, await mark(raw), polls, pages)
        if is_swept:
            await _sweep(runtime, raw, dsn, wanted, result, tell)
    return result


async def _sweep(runtime: Runtime, raw: Raw, dsn: str, wanted: Plan, result: Result, tell: Tell) -> None:
    dataset = result.dataset
    ours = [number for number, _, _, system in drains.order(wanted.workers, wanted.rounds) if system is System.OURS]
    with drains.worker_groups(dsn, max(wanted.workers), wanted.batch) as worker_groups:
        result.pairs = await drains.measure(
            raw, worker_groups, dataset, wanted.workers, wanted.rounds, lambda text: tell(text, 0, 0)
        )
        tell("Counting what was escalated", 0, 0)
        await check(raw, dataset, result.since, ours)
        if dataset.rest:
            await _sweep_behind_a_snapshot(runtime, raw, dsn, wanted, result, worker_groups, tell)
            await check(raw, dataset, result.since, ours, rest_too=True)


async def _sweep_behind_a_snapshot(
    runtime: Runtime, raw: Raw, dsn: str, wanted: Plan, result: Result, worker_groups: WorkerGroups, tell: Tell
) -> None:
    dataset = result.dataset
    tell("A snapshot stays open", 0, 0)
    async with open_snapshot(dsn):
        group = worker_groups[System.OURS]
        result.swept_with_snapshot = await drains.run_slot(raw, group, dataset, dataset.slots, dataset.rest)
        # A worker knows how far it came by what it swept last.
        await turn_to(raw, dataset.begins(dataset.slots + 1))
        worker = DeadlineWorker()
        await worker.step(runtime)
        result.polls_behind_dead_head = await empty_polls(runtime, worker, dsn, raw, wanted.batch, wanted.polls)


@asynccontextmanager
async def _opened(dsn: str) -> AsyncIterator[tuple[Runtime, Raw]]:
    """One connection for the use cases, and one beside it."""
    database = await connect(dsn, size=1)
    raw = await asyncpg.connect(dsn)
    try:
        yield Runtime(database, Vault(KEY), CompiledDocuments()), raw
    finally:
        await raw.close()
        await database.close()
