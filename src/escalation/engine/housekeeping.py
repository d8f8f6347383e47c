"""What is thrown away? Stored answers that cannot be asked for again, and what the feed needs no more."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, literal, select

from escalation.storage.database import compile_statement
from escalation.storage.leftovers import Place, forget_days, forget_tails
from escalation.storage.tables import idempotency
from escalation.storage.time import NOW
from escalation.usecases.session import Session

KEPT: Final = timedelta(hours=72)
"""For how long a key may be repeated."""
CHUNK: Final = 5_000

_OLD = (
    select(idempotency.c.principal, idempotency.c.key)
    .where(idempotency.c.created_at < NOW - literal(KEPT))
    .order_by(idempotency.c.created_at)
    .limit(CHUNK)
    .cte("old")
)
_PURGE = compile_statement(
    delete(idempotency).where(idempotency.c.principal == _OLD.c.principal, idempotency.c.key == _OLD.c.key)
)


class Housekeeper:
    """Goes round and round through what is kept, a chunk at a time. Several need not know of each other."""

    def __init__(self, chunk: int = CHUNK) -> None:
        """Begin at the beginning."""
        self._chunk = chunk
        self._place: Place | None = None

    async def step(self, session: Session) -> bool:
        """Throw away a chunk of each kind; whether there may be more.

        Where tails were found that are needed no more, there are others; where there are none, there is no hurry.
        """
        async with session.database.connection() as connection:
            answers = await connection.run(_PURGE)
            await forget_days(connection)
            stretch = await forget_tails(connection, self._place, self._chunk)
        self._place = stretch.place
        return answers == CHUNK or (stretch.forgotten > 0 and stretch.place is not None)
