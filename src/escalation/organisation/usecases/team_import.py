"""How does a file of teams get in (team import)? A line for each who serves; a team is formed by its first line."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import Actor
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
from escalation.organisation.storage import teams, units
from escalation.organisation.storage.named_members import NamedMember, list_named
from escalation.organisation.storage.operations import Operation
from escalation.organisation.storage.teams import TeamName, TeamService
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
from escalation.organisation.usecases.teams import SECOND_LEADER, TeamRole

COLUMNS: Final = Columns(
    required=("unit_code", "team", "name", "home_unit_code", "team_role"),
    optional=("external_ref", "sent_by_unit_code", "active"),
    limits={
        "unit_code": 64,
        "team": 100,
        "name": 100,
        "home_unit_code": 64,
        "team_role": 20,
        "external_ref": 200,
        "sent_by_unit_code": 64,
    },
    exact=frozenset({"unit_code", "home_unit_code", "external_ref", "sent_by_unit_code"}),
    aliases={
        "unit_code": ("单位代码", "组建单位代码", "单位编码"),
        "team": ("队名", "工作队", "工作队名称"),
        "name": ("姓名", "人员姓名"),
        "home_unit_code": ("所在单位代码", "所属单位代码", "所在单位编码"),
        "team_role": ("队内职务", "职务"),
        "external_ref": ("人员编号", "工号"),
        "sent_by_unit_code": ("派出单位代码", "派出单位编码"),
    },
)
EXPORTED: Final[Mapping[str, str]] = {
    "unit_code": N_("Code of the unit"),
    "team": N_("Team"),
    "name": N_("Member"),
    "home_unit_code": N_("Code of the home unit"),
    "team_role": N_("Role"),
    "external_ref": N_("External reference"),
    "sent_by_unit_code": N_("Code of the unit that sent them"),
    "active": N_("Active"),
    "unit": N_("Unit"),
    "home_unit": N_("Home unit"),
    "skills": N_("Skills"),
    "created_at": N_("Made at"),
    "id": N_("Id"),
}
"""The columns of an export, with their headings: an import takes such a file as it is."""
TEAM_ROLE_NAMES: Final[Mapping[str, TeamRole]] = {
    **{each.value: each for each in TeamRole},
    "组长": TeamRole.LEADER, "队长": TeamRole.LEADER, "副组长": TeamRole.DEPUTY, "副队长": TeamRole.DEPUTY,
    "成员": TeamRole.MEMBER, "队员": TeamRole.MEMBER,
}  # fmt: skip
"""What a line may say of a role in a team: its code, or what people call it."""
KIND: Final = "import_teams"
MOST_LINES: Final = 1_000


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One line of a file that can be read: somebody who serves in a team. `sent_by`: empty for their home unit.

    `team_role`: `None` for a team in which nobody serves.
    """

    number: int
    unit_code: str
    team: str
    name: str
    home_unit_code: str
    team_role: TeamRole | None
    external_ref: str
    sent_by: str

    @property
    def unit_codes(self) -> tuple[str, ...]:
        """Of all units that it names."""
        of_the_member = (self.home_unit_code, *((self.sent_by,) if self.sent_by else ()))
        return (self.unit_code, *(of_the_member if self.team_role else ()))


async def import_teams(
    runtime: Runtime, file: bytes | BinaryIO, *, by: Actor | None, progress: Progress = quietly
) -> Receipts:
    """Take teams and who serves in them from a file, CSV or XLSX. `by` is `None` for the operator at the terminal.

    Members are there already, known by `external_ref`, or else by name and home unit. Raises `ValidationFailed` for a
    header that cannot be read.
    """
    return await import_table(runtime, file, table(), by=by, progress=progress)


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    return await advance_table(runtime, operation_id, _take, wait=wait)


def table() -> TableKind:
    """How files of teams are done."""
    return TableKind(KIND, COLUMNS.taking(EXPORTED), MOST_LINES, _take, _judge)


@of_what_stands
async def _take(
    _runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    """Form the teams that are new, and let serve who does not yet. No line waits for another one."""
    del may_wait
    draft = await _drafted(connection, lines, by)
    # From here on nobody else changes these teams: what they have been found to be holds until the end.
    draft.know(*await teams.form_teams(connection, draft.wanted_teams, await read_now(connection)))
    draft.serve(await teams.services_of(connection, draft.team_ids))
    await asyncio.to_thread(draft.take)
    await teams.insert_services(connection, draft.new)
    return draft.done


@of_what_stands
async def _judge(
    _runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    del may_wait
    draft = await _drafted(connection, lines, by)
    there = await teams.find_teams(connection, draft.wanted_teams)
    new = frozenset(draft.wanted_teams) - there.keys()
    draft.know({name: new_id() for name in new} | there, new)
    draft.serve(await teams.services_of(connection, draft.team_ids))
    await asyncio.to_thread(draft.take)
    return draft.done


async def _drafted(connection: Connection, lines: Sequence[ChunkLine], by: Actor | None) -> "_Draft":
    read = await asyncio.to_thread(_lines, lines)
    rows = [line for line in read if isinstance(line, TeamLine)]
    known = await units.find_units_by_codes(connection, {code for row in rows for code in row.unit_codes})
    refs = {row.external_ref for row in rows if row.external_ref}
    names = {row.name for row in rows if not row.external_ref}
    homes = {known[row.home_unit_code].id for row in rows if row.home_unit_code in known}
    named = NamedMembers(await list_named(connection, refs, names, homes), by)
    draft = _Draft(known, named, by)
    await asyncio.to_thread(draft.read, read)
    return draft


def _lines(lines: Sequence[ChunkLine]) -> list[TeamLine | Fault]:
    return [_line(line.record()) for line in lines]


def _line(record: Record[str] | Fault) -> TeamLine | Fault:
    if isinstance(record, Fault):
        return record
    values = record.values
    if looks_empty(values["team"]) or "\n" in values["team"]:
        return at(record.line, "invalid_name", N_("A team has a name, on one line."))
    serves = any(values[name] for name in ("name", "home_unit_code", "team_role"))
    role = TEAM_ROLE_NAMES.get(values["team_role"])
    if serves and role is None:
        return at(record.line, "unknown_role", N_("Known roles are: {names}."), names=", ".join(TEAM_ROLE_NAMES))
    return TeamLine(
        record.line, nfkc(values["unit_code"]), values["team"], values["name"], nfkc(values["home_unit_code"]), role,
        values.get("external_ref", ""), nfkc(values.get("sent_by_unit_code", "")),
    )  # fmt: skip


@dataclass(slots=True)
class _Draft:
    """A file being taken in: who is to serve where, and, once the teams are there, who serves in them already."""

    units: Mapping[str, UnitRecord]
    named: NamedMembers
    by: Actor | None
    wanted: list[tuple[TeamLine, NamedMember]] = field(default_factory=list)
    empty: list[TeamName] = field(default_factory=list)
    formed: frozenset[TeamName] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    ids: Mapping[TeamName, UUID] = field(default_factory=dict)
    services: dict[tuple[UUID, UUID], TeamService] = field(default_factory=dict)
    led: set[UUID] = field(default_factory=set)
    new: list[TeamService] = field(default_factory=list)
    unchanged: int = 0

    @property
    def done(self) -> DoneLines:
        """What is to be said of the lines."""
        formed = len(self.formed & {*self.empty} - {self._team(line) for line, _ in self.wanted})
        return DoneLines(len(self.new) + formed, self.unchanged + len(self.empty) - formed, self.faults)

    @property
    def wanted_teams(self) -> list[TeamName]:
        """Teams in which somebody is to serve, and those in which nobody does."""
        return sorted({*self.empty, *(self._team(line) for line, _ in self.wanted)})

    @property
    def team_ids(self) -> list[UUID]:
        """Of those that are there."""
        return list(self.ids.values())

    def read(self, lines: Iterable[TeamLine | Fault]) -> None:
        """Find whom each line means, or what is wrong with it."""
        for line in lines:
            found = line if isinstance(line, Fault) else self._meant(line)
            if isinstance(found, Fault):
                self.faults.append(found)
            elif isinstance(line, TeamLine) and found is None:
                self.empty.append(self._team(line))
            elif isinstance(line, TeamLine) and found is not None:
                self.wanted.append((line, found))

    def know(self, ids: Mapping[TeamName, UUID], formed: frozenset[TeamName]) -> None:
        """Which teams there are now, and which of them are new."""
        self.ids, self.formed = ids, formed

    def serve(self, services: Iterable[TeamService]) -> None:
        """Who serves in them."""
        for each in services:
            self.services[each.team_id, each.member_id] = each
            if each.team_role == TeamRole.LEADER:
                self.led.add(each.team_id)

    def take(self) -> None:
        """Let everybody serve who does not yet."""
        for line, member in self.wanted:
            self._serve(line, member)

    def _serve(self, line: TeamLine, member: NamedMember) -> None:
        team = self.ids[self._team(line)]
        sent_by = self.units[line.sent_by].id if line.sent_by else None
        wanted = TeamService(team, member.id, str(line.team_role), sent_by)
        held = self.services.get((team, member.id))
        if held == wanted:
            self.unchanged += 1
        elif held is not None:
            self.faults.append(at(line.number, "serves_otherwise", _OTHERWISE))
        elif line.team_role is TeamRole.LEADER and team in self.led:
            self.faults.append(at(line.number, "second_leader", SECOND_LEADER))
        else:
            self.serve([wanted])
            self.new.append(wanted)

    def _meant(self, line: TeamLine) -> NamedMember | Fault | None:
        for code in line.unit_codes:
            if (fault := unit_fault(line.number, self.units.get(code), self.by)) is not None:
                return fault
        if line.team_role is None:
            return None
        home = self.units[line.home_unit_code]
        member = self.named.meant(line.number, line.external_ref, line.name, home.id)
        if isinstance(member, Fault) or (member.name, member.home_unit_id) == (line.name, home.id):
            return member
        return at(line.number, "other_particulars", _OTHER)

    def _team(self, line: TeamLine) -> TeamName:
        return TeamName(self.units[line.unit_code].id, line.team)


_OTHERWISE: Final = N_("This member serves in the team already, otherwise than the line says. Change it there.")
_OTHER: Final = N_("Somebody with this reference is known by another name or home unit.")
