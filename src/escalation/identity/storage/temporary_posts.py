"""Who holds which post for a time (temporary posts)? Given by a group to its members, and taken with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Role
from escalation.kit.database.connection import Compiled, Connection

GIVEN: Final = Role.SUPERVISOR
"""The one role that is given so."""


async def set_temporary_posts(
    connection: Connection,
    group_id: UUID,
    members: Sequence[UUID],
    units: Sequence[UUID],
    since: datetime,
    until: datetime,
) -> None:
    """Let each of these members be a supervisor at each of these units in a period, and nobody else by this group."""
    await connection.run(
        _SET, group=group_id, members=list(members), units=list(units), role=GIVEN, since=since, until=until
    )


_SET: Final = Compiled(
    """
    WITH wanted AS (
      SELECT m.id AS member_id, u.id AS unit_id
      FROM unnest($2::uuid[]) m (id) CROSS JOIN unnest($3::uuid[]) u (id) WHERE $5::timestamptz < $6::timestamptz
    ),
    taken AS (
      DELETE FROM temporary_posts t WHERE t.group_id = $1
        AND NOT EXISTS (SELECT FROM wanted w WHERE (w.member_id, w.unit_id) = (t.member_id, t.unit_id))
    )
    INSERT INTO temporary_posts AS t (group_id, member_id, unit_id, role, since, until)
    SELECT $1, member_id, unit_id, $4, $5, $6 FROM wanted
    ON CONFLICT (group_id, member_id, unit_id) DO UPDATE SET since = excluded.since, until = excluded.until
    WHERE (t.since, t.until) IS DISTINCT FROM (excluded.since, excluded.until)
    """,
    ("group", "members", "units", "role", "since", "until"),
    {},
)
