"""What does the engine erase by itself (erasing)? What was granted, and what was kept as long as it may be.

Each batch is one transaction: a worker that died leaves it to the next one, and nothing is erased twice.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import structlog

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.privacy.storage import erasures, retention
from escalation.privacy.storage.kept_answers import erase_answers
from escalation.privacy.storage.retention import DueOpinion, Place
from escalation.privacy.usecases.erasing import ErasedOpinion, erase_opinion

BATCH: Final = 20
STRETCH: Final = 500
RETENTION: Final = "retention"
_log = structlog.get_logger(__name__)


async def step(runtime: Runtime) -> bool:
    """Erase a batch of what was granted; whether there may be more."""
    async with runtime.database.transaction() as connection:
        granted = {each.id: each for each in await erasures.lock_approved(connection, BATCH)}
        now = await read_now(connection)

        async def erase(ids: Sequence[UUID]) -> None:
            done = []
            for id_ in ids:
                erased = await erase_opinion(
                    runtime, connection, granted[id_].opinion_id, ErasureExtent.ALL, now, str(id_)
                )
                done += [erased] if erased else []
                await erasures.finish_erasure(connection, id_, now)
            await _forget_answers(runtime, connection, done)

        finished = await in_parts(connection, erasures.TASK, [*granted], erase)
    if finished:
        _log.info("erased", opinions=len(finished))
    return len(granted) == BATCH


class RetentionWalk:
    """Goes round and round through old opinions, a stretch at a time. Several need not know of each other.

    One that cannot be erased is tried again with each round.
    """

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
            due = {each.id: extent for each in found if (extent := _extent(each)) is not None}

            async def erase(ids: Sequence[UUID]) -> None:
                erased = [await erase_opinion(runtime, connection, id_, due[id_], now, RETENTION) for id_ in ids]
                await _forget_answers(runtime, connection, [each for each in erased if each is not None])

            done = await in_parts(connection, RETENTION, [*due], erase)
        is_full = len(found) == self._stretch
        self._place = (found[-1].received_at, found[-1].id) if is_full else None
        if done:
            _log.info("kept_long_enough", opinions=len(done))
        return is_full


def _extent(due: DueOpinion) -> ErasureExtent | None:
    return ErasureExtent.ALL if due.all_is_due else ErasureExtent.CONTACT if due.contact_is_due else None


async def _forget_answers(runtime: Runtime, connection: Connection, done: list[ErasedOpinion]) -> None:
    ids = [id_ for each in done for id_ in (each.id, *each.ticket_ids, *each.record_ids)]
    if ids:
        await erase_answers(connection, runtime.vault, ids)
