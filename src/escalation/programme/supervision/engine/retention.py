"""How long is kept what checks found (retention)? As long as words are kept elsewhere, by the day of the check."""

from functools import partial
from typing import Final

import structlog

from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.supervision.storage.erasing import TASK, erase_by_age, lock_old

BATCH: Final = 200
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was kept long enough; whether there may be more."""
    if runtime.kept.words is None:
        return False
    async with runtime.database.transaction() as connection:
        old = await lock_old(connection, runtime.kept.words, BATCH)
        done = await in_parts(connection, TASK, old, partial(erase_by_age, connection))
    if done:
        _log.info("checks_kept_long_enough", checks=len(done))
    return len(old) == BATCH
