"""How does a file of units get in (unit import)? Chunk by chunk, each compared with the tree and written in one go."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.csv_files import Record, at
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.receipts import Progress, Receipts, quietly
from escalation.organisation.domain.tree import COLUMNS, Placed, PlacedUnits, read_tree
from escalation.organisation.storage import units
from escalation.organisation.storage.operations import Operation
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.table_imports import (
    DoneLines,
    TableKind,
    advance_table,
    import_table,
    line_of,
    of_what_stands,
)
from escalation.organisation.usecases.units import insert_units, known_unit, level_ranks

EXPORTED: Final[Mapping[str, str]] = {
    "code": N_("Code"),
    "parent_code": N_("Code of the unit above"),
    "level": N_("Level"),
    "name": N_("Name"),
    "kind": N_("Kind"),
    "designation": N_("Designation"),
    "longitude": N_("Longitude"),
    "latitude": N_("Latitude"),
    "active": N_("Active"),
    "has_office": N_("Has an office"),
    "children": N_("Units below"),
    "created_at": N_("Made at"),
    "updated_at": N_("Changed at"),
    "id": N_("Id"),
}
"""The columns of an export, with their headings: an import takes such a file as it is."""
KIND: Final = "import_units"
MOST_LINES: Final = 1_000


async def import_units(
    runtime: Runtime, file: bytes | BinaryIO, *, by: Actor | None, progress: Progress = quietly
) -> Receipts:
    """Let the units of a file, CSV or XLSX, join the tree. `by` is `None` for the operator at the terminal.

    A line that says what is so already is no fault; one that contradicts the tree is, and no other line suffers.
    Raises `ValidationFailed` for a header that cannot be read.
    """
    return await import_table(runtime, file, table(), by=by, progress=progress)


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    return await advance_table(runtime, operation_id, _place, wait=wait)


def table() -> TableKind:
    """How files of units are done."""
    return TableKind(KIND, COLUMNS.taking(EXPORTED), MOST_LINES, _place, _judge)


@of_what_stands
async def _place(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    """Let lines join the tree. Those whose parent is not there yet may wait until the others were done."""
    await units.lock_tree(connection)
    judged = await _judged(runtime, connection, lines, by, may_wait=may_wait)
    await insert_units(connection, judged.allowed, judged.known)
    return judged.lines


@of_what_stands
async def _judge(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    return (await _judged(runtime, connection, lines, by, may_wait=may_wait)).lines


@dataclass(frozen=True, slots=True)
class _Judged:
    """Which units may join the tree as it is known, and what is to be said of the lines then."""

    allowed: Sequence[Placed]
    known: Mapping[str, UnitRecord]
    lines: DoneLines


async def _judged(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> _Judged:
    records, codes = await asyncio.to_thread(_records, lines)
    known = await units.find_units_by_codes(connection, codes)
    ranks = await level_ranks(runtime, connection)
    reading, same = await asyncio.to_thread(_compared, records, known, ranks)
    allowed, outside = _in_scope(reading.placed, known, by)
    faults = [fault for fault in (*reading.faults, *outside) if fault.pointer not in same]
    orphans = _orphans(faults) if may_wait else set()
    done = DoneLines(
        len(allowed), len(same), [fault for fault in faults if line_of(fault) not in orphans],
        [line for line in lines if line.number in orphans],
    )  # fmt: skip
    return _Judged(allowed, known, done)


def _records(lines: Sequence[ChunkLine]) -> tuple[list[Record[str] | Fault], set[str]]:
    """The lines as they were read, and every code that they name."""
    records = [line.record() for line in lines]
    rows = (record.values for record in records if isinstance(record, Record))
    return records, {values[name] for values in rows for name in ("code", "parent_code")}


def _orphans(faults: Sequence[Fault]) -> set[int]:
    """The lines whose parent is not in the tree and not among these lines, and those that hang below them."""
    alone = {line_of(fault) for fault in faults if fault.code == "unknown_parent"}
    below = {line_of(f) for f in faults if f.code == "parent_refused" and f.params.get("line") in alone}
    return alone | below


def _compared(
    records: Sequence[Record[str] | Fault], known: Mapping[str, UnitRecord], ranks: Mapping[str, int]
) -> tuple[PlacedUnits, set[str]]:
    reading = read_tree(records, known={code: known_unit(unit) for code, unit in known.items()}, ranks=ranks)
    rows = [record for record in records if isinstance(record, Record)]
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
    """Whether a line contradicts nothing that is stored; what it leaves out it does not deny."""
    row = placed.unit
    told = (row.name, row.kind if kind_told else stored.kind, placed.rank, row.parent_code)
    parent_code = stored.parent.code if stored.parent else None
    says_no_other = row.designation in {None, stored.designation} and row.location in {None, stored.location}
    return says_no_other and told == (stored.name, stored.kind, stored.level, parent_code)


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
