"""What of a diary is erased (erasing)? Who was met and where, at once; the words, once they are nobody's any more.

By an opinion: the entry that it came of loses the people and the place, and its words when no opinion of it is left
that is not erased, as a ticket does. By age: as long as contacts and words are kept, counted from the day of the entry.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.retention import KeptYears
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.programme.diary.storage.tables import SAYS_WHOM

TASK: Final = "diary_retention"
"""As the engine calls it."""
ERASED: Final = "***"
"""What stands in place of words; columns that may not be empty have it."""


async def erase_by_opinion(connection: Connection, opinion_id: UUID, now: datetime, *, words: bool) -> list[UUID]:
    """Erase what an entry says of the citizen of an opinion; which entry that was.

    `words`: those too, unless another opinion needs them.
    """
    return [row["id"] for row in await connection.rows(_BY_OPINION, opinion=opinion_id, now=now, words=words)]


async def lock_old(connection: Connection, kept: KeptYears, limit: int) -> list[UUID]:
    """At most `limit` entries of which something was kept long enough; held, the oldest first."""
    rows = await connection.rows(_OLD, contacts=kept.contacts, words=kept.words, limit=limit)
    return [row["id"] for row in rows]


async def erase_by_age(connection: Connection, ids: Sequence[UUID], kept: KeptYears) -> None:
    """Erase what was kept long enough, of such entries."""
    await connection.run(_BY_AGE, ids=list(ids), words=kept.words)


_WORDS: Final = f"""
  title = CASE WHEN {{words}} THEN '{ERASED}' ELSE title END,
  content = CASE WHEN {{words}} THEN '{ERASED}' ELSE content END,
  comment = CASE WHEN {{words}} AND comment IS NOT NULL THEN '{ERASED}' ELSE comment END,
  erased_at = CASE WHEN {{words}} THEN {{now}} ELSE erased_at END"""
_PEOPLE: Final = "data_key = NULL, people = NULL, place = NULL, version = version + 1"
_BY_OPINION: Final = Compiled(
    f"""
    WITH found AS (
      SELECT d.id, $3 AND NOT EXISTS (
        SELECT FROM diary_opinions l JOIN opinions o ON o.id = l.opinion_id
        WHERE l.entry_id = d.id AND o.id <> $1 AND o.erased_at IS NULL
      ) AS is_last
      FROM diary_entries d WHERE d.id = (SELECT entry_id FROM diary_opinions WHERE opinion_id = $1) FOR UPDATE
    )
    UPDATE diary_entries d SET {_PEOPLE}, {_WORDS.format(words="f.is_last", now="$2")}
    FROM found f WHERE d.id = f.id RETURNING d.id
    """,
    ("opinion", "now", "words"),
    {},
)
_MOMENT: Final = "WITH moment AS (SELECT clock_timestamp() + advanced_by AS now FROM clock)"
_ARE_WORDS_OLD: Final = "d.day < (m.now - make_interval(years => $2))::date"
_KEPT: Final = f"""SELECT d.id, d.day FROM diary_entries d
  WHERE d.erased_at IS NULL AND d.day < (m.now - make_interval(years => ${{years}}))::date
    AND {not_set_aside(TASK, "d.id")}"""
_OLD: Final = Compiled(
    f"""
    {_MOMENT}
    SELECT d.id
    FROM moment m CROSS JOIN LATERAL (
      ({_KEPT.format(years=2)} ORDER BY d.day, d.id LIMIT $3)
      UNION
      ({_KEPT.format(years=1)} AND {SAYS_WHOM} ORDER BY d.day, d.id LIMIT $3)
    ) old JOIN diary_entries d ON d.id = old.id
    WHERE d.erased_at IS NULL
    ORDER BY d.day, d.id LIMIT $3 FOR UPDATE OF d SKIP LOCKED
    """,
    ("contacts", "words", "limit"),
    {},
)
_BY_AGE: Final = Compiled(
    f"""
    {_MOMENT}
    UPDATE diary_entries d SET {_PEOPLE}, {_WORDS.format(words=f"coalesce({_ARE_WORDS_OLD}, false)", now="m.now")}
    FROM moment m WHERE d.id = ANY ($1::uuid[])
    """,
    ("ids", "words"),
    {},
)
