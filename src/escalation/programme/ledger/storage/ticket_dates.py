"""What rows of the ledger know of their tickets (ticket dates): until when each has time, and when it ended.

Kept by triggers, as listings of tickets are (docs/decisions/0039-subtree-indexes.md).
"""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def rebuild_ticket_dates(connection: Connection, after: UUID, upto: UUID) -> None:
    """Let the rows that led to a range of tickets ask them anew: after `after`, up to and including `upto`.

    Needs a transaction that holds the tickets, so that none moves meanwhile.
    """
    await connection.run(_ASKED, after=after, upto=upto)


_ASKED: Final = Compiled(
    """
    UPDATE ledger_rows r SET opinion_id = r.opinion_id FROM opinions o
    WHERE o.ticket_id > $1 AND o.ticket_id <= $2 AND r.opinion_id = o.id
    """,
    ("after", "upto"),
    {},
)
