"""Which operations, long work, may a caller see, begin and cancel? And how does one chunk of an import get done?"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import UUID

from escalation.actors import OPERATOR, Actor, Means, Role
from escalation.errors import N_, ForbiddenAction, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.refusals import CancelledElsewhere, ImportLinesSpent, TooManyImports
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage import import_turns, operation_parts, operations
from escalation.organisation.storage.operations import LineCounts, Operation, OperationState, Receipt
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.import_chunks import ChunkLine, SealedFile, cut, open_chunk, seal_chunk

REPLAY: Final = "replay"
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation as it is shown, with its unit."""

    operation: Operation
    unit_code: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class WaitingChunk:
    """Lines whose turn has come. `may_wait`: others of the file are still to be done, and may be what they wait for."""

    lines: list[ChunkLine]
    may_wait: bool


@dataclass(frozen=True, slots=True)
class DoneChunk:
    """What came of a chunk. `again`: lines that have to wait for others of the file; they are not counted yet."""

    receipts: Sequence[Receipt]
    counts: LineCounts
    again: Sequence[ChunkLine] = ()


class Step(Protocol):
    """What goes on with an operation of one kind."""

    async def __call__(self, runtime: Runtime, operation_id: UUID, /, *, wait: bool = False) -> Operation | None:
        """Do one chunk and say how far it is then; `None` if it is finished, or busy and not waited for."""
        ...


ChunkWork = Callable[[Connection, Operation, "WaitingChunk"], Awaitable[DoneChunk]]


async def get_operation(runtime: Runtime, operation_id: UUID, actor: Actor) -> OperationView:
    """One operation. Raises `NotFound` if there is none that the actor may see."""
    async with runtime.database.connection(changes=False) as connection:
        return await _seen(connection, operation_id, actor)


async def list_operations(
    runtime: Runtime, actor: Actor, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[OperationView]:
    """A page of the operations that the actor may see, newest first."""
    async with runtime.database.connection(changes=False) as connection:
        found = await operations.list_operations(connection, actor, after=after, limit=limit)
    return [OperationView(*each) for each in found]


async def list_receipts(
    runtime: Runtime, operation_id: UUID, actor: Actor, *, accepted: bool | None, after: int, limit: int
) -> list[Receipt]:
    """A page of what came of each line, in the order of the file. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await _seen(connection, operation_id, actor)
        return await operations.list_receipts(connection, operation_id, accepted=accepted, after=after, limit=limit)


async def begin_operation(
    runtime: Runtime, connection: Connection, actor: Actor, kind: str, unit: Unit, file: SealedFile,
    options: dict[str, object],
) -> OperationView:  # fmt: skip
    """Keep the sealed chunks of a file and the operation that will do them.

    Raises `TooManyImports` and `ImportLinesSpent` for a caller whose unit has reached its quota.
    """
    now = await read_now(connection)
    operation = replace(
        new_operation(actor, kind, unit, options | {"bytes": {"total": file.size, "done": 0}}, now),
        id=file.operation_id, total=file.total,
    )  # fmt: skip
    if actor.principal != OPERATOR.principal:
        await _require_quota(runtime, connection, operation, now)
    await operations.insert_operation(connection, operation)
    for number, sealed in enumerate(file.chunks, start=1):
        await operation_parts.add_part(connection, operation.id, number, sealed)
    return OperationView(operation, unit.code, unit.name)


def new_operation(actor: Actor, kind: str, unit: Unit, options: dict[str, object], now: datetime) -> Operation:
    """An operation that has not begun; its options tell by whom it is done."""
    return Operation(
        id=UUID(int=0), kind=kind, state=OperationState.WAITING, unit_id=unit.id, unit_path=unit.path,
        options={**options, "by": begun_by(actor)}, total=0, done=0, accepted=0, refused=0, error=None, created_at=now,
        created_by=actor.principal, finished_at=None,
    )  # fmt: skip


def begun_by(actor: Actor) -> dict[str, str | None]:
    """As whom somebody begins an operation: what its options keep as `by`."""
    ids = {name: getattr(actor, name) for name in ("unit_id", "member_id", "person_id")}
    return {"role": actor.role, "means": actor.means, **{name: str(id_) if id_ else None for name, id_ in ids.items()}}


async def people_of(connection: Connection, operation: Operation) -> tuple[Actor, Unit]:
    """Whoever began an operation, with the place that their unit has now, and the unit that it is for."""
    by = operation.options["by"]
    unit_id = UUID(by["unit_id"]) if by["unit_id"] else None
    units = await find_units(connection, {operation.unit_id, unit_id or operation.unit_id})
    path = units[unit_id].path if unit_id else OPERATOR.unit_path
    member_id, person_id = (UUID(by[name]) if by.get(name) else None for name in ("member_id", "person_id"))
    means = Means(by.get("means", Means.KEY))  # It is not known of operations from before it was recorded.
    actor = Actor(
        operation.created_by, Role(by["role"]), unit_id, path, member_id=member_id, person_id=person_id, means=means
    )
    return actor, units[operation.unit_id]


async def cancel_operation(runtime: Runtime, operation_id: UUID, actor: Actor) -> OperationView:
    """End an import: what is done stays, the rest of the file is dropped. One that has ended is left as it is.

    Whoever began it may, and an admin in whose scope it lies. Waits for the chunk that is being done.
    Raises `NotFound`, `ForbiddenAction`, also for what nobody began and everybody needs: a recalculation, or telling
    those above that a unit left. Raises `CancelledElsewhere` for a replay.
    """
    async with runtime.database.transaction() as connection:
        view = await _seen(connection, operation_id, actor)
        is_own = view.operation.created_by == actor.principal
        if not is_own and not (actor.role is Role.ADMIN and actor.reaches(view.operation.unit_path)):
            raise ForbiddenAction
        if view.operation.kind == REPLAY:
            raise CancelledElsewhere
        if view.operation.kind not in import_turns.IMPORT_KINDS:
            raise ForbiddenAction(N_("Only imports can be cancelled. This work goes on until it is done."))
        await operations.cancel(connection, operation_id, await read_now(connection))
        return await _seen(connection, operation_id, actor)


async def next_in_turn(runtime: Runtime, kinds: Sequence[str]) -> list[tuple[UUID, str]]:
    """Operations that somebody has to go on with, with their kinds: first of the unit whose last turn is oldest."""
    async with runtime.database.connection(changes=False) as connection:
        return await import_turns.list_next(connection, kinds)


async def advance_operation(
    runtime: Runtime, operation_id: UUID, work: ChunkWork, *, wait: bool = False
) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for.

    Receipts, progress and what `work` writes are committed together, or the chunk is still there.
    """
    async with runtime.database.transaction() as connection:
        operation = await operations.claim(connection, operation_id, wait=wait)
        if operation is None:
            return None
        part = await operation_parts.take_part(connection, operation_id)
        number, sealed = part or (0, b"")
        lines: list[ChunkLine] = []
        if part is not None:
            lines = await asyncio.to_thread(open_chunk, runtime.vault, operation_id, number, sealed)
        round_ = await _round(connection, operation, number)
        done = await work(connection, operation, WaitingChunk(lines, may_wait=round_.others and not round_.is_idle))
        left = await _put_back(runtime, connection, operation_id, done.again, round_)
        so_far = _bytes_done(operation, len(sealed) - left)
        await operations.keep_options(connection, operation_id, round_.options(done.counts) | so_far)
        await operations.add_receipts(connection, operation_id, done.receipts)
        await import_turns.take_turn(connection, operation)
        return await operations.advance(connection, operation_id, done.counts, await read_now(connection))


async def see_through(
    runtime: Runtime, operation: Operation, step: Step, *, by: Actor, progress: Callable[[Operation], None]
) -> Operation:
    """Do an import chunk by chunk, telling `progress` after each; the operation as it ended.

    Whoever is interrupted leaves an operation that any engine goes on with.
    """
    going: Operation | None = operation
    while going is not None:
        progress(going)
        going = await step(runtime, operation.id, wait=True)
    return (await get_operation(runtime, operation.id, by)).operation


async def end_without_authority(runtime: Runtime, operation_id: UUID) -> None:
    """End an import whose sender may not go on: what is done stays, the rest of the file is dropped."""
    async with runtime.database.transaction() as connection:
        await operations.cancel(connection, operation_id, await read_now(connection), error=operations.AUTHORITY_LOST)


async def set_aside(runtime: Runtime, operation_id: UUID, error: str) -> None:
    """Stop an import that cannot be done; what it has not done yet is kept."""
    async with runtime.database.connection() as connection:
        await operations.fail(connection, operation_id, error, await read_now(connection))


@dataclass(frozen=True, slots=True)
class _Round:
    """A round through the chunks of a file. Those that are put back form the next one, behind all others.

    `others`: chunks are left besides this one; `is_idle`: the last round has placed nothing, so that waiting is no use.
    """

    number: int
    last: int
    ends: int
    placed: int
    others: bool
    is_idle: bool

    def options(self, counts: LineCounts) -> dict[str, object]:
        """What the operation remembers of it."""
        placed = self.placed + counts.accepted - counts.unchanged
        return {"round": {"ends": self.ends, "placed": placed, "is_idle": self.is_idle}}


async def _round(connection: Connection, operation: Operation, number: int) -> _Round:
    last = await operation_parts.last_part(connection, operation.id)
    known = operation.options.get("round") or {"ends": last, "placed": 0, "is_idle": False}
    if number <= known["ends"]:
        return _Round(number, last, known["ends"], known["placed"], last > 0, known["is_idle"])
    return _Round(number, last, max(last, number), 0, last > 0, known["placed"] == 0)


async def _put_back(
    runtime: Runtime, connection: Connection, operation_id: UUID, lines: Sequence[ChunkLine], round_: _Round
) -> int:
    """Keep lines as a chunk behind all others; how many bytes it has."""
    size = 0
    for number, chunk in enumerate(cut(lines, len(lines)), start=max(round_.last, round_.number) + 1):
        sealed = seal_chunk(runtime.vault, operation_id, number, chunk)
        await operation_parts.add_part(connection, operation_id, number, sealed)
        size += len(sealed)
    return size


def _bytes_done(operation: Operation, more: int) -> dict[str, object]:
    """What an operation remembers of its bytes: what is put back is taken again, so that in the end all are done."""
    known = operation.options.get("bytes")
    return {"bytes": {"total": known["total"], "done": known["done"] + more}} if known else {}


async def _seen(connection: Connection, operation_id: UUID, actor: Actor) -> OperationView:
    found = await operations.find_operation(connection, actor, operation_id)
    if found is None:
        raise NotFound
    return OperationView(*found)


async def _require_quota(runtime: Runtime, connection: Connection, operation: Operation, now: datetime) -> None:
    """Two requests of one unit look one after the other, so that together they do not exceed it."""
    used = await import_turns.usage(connection, operation, since=now - DAY)
    if used.files_waiting >= runtime.quota.files_waiting:
        raise TooManyImports(limit=runtime.quota.files_waiting)
    if used.lines + operation.total > runtime.quota.lines_a_day:
        wait = used.oldest + DAY - now if used.oldest else DAY
        raise ImportLinesSpent(limit=runtime.quota.lines_a_day, extra={"retry_after": int(wait.total_seconds()) + 1})
