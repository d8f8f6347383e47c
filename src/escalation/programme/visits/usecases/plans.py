"""Which visit plans does somebody see, and what is owed by them?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.usecases.units import require_unit
from escalation.programme.visits.domain.periods import VisitPeriod, period_of
from escalation.programme.visits.storage import plans
from escalation.programme.visits.storage.plans import PlanFilters, PlanState, VisitPlan
from escalation.programme.visits.usecases.visible_ranges import asked_range
from escalation.programme.visits.usecases.visit_rules import read_present


@dataclass(frozen=True, slots=True)
class WantedPlans:
    """Which plans are asked for. `own`: of the unit without those below; `mine`: those that are the actor's to do."""

    state: PlanState
    unit: str | None = None
    own: bool = False
    target: str | None = None
    mine: bool = False


async def list_plans(
    runtime: Runtime, actor: Actor, wanted: WantedPlans, *, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[Sequence[VisitPlan], datetime]:
    """A page of what the actor sees, by when it is due, and the moment of which that is true."""
    async with runtime.database.connection(changes=False) as connection:
        present = await read_present(runtime, connection)
        paths = await asked_range(connection, actor, wanted.unit, own=wanted.own or wanted.mine)
        target = await require_unit(connection, wanted.target, pointer="?target") if wanted.target else None
        filters = PlanFilters(
            start=paths.start, end=paths.end, state=wanted.state, today=present.today, now=present.now,
            ends_on=sorted({period_of(period, present.today).last for period in VisitPeriod}),
            target=target.id if target else None,
            mine=(actor.unit_id, actor.member_id) if wanted.mine and actor.unit_id else None,
        )  # fmt: skip
        return await plans.list_plans(connection, filters, after, limit), present.now


async def get_plan(runtime: Runtime, actor: Actor, plan_id: UUID) -> tuple[VisitPlan, datetime]:
    """One that the actor sees, and the moment. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        present = await read_present(runtime, connection)
        return await visible_plan(connection, actor, plan_id), present.now


async def visible_plan(connection: Connection, actor: Actor, plan_id: UUID) -> VisitPlan:
    """One that the actor sees. Raises `NotFound`."""
    plan = await plans.find_plan(connection, plan_id, *range_of(actor))
    if plan is None:
        raise NotFound
    return plan
