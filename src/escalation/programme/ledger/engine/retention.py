"""How long is kept whose rows a ledger has (retention)? As long as contacts and words are kept elsewhere."""

from typing import Final

import structlog

from escalation.kit.runtime.context import Runtime
from escalation.programme.ledger.storage.erasing import erase_by_age

BATCH: Final = 200
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was kept long enough; whether there may be more."""
    if not runtime.kept.ends:
        return False
    async with runtime.database.transaction() as connection:
        done = await erase_by_age(connection, runtime.kept, BATCH)
    if done:
        _log.info("ledger_kept_long_enough", rows=len(done))
    return len(done) == BATCH
