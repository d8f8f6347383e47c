"""What does a new calendar change, and what does an old one lack? Due dates, in chunks; and the days of next year."""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

import structlog
from prometheus_client import Gauge

from escalation.actors import CLOCK
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.organisation.storage.operations import Operation, claim, finish, list_unfinished, walk_on
from escalation.organisation.usecases.calendars import CALENDAR
from escalation.tickets.domain.decide_deadline import decide_reschedule
from escalation.tickets.domain.draft import Decision
from escalation.tickets.engine.batch_decisions import Failure, attempt, set_all_aside, write
from escalation.tickets.storage import recalculation
from escalation.tickets.storage.recalculation import Chunk, Walk
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.calendar_coverage import outlook

CHUNK: Final = 500
_log = structlog.get_logger(__name__)
_MISSING = Gauge("escalation_calendar_year_missing", "The year whose working days should be published by now, or 0.")


async def recalculate(runtime: Runtime, *, size: int = CHUNK) -> bool:
    """One chunk of the recalculation that a new calendar asks for; whether there may be more to do at once.

    A chunk and how far it got are one transaction: a worker that dies loses nothing, and whoever comes next goes on
    there. While one worker is at a chunk, others leave the operation to it.
    """
    async with runtime.database.transaction() as connection:
        unfinished = await list_unfinished(connection, recalculation.KIND, limit=1)
        if not unfinished:
            return await _begin(runtime, connection)
        operation = await claim(connection, unfinished[0], wait=False)
        return operation is not None and await _go_on(runtime, connection, operation, size)


async def _begin(runtime: Runtime, connection: Connection) -> bool:
    newest = await newest_version(connection, DocumentKind.CALENDAR)
    last = await recalculation.last_recalculated(connection)
    if newest <= last or not await recalculation.is_mine_to_begin(connection, newest):
        return False
    differs_from = await _first_difference(runtime, connection, last, newest)
    now = await read_now(connection)
    return await recalculation.begin(connection, new_id(), newest, differs_from, by=CLOCK.principal, now=now)


async def _first_difference(runtime: Runtime, connection: Connection, last: int, newest: int) -> datetime | None:
    """From when on a date that any version since the last recalculation gave may be another one now."""
    new = await runtime.documents.get(connection, CALENDAR, newest)
    older = [await runtime.documents.get(connection, CALENDAR, version) for version in range(last, newest)]
    return min((at for old in older if (at := new.first_difference(old)) is not None), default=None)


async def _go_on(runtime: Runtime, connection: Connection, operation: Operation, size: int) -> bool:
    walk = Walk.of(operation)
    chunk = await recalculation.next_chunk(connection, walk, size)
    if chunk is None and walk.is_open:
        walk = walk.among_closed()
        chunk = await recalculation.next_chunk(connection, walk, size)
    if chunk is None:
        await finish(connection, operation.id, await read_now(connection))
        _log.info("recalculated", operation=str(operation.id), calendar=walk.calendar, changed=walk.changed)
        return False
    changed, failed = await _recalculate(runtime, connection, chunk)
    here = replace(walk, due_at=chunk.due_at, ticket_id=chunk.ticket_id, changed=walk.changed + changed)
    await walk_on(connection, operation.id, here.options(), accepted=chunk.count - failed, refused=failed)
    return True


async def _recalculate(runtime: Runtime, connection: Connection, chunk: Chunk) -> tuple[int, int]:
    """How many tickets got other dates, and of how many the decision failed; those the clock will look at."""
    readings = await read_situations(connection, chunk.affected, CLOCK) if chunk.affected else []
    answers = [await attempt(runtime, connection, reading, decide_reschedule) for reading in readings]
    done, refused = await write(connection, [answer for answer in answers if isinstance(answer, Decision)])
    failed = [*(answer for answer in answers if isinstance(answer, Failure)), *refused]
    await set_all_aside(connection, failed)
    return len(done), len(failed)


class CalendarCoverageCheck:
    """Tells operators, once a day, that the working days of a year are missing that should be published by now."""

    def __init__(self) -> None:
        """Nothing was told yet."""
        self._told_on: date | None = None

    async def step(self, runtime: Runtime) -> bool:
        """Look, and tell if nothing was told today; there is never more to do at once."""
        known = await outlook(runtime)
        _MISSING.set(known.missing_year or 0)
        if known.missing_year is not None and known.today != self._told_on:
            until = known.confirmed_until.isoformat()
            _log.warning("calendar_year_missing", year=known.missing_year, confirmed_until=until)
            self._told_on = known.today
        return False
