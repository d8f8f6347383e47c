"""How much of a ledger is open, overdue and written off (ledger counts)? Of a unit and those directly below it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.programme.ledger.storage import ledger_counts
from escalation.programme.ledger.storage.ledger_counts import LedgerCount
from escalation.programme.ledger.usecases.ledger_rules import ledger_days


async def count_rows(
    runtime: Runtime, actor: Actor, unit: Unit | None, since: date, until: date
) -> Sequence[LedgerCount]:
    """Of the unit, or the actor's own; a handler is told of none below it. Raises `NotFound` for one out of scope."""
    async with runtime.database.connection(changes=False) as connection:
        wanted = unit or await _own_unit(connection, actor.unit_id)
        if not actor.reaches(wanted.path):
            raise NotFound
        stale = (await ledger_days(runtime, connection)).stale_before
        found = await ledger_counts.count_rows(connection, wanted, since, until, stale)
    return found[:1] if actor.role is Role.HANDLER else found


async def _own_unit(connection: Connection, unit_id: UUID | None) -> Unit:
    found = await find_units(connection, [unit_id] if unit_id else [])
    if unit_id is None or unit_id not in found:
        raise NotFound
    return found[unit_id]
