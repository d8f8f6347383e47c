"""Which tickets does a search find? Those in whose words all that is asked stands, as long as they are few.

An index has the words of every ticket (see search_words.py). What has up to `FEW_HITS` hits is found at once, wherever
it lies: the hits are looked up, narrowed to what the caller may see, and ordered. What is more frequent is looked for
in the order of the list, in windows, as any filter is (see list_statements.py): where many fit, a page fills soon.
"""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.search_words import asked_words

FEW_HITS: Final = 200
"""Hits that are looked up for one page: about seven buffers each."""


async def find_hits(connection: Connection, said: str) -> list[UUID] | None:
    """The tickets with this number or with all these words; `None` if there are many, or no index would tell."""
    words = asked_words(said)
    if not words:
        return None
    rows = await connection.rows(_HITS, number=nfkc(said), words=words)
    return list({row["id"] for row in rows}) if len(rows) <= FEW_HITS else None


# The index gives all hits before the first is read, a page of it for some thousand; no more than this are looked up.
_HITS: Final = Compiled(
    f"""
    SELECT id FROM tickets WHERE number = $1
    UNION ALL
    (SELECT ticket_id FROM ticket_words WHERE words @> $2::text[] LIMIT {FEW_HITS + 1})
    """,
    ("number", "words"),
    {},
)
