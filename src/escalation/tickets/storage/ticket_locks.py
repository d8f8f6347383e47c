"""In which order are ticket locks taken for what changes together? By id, whoever it is: nobody waits in a circle."""

from collections.abc import Collection
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.tickets.storage import visibility
from escalation.tickets.storage.tables import tickets


async def lock_tickets(connection: Connection, actor: Actor, ids: Collection[UUID]) -> None:
    """Lock those that the actor may see until the transaction ends: what is read of them then is still so when written.

    Whoever changes one of them is waited for. What the actor may not see is held up by nobody.
    """
    await connection.rows(_locked(subtree.shape(actor)), ids=list(ids), **subtree.params(actor))


@cache
def _locked(form: subtree.Shape) -> Compiled:
    statement = select(tickets.c.id).where(_AMONG, visibility.visible(form)).order_by(tickets.c.id)
    return compile_statement(statement.with_for_update(of=tickets))


_AMONG: Final = tickets.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True))))
