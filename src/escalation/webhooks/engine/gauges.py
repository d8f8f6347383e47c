"""How much is owed, and for how long? Counted now and then for whoever watches over all endpoints together."""

from prometheus_client import Gauge

from escalation.kit.runtime.context import Runtime
from escalation.webhooks.storage.claims import Lane
from escalation.webhooks.storage.gauges import depths, standing

_STATES = ("due", "leased")
_DEPTH = Gauge("escalation_webhook_queue_depth", "Deliveries that are owed.", ["lane", "state"])
_OLDEST = Gauge(
    "escalation_webhook_oldest_due_seconds", "For how long the longest due delivery of a lane has been due.", ["lane"]
)
_OPEN = Gauge("escalation_webhook_breakers_open", "Active endpoints that are spared for a while because they fail.")
_DISABLED = Gauge("escalation_webhook_endpoints_disabled", "Endpoints that are disabled.")
_DEAD = Gauge("escalation_webhook_dead_letters", "Deliveries that were given up and are kept, about.")


async def step(runtime: Runtime) -> bool:
    """Count everything; there is never more to do at once."""
    async with runtime.database.connection(changes=False) as connection:
        found = {(each.lane, each.state): each for each in await depths(connection)}
        fared = await standing(connection)
    for lane in Lane:
        for state, name in enumerate(_STATES):
            each = found.get((lane, state))
            _DEPTH.labels(lane.name.lower(), name).set(each.owed if each else 0)
        due = found.get((lane, 0))
        _OLDEST.labels(lane.name.lower()).set(due.oldest.total_seconds() if due and due.oldest else 0)
    _OPEN.set(fared.breakers_open)
    _DISABLED.set(fared.disabled)
    _DEAD.set(fared.dead_letters)
    return False
