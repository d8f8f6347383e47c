"""Which supervision groups are there (专项督导组)? Named statements that read, write and end them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK, Actor
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_highest
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.kit.runtime.subtree import range_of
from escalation.programme.groups.domain.supervision_groups import (
    GroupKind,
    GroupMember,
    GroupState,
    SupervisedUnit,
    SupervisionGroup,
)

LAPSES: Final = "group_lapses"
"""As the engine calls what tells of them."""


@dataclass(frozen=True, slots=True)
class NewSupervisionGroup:
    """A group as it is written: the fields of its row, and who supervises what."""

    id: UUID
    name: str
    kind: GroupKind
    first_day: date
    last_day: date
    since: datetime
    until: datetime
    head_id: UUID
    member_ids: Sequence[UUID]
    unit_ids: Sequence[UUID]

    @property
    def people(self) -> list[UUID]:
        """All of them, the head first."""
        return list(dict.fromkeys([self.head_id, *self.member_ids]))


async def list_supervision_groups(
    connection: Connection, actor: Actor, state: GroupState | None, now: datetime, *, after: UUID | None, limit: int
) -> list[SupervisionGroup]:
    """At most `limit` groups that the actor sees, the newest first."""
    rows = await connection.rows(_LISTED, **_seen_by(actor), state=state, now=now, after=after, limit=limit)
    return [_group(row) for row in rows]


async def find_supervision_group(connection: Connection, actor: Actor, group_id: UUID) -> SupervisionGroup | None:
    """One that the actor sees."""
    row = await connection.row(_FOUND, **_seen_by(actor), id=group_id)
    return _group(row) if row else None


async def insert_supervision_group(
    connection: Connection, group: NewSupervisionGroup, now: datetime, actor: Actor, request_id: str
) -> None:
    """Write a group of the actor's unit, and tell of it."""
    await connection.run(
        _INSERTED, id=group.id, unit=actor.unit_id, path=actor.unit_path, name=group.name, kind=group.kind,
        first=group.first_day, last=group.last_day, since=group.since, until=group.until, now=now, by=actor.principal,
    )  # fmt: skip
    await _fill(connection, _FORMED, group, now, actor, request_id)


async def lock_supervision_group(connection: Connection, group_id: UUID) -> None:
    """Be the only one who changes this group until the transaction ends."""
    await connection.row(_LOCKED, id=group_id)


async def change_supervision_group(
    connection: Connection, group: NewSupervisionGroup, now: datetime, actor: Actor, request_id: str
) -> None:
    """Write a group anew, and tell of it. Nobody else changes it meanwhile: it is locked."""
    await connection.run(_EMPTIED, id=group.id)
    await connection.run(_CHANGED, id=group.id, name=group.name, last=group.last_day, until=group.until, now=now)
    await _fill(connection, _REFORMED, group, now, actor, request_id)


async def end_supervision_group(
    connection: Connection, group_id: UUID, reason: str, now: datetime, actor: Actor, request_id: str
) -> None:
    """End a group before its time, with the posts that it gave, and tell of it."""
    await connection.run(_ENDED, id=group_id, reason=reason, now=now, **by(actor, request_id))


async def lock_over(connection: Connection, now: datetime, most: int) -> list[UUID]:
    """At most `most` groups whose period is over and was not told of, held until the transaction ends."""
    return [row["id"] for row in await connection.rows(_OVER, now=now, most=most)]


async def lapse_groups(connection: Connection, ids: Sequence[UUID], now: datetime) -> None:
    """Tell that groups are over, and clear away their posts, which have ended by themselves."""
    await connection.run(_LAPSED, now=now, ids=list(ids), **by(CLOCK, "clock"))


async def _fill(
    connection: Connection, statement: Compiled, group: NewSupervisionGroup, now: datetime, actor: Actor, request: str
) -> None:
    await connection.run(
        statement, id=group.id, head=group.head_id, people=group.people, units=list(group.unit_ids), now=now,
        **by(actor, request),
    )  # fmt: skip


def _seen_by(actor: Actor) -> dict[str, object]:
    start, end = range_of(actor)
    return {"start": start, "end": end, "path": actor.unit_path, "me": actor.member_id}


def _group(row: Row) -> SupervisionGroup:
    own = {name: row[name] for name in _OWN}
    return SupervisionGroup(
        **{**own, "kind": GroupKind(own["kind"])},
        members=[GroupMember(*each) for each in row["members"]],
        units=[SupervisedUnit(*each) for each in row["units"]],
    )


_OWN: Final = (
    "id", "unit_id", "unit_code", "unit_name", "unit_path", "name", "kind", "first_day", "last_day", "since", "until",
    "ended_by", "end_reason", "version", "created_at", "created_by",
)  # fmt: skip
# Whose group it is, whom it supervises, those above and below these, and its own people.
_SEEN: Final = """(
  (s.unit_path >= $1 AND s.unit_path < $2)
  OR EXISTS (
    SELECT FROM supervision_group_units gu JOIN units x ON x.id = gu.unit_id
    WHERE gu.group_id = s.id AND ((x.path >= $1 AND x.path < $2) OR starts_with($3, x.path)) AND $3 <> ''
  )
  OR EXISTS (SELECT FROM supervision_group_members gm WHERE gm.group_id = s.id AND gm.member_id = $4::uuid)
)"""
_RECORD: Final = f"""
SELECT s.id, s.unit_path, s.name, s.kind, s.first_day, s.last_day, s.since, s.until, s.ended_by, s.end_reason,
  s.version, s.created_at, s.created_by, u.id AS unit_id, u.code AS unit_code, u.name AS unit_name,
  ARRAY(
    SELECT ROW(m.id, m.name, m.active, gm.is_head,
               EXISTS (SELECT FROM person_members p WHERE p.member_id = m.id), h.id, h.code, h.name, h.path)
    FROM supervision_group_members gm JOIN members m ON m.id = gm.member_id JOIN units h ON h.id = m.home_unit_id
    WHERE gm.group_id = s.id ORDER BY gm.is_head DESC, m.id
  ) AS members,
  ARRAY(
    SELECT ROW(x.id, x.code, x.name, x.path, x.active)
    FROM supervision_group_units gu JOIN units x ON x.id = gu.unit_id WHERE gu.group_id = s.id ORDER BY x.path
  ) AS units
FROM supervision_groups s JOIN units u ON u.id = s.unit_id
WHERE {_SEEN}
"""
_LISTED: Final = Compiled(
    f"""
    {_RECORD}
    AND ($5::text IS NULL OR $5 = CASE WHEN s.until <= $6 THEN 'over' WHEN s.since <= $6 THEN 'running'
                                       ELSE 'planned' END)
    AND s.id < {or_highest("$7", "uuid")} ORDER BY s.id DESC LIMIT $8
    """,
    ("start", "end", "path", "me", "state", "now", "after", "limit"),
    {},
)
_FOUND: Final = Compiled(f"{_RECORD} AND s.id = $5", ("start", "end", "path", "me", "id"), {})
_LOCKED: Final = Compiled("SELECT id FROM supervision_groups WHERE id = $1 FOR UPDATE", ("id",), {})
_INSERTED: Final = Compiled(
    """
    INSERT INTO supervision_groups (id, unit_id, unit_path, name, kind, first_day, last_day, since, until, created_at,
                                    updated_at, created_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
    """,
    ("id", "unit", "path", "name", "kind", "first", "last", "since", "until", "now", "by"),
    {},
)
_EMPTIED: Final = Compiled(
    """
    WITH units AS (DELETE FROM supervision_group_units WHERE group_id = $1)
    DELETE FROM supervision_group_members WHERE group_id = $1
    """,
    ("id",),
    {},
)
_CHANGED: Final = Compiled(
    """
    UPDATE supervision_groups SET name = $2, last_day = $3, until = $4, updated_at = $5, version = version + 1
    WHERE id = $1
    """,
    ("id", "name", "last", "until", "now"),
    {},
)
_GROUP: Final = "r.id, r.unit_id, r.kind, r.first_day, r.last_day"


def _told(type_: str, action: str, first: int, people: str = "", units: str = "") -> str:
    """The event of `changed`; the author's parameters begin with `first`.

    `people`, `units`: SQL of ids; those that stand with the group, if they are not written by this very statement.
    """
    people = people or "SELECT gm.member_id FROM supervision_group_members gm WHERE gm.group_id = r.id"
    units = units or "SELECT gu.unit_id FROM supervision_group_units gu WHERE gu.group_id = r.id"
    tells = f"""jsonb_build_object(
      'group_kind', r.kind, 'first_day', r.first_day, 'last_day', r.last_day,
      'member_ids', ARRAY({people} ORDER BY 1), 'unit_ids', ARRAY({units} ORDER BY 1)
    )"""
    rows = f"changed r, (SELECT '{action}' AS action, NULL::text AS reason, a.* FROM ({author(first)}) a) e"
    return of_records(f"supervision_group.{type_}", rows, tells)


def _filled(type_: str, action: str) -> Compiled:
    told = _told(type_, action, 6, "SELECT unnest($3::uuid[])", "SELECT unnest($4::uuid[])")
    return Compiled(
        f"""
        WITH changed AS (
          SELECT {_GROUP}, $5::timestamptz AS at FROM supervision_groups r WHERE r.id = $1
        ),
        people AS (
          INSERT INTO supervision_group_members (group_id, member_id, is_head)
          SELECT $1, p.id, p.id = $2 FROM unnest($3::uuid[]) p (id)
        ),
        places AS (
          INSERT INTO supervision_group_units (group_id, unit_id) SELECT $1, p.id FROM unnest($4::uuid[]) p (id)
        )
        {told}
        """,
        ("id", "head", "people", "units", "now", *AUTHOR),
        {},
    )


_FORMED: Final = _filled("formed", "form")
_REFORMED: Final = _filled("changed", "change")
_ENDED: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE supervision_groups r SET until = least(r.until, $3), ended_by = $5::text, end_reason = $2,
        lapsed_at = $3, updated_at = $3, version = version + 1
      WHERE r.id = $1 RETURNING {_GROUP}, $3::timestamptz AS at
    ),
    posts AS (DELETE FROM temporary_posts t USING changed r WHERE t.group_id = r.id)
    {_told("lapsed", "end", 4)}
    """,
    ("id", "reason", "now", *AUTHOR),
    {},
)
_OVER: Final = Compiled(
    f"""
    SELECT r.id FROM supervision_groups r
    WHERE r.lapsed_at IS NULL AND r.until <= $1 AND {not_set_aside(LAPSES, "r.id")}
    ORDER BY r.until LIMIT $2 FOR UPDATE OF r SKIP LOCKED
    """,
    ("now", "most"),
    {},
)
_LAPSED: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE supervision_groups r SET lapsed_at = $1, version = version + 1 WHERE r.id = ANY ($2::uuid[])
      RETURNING {_GROUP}, $1::timestamptz AS at
    ),
    posts AS (DELETE FROM temporary_posts t USING changed r WHERE t.group_id = r.id)
    {_told("lapsed", "lapse", 3)}
    """,
    ("now", "ids", *AUTHOR),
    {},
)
