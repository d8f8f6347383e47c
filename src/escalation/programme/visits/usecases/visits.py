"""What is done with visits besides recording them? They are planned by hand, listed, looked at and cancelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, NotFound, StaleVersion, TransitionNotAllowed, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import range_of
from escalation.opinions.storage.opinions import Opinion, find_opinions
from escalation.organisation.usecases.units import hold_own_unit, require_unit
from escalation.programme.visits.storage import compliance, visit_opinions, visits
from escalation.programme.visits.storage.recording_reads import UnplannedVisit, plans_for
from escalation.programme.visits.storage.repeated_visits import OtherVisits
from escalation.programme.visits.storage.visits import Visit, VisitFilters, VisitToWrite
from escalation.programme.visits.usecases.duties import require_visitors, unit_of, visited_unit
from escalation.programme.visits.usecases.plans import visible_plan
from escalation.programme.visits.usecases.repeated_visits import NOTHING, others_there
from escalation.programme.visits.usecases.tallies import count_anew
from escalation.programme.visits.usecases.visible_ranges import asked_range, require_own
from escalation.programme.visits.usecases.visit_rules import read_present

FURTHEST: Final = 366
"""Days ahead for which a visit can be planned."""

RenderVisit = Callable[[Visit], StoredResponse]
RenderPlanned = Callable[[Visit, OtherVisits], StoredResponse]


@dataclass(frozen=True, slots=True)
class WantedVisits:
    """Which visits are asked for. `own`: of the unit without those below."""

    unit: str | None = None
    own: bool = False
    state: str | None = None
    target: str | None = None
    plan: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class VisitToPlan:
    """A visit that is to be planned: where to, on which day, for which plan, by a team or a member of the unit."""

    target_unit_id: UUID
    day: date
    plan_id: UUID | None
    team_id: UUID | None
    member_id: UUID | None


class OpenVisit(NamedTuple):
    """A visit, and those of the opinions taken on it that the caller sees."""

    visit: Visit
    opinions: Sequence[Opinion]


async def list_visits(
    runtime: Runtime, actor: Actor, wanted: WantedVisits, *, after: tuple[date, UUID] | None, limit: int
) -> Sequence[Visit]:
    """A page of what the actor sees, the latest day first."""
    async with runtime.database.connection(changes=False) as connection:
        paths = await asked_range(connection, actor, wanted.unit, own=wanted.own)
        unit = await require_unit(connection, wanted.unit) if wanted.unit else None
        path = unit.path if unit else actor.unit_path
        # One unit's visits have an index in the order of days; who has units below reads all in that order instead.
        is_one = wanted.own or actor.role is Role.HANDLER or not await compliance.has_units_below(connection, path)
        target = await require_unit(connection, wanted.target, pointer="?target") if wanted.target else None
        filters = VisitFilters(
            unit_id=(unit.id if unit else actor.unit_id) if is_one else None, start=paths.start, end=paths.end,
            state=wanted.state, target=target.id if target else None, plan=wanted.plan, since=wanted.since,
            until=wanted.until,
        )  # fmt: skip
        return await visits.list_visits(connection, filters, after, limit)


async def get_visit(runtime: Runtime, actor: Actor, visit_id: UUID) -> OpenVisit:
    """One that the actor sees. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        visit = await visible_visit(connection, actor, visit_id)
        taken = await visit_opinions.opinions_of(connection, visit_id)
        return OpenVisit(visit, await find_opinions(connection, actor, taken) if taken else [])


async def plan_visit(
    runtime: Runtime, wanted: VisitToPlan, *, by: Actor, render: RenderPlanned, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Plan a visit of the actor's unit, and say who else is there then; that is no reason against it.

    Raises `ValidationFailed`, `NotFound` for a plan that the actor does not see, `ForbiddenAction`.
    """

    async def work(connection: Connection) -> StoredResponse:
        present, unit = await read_present(runtime, connection), await unit_of(connection, by)
        await hold_own_unit(connection, by)
        if not 0 <= (wanted.day - present.today).days <= FURTHEST:
            detail = N_("Plan a visit for today or a day to come, at most a year ahead.")
            raise ValidationFailed(faults=[Fault("/day", "out_of_range", detail)])
        await require_visitors(connection, unit, wanted.team_id, wanted.member_id)
        target = await visited_unit(connection, unit, wanted.target_unit_id, "/target_unit_id")
        member_id = wanted.member_id or (None if wanted.team_id else by.member_id)
        plan_id = await _plan(connection, by, wanted, unit.id, member_id)
        visit = VisitToWrite(
            id=new_id(), unit_id=unit.id, unit_path=unit.path, team_id=wanted.team_id, member_id=member_id,
            target_unit_id=target.id, plan_id=plan_id, state="planned", day=wanted.day, made_at=None, recorded_at=None,
            households=0, data_key=None, household_labels=None, household_marks=[], signature=None, longitude=None,
            latitude=None, accuracy=None, code_hash=None, confirmed_at=None, confirmation=None, created_at=present.now,
            created_by=by.principal,
        )  # fmt: skip
        await visits.write_visits(connection, [visit], by, request_id)
        others = await others_there(connection, by, [visit.id], present)
        return render(await visible_visit(connection, by, visit.id), others.get(visit.id, NOTHING))

    return await do_once(runtime, once, work)


async def cancel_visit(
    runtime: Runtime, visit_id: UUID, reason: str, *, by: Actor, expected: frozenset[int] | None, render: RenderVisit,
    request_id: str, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Take back a visit that was planned, or recorded by mistake; a plan that it counted for is counted anew.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `TransitionNotAllowed` if it was cancelled before.
    """

    async def work(connection: Connection) -> StoredResponse:
        visit = await visible_visit(connection, by, visit_id)
        require_own(by, visit.unit_path)
        await take_lock(connection, "visits", visit.unit.id)
        visit = await visible_visit(connection, by, visit_id)
        if expected is not None and visit.version not in expected:
            raise StaleVersion
        if visit.state == "cancelled":
            detail = N_("This visit was cancelled already.")
            raise TransitionNotAllowed(detail, extra={"current_state": visit.state, "allowed_actions": []})
        now = (await read_present(runtime, connection)).now
        plan_id = await visits.cancel_visit(connection, visit_id, reason, now, by, request_id)
        if plan_id is not None:
            await count_anew(connection, [plan_id])
        return render(await visible_visit(connection, by, visit_id))

    return await do_once(runtime, once, work, recheck=lambda connection: visible_visit(connection, by, visit_id))


async def visible_visit(connection: Connection, actor: Actor, visit_id: UUID) -> Visit:
    """One that the actor sees. Raises `NotFound`."""
    visit = await visits.find_visit(connection, visit_id, *range_of(actor))
    if visit is None:
        raise NotFound
    return visit


async def _plan(
    connection: Connection, by: Actor, wanted: VisitToPlan, unit_id: UUID, member_id: UUID | None
) -> UUID | None:
    if wanted.plan_id is None:
        visit = UnplannedVisit(unit_id, wanted.target_unit_id, wanted.team_id, member_id, wanted.day)
        return (await plans_for(connection, unit_id, [visit])).get(visit.visit_id)
    plan = await visible_plan(connection, by, wanted.plan_id)
    require_own(by, plan.unit_path)
    if plan.target.id != wanted.target_unit_id or plan.starts_on > wanted.day or plan.void_at is not None:
        detail = N_("A visit counts for a plan of the same unit that had begun by then.")
        raise ValidationFailed(faults=[Fault("/plan_id", "does_not_fit", detail)])
    return wanted.plan_id
