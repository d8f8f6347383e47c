"""Which leading groups are there, and who was in charge when? Named statements that read and change them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_highest
from escalation.organisation.domain.leading_groups import GroupRole, LeadingPosition
from escalation.programme.groups.domain.leading_groups import GroupPerson, LeadingGroup, LeadingMember, LeadingTerm


async def list_leading_groups(
    connection: Connection, paths: tuple[str, str], *, after: str | None, limit: int
) -> list[LeadingGroup]:
    """At most `limit` groups of units in a range of paths, in the order of the tree, behind the path `after`."""
    rows = await connection.rows(_LISTED, start=paths[0], end=paths[1], after=after, limit=limit)
    return [_group(row) for row in rows]


async def find_leading_group(connection: Connection, group_id: UUID, paths: tuple[str, str]) -> LeadingGroup | None:
    """One of a unit in a range of paths."""
    row = await connection.row(_FOUND, id=group_id, start=paths[0], end=paths[1])
    return _group(row) if row else None


async def find_group_of_unit(connection: Connection, unit_id: UUID) -> UUID | None:
    """The group of a unit."""
    found = await connection.value(_OF_UNIT, unit=unit_id)
    return found if isinstance(found, UUID) else None


async def list_terms(connection: Connection, group_id: UUID, *, after: UUID | None, limit: int) -> list[LeadingTerm]:
    """At most `limit` terms of a group, the newest first."""
    rows = await connection.rows(_TERMS, group=group_id, after=after, limit=limit)
    return [_term(*row["term"]) for row in rows]


async def lock_leading_group(connection: Connection, group_id: UUID) -> int | None:
    """The version of a group that nobody else changes until the transaction ends."""
    version = await connection.value(_LOCKED, id=group_id)
    return version if isinstance(version, int) else None


async def insert_leading_group(
    connection: Connection, group_id: UUID, unit: tuple[UUID, str], now: datetime, actor: Actor, request_id: str
) -> bool:
    """Form the group of a unit, and tell of it; false if the unit has one."""
    written = await connection.run(_FORMED, id=group_id, unit=unit[0], path=unit[1], now=now, **by(actor, request_id))
    return written == 1


async def put_leading_member(
    connection: Connection,
    group_id: UUID,
    member: tuple[UUID, GroupRole, UUID | None, str | None],
    now: datetime,
    actor: Actor,
    request_id: str,
) -> None:
    """Let somebody be in the group: as what, from which department if not their own, and for what they answer."""
    member_id, role, home, area = member
    await connection.run(
        _PUT, id=group_id, member=member_id, now=now, role=role, home=home, area=area, **by(actor, request_id)
    )


async def remove_leading_member(
    connection: Connection, group_id: UUID, member_id: UUID, now: datetime, actor: Actor, request_id: str
) -> bool:
    """Take somebody out of the group, and tell of it; false for who is not in it."""
    return await connection.run(_REMOVED, id=group_id, member=member_id, now=now, **by(actor, request_id)) == 1


async def change_holder(
    connection: Connection,
    group_id: UUID,
    position: LeadingPosition,
    term: tuple[UUID, UUID] | None,
    reason: str,
    now: datetime,
    actor: Actor,
    request_id: str,
) -> None:
    """End the term that goes on, begin one of another member, if there is any, and tell of both in one.

    `term`: the id of the new one, and whose it is. Who is in charge is no other member of the group.
    """
    ended = await connection.value(
        _ENDED, group=group_id, position=position, now=now, by=actor.principal, reason=reason
    )
    term_id, member_id = term or (None, None)
    await connection.run(
        _BEGUN, id=group_id, member=member_id, now=now, term=term_id, position=position, reason=reason, before=ended,
        **by(actor, request_id),
    )  # fmt: skip


def _group(row: Row) -> LeadingGroup:
    unit_id, unit_code, unit_name = row["unit"]
    return LeadingGroup(
        row["id"], unit_id, unit_code, unit_name, row["unit_path"], row["level"], row["formed_at"], row["version"],
        [_term(*each) for each in row["terms"]],
        [LeadingMember(GroupPerson(*who), GroupRole(role), area) for role, area, *who in row["people"]],
    )  # fmt: skip


def _term(
    id_: UUID, position: str, since: datetime, begun_by: str, reason: str, until: datetime | None,
    ended_by: str | None, end_reason: str | None, *who: Any,
) -> LeadingTerm:  # fmt: skip
    return LeadingTerm(
        id_, LeadingPosition(position), GroupPerson(*who), since, begun_by, reason, until, ended_by, end_reason
    )


_TERM: Final = """ROW(
  t.id, t.position, t.since, t.begun_by, t.reason, t.until, t.ended_by, t.end_reason,
  m.id, m.name, m.active, h.id, h.code, h.name
)"""
_RECORD: Final = f"""
SELECT g.id, g.unit_path, g.formed_at, g.version, u.level, ROW(u.id, u.code, u.name) AS unit,
  ARRAY(
    SELECT {_TERM} FROM leading_group_terms t JOIN members m ON m.id = t.member_id JOIN units h ON h.id = m.home_unit_id
    WHERE t.group_id = g.id AND t.until IS NULL ORDER BY t.position
  ) AS terms,
  ARRAY(
    SELECT ROW(s.group_role, s.area, m.id, m.name, m.active, h.id, h.code, h.name)
    FROM leading_group_members s JOIN members m ON m.id = s.member_id
    JOIN units h ON h.id = coalesce(s.home_unit_id, m.home_unit_id)
    WHERE s.group_id = g.id ORDER BY s.group_role, m.id
  ) AS people
FROM leading_groups g JOIN units u ON u.id = g.unit_id AND u.active
WHERE g.unit_path >= $1 AND g.unit_path < $2
"""
_LISTED: Final = Compiled(
    f"{_RECORD} AND g.unit_path > coalesce($3, '') ORDER BY g.unit_path LIMIT $4",
    ("start", "end", "after", "limit"),
    {},
)
_FOUND: Final = Compiled(f"{_RECORD} AND g.id = $3", ("start", "end", "id"), {})
_TERMS: Final = Compiled(
    f"""
    SELECT {_TERM} AS term
    FROM leading_group_terms t JOIN members m ON m.id = t.member_id JOIN units h ON h.id = m.home_unit_id
    WHERE t.group_id = $1 AND t.id < {or_highest("$2", "uuid")} ORDER BY t.id DESC LIMIT $3
    """,
    ("group", "after", "limit"),
    {},
)
_LOCKED: Final = Compiled("SELECT version FROM leading_groups WHERE id = $1 FOR UPDATE", ("id",), {})
_CHANGED: Final = """
changed AS (UPDATE leading_groups SET version = version + 1 WHERE id = $1 RETURNING id, unit_id, $3::timestamptz AS at)
"""


def _told(type_: str, action: str, first: int, tells: str, source: str = "changed") -> str:
    """The event of what a part of the statement has changed; the author's parameters begin with `first`."""
    rows = f"{source} r, (SELECT '{action}' AS action, NULL::text AS reason, a.* FROM ({author(first)}) a) e"
    return of_records(f"leading_group.{type_}", rows, tells)


_FORMED: Final = Compiled(
    f"""
    WITH changed AS (
      INSERT INTO leading_groups (id, unit_id, unit_path, formed_at, formed_by)
      SELECT $1::uuid, $2::uuid, $3, $4::timestamptz, $6::text
      ON CONFLICT (unit_id) DO NOTHING RETURNING id, unit_id, formed_at AS at
    )
    {_told("formed", "form", 5, "'{}'::jsonb")}
    """,
    ("id", "unit", "path", "now", *AUTHOR),
    {},
)
_PUT: Final = Compiled(
    f"""
    WITH {_CHANGED},
    put AS (
      INSERT INTO leading_group_members (group_id, member_id, group_role, home_unit_id, area)
      VALUES ($1, $2, $4, $5, $6)
      ON CONFLICT (group_id, member_id) DO UPDATE
      SET group_role = excluded.group_role, home_unit_id = excluded.home_unit_id, area = excluded.area
    )
    {_told("changed", "put_member", 7, "jsonb_build_object('member_id', $2::uuid, 'group_role', $4::text)")}
    """,
    ("id", "member", "now", "role", "home", "area", *AUTHOR),
    {},
)
_REMOVED: Final = Compiled(
    f"""
    WITH removed AS (
      DELETE FROM leading_group_members WHERE group_id = $1 AND member_id = $2 RETURNING group_id
    ),
    {_CHANGED.replace("WHERE id = $1", "WHERE id = (SELECT group_id FROM removed)")}
    {_told("changed", "remove_member", 4, "jsonb_build_object('member_id', $2::uuid, 'group_role', NULL)")}
    """,
    ("id", "member", "now", *AUTHOR),
    {},
)
_ENDED: Final = Compiled(
    """
    UPDATE leading_group_terms SET until = $3, ended_by = $4, end_reason = $5
    WHERE group_id = $1 AND position = $2 AND until IS NULL RETURNING member_id
    """,
    ("group", "position", "now", "by", "reason"),
    {},
)
_TELLS: Final = "jsonb_build_object('position', $5::text, 'member_id', $2::uuid, 'former_member_id', $7::uuid)"
_BEGUN: Final = Compiled(
    f"""
    WITH {_CHANGED},
    begun AS (
      INSERT INTO leading_group_terms (id, group_id, position, member_id, since, begun_by, reason)
      SELECT $4::uuid, $1, $5, $2, $3, $9::text, $6 WHERE $2::uuid IS NOT NULL
    ),
    promoted AS (
      DELETE FROM leading_group_members
      WHERE group_id = $1 AND member_id = $2 AND $5 = '{LeadingPosition.IN_CHARGE}'
    )
    {_told("charge_changed", "change_holder", 8, _TELLS)}
    """,
    ("id", "member", "now", "term", "position", "reason", "before", *AUTHOR),
    {},
)


_OF_UNIT: Final = Compiled("SELECT id FROM leading_groups WHERE unit_id = $1", ("unit",), {})
