"""What of visits is erased (erasing)? What households are called, and by what they are known again; how many, stays.

By an opinion: of the visit on which it was taken. By age: as long as contacts are kept, from the day of the visit on.
A household that was told from others by its mark counts with those without one from then on.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def erase_by_opinion(connection: Connection, opinion_id: UUID, now: datetime) -> list[UUID]:
    """Erase whom the visits were to on which an opinion was taken; which they are."""
    return [row["id"] for row in await connection.rows(_BY_OPINION, opinion=opinion_id, now=now)]


async def visits_of_nobody_else(connection: Connection, opinion_id: UUID) -> list[UUID]:
    """Visits on which an opinion was taken, and no other one that is not erased."""
    return [row["visit_id"] for row in await connection.rows(_OF_NOBODY_ELSE, opinion=opinion_id)]


async def erase_by_age(connection: Connection, years: int, limit: int) -> int:
    """Erase whom visits were to that were made more than so many years ago, the oldest first. How many."""
    return await connection.run(_BY_AGE, years=years, limit=limit)


_ERASED: Final = "data_key = NULL, household_labels = NULL, household_marks = '{}', version = v.version + 1"
_BY_OPINION: Final = Compiled(
    f"""
    UPDATE visits v SET {_ERASED}, updated_at = $2 FROM visit_opinions o
    WHERE o.opinion_id = $1 AND v.id = o.visit_id AND v.data_key IS NOT NULL
    RETURNING v.id
    """,
    ("opinion", "now"),
    {},
)
_OF_NOBODY_ELSE: Final = Compiled(
    """
    SELECT v.visit_id FROM visit_opinions v
    WHERE v.opinion_id = $1 AND NOT EXISTS (
      SELECT FROM visit_opinions l JOIN opinions o ON o.id = l.opinion_id
      WHERE l.visit_id = v.visit_id AND o.id <> $1 AND o.erased_at IS NULL
    )
    """,
    ("opinion",),
    {},
)
_BY_AGE: Final = Compiled(
    f"""
    WITH moment AS (SELECT clock_timestamp() + advanced_by AS now FROM clock),
    due AS (
      SELECT v.id FROM visits v, moment m
      WHERE v.data_key IS NOT NULL AND v.day < (m.now - make_interval(years => $1))::date
      ORDER BY v.day, v.id LIMIT $2 FOR UPDATE OF v SKIP LOCKED
    )
    UPDATE visits v SET {_ERASED}, updated_at = m.now FROM due, moment m WHERE v.id = due.id
    """,
    ("years", "limit"),
    {},
)
