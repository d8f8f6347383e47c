"""How late is the engine (lag)? What has waited longest in each of its queues, as the database has it.

Whoever asks need not run the engine: a worker that is gone measures nothing any more.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from escalation.feed.storage.sequencing import oldest_unnumbered
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.set_aside import longest_set_aside
from escalation.kit.web.engine_status import Queue
from escalation.messages.storage.gauges import oldest_message_due
from escalation.tickets.storage.due_tickets import next_wait
from escalation.webhooks.storage.gauges import oldest_due


async def _oldest_wake_up(connection: Connection) -> timedelta | None:
    """For how long the longest due ticket has waited for the clock; `None` if none does."""
    wait = await next_wait(connection)
    return -wait if wait is not None else None


QUEUES: Final[Mapping[str, Queue]] = {
    "deadlines": Queue(_oldest_wake_up, timedelta(minutes=5)),
    "feed": Queue(oldest_unnumbered, timedelta(minutes=1)),
    "deliveries": Queue(oldest_due, timedelta(minutes=15)),
    "messages": Queue(oldest_message_due, timedelta(hours=1)),
    "set_aside": Queue(longest_set_aside, timedelta(minutes=15)),
}
"""By name, with how each is read: one step of an index, however much waits."""
