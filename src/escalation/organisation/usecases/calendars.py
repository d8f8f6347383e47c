"""Which calendars are in force? They say which days are working days, and in which zone people read dates."""

from typing import Final

from escalation.clocks.calendars import Calendars
from escalation.kit.database.connection import Connection
from escalation.kit.documents.compiled import CompiledKind
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime

CALENDAR: Final = CompiledKind(DocumentKind.CALENDAR, Calendars.compile)


async def calendars_in_force(runtime: Runtime, connection: Connection) -> Calendars:
    """The newest ones. Raises `NotFound` before the first were published."""
    return await runtime.documents.get(connection, CALENDAR, await newest_version(connection, DocumentKind.CALENDAR))
