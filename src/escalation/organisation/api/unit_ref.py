"""How is a unit referred to? By its id, with the code and the name that people know it by."""

from typing import Any
from uuid import UUID

from escalation.kit.web.fields import Out
from escalation.organisation.domain.units import Unit


class UnitRef(Out):
    """A unit as tickets name it."""

    id: UUID
    code: str
    name: str


def ref_of(unit: Unit) -> UnitRef:
    """A unit as others refer to it."""
    return UnitRef(id=unit.id, code=unit.code, name=unit.name)


def plain_ref_of(unit: Unit) -> dict[str, Any]:
    """The fields of a `UnitRef`, ready to be written as JSON."""
    return {"id": unit.id, "code": unit.code, "name": unit.name}
