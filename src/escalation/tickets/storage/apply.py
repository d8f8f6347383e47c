"""The one door: a single statement writes every consequence of a decision, or of two hundred.

Each ticket is guarded by the version its decision was made on. A ticket that somebody changed meanwhile is left out
together with everything that belongs to it; a request whose Idempotency-Key was used already changes nothing.
A merger changes two tickets, each guarded by its version, or none.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import asyncpg

from escalation.errors import Duplicate, DuplicateExternalRef, NotFound, Refusal
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime.idempotency import Answer
from escalation.tickets.domain.draft import Decision
from escalation.tickets.storage.apply_arguments import Arriving, arguments_of, rows_of_parts, shape_of
from escalation.tickets.storage.apply_statement import statement


async def apply(
    connection: Connection,
    decisions: Sequence[Decision],
    *,
    answer: Answer | None = None,
    arriving: Arriving | None = None,
    held: bool = False,
) -> frozenset[UUID]:
    """Write the decisions and say which tickets were changed or created; the others were stale.

    One round trip; a transaction that is open already survives a refusal. With `answer`, there must be exactly one
    decision; nothing is written if the key is taken. A merger is written alone, with what the other ticket takes over.
    `arriving`: an opinion that is written with the one new ticket formed of it, and is in no inbox meanwhile.
    `held`: this transaction has locked the tickets before, and there is neither an answer nor a new one among them.
    Raises `DuplicateExternalRef`, `Duplicate` (a client-chosen id), `NotFound` (something referred to is gone).
    """
    if not decisions:
        return frozenset()
    given = rows_of_parts(decisions, arriving)
    shape = shape_of(decisions, given, answer, arriving, held=held)
    arguments = arguments_of(shape, given, answer, arriving)
    try:
        rows = await _rows_of(connection, statement(shape), arguments)
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name in _ONE_AT_A_TIME:
            # Since it was read, somebody asked for the same thing, issued an order, or used the key.
            return frozenset()
        raise _duplicate(error) from None
    except asyncpg.ForeignKeyViolationError as error:
        if error.constraint_name in _MOVING:
            return frozenset()  # A unit got another place in the tree since it was read: to the caller, a stale read.
        raise NotFound from None
    return frozenset(row["id"] for row in rows)


REFUSED: Final = (Refusal, asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)
"""What says that these decisions cannot be written; anything else says that this is not the moment."""


async def _rows_of(connection: Connection, applied: Compiled, arguments: Mapping[str, object]) -> list[Row]:
    """What the statement returns; in a transaction that is open already, behind a savepoint."""
    if not connection.raw.is_in_transaction():
        return await connection.rows(applied, **arguments)
    async with connection.transaction():
        return await connection.rows(applied, **arguments)


def _duplicate(error: asyncpg.UniqueViolationError) -> Duplicate | DuplicateExternalRef:
    return DuplicateExternalRef() if "external_ref" in str(error.constraint_name) else Duplicate()


_MOVING: Final = frozenset({
    "fk_tickets_holder_unit_id", "fk_tickets_origin_unit_id", "fk_tickets_accused_unit_id", "fk_opinions_unit_id",
})  # fmt: skip
_ONE_AT_A_TIME: Final = frozenset({"uq_requests_pending", "uq_orders_open", "pk_idempotency"})
