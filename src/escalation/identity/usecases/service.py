"""What is left when somebody's service, role or key ends? A unit for which nobody could act is named (staffing)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import NotFound
from escalation.identity.storage import api_keys
from escalation.identity.storage.staffing import HANDLING, without_anybody
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.staffing_warnings import StaffingWarning, nobody_there
from escalation.organisation.storage import members
from escalation.organisation.storage.members import MemberRecord
from escalation.organisation.usecases.members import existing_member, owned_member, usable_unit
from escalation.organisation.usecases.units import existing, require_scope

Warnings = tuple[StaffingWarning, ...]


class ChangedMember(NamedTuple):
    """A member as changed, and the units that have nobody by that."""

    member: MemberRecord
    warnings: Warnings


async def change_member(
    runtime: Runtime, member_id: UUID, changes: Mapping[str, object], *, by: Actor
) -> ChangedMember:
    """Change name, home unit, rank, skills or whether somebody still serves.

    Raises `NotFound`, `ValidationFailed`, `ForbiddenAction` for somebody who works outside the caller's scope as well,
    and for a home outside of it.
    """
    async with runtime.database.transaction() as connection:
        await owned_member(connection, by, member_id)
        home = changes.get("home_unit_id")
        if isinstance(home, UUID):
            await usable_unit(connection, home, by, "/home_unit_id")
        if changes:
            await members.update_member(connection, member_id, changes)
        member = await existing_member(connection, by, member_id)
        ended = [(role.unit.id, role.role) for role in member.roles if changes.get("active") is False]
        return ChangedMember(member, await left_behind(connection, [*ended, *await _end_keys(connection, member_id)]))


async def take_role(runtime: Runtime, member_id: UUID, unit_id: UUID, role: Role, *, by: Actor) -> Warnings:
    """End a role at a unit of the caller's; keys made for it stop working.

    Raises `NotFound` if the caller does not see the member or the role is not held, `ForbiddenAction` if it is held at
    a unit outside the caller's scope.
    """
    async with runtime.database.transaction() as connection:
        await existing_member(connection, by, member_id)
        require_scope(by, await existing(connection, unit_id))
        if not await members.take_role(connection, member_id, unit_id, role):
            raise NotFound
        return await left_behind(connection, [(unit_id, role), *await _end_keys(connection, member_id)])


async def _end_keys(connection: Connection, member_id: UUID) -> list[tuple[UUID, str]]:
    """End keys whose role is not held any more, for good, and with them all that was made with them."""
    await api_keys.end_without_role(connection, member_id)
    return await api_keys.end_what_they_made(connection)


async def left_behind(connection: Connection, ended: Iterable[tuple[UUID, str]]) -> Warnings:
    """Once roles at units have ended: the units for which nobody could act any more."""
    touched = {unit_id for unit_id, role in ended if role in HANDLING}
    left = await without_anybody(connection, touched)
    return tuple(nobody_there(unit.code, unit.name) for unit in left)
