"""Who is made a member, and in which roles? A file of them, or one at a time."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from escalation.catalogue.files import Columns, Record, at, read_csv
from escalation.catalogue.fitness import looks_empty
from escalation.catalogue.members import MemberRow
from escalation.errors import N_, Duplicate, Fault, NotFound, ValidationFailed
from escalation.storage import members, units
from escalation.storage.database import Connection
from escalation.storage.members import MemberFilters, MemberRecord, Membership, NewMember
from escalation.storage.time import read_now
from escalation.storage.units import UnitRecord
from escalation.usecases.receipts import Progress, Receipts, quietly
from escalation.usecases.rulebook import new_id
from escalation.usecases.session import Once, Reply, Session, do_once
from escalation.usecases.units import RenderReceipts, require_scope
from escalation.workflow.situation import Actor, Role

COLUMNS = Columns(
    required=("name", "home_unit_code", "role", "unit_code"),
    optional=("skills", "external_ref"),
    limits={"name": 100, "home_unit_code": 64, "role": 20, "unit_code": 64, "skills": 400, "external_ref": 200},
)
CHUNK = 2_000
RenderMember = Callable[[MemberRecord], bytes]
_NO_UNIT = N_("There is no such unit.")
_DISSOLVED = N_("This unit was dissolved. Name its successor.")


async def page_of_members(
    session: Session, actor: Actor, filters: MemberFilters, *, after: UUID | None, limit: int
) -> Sequence[MemberRecord]:
    """One page of the members in the caller's scope."""
    async with session.database.connection(changes=False) as connection:
        return await members.list_members(connection, actor, filters, after=after, limit=limit)


async def look_at_member(session: Session, actor: Actor, member_id: UUID) -> MemberRecord:
    """One member in the caller's scope. Raises `NotFound`."""
    async with session.database.connection(changes=False) as connection:
        return await _existing(connection, actor, member_id)


async def import_members(
    session: Session, file: bytes | BinaryIO, *, by: Actor | None, progress: Progress = quietly
) -> Receipts:
    """Take members from a CSV file, a line for each role. `by` is `None` for the operator at the terminal.

    Somebody is known by `external_ref`, or else by name and home unit. Raises `ValidationFailed` for a header that
    cannot be read.
    """
    lines = _read(file)
    async with session.database.transaction() as connection:
        return await take_in(connection, lines, by, progress)


async def upload_members(
    session: Session, file: bytes, *, by: Actor, render: RenderReceipts, once: Once | None
) -> Reply:
    """`import_members` as a request that may be repeated."""
    lines = _read(file)

    async def work(connection: Connection) -> Reply:
        return Reply(200, render(await take_in(connection, lines, by, quietly)))

    return await do_once(session, once, work)


@dataclass(frozen=True, slots=True)
class WantedMember:
    """A member to be made; roles are given one by one."""

    name: str
    home_unit_id: UUID
    rank: str | None
    skills: tuple[str, ...]
    external_ref: str | None


async def create_member(
    session: Session, wanted: WantedMember, *, by: Actor, render: RenderMember, once: Once | None
) -> Reply:
    """Make a member of a unit in the caller's scope. Raises `ValidationFailed`, `ForbiddenAction`, `Duplicate`."""

    async def work(connection: Connection) -> Reply:
        home = await usable_unit(connection, wanted.home_unit_id, by, "/home_unit_id")
        if wanted.external_ref and await members.find_member_by_ref(connection, wanted.external_ref):
            raise Duplicate(N_("A member with this reference exists already."))
        now = await read_now(connection)
        new = NewMember(
            id=new_id(), name=wanted.name, home_unit_id=home.id, rank=wanted.rank, skills=wanted.skills,
            external_ref=wanted.external_ref, created_at=now, updated_at=now,
        )  # fmt: skip
        await members.insert_members(connection, [new])
        return Reply(201, render(await _existing(connection, by, new.id)))

    return await do_once(session, once, work)


async def change_member(session: Session, member_id: UUID, changes: Mapping[str, object], *, by: Actor) -> MemberRecord:
    """Change name, home unit, rank, skills or whether somebody still serves.

    Raises `NotFound`, `ValidationFailed`, `ForbiddenAction` for a home outside the caller's scope.
    """
    async with session.database.transaction() as connection:
        await _existing(connection, by, member_id)
        home = changes.get("home_unit_id")
        if isinstance(home, UUID):
            await usable_unit(connection, home, by, "/home_unit_id")
        if changes:
            await members.update_member(connection, member_id, changes)
        return await _existing(connection, by, member_id)


async def give_role(session: Session, member_id: UUID, unit_id: UUID, role: Role, *, by: Actor) -> MemberRecord:
    """Give somebody a role at a unit in the caller's scope; nothing happens if it is held already."""
    async with session.database.transaction() as connection:
        await _existing(connection, by, member_id)
        unit = await usable_unit(connection, unit_id, by, "")
        now = await read_now(connection)
        await members.give_role(connection, Membership(member_id, unit.id, role, now))
        return await _existing(connection, by, member_id)


async def take_role(session: Session, member_id: UUID, unit_id: UUID, role: Role, *, by: Actor) -> None:
    """End a role; keys made for it stop working. Raises `NotFound` if it is not held or not the caller's to end."""
    async with session.database.transaction() as connection:
        unit = await units.find_unit_record(connection, unit_id)
        if unit is None or not by.reaches(unit.path):
            raise NotFound
        if not await members.take_role(connection, member_id, unit_id, role):
            raise NotFound


async def usable_unit(connection: Connection, unit_id: UUID, by: Actor, pointer: str) -> UnitRecord:
    """An active unit in the caller's scope. Raises `ValidationFailed`, or `NotFound` where the path names it."""
    unit = await units.find_unit_record(connection, unit_id)
    if unit is None and not pointer:
        raise NotFound(_NO_UNIT)
    if unit is None:
        raise ValidationFailed(faults=[Fault(pointer, "unknown_unit", _NO_UNIT)])
    require_scope(by, unit)
    if not unit.active:
        raise ValidationFailed(faults=[Fault(pointer, "dissolved_unit", _DISSOLVED)])
    return unit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file that can be read: somebody and one role."""

    number: int
    row: MemberRow


async def take_in(
    connection: Connection, lines: Sequence[Line | Fault], by: Actor | None, progress: Progress
) -> Receipts:
    """Write whoever is new and the roles that are new, and say what became of each line."""
    rows = [line.row for line in lines if isinstance(line, Line)]
    codes = {code for row in rows for code in (row.home_unit_code, row.unit_code)}
    draft = _Draft(await units.find_units_by_codes(connection, codes), by, await read_now(connection))
    await draft.meet(connection, rows)
    for line in lines:
        draft.take(line)
    await _write(connection, draft, progress)
    return Receipts(len(lines), draft.created, draft.unchanged, tuple(draft.faults))


async def _existing(connection: Connection, actor: Actor, member_id: UUID) -> MemberRecord:
    member = await members.find_member(connection, actor, member_id)
    if member is None:
        raise NotFound
    return member


def _read(file: bytes | BinaryIO) -> list[Line | Fault]:
    return [_line(record) for record in read_csv(file, COLUMNS)]


def _line(record: Record[str] | Fault) -> Line | Fault:
    if isinstance(record, Fault):
        return record
    values = record.values
    if looks_empty(values["name"]) or "\n" in values["name"]:
        return at(record.line, "invalid_name", N_("A member has a name, on one line."))
    if values["role"] not in set(Role):
        return at(record.line, "unknown_role", N_("Known roles are: {names}."), names=", ".join(Role))
    return Line(
        record.line,
        MemberRow(
            external_ref=values.get("external_ref", ""),
            name=values["name"],
            role=values["role"],
            unit_code=values["unit_code"],
            home_unit_code=values["home_unit_code"],
            skills=tuple(skill for skill in _BETWEEN_SKILLS.split(values.get("skills", "")) if skill),
        ),
    )


_BETWEEN_SKILLS = re.compile(r"[\s;；、,，]+")


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    name: str
    home_unit_id: UUID
    skills: tuple[str, ...]

    def is_as(self, row: MemberRow, home: UnitRecord) -> bool:
        """Whether a line says nothing else about this member."""
        same_skills = not row.skills or set(row.skills) == set(self.skills)
        return (row.name, home.id) == (self.name, self.home_unit_id) and same_skills


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
    known: dict[object, _Known] = field(default_factory=dict)
    held: set[tuple[UUID, UUID, str]] = field(default_factory=set)

    @property
    def created(self) -> int:
        """Lines that changed something: each of them gives one role."""
        return len(self.roles)

    async def meet(self, connection: Connection, rows: Iterable[MemberRow]) -> None:
        """Learn who of the file is a member already, and of what."""
        refs = {row.external_ref for row in rows if row.external_ref}
        names = {row.name for row in rows if not row.external_ref}
        for found in await members.members_like(connection, refs, names):
            known = _Known(found["id"], found["name"], found["home_unit_id"], tuple(found["skills"]))
            self.known[found["external_ref"] or (known.name, known.home_unit_id)] = known
        self.held |= await members.roles_of(connection, (known.id for known in self.known.values()))

    def take(self, line: Line | Fault) -> None:
        """Add what a line asks for to the draft, or its fault."""
        fault = line if isinstance(line, Fault) else self._fault(line)
        if fault is not None or isinstance(line, Fault):
            self.faults += [fault] if fault else []
            return
        unit, home = self.units[line.row.unit_code], self.units[line.row.home_unit_code]
        member = self._member(line.row, home)
        role = (member.id, unit.id, line.row.role)
        if not member.is_as(line.row, home):
            detail = N_("Somebody with this reference is known by another name, home unit or skills.")
            self.faults.append(at(line.number, "other_particulars", detail))
        elif role in self.held:
            self.unchanged += 1
        else:
            self.held.add(role)
            self.roles.append(Membership(*role, since=self.now))

    def _fault(self, line: Line) -> Fault | None:
        for code in (line.row.home_unit_code, line.row.unit_code):
            unit = self.units.get(code)
            if unit is None:
                return at(line.number, "unknown_unit", _NO_UNIT)
            if not unit.active:
                return at(line.number, "dissolved_unit", _DISSOLVED)
            if self.by is not None and not self.by.reaches(unit.path):
                return at(line.number, "outside_scope", N_("This unit is outside your scope."))
        return None

    def _member(self, row: MemberRow, home: UnitRecord) -> _Known:
        """Whom a line is about; somebody who is not known yet is made a member."""
        key: object = row.external_ref or (row.name, home.id)
        if key not in self.known:
            self.known[key] = _Known(new_id(), row.name, home.id, row.skills)
            new = NewMember(
                id=self.known[key].id, name=row.name, home_unit_id=home.id, rank=None, skills=row.skills,
                external_ref=row.external_ref or None, created_at=self.now, updated_at=self.now,
            )  # fmt: skip
            self.members.append(new)
        return self.known[key]


async def _write(connection: Connection, draft: _Draft, progress: Progress) -> None:
    """Members first; the roles are what progress counts."""
    for start in range(0, len(draft.members), CHUNK):
        await members.insert_members(connection, draft.members[start : start + CHUNK])
    for start in range(0, len(draft.roles), CHUNK):
        await members.insert_roles(connection, draft.roles[start : start + CHUNK])
        progress(min(start + CHUNK, len(draft.roles)), len(draft.roles))
