"""Is anybody there to act for a unit (staffing)? One predicate, for lists, moves and whatever takes somebody away."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, bindparam, exists, literal_column, or_, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Role
from escalation.identity.storage.tables import api_keys
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import DIALECT, Connection, compile_statement
from escalation.organisation.storage.tables import members, memberships, units
from escalation.organisation.storage.units import UnitName

HANDLING: Final = (Role.HANDLER, Role.LEADER, Role.OFFICE)
"""The roles by which tickets are handled."""


def somebody_acts(unit_id: ColumnElement[UUID], roles: Collection[Role] = HANDLING) -> ColumnElement[bool]:
    """A member in service with one of these roles, or a valid key for one that is nobody's own."""
    named: list[ColumnElement[str]] = [literal_column(f"'{role}'") for role in roles]
    by_role = exists().where(
        memberships.c.unit_id == unit_id,
        memberships.c.role.in_(named),
        members.c.id == memberships.c.member_id,
        members.c.active,
    )
    by_key = exists().where(
        api_keys.c.unit_id == unit_id,
        api_keys.c.role.in_(named),
        # A key of a member works while the role is held, and says nothing more.
        api_keys.c.member_id.is_(None),
        api_keys.c.revoked_at.is_(None),
        api_keys.c.expires_at > NOW,
    )
    return or_(by_role, by_key)


def somebody_acts_for(unit_id: str, roles: Collection[Role] = HANDLING) -> str:
    """The same as text, for statements that are written as text: `unit_id` is an expression of such a statement."""
    return f"({somebody_acts(literal_column(unit_id), roles).compile(dialect=DIALECT)})"


async def without_anybody(connection: Connection, unit_ids: Collection[UUID]) -> list[UnitName]:
    """Those of these units, as long as they exist, for whom nobody could act."""
    rows = await connection.rows(_WITHOUT_ANYBODY, ids=list(unit_ids)) if unit_ids else []
    return [UnitName(row["id"], row["code"], row["name"]) for row in rows]


_WITHOUT_ANYBODY: Final = compile_statement(
    select(units.c.id, units.c.code, units.c.name)
    .where(
        units.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))),
        units.c.active,
        ~somebody_acts(units.c.id),
    )
    .order_by(units.c.code)
)
