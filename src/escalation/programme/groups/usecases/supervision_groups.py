"""What is done with supervision groups (专项督导组)? They are formed for a time, changed, and ended.

What a group gives is a post: its members are supervisors at its units as long as its period runs, like any other
supervisor there, and nowhere else by it. Whoever forms one could hand out that role in their scope anyway.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, ForbiddenAction, GuardFailed, NotFound, Param, StaleVersion, ValidationFailed
from escalation.identity.storage.temporary_posts import set_temporary_posts
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import hold_own_unit
from escalation.programme.groups.domain.rules import SECTION
from escalation.programme.groups.domain.supervision_groups import (
    GroupKind,
    GroupState,
    SupervisedUnit,
    SupervisionGroup,
    covered_twice,
)
from escalation.programme.groups.storage import supervision_groups
from escalation.programme.groups.storage.people import who_may_be_named
from escalation.programme.groups.storage.supervision_groups import NewSupervisionGroup
from escalation.programme.groups.usecases.leading_groups import Change
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.tickets.usecases.local_days import local_days


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group, and at what time it was looked at."""

    group: SupervisionGroup
    now: datetime


@dataclass(frozen=True, slots=True)
class WantedGroup:
    """A group to be formed. The days are local ones, both count."""

    name: str
    kind: GroupKind
    first_day: date
    last_day: date
    head_id: UUID
    member_ids: Sequence[UUID]
    unit_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class GroupChanges:
    """What shall change; `None` stays."""

    name: str | None = None
    last_day: date | None = None
    head_id: UUID | None = None
    member_ids: Sequence[UUID] | None = None
    unit_ids: Sequence[UUID] | None = None


RenderShown = Callable[[ShownGroup], StoredResponse]
OVER: Final = N_("This group is over. Form another one.")


async def list_supervision_groups(
    runtime: Runtime, actor: Actor, state: GroupState | None, *, after: UUID | None, limit: int
) -> Sequence[ShownGroup]:
    """One page of the groups that the actor sees, the newest first."""
    async with runtime.database.connection(changes=False) as connection:
        now = await read_now(connection)
        found = await supervision_groups.list_supervision_groups(
            connection, actor, state, now, after=after, limit=limit
        )
        return [ShownGroup(each, now) for each in found]


async def get_supervision_group(runtime: Runtime, actor: Actor, group_id: UUID) -> ShownGroup:
    """One that the actor sees. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return ShownGroup(await _existing(connection, actor, group_id), await read_now(connection))


async def form_supervision_group(
    runtime: Runtime, wanted: WantedGroup, *, by: Actor, request_id: str, render: RenderShown,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Form a group of the actor's unit, and give its members their posts.

    Raises `ValidationFailed` for a period that is wrong, for people and units outside the actor's scope.
    """

    async def work(connection: Connection) -> StoredResponse:
        now, days = await read_now(connection), await local_days(runtime, connection)
        new = NewSupervisionGroup(
            new_id(), wanted.name, wanted.kind, wanted.first_day, wanted.last_day, days.begin_of(wanted.first_day),
            days.end_of(wanted.last_day), wanted.head_id, tuple(wanted.member_ids),
            tuple(dict.fromkeys(wanted.unit_ids)),
        )  # fmt: skip
        await _require_period(runtime, connection, new, now)
        await _require_named(connection, by, new.people)
        await _require_places(connection, by, new.unit_ids, new.unit_ids)
        await hold_own_unit(connection, by)
        await supervision_groups.insert_supervision_group(connection, new, now, by, request_id)
        return render(ShownGroup(await _with_posts(connection, by, new), now))

    return await do_once(runtime, once, work)


async def change_supervision_group(runtime: Runtime, change: Change, changes: GroupChanges) -> ShownGroup:
    """Change a group that is not over; posts follow at once, for those who come and those who go.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `GuardFailed`, `ValidationFailed`.
    """
    async with runtime.database.transaction() as connection:
        group, now = await _locked(connection, change)
        days = await local_days(runtime, connection)
        before = _written(group)
        last = changes.last_day or group.last_day
        new = replace(
            before, name=changes.name or group.name, last_day=last, until=days.end_of(last),
            head_id=changes.head_id or before.head_id,
            member_ids=before.member_ids if changes.member_ids is None else tuple(changes.member_ids),
            unit_ids=before.unit_ids if changes.unit_ids is None else tuple(dict.fromkeys(changes.unit_ids)),
        )  # fmt: skip
        await _require_period(runtime, connection, new, now)
        joining = [each for each in new.people if each not in before.people]
        await _require_named(connection, change.by, joining)
        added = [each for each in new.unit_ids if each not in before.unit_ids]
        await _require_places(connection, change.by, new.unit_ids, added)
        if joining or last > group.last_day:
            _require_reached(change.by, [unit for unit in group.units if unit.active and unit.id in new.unit_ids])
        await supervision_groups.change_supervision_group(connection, new, now, change.by, change.request_id)
        return ShownGroup(await _with_posts(connection, change.by, new), now)


async def end_supervision_group(
    runtime: Runtime, change: Change, reason: str, *, render: RenderShown, once: IdempotentRequest | None
) -> StoredResponse:
    """End a group before its time, and its posts with it. Raises what `change_supervision_group` does."""

    async def work(connection: Connection) -> StoredResponse:
        group, now = await _locked(connection, change)
        await supervision_groups.end_supervision_group(connection, group.id, reason, now, change.by, change.request_id)
        return render(ShownGroup(await _existing(connection, change.by, group.id), now))

    return await do_once(runtime, once, work)


async def _with_posts(connection: Connection, by: Actor, new: NewSupervisionGroup) -> SupervisionGroup:
    await set_temporary_posts(connection, new.id, new.people, new.unit_ids, new.since, new.until)
    return await _existing(connection, by, new.id)


def _written(group: SupervisionGroup) -> NewSupervisionGroup:
    head = next(each.id for each in group.members if each.is_head)
    return NewSupervisionGroup(
        group.id, group.name, group.kind, group.first_day, group.last_day, group.since, group.until, head,
        tuple(each.id for each in group.members if not each.is_head), tuple(each.id for each in group.units),
    )  # fmt: skip


async def _locked(connection: Connection, change: Change) -> tuple[SupervisionGroup, datetime]:
    """A group that is not over, while nobody else changes it, and the time."""
    await supervision_groups.lock_supervision_group(connection, change.group_id)
    group = await _existing(connection, change.by, change.group_id)
    if not change.by.reaches(group.unit_path):
        raise ForbiddenAction(N_("This group is another unit's."))
    if change.expected is not None and group.version not in change.expected:
        raise StaleVersion
    now = await read_now(connection)
    if group.state(now) is GroupState.OVER:
        raise GuardFailed(OVER)
    return group, now


async def _existing(connection: Connection, actor: Actor, group_id: UUID) -> SupervisionGroup:
    group = await supervision_groups.find_supervision_group(connection, actor, group_id)
    if group is None:
        raise NotFound
    return group


async def _require_period(runtime: Runtime, connection: Connection, new: NewSupervisionGroup, now: datetime) -> None:
    most = (await rules_in_force(runtime, connection, SECTION)).supervision.most_days
    if new.last_day < new.first_day:
        raise _wrong("/last_day", "before_the_first", N_("The last day comes before the first one."))
    if new.until <= now:
        raise _wrong("/last_day", "in_the_past", N_("This lies in the past."))
    if (new.last_day - new.first_day).days >= most:
        detail = N_("A group supervises for {most} days at most. Form it anew after that.")
        raise _wrong("/last_day", "too_long", detail, most=most)


async def _require_named(connection: Connection, by: Actor, people: Sequence[UUID]) -> None:
    """That these are members in service, within the actor's scope."""
    found = await who_may_be_named(connection, by, people)
    if any(each not in found for each in people):
        detail = N_("One of these members is not there, does not serve, or is outside your scope.")
        raise _wrong("/member_ids", "unknown_member", detail)


async def _require_places(connection: Connection, by: Actor, unit_ids: Sequence[UUID], added: Sequence[UUID]) -> None:
    """That what is added are units that are there, within the actor's scope, and that none lies within another one."""
    units = await find_units(connection, unit_ids)
    if any(each not in units or not units[each].active or not by.reaches(units[each].path) for each in added):
        detail = N_("One of these units is not there, was dissolved, or is outside your scope.")
        raise _wrong("/unit_ids", "unknown_unit", detail)
    if covered_twice(unit.path for unit in units.values() if unit.active):
        raise _wrong("/unit_ids", "named_twice", N_("One of these units lies within another one of them."))


def _require_reached(by: Actor, kept: Sequence[SupervisedUnit]) -> None:
    """That nobody gets more at units that another unit leads by now: what was given there stays, or is taken away."""
    for unit in kept:
        if not by.reaches(unit.path):
            detail = N_("{unit} is not in your scope any more: take it out before you add people or days.")
            raise _wrong("/unit_ids", "out_of_scope", detail, unit=unit.name)


def _wrong(pointer: str, code: str, detail: str, **params: Param) -> ValidationFailed:
    return ValidationFailed(faults=[Fault(pointer, code, detail, params)])
