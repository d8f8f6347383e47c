"""Which people may be named in a group? Members who serve, and whose home or role is the business of who names them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.connection import Connection, compile_statement
from escalation.organisation.storage.members import MEMBER_IN_SCOPE, scope_of
from escalation.organisation.storage.tables import members


async def who_may_be_named(connection: Connection, actor: Actor, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these members who serve and are the actor's business."""
    rows = await connection.rows(_NAMED, ids=list(ids), **scope_of(actor))
    return frozenset(row["id"] for row in rows)


_NAMED: Final = compile_statement(
    select(members.c.id).where(
        members.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))), members.c.active, MEMBER_IN_SCOPE
    )
)
