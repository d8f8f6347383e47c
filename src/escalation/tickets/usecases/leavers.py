"""What does an assignee leave behind who goes? The end of service or of a role, with what it leaves (staffing)."""

from collections.abc import Mapping
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.identity.usecases import service
from escalation.identity.usecases.service import ChangedMember, Warnings
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.staffing_warnings import tickets_in_hand
from escalation.organisation.storage.members import find_member
from escalation.tickets.storage.assignees import count_without_assignee


async def change_member(
    runtime: Runtime, member_id: UUID, changes: Mapping[str, object], *, by: Actor
) -> ChangedMember:
    """As `service.change_member`; the warnings tell of tickets as well that were in the hand of who goes."""
    changed = await service.change_member(runtime, member_id, changes, by=by)
    if changes.get("active") is not False:
        return changed
    return changed._replace(warnings=(*changed.warnings, *await _in_hand(runtime, member_id, by)))


async def take_role(runtime: Runtime, member_id: UUID, unit_id: UUID, role: Role, *, by: Actor) -> Warnings:
    """As `service.take_role`, with the same."""
    warnings = await service.take_role(runtime, member_id, unit_id, role, by=by)
    return (*warnings, *await _in_hand(runtime, member_id, by))


async def _in_hand(runtime: Runtime, member_id: UUID, by: Actor) -> Warnings:
    async with runtime.database.connection(changes=False) as connection:
        count = await count_without_assignee(connection, by, member_id)
        member = await find_member(connection, by, member_id) if count else None
    return (tickets_in_hand(str(member_id), member.name, count),) if member is not None else ()
