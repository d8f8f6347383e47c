"""Who goes on with replays? One page of one replay at a time, in turn, so that none waits for another's end."""

from traceback import format_tb

import structlog

from escalation.errors import Unavailable
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.operations import set_aside
from escalation.webhooks.usecases.replays import advance, unfinished

_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Do a page of every replay that need not wait; whether there may be more to do at once.

    A replay that cannot be done is set aside, visible as failed, and does not hold up the others.
    """
    has_more = False
    for operation_id in await unfinished(runtime):
        try:
            has_more = await advance(runtime, operation_id) or has_more
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one replay that fails must not stop those behind it
            where = "".join(format_tb(error.__traceback__))
            _log.error("replay_failed", operation=str(operation_id), error=type(error).__name__, where=where)
            await set_aside(runtime, operation_id, type(error).__name__)
    return has_more
