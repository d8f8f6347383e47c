"""How long is kept whom visits were to (retention)? As long as contacts are kept elsewhere, by the day of the visit."""

from functools import partial
from typing import Final

from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.visits.storage.erasing import TASK, erase_by_age, lock_old

BATCH: Final = 200


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was kept long enough; whether there may be more."""
    if runtime.kept.contacts is None:
        return False
    async with runtime.database.transaction() as connection:
        old = await lock_old(connection, runtime.kept.contacts, BATCH)
        await in_parts(connection, TASK, old, partial(erase_by_age, connection))
    return len(old) == BATCH
