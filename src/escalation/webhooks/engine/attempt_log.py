"""How long is the attempt log kept (retention)? A partition a day, made beforehand and dropped when it is old."""

from escalation.kit.runtime.context import Runtime
from escalation.webhooks.storage.attempts import drop_days, make_days

KEPT = 30
"""Days for which attempts can be looked up."""


async def step(runtime: Runtime) -> bool:
    """Make the coming days, drop one that is old; whether there may be more."""
    async with runtime.database.connection() as connection:
        await make_days(connection)
        return await drop_days(connection, KEPT)
