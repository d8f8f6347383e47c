"""What is done with leading groups (党建工作领导小组)? They are formed, filled, and somebody is put in charge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import (
    N_,
    Duplicate,
    Fault,
    ForbiddenAction,
    GuardFailed,
    LimitReached,
    NotFound,
    StaleVersion,
    ValidationFailed,
)
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.leading_groups import GroupRole, LeadingPosition
from escalation.organisation.domain.units import ATTACHED_KINDS
from escalation.organisation.usecases.members import usable_unit
from escalation.organisation.usecases.units import level_ranks, require_unit
from escalation.programme.groups.domain.leading_groups import LeadingGroup, LeadingTerm
from escalation.programme.groups.domain.rules import SECTION
from escalation.programme.groups.storage import leading_groups
from escalation.programme.groups.storage.people import who_may_be_named
from escalation.publishing.usecases.programme_rules import rules_in_force

MOST_MEMBERS: Final = 100
RenderGroup = Callable[[LeadingGroup], StoredResponse]


@dataclass(frozen=True, slots=True)
class Change:
    """Which group is changed by whom, in which request, and on which versions that was decided; `None`: on any."""

    group_id: UUID
    by: Actor
    request_id: str
    expected: frozenset[int] | None = None


async def list_leading_groups(
    runtime: Runtime, actor: Actor, *, within: str | None, after: str | None, limit: int
) -> Sequence[LeadingGroup]:
    """One page of the groups of units in the actor's scope. `within`: the code of a unit, with all below it."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = range_of(actor)
        if within is not None:
            path = (await require_unit(connection, within, pointer="?within")).path
            start, end = max(start, path), min(end, end_of(path))
        return await leading_groups.list_leading_groups(connection, (start, end), after=after, limit=limit)


async def get_leading_group(runtime: Runtime, actor: Actor, group_id: UUID) -> LeadingGroup:
    """One of a unit in the actor's scope. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _existing(connection, actor, group_id)


async def list_terms(
    runtime: Runtime, actor: Actor, group_id: UUID, *, after: UUID | None, limit: int
) -> Sequence[LeadingTerm]:
    """One page of who had which position when, the newest first. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await _existing(connection, actor, group_id)
        return await leading_groups.list_terms(connection, group_id, after=after, limit=limit)


async def form_leading_group(
    runtime: Runtime, unit_id: UUID, *, by: Actor, request_id: str, render: RenderGroup, once: IdempotentRequest | None
) -> StoredResponse:
    """Form the group of a unit on a level that the rules name.

    Raises `ValidationFailed`, `ForbiddenAction` for a unit outside the actor's scope, `GuardFailed` for a unit or a
    level that has none, `Duplicate`.
    """

    async def work(connection: Connection) -> StoredResponse:
        unit = await usable_unit(connection, unit_id, by, "/unit_id")
        rules, ranks = await rules_in_force(runtime, connection, SECTION), await level_ranks(runtime, connection)
        if unit.kind in ATTACHED_KINDS or unit.level not in {*rules.led(ranks), *rules.coordinated(ranks)}:
            raise GuardFailed(N_("By the rules, a unit like this one has neither a leading group nor an office."))
        group_id, now = new_id(), await read_now(connection)
        if not await leading_groups.insert_leading_group(
            connection, group_id, (unit.id, unit.path), now, by, request_id
        ):
            raise Duplicate(N_("This unit has a leading group already."))
        return render(await _existing(connection, by, group_id))

    return await do_once(runtime, once, work)


async def change_holder(
    runtime: Runtime, change: Change, position: LeadingPosition, member_id: UUID | None, reason: str
) -> LeadingGroup:
    """Give a position to a member, or to nobody; whoever had it has had it until now, which stays on record.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `ValidationFailed` for somebody who may not be named,
    `Duplicate` for who has the position already, `GuardFailed` if there is nobody to take it from.
    """
    async with runtime.database.transaction() as connection:
        group = await _locked(connection, change)
        holder = group.holder(position)
        if member_id is None and holder is None:
            raise GuardFailed(N_("Nobody has this position."))
        if member_id is not None and holder is not None and holder.person.id == member_id:
            raise Duplicate(N_("This member has the position already."))
        if member_id is not None:
            await _require_named(connection, change.by, member_id)
        term = (new_id(), member_id) if member_id is not None else None
        now = await read_now(connection)
        await leading_groups.change_holder(
            connection, group.id, position, term, reason, now, change.by, change.request_id
        )
        return await _existing(connection, change.by, group.id)


@dataclass(frozen=True, slots=True)
class LeadingService:
    """As what somebody is in a group, from which department if not their own, and for what they answer."""

    role: GroupRole
    home_unit_id: UUID | None
    area: str | None


async def put_member(runtime: Runtime, change: Change, member_id: UUID, service: LeadingService) -> LeadingGroup:
    """Let a member be in the group, or be in it otherwise than before.

    Raises what `change_holder` does, `GuardFailed` for who is in charge, and `LimitReached`.
    """
    async with runtime.database.transaction() as connection:
        group = await _locked(connection, change)
        await _require_named(connection, change.by, member_id)
        head = group.holder(LeadingPosition.IN_CHARGE)
        if head is not None and head.person.id == member_id:
            raise GuardFailed(N_("This member is in charge. Put somebody else in charge first."))
        is_new = all(each.person.id != member_id for each in group.members)
        if is_new and len(group.members) >= MOST_MEMBERS:
            raise LimitReached(limit=MOST_MEMBERS)
        if service.home_unit_id is not None:
            await usable_unit(connection, service.home_unit_id, change.by, "/home_unit_id")
        now = await read_now(connection)
        written = member_id, service.role, service.home_unit_id, service.area
        await leading_groups.put_leading_member(connection, group.id, written, now, change.by, change.request_id)
        return await _existing(connection, change.by, group.id)


async def remove_member(runtime: Runtime, change: Change, member_id: UUID) -> None:
    """Take a member out of the group. Raises `NotFound`, `ForbiddenAction`."""
    async with runtime.database.transaction() as connection:
        group = await _locked(connection, change)
        now = await read_now(connection)
        if not await leading_groups.remove_leading_member(
            connection, group.id, member_id, now, change.by, change.request_id
        ):
            raise NotFound


async def _existing(connection: Connection, actor: Actor, group_id: UUID) -> LeadingGroup:
    group = await leading_groups.find_leading_group(connection, group_id, range_of(actor))
    if group is None:
        raise NotFound
    return group


async def _locked(connection: Connection, change: Change) -> LeadingGroup:
    """The group as it is while nobody else changes it."""
    await leading_groups.lock_leading_group(connection, change.group_id)
    group = await _existing(connection, change.by, change.group_id)
    if change.expected is not None and group.version not in change.expected:
        raise StaleVersion
    if not change.by.reaches(group.unit_path):
        raise ForbiddenAction
    return group


async def _require_named(connection: Connection, by: Actor, member_id: UUID) -> None:
    if not await who_may_be_named(connection, by, [member_id]):
        detail = N_("There is no such member in service within your scope.")
        raise ValidationFailed(faults=[Fault("/member_id", "unknown_member", detail)])
