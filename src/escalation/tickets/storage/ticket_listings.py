"""In whose ticket listings does a ticket stand, and as what? The terms of the table that every list is read from.

`ticket_listings` has one row for every unit that may list a ticket, and carries the orders of lists and what lists are
narrowed to. So each list of each caller is a few ranges of one index, however many tickets there are and however they
lie. The database keeps the rows itself, by triggers that run with the change of the ticket; the view
`ticket_listings_derived` is the derivation, the same as `visibility.visible`, and `escalation verify` compares.
"""

from enum import IntEnum
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime import subtree
from escalation.tickets.storage.listing_tables import ticket_listings


class Relation(IntEnum):
    """What a ticket is to the unit: exactly one of these, the first that holds."""

    CONCEALED = 5
    """It is held in the subtree, and is about the unit or about one above: only those above that one may see it."""
    CONCEALED_ELSEWHERE = 8
    """The same of what was received in the subtree, and is held elsewhere."""
    HELD = 2
    """The unit itself has to act."""
    INVOLVED = 3
    """It is held further down, and the unit itself received it, handles it, gave it out, may recall it or helps."""
    INVOLVED_ELSEWHERE = 7
    """The same of what was received in the subtree, by the unit itself or further down, and is held elsewhere."""
    TIED = 4
    """It lies elsewhere, but the unit handles it, gave it out, may recall it or is asked to help with it."""
    BELOW = 1
    """It is held further down in the subtree."""
    BELOW_ELSEWHERE = 6
    """It was received further down in the subtree, and is held elsewhere."""


class Mark(IntEnum):
    """Which list it is in. A ticket with a flag that is rare and asked for by all has rows for that as well."""

    NONE = 0
    STUCK = 1
    PROBLEM = 2
    KEY_TASK = 3


OWN: Final = Relation.HELD, Relation.INVOLVED, Relation.INVOLVED_ELSEWHERE, Relation.TIED
"""What concerns the unit itself: all that its handlers see."""

HELD_THERE: Final = Relation.BELOW, Relation.HELD, Relation.INVOLVED
"""What is held in the subtree."""

PLACED: Final = *HELD_THERE, Relation.BELOW_ELSEWHERE, Relation.INVOLVED_ELSEWHERE
"""What is held or was received in the subtree."""

CONCEALED: Final = Relation.CONCEALED, Relation.CONCEALED_ELSEWHERE
"""What those above see besides, in the subtree of a unit that may not."""

LISTED_FOR: Final = {subtree.Shape.UNIT: OWN, subtree.Shape.SUBTREE: (*PLACED, Relation.TIED)}
"""What a caller sees, by the form of the predicate; others have no listings of their own."""


LISTING: Final = ", ".join(ticket_listings.c.keys())
"""The columns of a listing, as a statement names them."""


def serial_of(path: str) -> int:
    """The unit at the end of a path, as listings name it."""
    return int(path.rstrip("/").rpartition("/")[2])


async def rebuild_listings(connection: Connection, after: UUID, upto: UUID) -> None:
    """Derive the rows of a range of tickets anew: after `after`, up to and including `upto`. Needs a transaction.

    Their tickets are locked, so that no move comes between.
    """
    for statement in (_LOCKED, _TAKEN_OUT, _LISTED):
        await connection.run(statement, after=after, upto=upto)


_LOCKED: Final = Compiled(
    "SELECT id FROM tickets WHERE id > $1 AND id <= $2 ORDER BY id FOR UPDATE", ("after", "upto"), {}
)
_TAKEN_OUT: Final = Compiled(
    "DELETE FROM ticket_listings WHERE ticket_id > $1 AND ticket_id <= $2", ("after", "upto"), {}
)
_LISTED: Final = Compiled(
    f"""
    INSERT INTO ticket_listings ({LISTING})
    SELECT {LISTING} FROM ticket_listings_derived WHERE ticket_id > $1 AND ticket_id <= $2
    """,
    ("after", "upto"),
    {},
)
