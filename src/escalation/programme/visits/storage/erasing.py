"""What of visits is erased (erasing)? What households are called, by what they are known again, and what they signed.

How many they were stays, and that and how they confirmed it; why somebody looked whom it was to goes as well.

By an opinion: of the visit on which it was taken. By age: as long as contacts are kept, from the day of the visit on.
A household that was told from others by its mark counts with those without one from then on.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.events.storage.unchained_events import REASON_FORGOTTEN
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.programme.visits.storage.visited_reads import READ

TASK: Final = "visit_retention"
"""As the engine calls it."""


async def erase_by_opinion(connection: Connection, opinion_id: UUID, now: datetime) -> list[UUID]:
    """Erase whom the visits were to on which an opinion was taken; which they are.

    Who looks at one just now is waited for, so that the reason is forgotten as well.
    """
    await connection.run(_HELD, opinion=opinion_id)
    return [row["id"] for row in await connection.rows(_BY_OPINION, opinion=opinion_id, now=now)]


async def visits_of_nobody_else(connection: Connection, opinion_id: UUID) -> list[UUID]:
    """Visits on which an opinion was taken, and no other one that is not erased."""
    return [row["visit_id"] for row in await connection.rows(_OF_NOBODY_ELSE, opinion=opinion_id)]


async def lock_old(connection: Connection, years: int, limit: int) -> list[UUID]:
    """At most `limit` visits that were made more than so many years ago and say to whom; held, the oldest first."""
    return [row["id"] for row in await connection.rows(_OLD, years=years, limit=limit)]


async def erase_by_age(connection: Connection, ids: Sequence[UUID]) -> None:
    """Erase whom visits were to."""
    await connection.run(_BY_AGE, ids=list(ids))


_ERASED: Final = """
  data_key = NULL, household_labels = NULL, household_marks = '{}', signature = NULL, version = v.version + 1"""
_FORGOTTEN: Final = f"""
  forgotten AS (
    UPDATE events e SET {REASON_FORGOTTEN} FROM erased
    WHERE e.record_id = erased.id AND e.type = '{READ}' AND e.reason IS NOT NULL
  )
  SELECT id FROM erased
"""
_HELD: Final = Compiled(
    """
    SELECT v.id FROM visits v JOIN visit_opinions o ON o.visit_id = v.id WHERE o.opinion_id = $1
    ORDER BY v.id FOR UPDATE OF v
    """,
    ("opinion",),
    {},
)
_BY_OPINION: Final = Compiled(
    f"""
    WITH erased AS (
      UPDATE visits v SET {_ERASED}, updated_at = $2 FROM visit_opinions o
      WHERE o.opinion_id = $1 AND v.id = o.visit_id AND v.data_key IS NOT NULL
      RETURNING v.id
    ),
    {_FORGOTTEN}
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
_MOMENT: Final = "WITH moment AS (SELECT clock_timestamp() + advanced_by AS now FROM clock)"
_OLD: Final = Compiled(
    f"""
    {_MOMENT}
    SELECT v.id FROM visits v, moment m
    WHERE v.data_key IS NOT NULL AND v.day < (m.now - make_interval(years => $1))::date
      AND {not_set_aside(TASK, "v.id")}
    ORDER BY v.day, v.id LIMIT $2 FOR UPDATE OF v SKIP LOCKED
    """,
    ("years", "limit"),
    {},
)
_BY_AGE: Final = Compiled(
    f"""
    {_MOMENT},
    erased AS (
      UPDATE visits v SET {_ERASED}, updated_at = m.now FROM moment m WHERE v.id = ANY ($1::uuid[]) RETURNING v.id
    ),
    {_FORGOTTEN}
    """,
    ("ids",),
    {},
)
