"""Which units are publishers: whose administrators publish what everybody goes by? Those that the operator named."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Connection, compile_statement
from escalation.organisation.storage.tables import units
from escalation.organisation.storage.units import UnitName
from escalation.publishing.storage.tables import publishers


async def is_publisher(connection: Connection, unit_id: UUID) -> bool:
    """Whether a unit was named; where none is, the only topmost unit is, if there is no other."""
    return bool(await connection.value(_IS_ONE, unit=unit_id))


async def list_publishers(connection: Connection) -> list[UnitName]:
    """The units that were named, by code."""
    return [UnitName(row["id"], row["code"], row["name"]) for row in await connection.rows(_LISTED)]


async def add_publisher(connection: Connection, unit_id: UUID) -> None:
    """Name a unit; nothing happens if it was named before."""
    await connection.run(_ADDED, unit=unit_id)


async def remove_publisher(connection: Connection, unit_id: UUID) -> bool:
    """Name a unit no more; `False` if it was not named."""
    return await connection.run(_REMOVED, unit=unit_id) == 1


_UNIT: Final = bindparam("unit", type_=publishers.c.unit_id.type)
_TOP: Final = units.alias("top")
_IS_THE_TOP: Final = (
    select(func.count() == 1).select_from(_TOP).where(_TOP.c.parent_id.is_(None), _TOP.c.active).scalar_subquery()
)
_IS_ONE: Final = compile_statement(
    select(
        or_(
            exists().where(publishers.c.unit_id == _UNIT),
            ~exists().select_from(publishers)
            & exists().where(units.c.id == _UNIT, units.c.parent_id.is_(None), units.c.active)
            & _IS_THE_TOP,
        )
    )
)
_LISTED: Final = compile_statement(
    select(units.c.id, units.c.code, units.c.name)
    .join(publishers, publishers.c.unit_id == units.c.id)
    .order_by(units.c.code)
)
_ADDED: Final = compile_statement(insert(publishers).values(unit_id=_UNIT, named_at=NOW).on_conflict_do_nothing())
_REMOVED: Final = compile_statement(delete(publishers).where(publishers.c.unit_id == _UNIT))
