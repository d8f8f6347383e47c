"""How long is kept whose rows a ledger has (retention)? As long as contacts and words are kept elsewhere."""

from functools import partial
from typing import Final

import structlog

from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.ledger.storage.erasing import TASK, erase_by_age, lock_old

BATCH: Final = 200
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was kept long enough; whether there may be more."""
    if not runtime.kept.ends:
        return False
    async with runtime.database.transaction() as connection:
        old = await lock_old(connection, runtime.kept, BATCH)
        done = await in_parts(connection, TASK, old, partial(erase_by_age, connection, kept=runtime.kept))
    if done:
        _log.info("ledger_kept_long_enough", rows=len(done))
    return len(old) == BATCH
