"""What of the ledger is erased (erasing)? Whose row it is, by the opinion that came of it or by age; then the words.

By age as long as contacts and words are kept elsewhere, counted from the day on which it was entered; an open row is
never due by its age.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.retention import KeptYears
from escalation.kit.runtime.set_aside import not_set_aside

TASK: Final = "ledger_retention"
"""As the engine calls it."""
ERASED: Final = "***"
"""What stands in place of words; columns that may not be empty have it."""


async def erase_by_opinion(connection: Connection, opinion_id: UUID, now: datetime, *, words: bool) -> list[UUID]:
    """Erase whose row an opinion came of, and what it says if `words`; which row that was."""
    return [row["id"] for row in await connection.rows(_BY_OPINION, opinion=opinion_id, now=now, words=words)]


async def lock_old(connection: Connection, kept: KeptYears, limit: int) -> list[UUID]:
    """At most `limit` rows of which something was kept long enough; held, the oldest first."""
    rows = await connection.rows(_OLD, contacts=kept.contacts, words=kept.words, limit=limit)
    return [row["id"] for row in rows]


async def erase_by_age(connection: Connection, ids: Sequence[UUID], kept: KeptYears) -> None:
    """Erase what was kept long enough, of such rows."""
    await connection.run(_BY_AGE, ids=list(ids), words=kept.words)


_GONE: Final = f"""
  data_key = NULL, household = NULL, mark = NULL, version = version + 1,
  matter = CASE WHEN {{words}} THEN '{ERASED}' ELSE matter END,
  result = CASE WHEN {{words}} AND result IS NOT NULL THEN '{ERASED}' ELSE result END,
  write_off_reason = CASE WHEN {{words}} AND write_off_reason IS NOT NULL THEN '{ERASED}' ELSE write_off_reason END,
  erased_at = CASE WHEN {{words}} THEN {{now}} ELSE erased_at END"""
_BY_OPINION: Final = Compiled(
    f"UPDATE ledger_rows SET {_GONE.format(words='$3::boolean', now='$2')} WHERE opinion_id = $1 RETURNING id",
    ("opinion", "now", "words"),
    {},
)
_MOMENT: Final = "WITH m AS (SELECT clock_timestamp() + advanced_by AS now FROM clock)"
_ARE_WORDS_OLD: Final = "r.entered_on < (m.now - make_interval(years => $2))::date"
_KEPT: Final = f"""SELECT r.id, r.entered_on FROM ledger_rows r
  WHERE r.erased_at IS NULL AND NOT r.is_open AND r.entered_on < (m.now - make_interval(years => ${{years}}))::date
    AND {not_set_aside(TASK, "r.id")}"""
_OLD: Final = Compiled(
    f"""
    {_MOMENT}
    SELECT r.id
    FROM m CROSS JOIN LATERAL (
      ({_KEPT.format(years=2)} ORDER BY r.entered_on, r.id LIMIT $3)
      UNION
      ({_KEPT.format(years=1)} AND r.data_key IS NOT NULL ORDER BY r.entered_on, r.id LIMIT $3)
    ) old JOIN ledger_rows r ON r.id = old.id
    WHERE r.erased_at IS NULL AND NOT r.is_open
    ORDER BY r.entered_on, r.id LIMIT $3 FOR UPDATE OF r SKIP LOCKED
    """,
    ("contacts", "words", "limit"),
    {},
)
_BY_AGE: Final = Compiled(
    f"""
    {_MOMENT}
    UPDATE ledger_rows r SET {_GONE.format(words=f"coalesce({_ARE_WORDS_OLD}, false)", now="m.now")}
    FROM m WHERE r.id = ANY ($1::uuid[])
    """,
    ("ids", "words"),
    {},
)
