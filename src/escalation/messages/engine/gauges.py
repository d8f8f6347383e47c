"""How much is owed, and for how long (gauges)? Counted now and then, so that somebody is told when it grows."""

from prometheus_client import Gauge

from escalation.kit.runtime.context import Runtime
from escalation.messages.storage.gauges import count_failed_channels, count_waiting, oldest_message_due

_DEPTH = Gauge("escalation_messages_waiting", "Messages that wait to be sent, by what carries them.", ["by"])
_OLDEST = Gauge("escalation_messages_oldest_due_seconds", "For how long the longest due message has been due.")
_FAILED = Gauge("escalation_message_channels_failed", "Channels whose address does not exist.")


async def step(runtime: Runtime) -> bool:
    """Count everything; there is never more to do at once."""
    async with runtime.database.connection(changes=False) as connection:
        waiting = await count_waiting(connection)
        oldest = await oldest_message_due(connection)
        failed = await count_failed_channels(connection)
    _DEPTH.clear()
    for carrier, count in waiting.items():
        # Push services and chats have names of others; their kind is enough to be told by.
        _DEPTH.labels(carrier.partition(":")[0]).inc(count)
    _OLDEST.set(oldest.total_seconds() if oldest else 0)
    _FAILED.set(failed)
    return False
