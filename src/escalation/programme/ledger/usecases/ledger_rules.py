"""Which ledger rules are in force, and which day is it?"""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.ledger.domain.rules import SECTION
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.tickets.usecases.local_days import local_days


@dataclass(frozen=True, slots=True)
class LedgerDays:
    """The local day, and the first on which a row may have been entered that stands without a ticket."""

    zone: ZoneInfo
    today: date
    stale_before: date


async def ledger_days(runtime: Runtime, connection: Connection) -> LedgerDays:
    """By the rules and the calendar in force."""
    days = await local_days(runtime, connection)
    today = days.day_of(await read_now(connection))
    longest = (await rules_in_force(runtime, connection, SECTION)).days_without_ticket
    return LedgerDays(days.zone, today, today - timedelta(days=longest))
