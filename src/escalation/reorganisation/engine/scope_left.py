"""Who tells those above that a unit hangs elsewhere, with its tickets? One chunk of the tickets at a time."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from escalation.actors import CLOCK
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.storage.operations import Operation, claim, finish, list_unfinished, walk_on
from escalation.reorganisation.domain.scope_left import decide_farewell
from escalation.reorganisation.storage import scope_left
from escalation.reorganisation.storage.scope_left import ScopeLeftWalk
from escalation.tickets.domain.draft import Decision
from escalation.tickets.engine.batch_decisions import Failure, attempt, set_all_aside, write
from escalation.tickets.storage.situations import Named, read_situations

CHUNK: Final = 200
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime, *, chunk: int = CHUNK) -> bool:
    """Tell of one chunk of tickets; whether there may be more to do at once.

    A chunk and how far it got are one transaction: whoever comes after a worker that died goes on there. What one
    worker is at, others leave to it.
    """
    async with runtime.database.transaction() as connection:
        unfinished = await list_unfinished(connection, scope_left.KIND, limit=1)
        operation = await claim(connection, unfinished[0], wait=False) if unfinished else None
        return operation is not None and await _go_on(runtime, connection, operation, chunk)


async def _go_on(runtime: Runtime, connection: Connection, operation: Operation, chunk: int) -> bool:
    walk = ScopeLeftWalk.of(operation)
    ids = await scope_left.next_tickets(connection, operation, walk.ticket_id, chunk)
    if not ids:
        await finish(connection, operation.id, await read_now(connection))
        _log.info("farewells_told", operation=str(operation.id), tickets=operation.done)
    else:
        failed = await _tell(runtime, connection, ids, walk.overseers)
        here = replace(walk, ticket_id=ids[-1]).options()
        await walk_on(connection, operation.id, here, accepted=len(ids) - failed, refused=failed)
    return True


async def _tell(runtime: Runtime, connection: Connection, ids: Sequence[UUID], overseers: tuple[UUID, ...]) -> int:
    """Of how many tickets the decision failed."""
    decide = partial(decide_farewell, overseers=overseers)
    readings = await read_situations(connection, ids, CLOCK, Named(units=overseers, unit_wanted=True))
    answers = [await attempt(runtime, connection, reading, decide) for reading in readings]
    _, refused = await write(connection, [answer for answer in answers if isinstance(answer, Decision)])
    failed = [*(answer for answer in answers if isinstance(answer, Failure)), *refused]
    await set_all_aside(connection, failed)
    return len(failed)
