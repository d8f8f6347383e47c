"""How many tickets a second without the web: read, decide and apply in batches, beside a batch written by hand?

One connection each, autocommit, as many tickets a statement as the batch is large. Whole cycles only, so that every
ticket ends where it began.
"""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import Any

import asyncpg

from bench.support.servers import System
from bench.transitions.baseline_moves import Caller, change
from bench.transitions.baseline_statements import READ_MANY, write_many
from bench.transitions.measured import KEY
from bench.transitions.workload import CYCLE, Matter, Step, fields
from escalation.kit.database.connection import Connection, connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import decide
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.situations import Named, read_situations
from escalation.tickets.usecases.rules import read_rules

Batch = Callable[[Sequence[Matter], Step], Coroutine[Any, Any, int]]
"""Makes one move with every ticket, all of one place, and says how many were written."""


@dataclass(slots=True)
class Rates:
    """Tickets a second in batches of one size, slot by slot."""

    size: int
    rates: dict[System, list[float]] = field(default_factory=lambda: {system: [] for system in System})

    @property
    def ratios(self) -> list[float]:
        """Ours as a share of the rival's, pair by pair."""
        return [ours / bare for ours, bare in zip(self.rates[System.OURS], self.rates[System.BARE], strict=True)]


async def measure(
    dsns: Mapping[System, str], matters: Sequence[Matter], sizes: Sequence[int], *, rounds: int, seconds: float
) -> list[Rates]:
    """Slots of about `seconds`, ours and by hand in turn. Raises `RuntimeError` if a batch is not written whole."""
    place = matters[0].place
    at_one_place = [matter for matter in matters if matter.place is place]
    database = await connect(dsns[System.OURS], size=1)
    raw = await asyncpg.connect(dsns[System.BARE])
    try:
        async with database.connection() as connection:
            runtime = Runtime(database, Vault(KEY), CompiledDocuments())
            systems = {System.OURS: _ours(runtime, connection), System.BARE: _by_hand(raw)}
            return [await _rates(systems, at_one_place[:size], rounds, seconds) for size in sizes]
    finally:
        await raw.close()
        await database.close()


def _ours(runtime: Runtime, connection: Connection) -> Batch:
    async def batch(matters: Sequence[Matter], step: Step) -> int:
        place = matters[0].place
        actor = place.actors[step.who]
        named = Named(units=(place.village.id,), unit_wanted=True) if step.to_village else Named()
        command = Command(step.action, fields(matters[0], step), "bench")
        readings = await read_situations(connection, [matter.ticket_id for matter in matters], actor, named)
        rules = await read_rules(runtime, connection, readings[0].versions)
        return len(await apply(connection, [decide(reading.situation, actor, command, rules) for reading in readings]))

    return batch


def _by_hand(connection: "asyncpg.Connection[asyncpg.Record]") -> Batch:
    async def batch(matters: Sequence[Matter], step: Step) -> int:
        actor = matters[0].place.actors[step.who]
        caller = Caller(actor.principal, str(actor.role), actor.unit_id)
        sent = fields(matters[0], step)
        ids = [matter.ticket_id for matter in matters]
        rows = await connection.fetch(READ_MANY, ids, step.action, sent.get("unit_id"), caller.principal, None)
        made = [new for row in rows if (new := change(row, step.action, sent, caller, "bench")) is not None]
        statement, arguments = write_many(rows, made, caller.principal)
        return len(await connection.fetch(statement, *arguments))

    return batch


async def _rates(systems: Mapping[System, Batch], matters: Sequence[Matter], rounds: int, seconds: float) -> Rates:
    rates = Rates(len(matters))
    for number in range(rounds + 1):
        for system, batch in systems.items():
            rate = await _slot(batch, matters, seconds if number else 0)
            if number:
                rates.rates[system].append(rate)
    return rates


async def _slot(batch: Batch, matters: Sequence[Matter], seconds: float) -> float:
    began = perf_counter()
    for cycles in count(1):
        for step in CYCLE:
            written = await batch(matters, step)
            if written != len(matters):
                raise RuntimeError(f"{step.action}: {written} of {len(matters)} tickets were written")
        if perf_counter() - began >= seconds:
            return cycles * len(CYCLE) * len(matters) / (perf_counter() - began)
    raise AssertionError
