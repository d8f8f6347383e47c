"""Whose time is over (retention)? Opinions whose matter ended so many years ago, a stretch of them at a time."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.retention import KeptYears

Place = tuple[datetime, UUID]


class DueOpinion(NamedTuple):
    """An opinion of a stretch, and whether its contact, or all of it, has been kept long enough."""

    id: UUID
    received_at: datetime
    contact_is_due: bool
    all_is_due: bool


async def next_stretch(connection: Connection, kept: KeptYears, after: Place | None, limit: int) -> list[DueOpinion]:
    """Opinions behind a place, oldest first. One whose matter is open is never due."""
    at, id_ = after or (None, None)
    rows = await connection.rows(_STRETCH, contacts=kept.contacts, words=kept.words, at=at, id=id_, limit=limit)
    return [DueOpinion(*row) for row in rows]


# The end of a matter: that of its ticket, or when it was dismissed. One in the inbox has not ended.
_STRETCH: Final = Compiled(
    """
    WITH moment AS (SELECT clock_timestamp() + advanced_by AS now FROM clock)
    SELECT o.id, o.received_at,
           coalesce(o.data_key IS NOT NULL AND ended.at < m.now - make_interval(years => $1), false) AS contact_is_due,
           coalesce(o.erased_at IS NULL AND ended.at < m.now - make_interval(years => $2), false) AS all_is_due
    FROM opinions o CROSS JOIN moment m LEFT JOIN tickets t ON t.id = o.ticket_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN t.id IS NOT NULL THEN CASE WHEN NOT t.is_open THEN coalesce(t.closed_at, t.updated_at) END
                  WHEN o.status = 'dismissed' THEN o.updated_at END AS at
    ) ended
    WHERE ($3::timestamptz IS NULL OR (o.received_at, o.id) > ($3, $4::uuid))
      AND o.received_at < m.now - make_interval(years => least($1, $2))
    ORDER BY o.received_at, o.id LIMIT $5
    """,
    ("contacts", "words", "at", "id", "limit"),
    {},
)
