"""Visit plans: what units, teams and members owe in a period, and how much of it is done."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Query
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Id, Out
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.visits.domain.periods import VisitPeriod
from escalation.programme.visits.storage.plans import PlanState, VisitPlan
from escalation.programme.visits.usecases import plans
from escalation.programme.visits.usecases.plans import WantedPlans

router = strict_router(prefix="/v1/visit-plans", tags=["visits"])
PlanId = Annotated[Id, Path(description="The plan's id.")]


class VisitorRef(Out):
    """A team or a member who visits."""

    id: UUID
    name: str


class VisitPlanOut(Out):
    """What is owed to one unit in one period, and what was done of it.

    By the `team` or `member` of the unit, or without either by anybody there. `required_households`: null where none
    are asked for, and with `covers_all` where nobody has said how many the unit has. `seconds_left` until
    the period is over, less than none afterwards. `state`: `open`, `due_soon` or `overdue` until it is `fulfilled`;
    `void` if the duty ended before. `in_time`: null while it is not fulfilled.
    """

    id: UUID
    unit: UnitRef
    team: VisitorRef | None
    member: VisitorRef | None
    target: UnitRef
    period: VisitPeriod
    starts_on: date
    ends_on: date
    due_at: datetime
    seconds_left: int
    state: Literal["open", "due_soon", "overdue", "fulfilled", "void"]
    required_visits: int
    required_households: int | None
    covers_all: bool
    made_visits: int
    made_households: int
    fulfilled_at: datetime | None
    in_time: bool | None


class VisitPlanQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    state: PlanState = Field(
        default=PlanState.OPEN,
        description="Open ones, those due soon or overdue among them; or those of periods that run today, all "
        "(`running`) or the fulfilled.",
    )
    unit: Code | None = Field(default=None, description="Code of a unit: plans of its subtree.")
    own: TrueOrFalse = Field(default=False, description="Without the units below.")
    target: Code | None = Field(default=None, description="Code of the unit that is visited.")
    mine: TrueOrFalse = Field(
        default=False, description="The caller's own, those of their teams, and of their unit as a whole."
    )


@router.get("", summary="Visit plans")
async def list_visit_plans(
    query: Annotated[VisitPlanQuery, Query()], caller: Caller, runtime: Uses
) -> Page[VisitPlanOut]:
    """Plans of units in the caller's scope, by when they are due."""
    keyset = Keyset("visit plans", (datetime, UUID), query, runtime)
    wanted = WantedPlans(query.state, query.unit, query.own, query.target, query.mine)
    found, now = await plans.list_plans(runtime, caller, wanted, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(
        found, place=lambda plan: (plan.due_at, plan.id), show=lambda plan: visit_plan_out(plan, now)
    )
    return Page[VisitPlanOut](items=items, next_cursor=cursor)


@router.get("/{plan_id}", summary="One visit plan")
async def read_visit_plan(plan_id: PlanId, caller: Caller, runtime: Uses) -> VisitPlanOut:
    """A plan of a unit in the caller's scope."""
    return visit_plan_out(*await plans.get_plan(runtime, caller, plan_id))


def visit_plan_out(plan: VisitPlan, now: datetime) -> VisitPlanOut:
    """A plan as it stands at a moment."""
    made = {"state", "in_time", "seconds_left"}
    stored = {name: getattr(plan, name) for name in VisitPlanOut.model_fields if name not in made}
    left = int((plan.due_at - now).total_seconds())
    in_time = plan.fulfilled_at < plan.due_at if plan.fulfilled_at else None
    return VisitPlanOut.model_validate(stored | {"state": _state(plan, now), "in_time": in_time, "seconds_left": left})


def _state(plan: VisitPlan, now: datetime) -> str:
    if plan.fulfilled_at is not None:
        return "fulfilled"
    if plan.void_at is not None:
        return "void"
    return "overdue" if plan.due_at <= now else "due_soon" if plan.warn_at <= now else "open"
