"""Who is given which units to visit (duties)? By those who work for the unit whose duty it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Duplicate, Fault, ForbiddenAction, NotFound, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import hold_own_unit
from escalation.programme.visits.storage import duties
from escalation.programme.visits.storage.duties import VisitDuty
from escalation.programme.visits.usecases.visible_ranges import asked_range, require_own
from escalation.programme.visits.usecases.visit_rules import read_present

RenderDuty = Callable[[VisitDuty], StoredResponse]


@dataclass(frozen=True, slots=True)
class WantedDuty:
    """Which unit is to be visited, and by whom: a team, a member, or with neither the unit as a whole."""

    target_unit_id: UUID
    team_id: UUID | None
    member_id: UUID | None


async def list_duties(
    runtime: Runtime, actor: Actor, unit: str | None, *, after: UUID | None, limit: int
) -> Sequence[VisitDuty]:
    """A page of those in force that the actor sees."""
    async with runtime.database.connection(changes=False) as connection:
        paths = await asked_range(connection, actor, unit, own=False)
        return await duties.list_duties(connection, paths.start, paths.end, after, limit)


async def give_duty(
    runtime: Runtime, wanted: WantedDuty, *, by: Actor, render: RenderDuty, once: IdempotentRequest | None
) -> StoredResponse:
    """Give the actor's unit, or a team or a member of it, a unit to visit. Its first plan is for the present period.

    Raises `ValidationFailed` for a unit not below, a team or a member of another unit; `Duplicate`.
    """

    async def work(connection: Connection) -> StoredResponse:
        unit = await unit_of(connection, by)
        await hold_own_unit(connection, by)
        await require_visitors(connection, unit, wanted.team_id, wanted.member_id)
        target = await visited_unit(connection, unit, wanted.target_unit_id, "/target_unit_id")
        present, duty_id = await read_present(runtime, connection), new_id()
        who = (unit.id, unit.path, wanted.team_id, wanted.member_id)
        if not await duties.give_duty(connection, duty_id, who, target.id, present.today, present.now, by.principal):
            raise Duplicate(N_("They have this unit to visit already."))
        return render(await _existing(connection, by, duty_id))

    return await do_once(runtime, once, work)


async def end_duty(runtime: Runtime, duty_id: UUID, *, by: Actor) -> None:
    """End a duty that was given, with what is open of it; what was done stays.

    Raises `NotFound`, `ForbiddenAction` for another unit's, or one that the tree gives.
    """
    async with runtime.database.transaction() as connection:
        duty = await _existing(connection, by, duty_id)
        require_own(by, duty.unit_path)
        if duty.derived:
            raise ForbiddenAction(N_("The rules give this duty; it ends when they do not."))
        await duties.end_duty(connection, duty_id, (await read_present(runtime, connection)).now)


async def unit_of(connection: Connection, actor: Actor) -> Unit:
    """The unit that somebody works for. Raises `ForbiddenAction` for who works for none."""
    found = await find_units(connection, [actor.unit_id] if actor.unit_id else [])
    if actor.unit_id is None or actor.unit_id not in found:
        raise ForbiddenAction
    return found[actor.unit_id]


async def visited_unit(connection: Connection, unit: Unit, target_id: UUID, pointer: str) -> Unit:
    """A unit that somebody at a unit may visit: below what theirs belongs to, or given to them. Raises otherwise."""
    target = (await find_units(connection, [target_id])).get(target_id)
    if target is None or not target.active:
        raise ValidationFailed(faults=[Fault(pointer, "unknown_unit", N_("There is no such unit."))])
    if not lies_near(unit, target.path) and not await duties.may_be_visited(connection, unit.id, target.id):
        raise ValidationFailed(faults=[Fault(pointer, "out_of_reach", N_("This unit is not yours to visit."))])
    return target


def lies_near(unit: Unit, path: str) -> bool:
    """Whether a path is that of a unit which everybody at another one may visit: below what theirs belongs to."""
    home = unit.path.rstrip("/").rpartition("/")[0] + "/" if unit.is_attached else unit.path
    return path.startswith(home)


async def require_visitors(connection: Connection, unit: Unit, team_id: UUID | None, member_id: UUID | None) -> None:
    """Raise `ValidationFailed` unless a team is one of the unit's, and a member works for it or serves there."""
    if team_id is not None and not await duties.serves(connection, unit.id, team_id, None):
        raise ValidationFailed(faults=[Fault("/team_id", "unknown_team", N_("The unit has no such team."))])
    if member_id is not None and not await duties.serves(connection, unit.id, None, member_id):
        detail = N_("Nobody of this id works for the unit or serves in its teams.")
        raise ValidationFailed(faults=[Fault("/member_id", "unknown_member", detail)])


async def _existing(connection: Connection, actor: Actor, duty_id: UUID) -> VisitDuty:
    duty = await duties.find_duty(connection, duty_id, *range_of(actor))
    if duty is None:
        raise NotFound
    return duty
