"""Who is made a member, and in which roles? A file of them, or one at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from escalation.actors import Actor, Role
from escalation.errors import N_, Duplicate, Fault, ForbiddenAction, NotFound, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.storage import members, units
from escalation.organisation.storage.members import MemberFilters, MemberRecord, Membership, NewMember
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases.units import require_scope

RenderMember = Callable[[MemberRecord], StoredResponse]
_NO_UNIT = N_("There is no such unit.")
_SAME_REFERENCE = N_("A member with this reference exists already.")


async def list_members(
    runtime: Runtime, actor: Actor, filters: MemberFilters, *, after: UUID | None, limit: int
) -> Sequence[MemberRecord]:
    """One page of the members in the caller's scope."""
    async with runtime.database.connection(changes=False) as connection:
        return await members.list_members(connection, actor, filters, after=after, limit=limit)


async def get_member(runtime: Runtime, actor: Actor, member_id: UUID) -> MemberRecord:
    """One member in the caller's scope. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await existing_member(connection, actor, member_id)


@dataclass(frozen=True, slots=True)
class WantedMember:
    """A member to be made; roles are given one by one."""

    name: str
    home_unit_id: UUID
    rank: str | None
    skills: tuple[str, ...]
    external_ref: str | None


async def create_member(
    runtime: Runtime, wanted: WantedMember, *, by: Actor, render: RenderMember, once: IdempotentRequest | None
) -> StoredResponse:
    """Make a member of a unit in the caller's scope. Raises `ValidationFailed`, `ForbiddenAction`, `Duplicate`."""

    async def work(connection: Connection) -> StoredResponse:
        home = await usable_unit(connection, wanted.home_unit_id, by, "/home_unit_id")
        if wanted.external_ref and await members.find_member_by_ref(connection, wanted.external_ref):
            raise Duplicate(_SAME_REFERENCE)
        now = await read_now(connection)
        new = NewMember(
            id=new_id(), name=wanted.name, home_unit_id=home.id, rank=wanted.rank, skills=wanted.skills,
            external_ref=wanted.external_ref, created_at=now, updated_at=now,
        )  # fmt: skip
        await write_members(connection, [new])
        return render(await existing_member(connection, by, new.id))

    return await do_once(runtime, once, work)


async def write_members(connection: Connection, new: Sequence[NewMember]) -> None:
    """Write members. Raises `Duplicate` for a reference that somebody else took since it was looked for."""
    try:
        await members.insert_members(connection, new)
    except asyncpg.UniqueViolationError:
        raise Duplicate(_SAME_REFERENCE) from None


async def give_role(runtime: Runtime, member_id: UUID, unit_id: UUID, role: Role, *, by: Actor) -> MemberRecord:
    """Give somebody a role at a unit in the caller's scope; nothing happens if it is held already."""
    async with runtime.database.transaction() as connection:
        await existing_member(connection, by, member_id)
        unit = await usable_unit(connection, unit_id, by, "")
        now = await read_now(connection)
        await members.give_role(connection, Membership(member_id, unit.id, role, now))
        return await existing_member(connection, by, member_id)


async def usable_unit(connection: Connection, unit_id: UUID, by: Actor, pointer: str) -> UnitRecord:
    """An active unit in the caller's scope. Raises `ValidationFailed`, or `NotFound` where the path names it."""
    unit = await units.find_unit_record(connection, unit_id)
    if unit is None and not pointer:
        raise NotFound(_NO_UNIT)
    if unit is None:
        raise ValidationFailed(faults=[Fault(pointer, "unknown_unit", _NO_UNIT)])
    require_scope(by, unit)
    if not unit.active:
        raise ValidationFailed(
            faults=[Fault(pointer, "dissolved_unit", N_("This unit was dissolved. Name its successor."))]
        )
    return unit


async def existing_member(connection: Connection, actor: Actor, member_id: UUID) -> MemberRecord:
    """A member in the actor's scope. Raises `NotFound`."""
    member = await members.find_member(connection, actor, member_id)
    if member is None:
        raise NotFound
    return member


async def owned_member(connection: Connection, actor: Actor, member_id: UUID) -> MemberRecord:
    """A member who is the actor's to change: who works nowhere but in the actor's scope.

    Raises `NotFound`, or `ForbiddenAction` for somebody who is seen there and belongs elsewhere as well: an officer of
    the city is not changed by a village that gave them a role.
    """
    member = await existing_member(connection, actor, member_id)
    if not await members.is_owned(connection, actor, member_id):
        raise ForbiddenAction(
            N_("This member also works outside your scope. Whoever administers all their units may change them.")
        )
    return member
