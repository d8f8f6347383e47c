"""How long is kept whom visits were to (retention)? As long as contacts are kept elsewhere, by the day of the visit."""

from typing import Final

from escalation.kit.runtime.context import Runtime
from escalation.programme.visits.storage.erasing import erase_by_age

BATCH: Final = 200


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was kept long enough; whether there may be more."""
    if runtime.kept.contacts is None:
        return False
    async with runtime.database.transaction() as connection:
        return await erase_by_age(connection, runtime.kept.contacts, BATCH) == BATCH
