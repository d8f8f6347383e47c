"""How long are messages kept (retention)? Half a year: long enough to answer who was told what, and when."""

from typing import Final

from escalation.kit.runtime.context import Runtime
from escalation.messages.storage.claims import expire_messages, forget_messages, reap_messages
from escalation.messages.storage.push_keys import make_push_keys

KEPT: Final = 180
"""Days for which can be looked up who was told what."""
_CHUNK: Final = 5_000


async def step(runtime: Runtime) -> bool:
    """Give up what is owed for too long, forget what is old; whether there may be more."""
    async with runtime.database.connection() as connection:
        expired = await expire_messages(connection, _CHUNK)
        forgotten = await forget_messages(connection, KEPT, _CHUNK)
    return max(expired, forgotten) == _CHUNK


async def make_keys(runtime: Runtime) -> bool:
    """See that there is a pair of keys by which browsers know this server."""
    async with runtime.database.connection() as connection:
        await make_push_keys(connection, runtime.vault)
    return False


async def reap(runtime: Runtime) -> bool:
    """Put back what somebody claimed who did not come back."""
    async with runtime.database.connection() as connection:
        await reap_messages(connection)
    return False
