"""What does retention throw away? Answers that cannot be asked for again, spent tokens, what the feed needs no more."""

from typing import Final

from escalation.feed.storage.retention import forget_days
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.idempotency import forget_answers
from escalation.kit.runtime.spent_tokens import forget_spent
from escalation.webhooks.storage.retention import Place, forget_tails

CHUNK: Final = 5_000


class RetentionJob:
    """Goes round and round through what is kept, a chunk at a time. Several need not know of each other."""

    def __init__(self, chunk: int = CHUNK) -> None:
        """Begin at the beginning."""
        self._chunk = chunk
        self._place: Place | None = None

    async def step(self, runtime: Runtime) -> bool:
        """Throw away a chunk of each kind; whether there may be more.

        Where tails were found that are needed no more, there are others; where there are none, there is no hurry.
        """
        async with runtime.database.connection() as connection:
            answers = await forget_answers(connection, CHUNK)
            spent = await forget_spent(connection, CHUNK)
            await forget_days(connection)
            chunk = await forget_tails(connection, self._place, self._chunk)
        self._place = chunk.place
        return CHUNK in (answers, spent) or (chunk.forgotten > 0 and chunk.place is not None)
