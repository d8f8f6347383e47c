"""What became of the tickets behind rows (ledger tickets)? As far as the viewer may see them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.tickets.storage import visibility
from escalation.tickets.storage.tables import tickets


class LedgerTicket(NamedTuple):
    """The ticket behind a row: its state is the row's progress."""

    id: UUID
    number: str
    state: str
    outcome: str | None
    reply: str | None
    satisfaction: int | None


async def find_ledger_tickets(connection: Connection, actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, LedgerTicket]:
    """Those that the actor may see, by their ids."""
    if not ids:
        return {}
    rows = await connection.rows(_found(subtree.shape(actor)), ids=list(ids), **subtree.params(actor))
    return {row["id"]: LedgerTicket(*row) for row in rows}


@cache
def _found(form: subtree.Shape) -> Compiled:
    named = bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))
    return compile_statement(
        select(*(tickets.c[name] for name in LedgerTicket._fields)).where(
            tickets.c.id == any_(named), visibility.visible(form)
        )
    )
