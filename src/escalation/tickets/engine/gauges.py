"""How many tickets need somebody's eyes? Counted once a minute, and what is over is marked so."""

from prometheus_client import Gauge

from escalation.kit.runtime.context import Runtime
from escalation.tickets.storage.due_tickets import count_stuck
from escalation.tickets.storage.incidents import count_open, resolve_decided

_INCIDENTS = Gauge("escalation_incidents_open", "Incidents: decisions of the clock that fail and nobody has got over.")
_STUCK = Gauge("escalation_tickets_stuck", "Open tickets that are late at the top, where nobody is above.")


async def step(runtime: Runtime) -> bool:
    """Close incidents of tickets that were decided since, and count; there is never more to do at once."""
    async with runtime.database.connection() as connection:
        await resolve_decided(connection)
        _INCIDENTS.set(await count_open(connection))
        _STUCK.set(await count_stuck(connection))
    return False
