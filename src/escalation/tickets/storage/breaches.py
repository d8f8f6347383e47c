"""How are the breaches of tickets derived anew from their histories, where rows were restored without them?"""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.tickets.storage.breach_tables import ticket_breaches

BREACH: Final = ", ".join(ticket_breaches.c.keys())
"""The columns of a breach, as a statement names them."""


async def rebuild_breaches(connection: Connection, after: UUID, upto: UUID) -> None:
    """Derive the rows of a range of tickets anew: after `after`, up to and including `upto`.

    Needs a transaction that holds their tickets, so that no move comes between.
    """
    for statement in (_TAKEN_OUT, _DERIVED):
        await connection.run(statement, after=after, upto=upto)


_TAKEN_OUT: Final = Compiled(
    "DELETE FROM ticket_breaches WHERE ticket_id > $1 AND ticket_id <= $2", ("after", "upto"), {}
)
_DERIVED: Final = Compiled(
    f"""
    INSERT INTO ticket_breaches ({BREACH})
    SELECT {BREACH} FROM ticket_breaches_derived WHERE ticket_id > $1 AND ticket_id <= $2
    """,
    ("after", "upto"),
    {},
)
