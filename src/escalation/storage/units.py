"""Which units are there? Named queries over the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.storage.database import Connection, compile_statement
from escalation.storage.tables import units
from escalation.workflow.situation import Unit

UNIT_COLUMNS = tuple(units.c[field.name] for field in fields(Unit))
_BY_CODE = compile_statement(select(*UNIT_COLUMNS).where(units.c.code == bindparam("code")))
_BY_IDS = compile_statement(
    select(*UNIT_COLUMNS).where(units.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))))
)


async def find_unit_by_code(connection: Connection, code: str) -> Unit | None:
    """The unit with this code, dissolved ones included."""
    row = await connection.row(_BY_CODE, code=code)
    return Unit(*row) if row else None


async def find_units(connection: Connection, ids: Iterable[UUID]) -> Mapping[UUID, Unit]:
    """The units with these ids, dissolved ones included; those that do not exist are left out."""
    rows = await connection.rows(_BY_IDS, ids=list(ids))
    return {row["id"]: Unit(*row) for row in rows}
