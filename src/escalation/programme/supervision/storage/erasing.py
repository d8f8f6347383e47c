"""What of checks is erased (erasing)? The words and the place: citizens' words may stand there; that it was, stays.

By an opinion: of checks of tickets of which nothing is left, and of visits on which no other opinion was taken. By age:
as long as words are kept elsewhere, counted from the day of the check on.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.set_aside import not_set_aside

TASK: Final = "supervision_retention"
"""As the engine calls it."""
ERASED: Final = "***"
"""What stands in place of words; columns that may not be empty have it."""


async def erase_by_subjects(connection: Connection, subject_ids: Sequence[UUID], now: datetime) -> list[UUID]:
    """Erase what was found about tickets or visits; which checks those are."""
    return [row["id"] for row in await connection.rows(_BY_SUBJECTS, subjects=list(subject_ids), now=now)]


async def lock_old(connection: Connection, years: int, limit: int) -> list[UUID]:
    """At most `limit` checks that were made more than so many years ago and are not erased; held, the oldest first."""
    return [row["id"] for row in await connection.rows(_OLD, years=years, limit=limit)]


async def erase_by_age(connection: Connection, ids: Sequence[UUID]) -> None:
    """Erase what checks found."""
    await connection.run(_BY_AGE, ids=list(ids))


_BY_SUBJECTS: Final = Compiled(
    f"""
    UPDATE site_checks SET found = '{ERASED}', place = NULL, erased_at = $2
    WHERE subject_id = ANY ($1::uuid[]) AND erased_at IS NULL
    RETURNING id
    """,
    ("subjects", "now"),
    {},
)
_MOMENT: Final = "WITH moment AS (SELECT clock_timestamp() + advanced_by AS now FROM clock)"
_OLD: Final = Compiled(
    f"""
    {_MOMENT}
    SELECT c.id FROM site_checks c, moment m
    WHERE c.erased_at IS NULL AND c.checked_on < (m.now - make_interval(years => $1))::date
      AND {not_set_aside(TASK, "c.id")}
    ORDER BY c.checked_on, c.id LIMIT $2 FOR UPDATE OF c SKIP LOCKED
    """,
    ("years", "limit"),
    {},
)
_BY_AGE: Final = Compiled(
    f"""
    {_MOMENT}
    UPDATE site_checks c SET found = '{ERASED}', place = NULL, erased_at = m.now
    FROM moment m WHERE c.id = ANY ($1::uuid[])
    """,
    ("ids",),
    {},
)
