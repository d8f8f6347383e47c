"""What of surveys is erased (erasing)? Of whose opinion or contact is erased: the codes, and the words of the answers.

Which options were chosen stays, as a count stays: nothing leads from it to anybody any more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def erase_by_opinion(connection: Connection, opinion_id: UUID, now: datetime, *, words: bool) -> Sequence[UUID]:
    """Ask whoever sent an opinion no more, and erase what they said in words if `words`; which surveys had some."""
    rows = await connection.rows(_ERASED, opinion=opinion_id, now=now, words=words)
    return [row["survey_id"] for row in rows]


_ERASED: Final = Compiled(
    """
    WITH of_it AS (SELECT id, survey_id, state FROM survey_people WHERE opinion_id = $1),
    void AS (DELETE FROM survey_codes c USING of_it WHERE c.person_id = of_it.id),
    withdrawn AS (
      UPDATE survey_people p SET state = 'withdrawn', settled_at = $2, leased_by = NULL, leased_until = NULL
      FROM of_it WHERE p.id = of_it.id AND of_it.state IN ('waiting', 'unreached')
    ),
    unsaid AS (
      DELETE FROM survey_answers a USING of_it WHERE $3 AND a.person_id = of_it.id AND a.words IS NOT NULL
      RETURNING a.person_id
    )
    SELECT DISTINCT of_it.survey_id FROM of_it JOIN unsaid ON unsaid.person_id = of_it.id
    """,
    ("opinion", "now", "words"),
    {},
)
