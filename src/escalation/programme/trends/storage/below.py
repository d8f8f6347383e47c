"""Which units are directly below one (units below)? With their serials, as paths have them."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class UnitBelow:
    """A unit directly below another one."""

    serial: str
    name: UnitName
    active: bool


async def units_directly_below(connection: Connection, unit_id: UUID) -> list[UnitBelow]:
    """Those below a unit, dissolved ones included, by code."""
    rows = await connection.rows(_BELOW, unit=unit_id)
    return [UnitBelow(row["serial"], UnitName(row["id"], row["code"], row["name"]), row["active"]) for row in rows]


_BELOW: Final = Compiled(
    "SELECT serial::text, id, code, name, active FROM units WHERE parent_id = $1 ORDER BY code", ("unit",), {}
)
