"""What becomes of endpoints set up with revoked keys, or by who has left? They are sent nothing more.

Nobody answers for them.
"""

from escalation.kit.runtime.context import Runtime
from escalation.webhooks.storage.endpoints import disable_of_revoked


async def step(runtime: Runtime) -> bool:
    """Disable them, and say that there is no more to do. Safe to run twice and in two processes."""
    async with runtime.database.transaction() as connection:
        await disable_of_revoked(connection)
    return False
