"""What are tickets narrowed to? The filters that a caller names, checked, for lists and whatever else takes them."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.organisation.usecases.units import require_unit
from escalation.tickets.storage.filter_names import look_up_names
from escalation.tickets.storage.filters import Filters


@dataclass(frozen=True, slots=True)
class WantedFilters:
    """Filters as a caller names them: units by their codes, and oneself as `mine`; all else is in `filters`."""

    filters: Filters
    unit: str | None = None
    held_in: str | None = None
    received_in: str | None = None
    department: str | None = None
    mine: bool = False


async def check_filters(connection: Connection, actor: Actor, wanted: WantedFilters) -> Filters:
    """The filters by which tickets are looked for. Raises `ValidationFailed`, naming each that names nothing.

    `mine` needs a caller who is somebody in person.
    """
    filters = wanted.filters
    filters = replace(
        filters,
        unit_path=await _path(connection, "unit", wanted.unit),
        held_path=await _path(connection, "held_in", wanted.held_in),
        received_path=await _path(connection, "received_in", wanted.received_in),
    )
    if wanted.department is not None:
        department = await require_unit(connection, wanted.department, pointer="?department")
        filters = replace(filters, department_id=department.id)
    if wanted.mine:
        filters = replace(filters, assignee_id=_oneself(actor, filters))
    names = await look_up_names(connection, filters)
    if names.unknown:
        raise ValidationFailed(faults=[_UNKNOWN[name] for name in sorted(names.unknown)])
    return replace(filters, halves=names.halves)


async def _path(connection: Connection, name: str, code: str | None) -> str | None:
    """Of the unit whose subtree a parameter names."""
    return (await require_unit(connection, code, pointer=f"?{name}")).path if code is not None else None


def _oneself(actor: Actor, filters: Filters) -> UUID:
    if actor.member_id is None:
        raise ValidationFailed(faults=[Fault("?mine", "nobody_in_person", _NOBODY)])
    if filters.assignee_id not in {None, actor.member_id}:
        raise ValidationFailed(faults=[Fault("?assignee", "either_or", N_("Ask for a member or for your own."))])
    return actor.member_id


_NOBODY: Final = N_("The key that you show belongs to no member, and nothing is assigned to it.")
_UNKNOWN: Final = {
    "states": Fault("?state", "unknown_state", N_("No life cycle has such a state.")),
    "category": Fault("?category", "unknown_category", N_("There is no such category.")),
    "holder_unit_id": Fault("?holder", "unknown_unit", N_("There is no such unit.")),
    "origin_unit_id": Fault("?origin", "unknown_unit", N_("There is no such unit.")),
    "assignee_id": Fault("?assignee", "unknown_member", N_("There is no such member.")),
}
"""What is said of a filter that names what is not there."""
