"""Table imports: how is a file of units or members done? Here and now, by a request, or by the engine, in chunks.

A chunk takes one short transaction. Lines that have to wait for others of the file are done again after them, as long
as any of them finds its place. Whoever is interrupted begins anew: what is in already changes nothing.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import BinaryIO, Final, Protocol
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import Fault, ForbiddenAction
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.choices import not_a_choice
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.table_files import open_table
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.receipts import Progress, Receipts
from escalation.organisation.storage.operations import LineCounts, Operation, Receipt
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.import_chunks import (
    ChunkLine,
    ImportChunk,
    SealedFile,
    cut,
    lines_of,
    seal_chunks,
)
from escalation.organisation.usecases.operations import (
    DoneChunk,
    OperationView,
    WaitingChunk,
    advance_operation,
    begin_operation,
    people_of,
)


@dataclass(frozen=True, slots=True)
class DoneLines:
    """What came of some lines; `again`: those that may find what they wait for among others of the file."""

    created: int
    unchanged: int
    faults: Sequence[Fault]
    again: Sequence[ChunkLine] = ()


class LinesWork(Protocol):
    """What does the lines of one chunk. `may_wait`: others of the file are still to come."""

    async def __call__(
        self,
        runtime: Runtime,
        connection: Connection,
        lines: Sequence[ChunkLine],
        by: Actor | None,
        /,
        *,
        may_wait: bool,
    ) -> DoneLines:
        """Write what the lines say, in the caller's transaction. `by` is `None` for the operator at the terminal."""
        ...


def of_what_stands(work: LinesWork) -> LinesWork:
    """The same work, but lines which say that it is over with what they are about change nothing.

    Exports have such lines: units that were dissolved, members that have left, contact points that have ended. A line
    that says neither is refused: whom it names would be taken for somebody who serves.
    """

    async def work_on(
        runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, /, *, may_wait: bool
    ) -> DoneLines:
        unclear = [line for line in lines if _said(line, "active") not in _ANSWERS]
        refused = {line.number for line in unclear}
        clear = [line for line in lines if line.number not in refused]
        left = [line for line in clear if not _is_over(line)]
        came = await work(runtime, connection, left, by, may_wait=may_wait)
        faults = [not_a_choice(f"line {line.number}", sorted(_YES | _NO)) for line in unclear]
        return replace(came, unchanged=came.unchanged + len(clear) - len(left), faults=[*came.faults, *faults])

    return work_on


def _is_over(line: ChunkLine) -> bool:
    return bool(_said(line, "ended_at")) or _said(line, "active") in _NO


def _said(line: ChunkLine, name: str) -> str:
    return str((line.values or {}).get(name, "")).casefold()


_YES: Final = frozenset({"yes", "true", "是"})
_NO: Final = frozenset({"no", "false", "否"})
"""How exports and spreadsheets say so."""
_ANSWERS: Final = _YES | _NO | {""}


@dataclass(frozen=True, slots=True)
class TableKind:
    """How files of one kind are done, at most so many lines at a time."""

    name: str
    columns: Columns
    most_lines: int
    do: LinesWork
    judge: LinesWork
    """Says what `do` would say, and writes nothing."""


async def import_table(
    runtime: Runtime, file: bytes | BinaryIO, kind: TableKind, *, by: Actor | None, progress: Progress
) -> Receipts:
    """Do a file from beginning to end. Raises `ValidationFailed` for a header that cannot be read."""
    # In a thread, as all that looks at every line: a province takes seconds, which nobody else should wait for.
    waiting = deque(await asyncio.to_thread(_chunks, file, kind))
    total = sum(chunk.count for chunk in waiting)
    created, unchanged, is_idle = 0, 0, False
    faults: list[Fault] = []
    while waiting:
        before, again = created, deque[ImportChunk]()
        while waiting:
            lines = await asyncio.to_thread(lines_of, waiting.popleft().content)
            may_wait = not is_idle and bool(waiting or again)
            async with runtime.database.transaction() as connection:
                came = await kind.do(runtime, connection, lines, by, may_wait=may_wait)
            created, unchanged = created + came.created, unchanged + came.unchanged
            faults += came.faults
            again.extend(cut(came.again, kind.most_lines))
            progress(created + unchanged + len(faults), total)
        waiting, is_idle = again, created == before
    return Receipts(total, created, unchanged, in_order(faults))


async def upload_table(
    runtime: Runtime,
    file: bytes,
    kind: TableKind,
    *,
    by: Actor,
    render: Callable[[Receipts], StoredResponse],
    render_operation: Callable[[OperationView], StoredResponse],
    once: IdempotentRequest | None,
) -> StoredResponse:
    """A file as a request that may be repeated: one of at most a chunk is done at once.

    For a longer one the engine goes on with the operation that is answered with. Raises `ValidationFailed` for a
    header that cannot be read, and what `begin_operation` raises.
    """
    read = await asyncio.to_thread(_read, runtime.vault, file, kind)

    async def work(connection: Connection) -> StoredResponse:
        if not isinstance(read, SealedFile):
            came = await kind.do(runtime, connection, read, by, may_wait=False)
            return render(Receipts(len(read), came.created, came.unchanged, in_order(came.faults)))
        unit = (await find_units(connection, [by.unit_id])).get(by.unit_id) if by.unit_id else None
        if unit is None:
            raise ForbiddenAction
        options: dict[str, object] = {"ignored_columns": list(read.ignored)}
        return render_operation(await begin_operation(runtime, connection, by, kind.name, unit, read, options))

    return await do_once(runtime, once, work)


async def advance_table(runtime: Runtime, operation_id: UUID, do: LinesWork, *, wait: bool) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""

    async def work(connection: Connection, operation: Operation, chunk: WaitingChunk) -> DoneChunk:
        actor, _ = await people_of(connection, operation)
        came = await do(runtime, connection, chunk.lines, actor, may_wait=chunk.may_wait)
        counts = LineCounts(came.created + came.unchanged, len(came.faults), came.unchanged)
        return DoneChunk([_receipt(fault) for fault in came.faults], counts, came.again)

    return await advance_operation(runtime, operation_id, work, wait=wait)


def line_of(fault: Fault) -> int:
    """The line that a fault is about."""
    return int(fault.pointer.removeprefix("line "))


def in_order(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Faults as their lines come."""
    return tuple(sorted(faults, key=line_of))


def _receipt(fault: Fault) -> Receipt:
    return Receipt(line_of(fault), None, fault.code.upper(), fault.detail, fault.params)


def _chunks(file: bytes | BinaryIO, kind: TableKind) -> list[ImportChunk]:
    return list(cut(map(ChunkLine.of, open_table(file, kind.columns).records), kind.most_lines))


def _read(vault: Vault, file: bytes, kind: TableKind) -> list[ChunkLine] | SealedFile:
    table = open_table(file, kind.columns)
    lines = map(ChunkLine.of, table.records)
    first = list(islice(lines, kind.most_lines + 1))
    if len(first) <= kind.most_lines:
        return first
    chunks = cut(chain(first, lines), kind.most_lines)
    return replace(seal_chunks(vault, chunks), ignored=table.header.ignored)
