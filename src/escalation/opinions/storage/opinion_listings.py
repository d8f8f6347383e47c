"""In whose lists does an opinion stand (opinion_listings)? Derived anew, where rows were restored without triggers."""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.tickets.storage.opinion_tables import opinion_listings

OPINION_LISTING: Final = ", ".join(opinion_listings.c.keys())
"""The columns of an opinion's listing, as a statement names them."""


async def rebuild_opinion_listings(connection: Connection, after: UUID, upto: UUID) -> None:
    """Derive the rows of a range of opinions anew: after `after`, up to and including `upto`. Needs a transaction.

    The listings of their tickets have to be right. The tickets are locked, then the opinions, in the order in which a
    move does: what a move would list meanwhile is listed after this.
    """
    for statement in (_TICKETS_LOCKED, _LOCKED, _TAKEN_OUT, _LISTED):
        await connection.run(statement, after=after, upto=upto)


_TICKETS_LOCKED: Final = Compiled(
    """
    SELECT id FROM tickets WHERE id IN (SELECT ticket_id FROM opinions WHERE id > $1 AND id <= $2)
    ORDER BY id FOR UPDATE
    """,
    ("after", "upto"),
    {},
)
_LOCKED: Final = Compiled(
    "SELECT id FROM opinions WHERE id > $1 AND id <= $2 ORDER BY id FOR UPDATE", ("after", "upto"), {}
)
_TAKEN_OUT: Final = Compiled(
    "DELETE FROM opinion_listings WHERE opinion_id > $1 AND opinion_id <= $2", ("after", "upto"), {}
)
_LISTED: Final = Compiled(
    f"""
    INSERT INTO opinion_listings ({OPINION_LISTING})
    SELECT {OPINION_LISTING} FROM opinion_listings_derived WHERE opinion_id > $1 AND opinion_id <= $2
    ON CONFLICT DO NOTHING
    """,
    ("after", "upto"),
    {},
)
