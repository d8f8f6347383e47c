"""To whom may a ticket be assigned? The members that may be named as candidates: those who serve at a unit."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.parsing.normalization import nfkc


class MemberCandidate(NamedTuple):
    """A member in service."""

    id: UUID
    name: str


async def find_member_candidates(
    connection: Connection, unit_id: UUID, *, q: str | None, after: tuple[str, str] | None, limit: int
) -> Sequence[MemberCandidate]:
    """At most `limit` members of a unit by name, behind a name and an id. A unit has few."""
    name, id_ = (after[0], UUID(after[1])) if after else ("", None)
    rows = await connection.rows(
        _SERVING, unit=unit_id, q=nfkc(q) if q else "", name=name, id=id_ or UUID(int=0), limit=limit
    )
    return [MemberCandidate(row["id"], row["name"]) for row in rows]


_SERVING: Final = Compiled(
    """
    SELECT DISTINCT m.name COLLATE "C" AS name, m.id
    FROM memberships h JOIN members m ON m.id = h.member_id AND m.active
    WHERE h.unit_id = $1 AND strpos(lower(normalize(m.name, NFKC)), lower($2::text)) > 0
      AND (m.name COLLATE "C", m.id) > ($3::text, $4::uuid)
    ORDER BY name, m.id LIMIT $5
    """,
    ("unit", "q", "name", "id", "limit"),
    {},
)
