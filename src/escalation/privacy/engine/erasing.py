"""What does the engine erase by itself (erasing)? What was granted, and what was kept as long as it may be.

Each batch is one transaction: a worker that died leaves it to the next one, and nothing is erased twice.
"""

from typing import Final

import structlog

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.privacy.storage import erasures, retention
from escalation.privacy.storage.kept_answers import erase_answers
from escalation.privacy.storage.retention import Place
from escalation.privacy.usecases.erasing import ErasedOpinion, erase_opinion

BATCH: Final = 20
STRETCH: Final = 500
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was granted; whether there may be more."""
    async with runtime.database.transaction() as connection:
        granted = await erasures.lock_approved(connection, BATCH)
        now = await read_now(connection)
        done = []
        for each in granted:
            erased = await erase_opinion(runtime, connection, each.opinion_id, ErasureExtent.ALL, now, str(each.id))
            done += [erased] if erased else []
            await erasures.finish_erasure(connection, each.id, now)
        await _forget_answers(runtime, connection, done)
    if granted:
        _log.info("erased", opinions=len(granted))
    return len(granted) == BATCH


class RetentionWalk:
    """Goes round and round through old opinions, a stretch at a time. Several need not know of each other."""

    def __init__(self, stretch: int = STRETCH) -> None:
        """Begin with the oldest."""
        self._stretch = stretch
        self._place: Place | None = None

    async def step(self, runtime: Runtime) -> bool:
        """Erase what is due among the next opinions; whether there are more behind them."""
        if not runtime.kept.ends:
            return False
        async with runtime.database.transaction() as connection:
            found = await retention.next_stretch(connection, runtime.kept, self._place, self._stretch)
            now = await read_now(connection)
            done = []
            for each in found:
                extent = (
                    ErasureExtent.ALL if each.all_is_due else ErasureExtent.CONTACT if each.contact_is_due else None
                )
                if extent is not None:
                    erased = await erase_opinion(runtime, connection, each.id, extent, now, "retention")
                    done += [erased] if erased else []
            await _forget_answers(runtime, connection, done)
        is_full = len(found) == self._stretch
        self._place = (found[-1].received_at, found[-1].id) if is_full else None
        if done:
            _log.info("kept_long_enough", opinions=len(done))
        return is_full


async def _forget_answers(runtime: Runtime, connection: Connection, done: list[ErasedOpinion]) -> None:
    ids = [id_ for each in done for id_ in (each.id, *each.ticket_ids, *each.record_ids)]
    if ids:
        await erase_answers(connection, runtime.vault, ids)
