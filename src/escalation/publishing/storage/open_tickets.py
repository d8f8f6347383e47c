"""Does anybody work on open tickets, or is this place still empty? Asked before a profile is published."""

from typing import Final

from sqlalchemy import exists, select

from escalation.kit.database.connection import Connection, compile_statement
from escalation.organisation.storage.tables import units
from escalation.tickets.storage.tables import tickets


async def has_open_tickets(connection: Connection) -> bool:
    """Whether somebody still has to act on any ticket."""
    return bool(await connection.value(_OPEN))


async def has_units(connection: Connection) -> bool:
    """Whether there is a unit, dissolved ones included."""
    return bool(await connection.value(_UNITS))


_OPEN: Final = compile_statement(select(exists().select_from(tickets).where(tickets.c.is_open)))
_UNITS: Final = compile_statement(select(exists().select_from(units)))
