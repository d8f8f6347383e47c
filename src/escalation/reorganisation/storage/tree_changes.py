"""What has to be rewritten when a unit moves or is dissolved? All of it set-based.

Tickets change by decisions only, save for the paths that say where their units are: the foreign keys rewrite those.
"""

from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from escalation.identity.storage.api_keys import end_what_they_made
from escalation.kit.database.columns import handed_on_tables
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import UNIT_COLUMNS

TASK: Final = "succession"
"""As the engine calls what hands on what is left."""
_SECONDS: Final = 600


async def take_time(connection: Connection) -> None:
    """Let the statements of this transaction run for minutes: a county may hold a million tickets."""
    await connection.raw.execute(f"SET LOCAL statement_timeout = '{_SECONDS}s'")
    await connection.raw.execute("SET LOCAL lock_timeout = '30s'")


async def lock_matters(connection: Connection, path: str) -> None:
    """Lock every ticket and opinion of a subtree, and tickets about somebody to which a unit of it is tied.

    A decision locks tickets by id, then opinions, then the units it names. So does a move; in any other order the two
    could wait for each other.
    """
    for statement in (_LOCK_TICKETS, _LOCK_OPINIONS):
        await connection.raw.execute(statement.text, path, end_of(path), timeout=_SECONDS)


async def hang_below(connection: Connection, unit: UUID, parent: UUID, *, old: str, new: str, now: datetime) -> int:
    """Give a unit another parent. How many units moved.

    Paths of the subtree change from `old…` to `new…`, and with them those of all its tickets, opinions and operations.
    """
    arguments = unit, parent, old, end_of(old), new, now
    tag = await connection.raw.execute(_HANG_BELOW.text, *arguments, timeout=_SECONDS)
    return int(tag.rpartition(" ")[2])


async def mark_dissolved(connection: Connection, unit: UUID, successor: UUID, now: datetime) -> None:
    """The unit is not active any more; it stays in the tree for the sake of its history."""
    await connection.run(_DISSOLVE, unit=unit, successor=successor, now=now)


async def hand_over_people(connection: Connection, unit: UUID, successor: UUID, now: datetime) -> None:
    """Members keep their roles, at the successor; teams move there, with another name where theirs is taken.

    So do the names under which other systems send. Keys end, and what was made with them: nobody's scope grows without
    somebody giving it.
    """
    for statement in (_MOVE_ROLES, _MOVE_MEMBERS, _MOVE_TEAM_MEMBERS, _MOVE_TEAMS):
        await connection.run(statement, unit=unit, successor=successor)
    await connection.run(_HAND_OVER_SYSTEMS, unit=unit, successor=successor)
    await connection.run(_END_KEYS, unit=unit, now=now)
    await end_what_they_made(connection)


async def hand_over_records(connection: Connection, unit: UUID, successor: Unit) -> None:
    """Records of the programme are the successor's, whatever mechanism they are of (`columns.handed_on`)."""
    for table, stays in handed_on_tables().items():
        await connection.run(_handed_on(table, stays), unit=unit, successor=successor.id, path=successor.path)


@cache
def _handed_on(table: str, stays: str) -> Compiled:
    sql = f"""
    UPDATE {table} r SET unit_id = $2, unit_path = $3
    WHERE r.unit_path = (SELECT path FROM units WHERE id = $1) AND NOT ({stays})
    """
    return Compiled(sql, ("unit", "successor", "path"), {})


async def hand_over_inbox(connection: Connection, unit: UUID, successor: Unit, now: datetime) -> int:
    """Opinions that nobody has looked at yet are the successor's to look at. How many there were.

    They are locked in the order of their ids, as by those who form tickets of them.
    """
    return await connection.run(_MOVE_INBOX, unit=unit, successor=successor.id, path=successor.path, now=now)


async def open_tickets_of(connection: Connection, unit: UUID) -> list[UUID]:
    """Every open ticket that a unit holds, received, handles, dispatched or is asked to help with, by id.

    Those are left out that could not be handed on a moment ago.
    """
    return [row["id"] for row in await connection.rows(_OPEN_TICKETS, unit=unit)]


async def tickets_about(connection: Connection, unit: UUID) -> list[UUID]:
    """Every ticket, open or not, that is about a unit itself, by id."""
    return [row["id"] for row in await connection.rows(_ABOUT, unit=unit)]


async def successor_of(connection: Connection, unit: UUID) -> Unit | None:
    """The active unit at the end of the chain of successors; `None` for a unit that is not dissolved."""
    row = await connection.row(_SUCCESSOR, unit=unit)
    return Unit(*row) if row else None


async def line_of(connection: Connection, path: str) -> list[Unit]:
    """A unit and all above it, nearest first."""
    serials = [int(part) for part in path.strip("/").split("/")]
    return [Unit(*row) for row in await connection.rows(_LINE, serials=serials)]


async def dissolved_with_duties(connection: Connection, limit: int) -> list[UUID]:
    """Dissolved units that still hold or received an open ticket, or are asked to help with one."""
    return [row["id"] for row in await connection.rows(_LEFT_BEHIND, limit=limit)]


async def dissolved_and_accused(connection: Connection, limit: int) -> list[UUID]:
    """Dissolved units that a ticket is still about, unless their successor is a topmost unit."""
    return [row["id"] for row in await connection.rows(_STILL_ACCUSED, limit=limit)]


async def dissolved_with_people(connection: Connection, limit: int) -> list[UUID]:
    """Dissolved units with an opinion in their inbox, a role or a key that still counts."""
    return [row["id"] for row in await connection.rows(_NOT_EMPTY, limit=limit)]


_UNIT: Final = ", ".join(f"u.{column.name}" for column in UNIT_COLUMNS)
_IN_SUBTREE: Final = "{0} >= $1 AND {0} < $2"
# Those that are tied only: whether they may see it depends on where they stand, and lists are kept accordingly.
_LOCK_TICKETS: Final = Compiled(
    f"""
    SELECT t.id FROM tickets t
    WHERE t.id IN (
      SELECT id FROM tickets WHERE {_IN_SUBTREE.format("holder_path")}
      UNION SELECT id FROM tickets WHERE {_IN_SUBTREE.format("origin_path")}
      UNION SELECT id FROM tickets WHERE {_IN_SUBTREE.format("accused_path")}
      UNION
      SELECT a.id
      FROM tickets a
      CROSS JOIN LATERAL unnest(
        ARRAY[a.handler_unit_id, a.dispatcher_unit_id, a.sender_unit_id]
        || ARRAY(SELECT j.unit_id FROM joint_tasks j WHERE j.ticket_id = a.id AND j.state = 'open')
      ) AS tied(unit_id)
      JOIN units u ON u.id = tied.unit_id AND {_IN_SUBTREE.format("u.path")}
      WHERE a.accused_path IS NOT NULL
    )
    ORDER BY t.id FOR UPDATE
    """,
    ("path", "end"),
    {},
)
_LOCK_OPINIONS: Final = Compiled(
    f"SELECT id FROM opinions WHERE {_IN_SUBTREE.format('unit_path')} ORDER BY id FOR UPDATE", ("path", "end"), {}
)
_HANG_BELOW: Final = Compiled(
    """
    UPDATE units
    SET path = $5 || substr(path, length($3) + 1),
        parent_id = CASE WHEN id = $1 THEN $2 ELSE parent_id END,
        version = version + (id = $1)::int,
        updated_at = $6
    WHERE path >= $3 AND path < $4
    """,
    ("unit", "parent", "old", "end", "new", "now"),
    {},
)
_DISSOLVE: Final = Compiled(
    "UPDATE units SET active = false, successor_id = $2, version = version + 1, updated_at = $3 WHERE id = $1",
    ("unit", "successor", "now"),
    {},
)
# In one statement: what it ends it has seen, so no role is lost that was given between two.
_MOVE_ROLES: Final = Compiled(
    """
    WITH ended AS (DELETE FROM memberships WHERE unit_id = $1 RETURNING member_id, role, since)
    INSERT INTO memberships (member_id, unit_id, role, since)
    SELECT member_id, $2, role, since FROM ended
    ON CONFLICT DO NOTHING
    """,
    ("unit", "successor"),
    {},
)
_MOVE_MEMBERS: Final = Compiled(
    "UPDATE members SET home_unit_id = $2 WHERE home_unit_id = $1", ("unit", "successor"), {}
)
_MOVE_TEAM_MEMBERS: Final = Compiled(
    "UPDATE team_members SET home_unit_id = $2 WHERE home_unit_id = $1", ("unit", "successor"), {}
)
_MOVE_TEAMS: Final = Compiled(
    """
    UPDATE teams t
    SET unit_id = $2,
        name = CASE WHEN EXISTS (SELECT FROM teams o WHERE o.unit_id = $2 AND o.name = t.name)
                    THEN t.name || ' (' || (SELECT code FROM units WHERE id = $1) || ')' ELSE t.name END
    WHERE t.unit_id = $1
    """,
    ("unit", "successor"),
    {},
)
_HAND_OVER_SYSTEMS: Final = Compiled(
    "UPDATE source_systems SET unit_id = $2 WHERE unit_id = $1", ("unit", "successor"), {}
)
_END_KEYS: Final = Compiled(
    "UPDATE api_keys SET revoked_at = $2 WHERE unit_id = $1 AND revoked_at IS NULL", ("unit", "now"), {}
)
_MOVE_INBOX: Final = Compiled(
    """
    WITH inbox AS (SELECT id FROM opinions WHERE unit_id = $1 AND status = 'inbox' ORDER BY id FOR UPDATE)
    UPDATE opinions o SET unit_id = $2, unit_path = $3, updated_at = $4 FROM inbox i WHERE o.id = i.id
    """,
    ("unit", "successor", "path", "now"),
    {},
)
_OPEN_TICKETS: Final = Compiled(
    f"""
    SELECT id FROM (
    SELECT id FROM tickets WHERE is_open AND holder_path = (SELECT path FROM units WHERE id = $1)
    UNION SELECT id FROM tickets WHERE is_open AND origin_path = (SELECT path FROM units WHERE id = $1)
    UNION SELECT id FROM tickets WHERE is_open AND handler_unit_id = $1
    UNION SELECT id FROM tickets WHERE is_open AND dispatcher_unit_id = $1
    UNION SELECT ticket_id FROM joint_tasks WHERE state = 'open' AND unit_id = $1
    ) t WHERE {not_set_aside(TASK, "t.id")} ORDER BY id
    """,
    ("unit",),
    {},
)
_ABOUT: Final = Compiled(
    "SELECT id FROM tickets WHERE accused_path = (SELECT path FROM units WHERE id = $1) ORDER BY id", ("unit",), {}
)
_STILL_ACCUSED: Final = Compiled(
    f"""
    SELECT u.id FROM units u JOIN units s ON s.id = u.successor_id AND s.parent_id IS NOT NULL
    WHERE NOT u.active AND {not_set_aside(TASK, "u.id")}
      AND EXISTS (SELECT FROM tickets t WHERE t.accused_path = u.path)
    ORDER BY u.id LIMIT $1
    """,
    ("limit",),
    {},
)
# UNION, not UNION ALL: a circle of successors would end the search instead of going on for ever.
_SUCCESSOR: Final = Compiled(
    f"""
    WITH RECURSIVE chain AS (
      SELECT id, successor_id, active FROM units WHERE id = $1
      UNION SELECT n.id, n.successor_id, n.active FROM chain c JOIN units n ON n.id = c.successor_id AND NOT c.active
    )
    SELECT {_UNIT} FROM chain c JOIN units u ON u.id = c.id WHERE c.active AND c.id <> $1
    """,
    ("unit",),
    {},
)
_LINE: Final = Compiled(
    f"SELECT {_UNIT} FROM units u WHERE u.serial = ANY ($1::bigint[]) ORDER BY length(u.path) DESC", ("serials",), {}
)
# One of which nothing is left but tickets that are set aside keeps no other waiting.
_LEFT_BEHIND: Final = Compiled(
    f"""
    SELECT u.id FROM units u
    WHERE NOT u.active AND {not_set_aside(TASK, "u.id")} AND (
      EXISTS (SELECT FROM tickets t WHERE t.is_open AND t.holder_path = u.path AND {not_set_aside(TASK, "t.id")})
      OR EXISTS (SELECT FROM tickets t WHERE t.is_open AND t.origin_path = u.path AND {not_set_aside(TASK, "t.id")})
      OR EXISTS (
        SELECT FROM joint_tasks j WHERE j.state = 'open' AND j.unit_id = u.id AND {not_set_aside(TASK, "j.ticket_id")}
      )
    )
    ORDER BY u.id LIMIT $1
    """,
    ("limit",),
    {},
)
_NOT_EMPTY: Final = Compiled(
    f"""
    SELECT u.id FROM units u
    WHERE NOT u.active AND {not_set_aside(TASK, "u.id")}
      AND (EXISTS (SELECT FROM opinions o WHERE o.status = 'inbox' AND o.unit_path = u.path)
        OR EXISTS (SELECT FROM memberships m WHERE m.unit_id = u.id)
        OR EXISTS (SELECT FROM api_keys k WHERE k.unit_id = u.id AND k.revoked_at IS NULL))
    ORDER BY u.id LIMIT $1
    """,
    ("limit",),
    {},
)
