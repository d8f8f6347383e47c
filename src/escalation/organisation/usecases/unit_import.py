"""How does a file of units get in (unit import)? Chunk by chunk, each compared with the tree and written in one go.

A chunk takes one short transaction. Lines whose parent is not there yet wait until the others were done, and again, as
long as any of them finds its place. Whoever is interrupted begins anew: what is in the tree already changes nothing.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.csv_files import Record, at
from escalation.kit.parsing.table_files import open_table
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse
from escalation.kit.runtime.receipts import Progress, Receipts, quietly
from escalation.organisation.domain.tree import COLUMNS, Placed, PlacedUnits, read_tree
from escalation.organisation.storage import units
from escalation.organisation.storage.operations import Operation
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases.import_chunks import ChunkLine, ImportChunk, cut, lines_of
from escalation.organisation.usecases.operations import (
    DoneChunk,
    OperationView,
    WaitingChunk,
    advance_operation,
    people_of,
)
from escalation.organisation.usecases.table_uploads import TableUpload, counts_of, receipts_of, upload
from escalation.organisation.usecases.units import insert_units, known_unit, level_ranks

KIND: Final = "import_units"
MOST_LINES: Final = 1_000


async def import_units(
    runtime: Runtime, file: bytes | BinaryIO, *, by: Actor | None, progress: Progress = quietly
) -> Receipts:
    """Let the units of a file, CSV or XLSX, join the tree. `by` is `None` for the operator at the terminal.

    A line that says what is so already is no fault; one that contradicts the tree is, and no other line suffers.
    Raises `ValidationFailed` for a header that cannot be read.
    """
    # In a thread: a province takes seconds, which nobody else should wait for.
    waiting = deque(await asyncio.to_thread(_chunks, file))
    total = sum(chunk.count for chunk in waiting)
    created, unchanged, is_idle = 0, 0, False
    faults: list[Fault] = []
    while waiting:
        before, again = created, deque[ImportChunk]()
        while waiting:
            lines = lines_of(waiting.popleft().content)
            async with runtime.database.transaction() as connection:
                came = await _place(runtime, connection, lines, by, may_wait=not is_idle and bool(waiting or again))
            created, unchanged = created + came.created, unchanged + came.unchanged
            faults += came.faults
            again.extend(cut(came.again, MOST_LINES))
            progress(created + unchanged + len(faults), total)
        waiting, is_idle = again, created == before
    return Receipts(total, created, unchanged, tuple(sorted(faults, key=_line)))


async def upload_units(
    runtime: Runtime,
    file: bytes,
    *,
    by: Actor,
    render: Callable[[Receipts], StoredResponse],
    render_operation: Callable[[OperationView], StoredResponse],
    once: IdempotentRequest | None,
) -> StoredResponse:
    """`import_units` as a request that may be repeated: a file of at most a thousand lines is done at once.

    For a longer one the engine goes on with the operation that is answered with.
    """

    async def do(connection: Connection, lines: list[ChunkLine]) -> Receipts:
        came = await _place(runtime, connection, lines, by, may_wait=False)
        return Receipts(len(lines), came.created, came.unchanged, tuple(sorted(came.faults, key=_line)))

    wanted = TableUpload(KIND, COLUMNS, MOST_LINES, do, render, render_operation)
    return await upload(runtime, file, wanted, by=by, once=once)


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""

    async def work(connection: Connection, operation: Operation, chunk: WaitingChunk) -> DoneChunk:
        actor, _ = await people_of(connection, operation)
        came = await _place(runtime, connection, chunk.lines, actor, may_wait=chunk.may_wait)
        return DoneChunk(receipts_of(came.faults), counts_of(came.created, came.unchanged, came.faults), came.again)

    return await advance_operation(runtime, operation_id, work, wait=wait)


def _chunks(file: bytes | BinaryIO) -> list[ImportChunk]:
    return list(cut(map(ChunkLine.of, open_table(file, COLUMNS).records), MOST_LINES))


@dataclass(frozen=True, slots=True)
class _PlacedChunk:
    """What came of some lines; `again`: those that may find their parent among others of the file."""

    created: int
    unchanged: int
    faults: Sequence[Fault]
    again: Sequence[ChunkLine]


async def _place(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> _PlacedChunk:
    await units.lock_tree(connection)
    records = [line.record() for line in lines]
    rows = [record for record in records if isinstance(record, Record)]
    codes = {record.values[name] for record in rows for name in ("code", "parent_code")}
    known = await units.find_units_by_codes(connection, codes)
    ranks = await level_ranks(runtime, connection)
    reading, same = await asyncio.to_thread(_compared, records, rows, known, ranks)
    allowed, outside = _in_scope(reading.placed, known, by)
    await insert_units(connection, allowed, known)
    faults = [fault for fault in (*reading.faults, *outside) if fault.pointer not in same]
    orphans = _orphans(faults) if may_wait else set()
    return _PlacedChunk(
        len(allowed), len(same), [fault for fault in faults if _line(fault) not in orphans],
        [line for line in lines if line.number in orphans],
    )  # fmt: skip


def _orphans(faults: Sequence[Fault]) -> set[int]:
    """The lines whose parent is not in the tree and not among these lines, and those that hang below them."""
    alone = {_line(fault) for fault in faults if fault.code == "unknown_parent"}
    below = {_line(f) for f in faults if f.code == "parent_refused" and f.params.get("line") in alone}
    return alone | below


def _compared(
    records: Sequence[Record[str] | Fault], rows: Sequence[Record[str]], known: Mapping[str, UnitRecord],
    ranks: Mapping[str, int],
) -> tuple[PlacedUnits, set[str]]:  # fmt: skip
    reading = read_tree(records, known={code: known_unit(unit) for code, unit in known.items()}, ranks=ranks)
    return reading, _unchanged(rows, reading.faults, known, ranks)


def _unchanged(
    lines: Iterable[Record[str]], faults: Iterable[Fault], known: Mapping[str, UnitRecord], ranks: Mapping[str, int]
) -> set[str]:
    """The pointers of those lines which were refused only because the tree says the same already."""
    refused = {fault.pointer for fault in faults if fault.code == "exists_already"}
    again = [record for record in lines if f"line {record.line}" in refused]
    others = known.keys() - {record.values["code"] for record in again}
    # Read as if they were new, so that a line is compared by what it means and not by how it is written.
    reading = read_tree(again, known={code: known_unit(known[code]) for code in others}, ranks=ranks)
    kind_told = {record.line for record in again if record.values.get("kind")}
    return {
        f"line {each.line}"
        for each in reading.placed
        if _says_the_same(each, known[each.unit.code], kind_told=each.line in kind_told)
    }


def _says_the_same(placed: Placed, stored: UnitRecord, *, kind_told: bool) -> bool:
    """Whether a line contradicts nothing that is stored; a kind or designation it leaves out it does not deny."""
    row = placed.unit
    told = (row.name, row.kind if kind_told else stored.kind, placed.rank, row.parent_code)
    parent_code = stored.parent.code if stored.parent else None
    same_designation = row.designation in {None, stored.designation}
    return same_designation and told == (stored.name, stored.kind, stored.level, parent_code)


def _in_scope(
    placed: Iterable[Placed], known: Mapping[str, UnitRecord], by: Actor | None
) -> tuple[list[Placed], list[Fault]]:
    """Whom the caller may add, and a fault for each of the others. Parents come before their children."""
    if by is None:
        return list(placed), []
    inside = {code for code, unit in known.items() if by.reaches(unit.path)}
    allowed: list[Placed] = []
    faults: list[Fault] = []
    for each in placed:
        if each.unit.parent_code in inside:
            inside.add(each.unit.code)
            allowed.append(each)
        else:
            faults.append(at(each.line, "outside_scope", N_("This unit is outside your scope.")))
    return allowed, faults


def _line(fault: Fault) -> int:
    return int(fault.pointer.removeprefix("line "))
