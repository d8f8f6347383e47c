"""List checkpoints: which were signed, newest first?"""

from escalation.kit.runtime.context import Runtime
from escalation.verification.domain.checkpoints import SignedCheckpoint
from escalation.verification.storage import checkpoints


async def list_checkpoints(runtime: Runtime, *, before: int | None, limit: int) -> list[SignedCheckpoint]:
    """Those with a number below `before`."""
    async with runtime.database.connection(changes=False) as connection:
        return await checkpoints.list_checkpoints(connection, before, limit)
