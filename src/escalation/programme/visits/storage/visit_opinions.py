"""Which opinions were taken on a visit? Noted once each, as a link."""

from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def link_opinion(connection: Connection, visit_id: UUID, opinion_id: UUID, now: datetime) -> None:
    """Note that an opinion was taken on a visit; once, however often it is said."""
    await connection.run(_LINKED, visit=visit_id, opinion=opinion_id, now=now)


async def opinions_of(connection: Connection, visit_id: UUID) -> list[UUID]:
    """Ids of the opinions that were taken on a visit."""
    return [row["opinion_id"] for row in await connection.rows(_OPINIONS, visit=visit_id)]


_LINKED: Final = Compiled(
    "INSERT INTO visit_opinions (visit_id, opinion_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    ("visit", "opinion", "now"),
    {},
)
_OPINIONS: Final = Compiled(
    "SELECT opinion_id FROM visit_opinions WHERE visit_id = $1 ORDER BY at, opinion_id", ("visit",), {}
)
