"""How does a file of members get in? A line for each role somebody holds; nobody is made a member twice."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.parsing.csv_files import Record, at
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.text import looks_empty
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.receipts import Progress, Receipts, quietly
from escalation.organisation.domain.ranks import RANK_NAMES
from escalation.organisation.domain.staffing import MemberRow
from escalation.organisation.storage import members, units
from escalation.organisation.storage.members import Membership, NewMember
from escalation.organisation.storage.operations import Operation
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.line_subjects import unit_fault
from escalation.organisation.usecases.members import write_members
from escalation.organisation.usecases.table_imports import (
    DoneLines,
    TableKind,
    advance_table,
    import_table,
    of_what_stands,
)

COLUMNS = Columns(
    required=("name", "home_unit_code", "role", "unit_code"),
    optional=("skills", "external_ref", "rank", "active"),
    limits={
        "name": 100,
        "home_unit_code": 64,
        "role": 20,
        "unit_code": 64,
        "skills": 400,
        "external_ref": 200,
        "rank": 40,
    },
    exact=frozenset({"home_unit_code", "unit_code", "external_ref"}),
    aliases={
        "name": ("姓名", "人员姓名"),
        "home_unit_code": ("所在单位代码", "所属单位代码", "所在单位编码"),
        "role": ("角色", "岗位角色"),
        "unit_code": ("任职单位代码", "单位代码", "任职单位编码"),
        "skills": ("专长", "技能"),
        "external_ref": ("人员编号", "工号"),
        "rank": ("职级", "级别"),
    },
)
EXPORTED: Final[Mapping[str, str]] = {
    "name": N_("Member"),
    "home_unit_code": N_("Code of the home unit"),
    "role": N_("Role"),
    "unit_code": N_("Code of the unit"),
    "skills": N_("Skills"),
    "external_ref": N_("External reference"),
    "rank": N_("Rank"),
    "active": N_("Active"),
    "home_unit": N_("Home unit"),
    "unit": N_("Unit"),
    "created_at": N_("Made at"),
    "id": N_("Id"),
}
"""The columns of an export, with their headings: an import takes such a file as it is."""
ROLE_NAMES: Final[Mapping[str, str]] = {
    **{each.value: each.value for each in Role},
    "经办人": Role.HANDLER, "负责人": Role.LEADER, "办公室": Role.OFFICE, "协调办公室": Role.OFFICE,
    "督查员": Role.SUPERVISOR, "督导员": Role.SUPERVISOR, "对接方": Role.INTEGRATOR, "接口账户": Role.INTEGRATOR,
    "管理员": Role.ADMIN,
}  # fmt: skip
"""What a line may say of a role: its code, or what people call it."""
KIND: Final = "import_members"
MOST_LINES: Final = 1_000


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One line of a file that can be read: somebody and one role, or none."""

    number: int
    row: MemberRow

    @property
    def unit_codes(self) -> tuple[str, ...]:
        """Of the units that it names."""
        return (self.row.home_unit_code, *((self.row.unit_code,) if self.row.role else ()))


async def import_members(
    runtime: Runtime, file: bytes | BinaryIO, *, by: Actor | None, progress: Progress = quietly
) -> Receipts:
    """Take members from a file, CSV or XLSX, a line for each role. `by` is `None` for the operator at the terminal.

    Somebody is known by `external_ref`, or else by name and home unit. Raises `ValidationFailed` for a header that
    cannot be read.
    """
    return await import_table(runtime, file, table(), by=by, progress=progress)


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    return await advance_table(runtime, operation_id, _take, wait=wait)


def table() -> TableKind:
    """How files of members are done."""
    return TableKind(KIND, COLUMNS.taking(EXPORTED), MOST_LINES, _take, _judge)


@of_what_stands
async def _take(
    _runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    """Write whoever is new, and the roles that are. No line waits for another one."""
    del may_wait
    return await import_rows(connection, await asyncio.to_thread(_lines, lines), by)


@of_what_stands
async def _judge(
    _runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    del may_wait
    return (await _drafted(connection, await asyncio.to_thread(_lines, lines), by)).done


async def import_rows(connection: Connection, lines: Sequence[MemberLine | Fault], by: Actor | None) -> DoneLines:
    """Write whoever is new and the roles that are new, and say what became of each line."""
    draft = await _drafted(connection, lines, by)
    await write_members(connection, draft.members)
    await members.insert_roles(connection, draft.roles)
    return draft.done


async def _drafted(connection: Connection, lines: Sequence[MemberLine | Fault], by: Actor | None) -> "_Draft":
    said = [line for line in lines if isinstance(line, MemberLine)]
    rows, codes = [line.row for line in said], {code for line in said for code in line.unit_codes}
    draft = _Draft(await units.find_units_by_codes(connection, codes), by, await read_now(connection))
    await draft.meet(connection, rows)
    await asyncio.to_thread(draft.take, lines)
    return draft


def _lines(lines: Sequence[ChunkLine]) -> list[MemberLine | Fault]:
    return [_line(line.record()) for line in lines]


def _line(record: Record[str] | Fault) -> MemberLine | Fault:
    if isinstance(record, Fault):
        return record
    values = record.values
    if looks_empty(values["name"]) or "\n" in values["name"]:
        return at(record.line, "invalid_name", N_("A member has a name, on one line."))
    role = ROLE_NAMES.get(values["role"]) if values["role"] or values["unit_code"] else ""
    if role is None:
        return at(record.line, "unknown_role", N_("Known roles are: {names}."), names=", ".join(ROLE_NAMES))
    rank = RANK_NAMES.get(said) if (said := values.get("rank", "")) else None
    if said and rank is None:
        return at(record.line, "unknown_rank", N_("Known ranks are: {names}."), names=", ".join(RANK_NAMES))
    return MemberLine(
        record.line,
        MemberRow(
            external_ref=values.get("external_ref", ""),
            name=values["name"],
            role=role,
            unit_code=nfkc(values["unit_code"]),
            home_unit_code=nfkc(values["home_unit_code"]),
            skills=tuple(skill for skill in _BETWEEN_SKILLS.split(values.get("skills", "")) if skill),
            rank=rank,
        ),
    )


_BETWEEN_SKILLS = re.compile(r"[\s;；、,，]+")


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    name: str
    home_unit_id: UUID
    skills: tuple[str, ...]
    rank: str | None

    def is_as(self, row: MemberRow, home: UnitRecord) -> bool:
        """Whether a line says nothing else about this member."""
        same_skills = not row.skills or set(row.skills) == set(self.skills)
        same_rank = row.rank is None or row.rank == self.rank
        return (row.name, home.id) == (self.name, self.home_unit_id) and same_skills and same_rank


@dataclass(slots=True)
class _Draft:
    """A file being taken in. Somebody is known by reference, or by name and home unit."""

    units: Mapping[str, UnitRecord]
    by: Actor | None
    now: datetime
    members: list[NewMember] = field(default_factory=list)
    roles: list[Membership] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0
    without_role: int = 0
    known: dict[object, _Known] = field(default_factory=dict)
    held: set[tuple[UUID, UUID, str]] = field(default_factory=set)

    @property
    def done(self) -> DoneLines:
        """What is to be said of the lines. Each that changes something gives one role, or makes a member without."""
        return DoneLines(len(self.roles) + self.without_role, self.unchanged, self.faults)

    async def meet(self, connection: Connection, rows: Iterable[MemberRow]) -> None:
        """Learn who of the file is a member already, and of what."""
        refs = {row.external_ref for row in rows if row.external_ref}
        names = {row.name for row in rows if not row.external_ref}
        for found in await members.members_like(connection, refs, names):
            known = _Known(found["id"], found["name"], found["home_unit_id"], tuple(found["skills"]), found["rank"])
            self.known[found["external_ref"] or (known.name, known.home_unit_id)] = known
        self.held |= await members.roles_of(connection, (known.id for known in self.known.values()))

    def take(self, lines: Iterable[MemberLine | Fault]) -> None:
        """Add what each line asks for to the draft, or its fault."""
        for line in lines:
            self._take(line)

    def _take(self, line: MemberLine | Fault) -> None:
        fault = line if isinstance(line, Fault) else self._fault(line)
        if fault is not None or isinstance(line, Fault):
            self.faults += [fault] if fault else []
            return
        home, before = self.units[line.row.home_unit_code], len(self.members)
        member = self._member(line.row, home)
        if not member.is_as(line.row, home):
            detail = N_("Somebody with this reference is known by another name, home unit, rank or skills.")
            self.faults.append(at(line.number, "other_particulars", detail))
        elif line.row.role:
            self._give((member.id, self.units[line.row.unit_code].id, line.row.role))
        elif len(self.members) > before:
            self.without_role += 1
        else:
            self.unchanged += 1

    def _give(self, role: tuple[UUID, UUID, str]) -> None:
        if role in self.held:
            self.unchanged += 1
        else:
            self.held.add(role)
            self.roles.append(Membership(*role, since=self.now))

    def _fault(self, line: MemberLine) -> Fault | None:
        for code in line.unit_codes:
            if (fault := unit_fault(line.number, self.units.get(code), self.by)) is not None:
                return fault
        return None

    def _member(self, row: MemberRow, home: UnitRecord) -> _Known:
        """Whom a line is about; somebody who is not known yet is made a member."""
        key: object = row.external_ref or (row.name, home.id)
        if key not in self.known:
            self.known[key] = _Known(new_id(), row.name, home.id, row.skills, row.rank)
            new = NewMember(
                id=self.known[key].id, name=row.name, home_unit_id=home.id, rank=row.rank, skills=row.skills,
                external_ref=row.external_ref or None, created_at=self.now, updated_at=self.now,
            )  # fmt: skip
            self.members.append(new)
        return self.known[key]
