"""Who clears away deliveries that nobody waits for? One chunk at a time, of endpoints that are gone or deleted."""

from escalation.kit.runtime.context import Runtime
from escalation.webhooks.storage import abandoned_deliveries
from escalation.webhooks.storage.abandoned_deliveries import CHUNK

LETTERS_KEPT = 30
"""Days for which a dead letter can be sent again: as long as its event is in the feed."""


async def step(runtime: Runtime) -> bool:
    """Bury, forget; whether there may be more."""
    most = 0
    async with runtime.database.connection() as connection:
        most = max(most, await abandoned_deliveries.bury_expired(connection))
        for endpoint_id, reason in await abandoned_deliveries.list_gone(connection):
            most = max(most, await abandoned_deliveries.bury(connection, endpoint_id, reason))
        most = max(most, await abandoned_deliveries.forget_orphans(connection))
        most = max(most, await abandoned_deliveries.forget_old_letters(connection, LETTERS_KEPT))
    return most >= CHUNK
