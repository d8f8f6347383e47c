"""Was this request answered before? Answers are kept in the transaction of the change that they tell of.

What has to wait for another machine does not sit in a transaction: its key is reserved, then settled or released.
"""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Integer, bindparam, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import INTERVAL, insert

from escalation.errors import IdempotencyKeyInUse
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.runtime.tables import idempotency

RESERVED: Final = 102
"""Stands as the status of a request that is still being done (RFC 2518 section 10.1)."""
ERASED: Final = 410
"""Stands as the status of an answer that told of something which was erased since."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller of an idempotent request will be told, kept so that a repetition gets the same bytes.

    `fingerprint` binds the key to the request; `body` is sealed by the caller.
    """

    principal: str
    key: str
    fingerprint: bytes
    status: int
    body: bytes
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What an earlier request with the same key was told; `body` is sealed."""

    fingerprint: bytes
    status: int
    body: bytes


ANSWER: Final = """(
  SELECT ROW(i.fingerprint, i.status, i.body) FROM idempotency i
  WHERE i.principal = CAST(:principal AS text) AND i.key = CAST(:key AS text)
)"""
"""SQL for what an earlier request with `:key` was told, to be read along with something else."""

ANSWER_FIELDS: Final = tuple(field.name for field in fields(Answer))
"""Names of the parameters that `kept_as` takes."""


def kept_as(first: int) -> str:
    """SQL that keeps an answer, its parameters numbered from `first`; it returns nothing if the key is taken."""
    values = ", ".join(f"${n}" for n, _ in enumerate(ANSWER_FIELDS, start=first))
    return f"""
    INSERT INTO idempotency ({", ".join(ANSWER_FIELDS)}) VALUES ({values}) ON CONFLICT DO NOTHING RETURNING 1
    """


KEPT: Final = timedelta(hours=72)
"""For how long a key may be repeated."""

_LOCKED = compile_statement(
    select(func.pg_try_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)).label("is_ours"))
)
_FOUND = compile_statement(
    select(idempotency.c.fingerprint, idempotency.c.status, idempotency.c.body).where(
        idempotency.c.principal == bindparam("principal"), idempotency.c.key == bindparam("key")
    )
)
_KEPT = compile_statement(
    insert(idempotency)
    .values({column.name: bindparam(column.name) for column in idempotency.c})
    .on_conflict_do_nothing()
)


async def begin(connection: Connection, principal: str, key: str) -> StoredAnswer | None:
    """Take the key until the end of the transaction, and say what an earlier request with it was told.

    Raises `IdempotencyKeyInUse` while another transaction has it: that one will know the answer in a moment.
    """
    if not await connection.value(_LOCKED, name=f"{principal}\n{key}"):
        raise IdempotencyKeyInUse
    # A statement of its own: it has to see what was committed before the lock was ours.
    return await find(connection, principal, key)


async def find(connection: Connection, principal: str, key: str) -> StoredAnswer | None:
    """What an earlier request with this key was told."""
    row = await connection.row(_FOUND, principal=principal, key=key)
    return StoredAnswer(*row) if row else None


async def keep(connection: Connection, answer: Answer) -> bool:
    """Keep an answer with the change; `False` if the key is taken, and then the change has to be undone."""
    values = {name: getattr(answer, name) for name in Answer.__dataclass_fields__}
    return await connection.run(_KEPT, **values) == 1


async def settle(connection: Connection, answer: Answer) -> None:
    """Keep the answer of a request whose key was reserved."""
    await connection.run(_SETTLED, **{name: getattr(answer, name) for name in Answer.__dataclass_fields__})


async def release(connection: Connection, principal: str, key: str, older_than: timedelta = timedelta(0)) -> None:
    """Give up a reservation: the request was refused, or whoever did it is gone."""
    await connection.run(_RELEASED, the_principal=principal, the_key=key, age=older_than)


async def forget_answers(connection: Connection, limit: int) -> int:
    """Forget at most `limit` answers that cannot be asked for any more, oldest first; how many there were."""
    return await connection.run(_FORGOTTEN, limit=limit)


_IS_RESERVED: Final = (
    idempotency.c.principal == bindparam("the_principal"),
    idempotency.c.key == bindparam("the_key"),
    idempotency.c.status == RESERVED,
)
_SETTLED: Final = compile_statement(
    update(idempotency)
    .where(idempotency.c.principal == bindparam("principal"), idempotency.c.key == bindparam("key"))
    .values({name: bindparam(name) for name in ("fingerprint", "status", "body", "created_at")})
)
_RELEASED: Final = compile_statement(
    delete(idempotency).where(*_IS_RESERVED, idempotency.c.created_at <= NOW - bindparam("age", type_=INTERVAL))
)
_OLD: Final = (
    select(idempotency.c.principal, idempotency.c.key)
    .where(idempotency.c.created_at < NOW - literal(KEPT))
    .order_by(idempotency.c.created_at)
    .limit(bindparam("limit", type_=Integer))
    .cte("old")
)
_FORGOTTEN: Final = compile_statement(
    delete(idempotency).where(idempotency.c.principal == _OLD.c.principal, idempotency.c.key == _OLD.c.key)
)
