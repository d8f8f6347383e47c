"""How does a file of contact points get in (import)? A line for each; what is there already changes nothing."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import OPERATOR, Actor
from escalation.errors import N_, Fault, LimitReached
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.named_locks import take_locks
from escalation.kit.parsing.csv_files import Record, at
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.receipts import Progress, Receipts, quietly
from escalation.organisation.storage import units
from escalation.organisation.storage.named_members import NamedMember, list_named
from escalation.organisation.storage.operations import Operation
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.line_subjects import NamedMembers, unit_fault
from escalation.organisation.usecases.table_imports import (
    DoneLines,
    TableKind,
    advance_table,
    import_table,
    of_what_stands,
)
from escalation.programme.contact_points.domain.places import PLACE_NAMES, ContactPlace
from escalation.programme.contact_points.storage import contact_points
from escalation.programme.contact_points.storage.contact_points import NewContactPoint
from escalation.programme.contact_points.usecases.contact_points import (
    LOCK,
    MOST_POINTS,
    NOT_ANSWERABLE,
    WantedContactPoint,
    place_faults,
)

COLUMNS: Final = Columns(
    required=("name", "home_unit_code", "unit_code"),
    optional=("external_ref", "contact_place", "label", "ended_at"),
    limits={"name": 100, "home_unit_code": 64, "unit_code": 64, "external_ref": 200, "contact_place": 20, "label": 100},
    exact=frozenset({"home_unit_code", "unit_code", "external_ref"}),
    aliases={
        "name": ("姓名", "人员姓名", "联系干部"),
        "home_unit_code": ("所在单位代码", "所属单位代码", "所在单位编码"),
        "unit_code": ("联系单位代码", "联系点代码", "单位代码"),
        "external_ref": ("人员编号", "工号"),
        "contact_place": ("联系类别", "类别"),
        "label": ("联系对象", "名称"),
    },
)
EXPORTED: Final[Mapping[str, str]] = {
    "name": N_("Member"),
    "home_unit_code": N_("Code of the home unit"),
    "external_ref": N_("External reference"),
    "unit_code": N_("Code of the unit"),
    "contact_place": N_("Kind of contact point"),
    "label": N_("Place within the unit"),
    "ended_at": N_("Ended at"),
    "home_unit": N_("Home unit"),
    "unit": N_("Unit"),
    "rank": N_("Rank"),
    "assigned_at": N_("Assigned at"),
    "end_reason": N_("Reason"),
    "id": N_("Id"),
}
"""The columns of an export, with their headings: an import takes such a file as it is."""
KIND: Final = "import_contact_points"
MOST_LINES: Final = 1_000


Held = tuple[UUID, UUID, str, str | None]
"""Member, unit, place and label of a contact point."""


@dataclass(frozen=True, slots=True)
class ContactPointLine:
    """One line of a file that can be read: who, and with what."""

    number: int
    name: str
    home_unit_code: str
    external_ref: str
    unit_code: str
    place: ContactPlace
    label: str | None


async def import_contact_points(
    runtime: Runtime, file: bytes | BinaryIO, *, by: Actor | None, progress: Progress = quietly
) -> Receipts:
    """Take contact points from a file, CSV or XLSX. `by` is `None` for the operator at the terminal.

    A cadre is known by `external_ref`, or else by name and home unit. Raises `ValidationFailed` for a header that
    cannot be read.
    """
    return await import_table(runtime, file, table(), by=by, progress=progress)


def table() -> TableKind:
    """How files of contact points are done."""
    return TableKind(KIND, COLUMNS.taking(EXPORTED), MOST_LINES, _take, _judge)


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    return await advance_table(runtime, operation_id, _take, wait=wait)


@of_what_stands
async def _take(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    """Write those that are new. No line waits for another one."""
    del may_wait
    draft = await _drafted(runtime, connection, lines, by, locked=True)
    now = await read_now(connection)
    await contact_points.insert_contact_points(connection, runtime.vault, draft.new, now, by or OPERATOR, KIND)
    return draft.done


@of_what_stands
async def _judge(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    del may_wait
    return (await _drafted(runtime, connection, lines, by, locked=False)).done


async def _drafted(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, locked: bool
) -> "_Draft":
    """What the lines ask for. `locked`: nobody else assigns to the same cadres until the transaction ends."""
    read = [_line(line.record()) for line in lines]
    rows = [line for line in read if isinstance(line, ContactPointLine)]
    codes = {code for row in rows for code in (row.home_unit_code, row.unit_code)}
    known = await units.find_units_by_codes(connection, codes)
    refs = {row.external_ref for row in rows if row.external_ref}
    names = {row.name for row in rows if not row.external_ref}
    found = await list_named(connection, refs, names, [unit.id for unit in known.values()])
    draft = _Draft(known, NamedMembers(found, by), by)
    if locked:
        await take_locks(connection, LOCK, draft.cadres.ids)
    draft.hold(await contact_points.held_by(connection, runtime.vault, draft.cadres.ids))
    await asyncio.to_thread(draft.take, read)
    return draft


def _line(record: Record[str] | Fault) -> ContactPointLine | Fault:
    if isinstance(record, Fault):
        return record
    values = record.values
    place = PLACE_NAMES.get(values.get("contact_place", ""))
    if place is None:
        known = ", ".join(name for name in PLACE_NAMES if name)
        return at(record.line, "unknown_place", N_("Known kinds of contact points are: {names}."), names=known)
    return ContactPointLine(
        record.line, values["name"], nfkc(values["home_unit_code"]), values.get("external_ref", ""),
        nfkc(values["unit_code"]), place, values.get("label") or None,
    )  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """A file being taken in: `cadres` whom it may mean; `counts`: how much each has already."""

    units: Mapping[str, UnitRecord]
    cadres: NamedMembers
    by: Actor | None
    held: set[Held] = field(default_factory=set)
    counts: Counter[UUID] = field(default_factory=Counter)
    new: list[NewContactPoint] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0

    def hold(self, held: set[Held]) -> None:
        """What they keep in touch with already."""
        self.held = held
        self.counts = Counter(member_id for member_id, *_ in held)

    @property
    def done(self) -> DoneLines:
        """What is to be said of the lines."""
        return DoneLines(len(self.new), self.unchanged, self.faults)

    def take(self, lines: Iterable[ContactPointLine | Fault]) -> None:
        """Add what each line asks for, or its fault."""
        for line in lines:
            fault = line if isinstance(line, Fault) else self._misplaced(line)
            if fault is None and not isinstance(line, Fault):
                fault = self._add(line)
            if fault is not None:
                self.faults.append(fault)

    def _misplaced(self, line: ContactPointLine) -> Fault | None:
        for code in (line.home_unit_code, line.unit_code):
            if (fault := unit_fault(line.number, self.units.get(code), self.by)) is not None:
                return fault
        return None

    def _add(self, line: ContactPointLine) -> Fault | None:
        cadre, unit = self._cadre(line), self.units[line.unit_code]
        if isinstance(cadre, Fault):
            return cadre
        asked = WantedContactPoint(cadre.id, unit.id, line.place, line.label)
        if wrong := place_faults(asked, unit.kind):
            return at(line.number, wrong[0].code, wrong[0].detail)
        wanted = (cadre.id, unit.id, line.place.value, line.label)
        if wanted in self.held:
            self.unchanged += 1
            return None
        if self.counts[cadre.id] >= MOST_POINTS:
            return at(line.number, "limit_reached", LimitReached.detail, limit=MOST_POINTS)
        self.held.add(wanted)
        self.counts[cadre.id] += 1
        self.new.append(NewContactPoint(new_id(), cadre.id, unit.id, line.place, line.label))
        return None

    def _cadre(self, line: ContactPointLine) -> NamedMember | Fault:
        home = self.units[line.home_unit_code]
        cadre = self.cadres.meant(line.number, line.external_ref, line.name, home.id)
        # Known by a reference somebody may work elsewhere than the line says.
        if isinstance(cadre, Fault) or cadre.home_unit_id == home.id:
            return cadre
        return at(line.number, "outside_scope", NOT_ANSWERABLE)
