"""From which serial numbers are tickets named? One for each unit and year (编号)."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert

from escalation.kit.database.connection import Connection, compile_statement
from escalation.tickets.storage.tables import ticket_serials


async def reserve_serial(connection: Connection, unit_id: UUID, year: int) -> int:
    """The next serial number of a unit's tickets in a year.

    To be called outside a transaction: a number once given is gone for good, and nobody waits for another's ticket.
    """
    serial = await connection.value(_RESERVED, unit_id=unit_id, year=year)
    if not isinstance(serial, int):
        raise TypeError(serial)
    return serial


_RESERVED: Final = compile_statement(
    insert(ticket_serials)
    .values(unit_id=bindparam("unit_id"), year=bindparam("year"), last=1)
    .on_conflict_do_update(
        index_elements=[ticket_serials.c.unit_id, ticket_serials.c.year], set_={"last": ticket_serials.c.last + 1}
    )
    .returning(ticket_serials.c.last)
)
