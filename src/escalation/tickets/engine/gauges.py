"""Gauges: how many tickets are open and late, and how many need somebody's eyes? Counted now and then."""

from prometheus_client import Gauge

from escalation.kit.runtime.context import Runtime
from escalation.tickets.storage.due_tickets import MOST_COUNTED, count_open, count_stuck
from escalation.tickets.storage.incidents import count_open as count_open_incidents
from escalation.tickets.storage.incidents import resolve_decided

_INCIDENTS = Gauge("escalation_incidents_open", "Incidents: decisions of the clock that fail and nobody has got over.")
_STUCK = Gauge("escalation_tickets_stuck", "Open tickets that are late at the top, where nobody is above.")
_OPEN = Gauge("escalation_tickets_open", "Open tickets by level of their holder, and whether late.", ["level", "late"])
_WHOLE = Gauge("escalation_tickets_open_whole", "1: all open tickets were counted; 0: the late first, up to a bound.")


async def step(runtime: Runtime) -> bool:
    """Close incidents of tickets that were decided since, and count; there is never more to do at once."""
    async with runtime.database.connection() as connection:
        await resolve_decided(connection)
        _INCIDENTS.set(await count_open_incidents(connection))
        _STUCK.set(await count_stuck(connection))
    return False


async def count_tickets(runtime: Runtime) -> bool:
    """Count open tickets, up to a bound; there is never more to do at once."""
    async with runtime.database.connection(changes=False) as connection:
        counts = await count_open(connection)
    _OPEN.clear()
    for (level, is_late), count in counts.items():
        _OPEN.labels(level, "true" if is_late else "false").set(count)
    _WHOLE.set(sum(counts.values()) < MOST_COUNTED)
    return False
