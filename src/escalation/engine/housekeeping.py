"""What is thrown away? Stored answers older than the time for which a key may be repeated."""

from datetime import timedelta

from sqlalchemy import delete, literal, select

from escalation.storage.database import compile_statement
from escalation.storage.tables import idempotency
from escalation.storage.time import NOW
from escalation.usecases.session import Session

KEPT = timedelta(hours=72)
_CHUNK = 5_000

_OLD = (
    select(idempotency.c.principal, idempotency.c.key)
    .where(idempotency.c.created_at < NOW - literal(KEPT))
    .order_by(idempotency.c.created_at)
    .limit(_CHUNK)
    .cte("old")
)
_PURGE = compile_statement(
    delete(idempotency).where(idempotency.c.principal == _OLD.c.principal, idempotency.c.key == _OLD.c.key)
)


async def step(session: Session) -> bool:
    """Delete one chunk of old answers; whether there may be more."""
    async with session.database.connection() as connection:
        return await connection.run(_PURGE) == _CHUNK
