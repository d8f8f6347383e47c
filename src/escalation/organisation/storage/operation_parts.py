"""What is left of an operation's input (operation parts)? Sealed chunks, each gone with the work that it holds.

The transaction that does a part deletes it, so a part is done once however often workers die.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, select

from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.runtime.tables import operation_parts


async def add_part(connection: Connection, operation_id: UUID, number: int, sealed: bytes) -> None:
    """Keep a chunk of its input."""
    await connection.run(_PART, operation_id=operation_id, number=number, sealed=sealed)


async def take_part(connection: Connection, operation_id: UUID) -> tuple[int, bytes] | None:
    """The first chunk that is left, removed; `None` when all is done."""
    row = await connection.row(_TAKEN, operation_id=operation_id)
    return (row["number"], row["sealed"]) if row else None


async def last_part(connection: Connection, operation_id: UUID) -> int:
    """The number of the last chunk that is left; 0 if none is."""
    last = await connection.value(_LAST_PART, operation_id=operation_id)
    return last if isinstance(last, int) else 0


async def drop_parts(connection: Connection, operation_id: UUID) -> None:
    """Let go what is left."""
    await connection.run(_DROPPED, operation_id=operation_id)


_PART: Final = compile_statement(
    insert(operation_parts).values({column.name: bindparam(column.name) for column in operation_parts.c})
)
_FIRST: Final = (
    select(func.min(operation_parts.c.number))
    .where(operation_parts.c.operation_id == bindparam("operation_id"))
    .scalar_subquery()
)
_TAKEN: Final = compile_statement(
    delete(operation_parts)
    .where(operation_parts.c.operation_id == bindparam("operation_id"), operation_parts.c.number == _FIRST)
    .returning(operation_parts.c.number, operation_parts.c.sealed)
)
_LAST_PART: Final = compile_statement(
    select(func.max(operation_parts.c.number)).where(operation_parts.c.operation_id == bindparam("operation_id"))
)
_DROPPED: Final = compile_statement(
    delete(operation_parts).where(operation_parts.c.operation_id == bindparam("operation_id"))
)
