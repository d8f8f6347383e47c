"""Whose decision does a request wait for (request deciders)? Derived anew, where no trigger did it."""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def rebuild_deciders(connection: Connection, after: UUID, upto: UUID) -> None:
    """Name the deciders of what is asked about a range of tickets: after `after`, up to and including `upto`.

    Needs a transaction that holds their tickets, so that none is handed on meanwhile.
    """
    await connection.run(_NAMED, after=after, upto=upto)


_NAMED: Final = Compiled(
    """
    UPDATE requests SET decider_unit_id = decider_of_request(approver, ticket_id)
    WHERE ticket_id > $1 AND ticket_id <= $2 AND state = 'pending'
      AND decider_unit_id IS DISTINCT FROM decider_of_request(approver, ticket_id)
    """,
    ("after", "upto"),
    {},
)
