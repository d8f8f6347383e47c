"""Which guidance teams (引领工作队) are there, and who serves in them?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.ids import new_id
from escalation.organisation.storage.members import IN_SCOPE, scope_of
from escalation.organisation.storage.tables import team_members, teams, units
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member in a team. `home_unit` is the department that sent them: if not `is_sent`, that in which they work."""

    member_id: UUID
    name: str
    team_role: str
    skills: tuple[str, ...]
    external_ref: str | None
    active: bool
    own_unit_code: str
    is_sent: bool
    home_unit: UnitName


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """A team with those who serve in it, leader first."""

    id: UUID
    name: str
    created_at: datetime
    unit: UnitName
    members: tuple[TeamMember, ...]


async def list_teams(
    connection: Connection, actor: Actor, *, unit: str | None, after: UUID | None, limit: int
) -> list[TeamRecord]:
    """At most `limit` teams in the actor's scope by id, behind the id `after`; `unit` is a code."""
    statement = _page(of_unit=unit is not None, goes_on=after is not None)
    rows = await connection.rows(statement, **scope_of(actor), unit=unit, after=after, limit=limit)
    return [_record(row) for row in rows]


async def find_team(connection: Connection, actor: Actor, team_id: UUID) -> TeamRecord | None:
    """One team in the actor's scope."""
    row = await connection.row(_RECORD, id=team_id, **scope_of(actor))
    return _record(row) if row else None


async def lock_team(connection: Connection, team_id: UUID) -> None:
    """Be the only one who changes this team until the transaction ends."""
    await connection.row(_LOCK, id=team_id)


async def insert_team(connection: Connection, team_id: UUID, unit_id: UUID, name: str, now: datetime) -> bool:
    """Write a team; `False` if the unit has one of this name."""
    return await connection.run(_INSERTED, id=team_id, unit_id=unit_id, name=name, created_at=now) == 1


class TeamName(NamedTuple):
    """By what a team is known: its unit, and its name there."""

    unit_id: UUID
    name: str


class TeamService(NamedTuple):
    """As what somebody serves in a team. `home_unit_id`: the department that sent them, `None` for their own."""

    team_id: UUID
    member_id: UUID
    team_role: str
    home_unit_id: UUID | None


async def find_teams(connection: Connection, names: Sequence[TeamName]) -> dict[TeamName, UUID]:
    """Those of these teams that are there, by name."""
    return _by_name(await connection.rows(_FOUND, **_in_columns(names)))


async def form_teams(
    connection: Connection, names: Sequence[TeamName], now: datetime
) -> tuple[dict[TeamName, UUID], frozenset[TeamName]]:
    """Have all of these teams, formed now where they were not there; nobody else changes them until the end.

    By name, and which of them are new. Whoever asks for some of the same waits: they are taken in one order.
    """
    ids = [new_id() for _ in names]
    rows = await connection.rows(_FORMED, ids=ids, now=now, **_in_columns(sorted(names)))
    return _by_name(rows), frozenset(_by_name([row for row in rows if row["is_new"]]))


async def services_of(connection: Connection, team_ids: Sequence[UUID]) -> list[TeamService]:
    """Who serves in these teams."""
    return [TeamService(*row) for row in await connection.rows(_SERVICES, ids=list(team_ids))]


async def insert_services(connection: Connection, new: Sequence[TeamService]) -> None:
    """Let members serve who do not yet, in teams that nobody else changes."""
    await connection.raw.copy_records_to_table("team_members", records=new, columns=TeamService._fields, timeout=60)


async def put_team_member(
    connection: Connection, team_id: UUID, member_id: UUID, team_role: str, home_unit_id: UUID | None
) -> None:
    """Let a member serve in a team, or serve otherwise than before."""
    values = {"team_id": team_id, "member_id": member_id, "team_role": team_role, "home_unit_id": home_unit_id}
    await connection.run(_PUT, **values)


async def remove_team_member(connection: Connection, team_id: UUID, member_id: UUID) -> bool:
    """`False` if the member does not serve in the team."""
    return await connection.run(_REMOVE, team_id=team_id, member_id=member_id) == 1


_MEMBERS: Final = """ARRAY(
  SELECT ROW(m.id, m.name, s.team_role, m.skills, m.external_ref, m.active, o.code, s.home_unit_id IS NOT NULL,
    u.id, u.code, u.name)
  FROM team_members s
  JOIN members m ON m.id = s.member_id
  JOIN units o ON o.id = m.home_unit_id
  JOIN units u ON u.id = coalesce(s.home_unit_id, m.home_unit_id)
  WHERE s.team_id = teams.id
  ORDER BY array_position(ARRAY['leader', 'deputy', 'member'], s.team_role), m.id
) AS members"""
_RECORDS: Final = select(
    teams.c.id,
    teams.c.name,
    teams.c.created_at,
    units.c.id.label("unit_id"),
    units.c.code.label("unit_code"),
    units.c.name.label("unit_name"),
    text(_MEMBERS),
).select_from(teams.join(units, units.c.id == teams.c.unit_id))
_RECORD: Final = compile_statement(_RECORDS.where(teams.c.id == bindparam("id"), IN_SCOPE))
_LOCK: Final = compile_statement(select(teams.c.id).where(teams.c.id == bindparam("id")).with_for_update())
_INSERTED: Final = compile_statement(
    insert(teams).values({column.name: bindparam(column.name) for column in teams.c}).on_conflict_do_nothing()
)
_NEW: Final = insert(team_members).values({column.name: bindparam(column.name) for column in team_members.c})
_PUT: Final = compile_statement(
    _NEW.on_conflict_do_update(
        index_elements=[team_members.c.team_id, team_members.c.member_id],
        set_={"team_role": _NEW.excluded.team_role, "home_unit_id": _NEW.excluded.home_unit_id},
    )
)
_REMOVE: Final = compile_statement(
    delete(team_members).where(
        team_members.c.team_id == bindparam("team_id"), team_members.c.member_id == bindparam("member_id")
    )
)


_NAMES: Final = "unnest($1::uuid[], $2::text[])"
_FOUND: Final = Compiled(
    f"SELECT t.id, t.unit_id, t.name FROM {_NAMES} n (unit_id, name) JOIN teams t USING (unit_id, name)",
    ("units", "names"),
    {},
)
# A team that is there is locked by an update that changes nothing, and told like one that is new.
_FORMED: Final = Compiled(
    """
    INSERT INTO teams (unit_id, name, id, created_at)
    SELECT n.unit_id, n.name, n.id, $4 FROM unnest($1::uuid[], $2::text[], $3::uuid[]) n (unit_id, name, id)
    ORDER BY n.unit_id, n.name
    ON CONFLICT (unit_id, name) DO UPDATE SET name = excluded.name
    RETURNING id, unit_id, name, xmax = 0 AS is_new
    """,
    ("units", "names", "ids", "now"),
    {},
)
_SERVICES: Final = Compiled(
    "SELECT team_id, member_id, team_role, home_unit_id FROM team_members WHERE team_id = ANY ($1::uuid[])",
    ("ids",),
    {},
)


@cache
def _page(*, of_unit: bool, goes_on: bool) -> Compiled:
    """A page of teams by id."""
    statement = _RECORDS.where(IN_SCOPE).order_by(teams.c.id).limit(bindparam("limit"))
    if of_unit:
        statement = statement.where(units.c.code == bindparam("unit"))
    if goes_on:
        statement = statement.where(teams.c.id > bindparam("after"))
    return compile_statement(statement)


def _in_columns(names: Sequence[TeamName]) -> dict[str, list[object]]:
    return {"units": [each.unit_id for each in names], "names": [each.name for each in names]}


def _by_name(rows: Sequence[Row]) -> dict[TeamName, UUID]:
    return {TeamName(row["unit_id"], row["name"]): row["id"] for row in rows}


def _record(row: Row) -> TeamRecord:
    return TeamRecord(
        id=row["id"],
        name=row["name"],
        created_at=row["created_at"],
        unit=UnitName(row["unit_id"], row["unit_code"], row["unit_name"]),
        members=tuple(
            TeamMember(id_, name, role, tuple(skills), ref, active, own_unit, is_sent, UnitName(*home))
            for id_, name, role, skills, ref, active, own_unit, is_sent, *home in row["members"]
        ),
    )
