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
from escalation.programme.ledger.storage.rows import IS_OPEN

ERASED: Final = "***"
"""What stands in place of words; columns that may not be empty have it."""


async def erase_by_opinion(connection: Connection, opinion_id: UUID, now: datetime, *, words: bool) -> list[UUID]:
    """Erase whose row an opinion came of, and what it says if `words`; which row that was."""
    return [row["id"] for row in await connection.rows(_BY_OPINION, opinion=opinion_id, now=now, words=words)]


async def erase_by_age(connection: Connection, kept: KeptYears, limit: int) -> Sequence[UUID]:
    """Erase what was kept long enough, of some rows, oldest first; which they were. Others may be at it as well."""
    rows = await connection.rows(_BY_AGE, contacts=kept.contacts, words=kept.words, limit=limit)
    return [row["id"] for row in rows]


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
_BY_AGE: Final = Compiled(
    f"""
    WITH m AS (SELECT clock_timestamp() + advanced_by AS now FROM clock),
    due AS (
      SELECT r.id, r.entered_on < (m.now - make_interval(years => $2))::date AS words
      FROM m, ledger_rows r LEFT JOIN opinions o ON o.id = r.opinion_id LEFT JOIN tickets t ON t.id = o.ticket_id
      WHERE r.erased_at IS NULL AND NOT {IS_OPEN} AND (
        r.entered_on < (m.now - make_interval(years => $2))::date
        OR (r.entered_on < (m.now - make_interval(years => $1))::date AND r.data_key IS NOT NULL)
      )
      ORDER BY r.entered_on, r.id LIMIT $3 FOR UPDATE OF r SKIP LOCKED
    )
    UPDATE ledger_rows r SET {_GONE.format(words="coalesce(due.words, false)", now="m.now")}
    FROM due, m WHERE r.id = due.id RETURNING r.id
    """,
    ("contacts", "words", "limit"),
    {},
)
