"""How are the words by which tickets are found (ticket_words) cut anew, where rows were restored without triggers?"""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def rebuild_words(connection: Connection, after: UUID, upto: UUID) -> None:
    """Cut the words of a range of tickets anew: after `after`, up to and including `upto`.

    Needs a transaction that holds their tickets, so that none is renamed meanwhile. Words that are right stay.
    """
    for statement in (_TAKEN_OUT, _CUT):
        await connection.run(statement, after=after, upto=upto)


_TAKEN_OUT: Final = Compiled(
    """
    DELETE FROM ticket_words w
    WHERE ticket_id > $1 AND ticket_id <= $2 AND NOT EXISTS (SELECT FROM tickets t WHERE t.id = w.ticket_id)
    """,
    ("after", "upto"),
    {},
)
_CUT: Final = Compiled(
    """
    INSERT INTO ticket_words (ticket_id, words)
    SELECT id, search_words(title || ' ' || content) FROM tickets WHERE id > $1 AND id <= $2
    ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words
    WHERE ticket_words.words IS DISTINCT FROM excluded.words
    """,
    ("after", "upto"),
    {},
)
