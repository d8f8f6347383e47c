"""Visit compliance: done of required, by unit and by who visits; and how many households units have."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import Field

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.web.auth import Caller, Uses, Worker
from escalation.kit.web.fields import Code, Day, In, Integer, Out
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef, ref_of
from escalation.programme.visits.api.visit_plans import VisitorRef
from escalation.programme.visits.domain.fulfilment import Figures
from escalation.programme.visits.storage.plans import VisitorName
from escalation.programme.visits.usecases import compliance, household_counts
from escalation.programme.visits.usecases.compliance import UnitCompliance

router = strict_router(prefix="/v1/visits", tags=["visits"])


class DoneOfOut(Out):
    """How much was done of what is required; `share` 0 to 1, null when nothing is required."""

    done: int
    required: int
    share: float | None


class VisitFiguresOut(Out):
    """How somebody stands by a day: `plans` of periods that run on it, how many of them are `fulfilled`.

    `visits` and `households` are those of the last so many months that a plan's rule names; what one plan has too much
    makes up for no other. `households_unknown`: plans for all households of units of which nobody has said how many
    they have; nothing is required there. `overdue`: plans that were due by that day and are still open.
    """

    plans: int
    fulfilled: int
    overdue: int
    visits: DoneOfOut
    households: DoneOfOut
    households_unknown: int


class VisitorFiguresOut(Out):
    """How a team or a member stands; with neither, what the unit owes as a whole."""

    team: VisitorRef | None
    member: VisitorRef | None
    figures: VisitFiguresOut


class UnitVisitsOut(Out):
    """How a unit stands with all below it. `household_count`: of the unit itself, null if nobody has said it."""

    unit: UnitRef
    level: int
    household_count: int | None
    figures: VisitFiguresOut


class VisitComplianceOut(Out):
    """A unit with everything below (`total`), what it owes itself (`own`, by `visitors`), and those directly below."""

    as_of: date
    total: UnitVisitsOut
    own: VisitFiguresOut
    visitors: list[VisitorFiguresOut]
    items: list[UnitVisitsOut]


class HouseholdCountIn(In):
    """A unit and how many households it has."""

    unit_code: Code
    households: Annotated[Integer, Field(ge=0, le=100_000)]


class HouseholdCountsIn(In):
    """Units and how many households they have, at most five hundred at a time."""

    items: Annotated[list[HouseholdCountIn], Field(min_length=1, max_length=500)]


class HouseholdCountOut(Out):
    """A unit and how many households it has now."""

    unit: UnitRef
    households: int


class HouseholdCountsOut(Out):
    """Units and how many households they have now."""

    items: list[HouseholdCountOut]


@router.get("/compliance", summary="Done of required")
async def read_visit_compliance(
    caller: Caller,
    runtime: Uses,
    unit: Annotated[Code | None, Query(description="Code of a unit; the caller's own without.")] = None,
    as_of: Annotated[Day | None, Query(description="A local day, today without.")] = None,
) -> VisitComplianceOut:
    """What a unit and those directly below it have done of what is required, counted on a day."""
    found = await compliance.read_compliance(runtime, caller, unit, as_of)
    return VisitComplianceOut(
        as_of=found.as_of,
        total=_unit(found.total),
        own=_figures(found.own),
        visitors=[
            VisitorFiguresOut(team=_visitor(each.team), member=_visitor(each.member), figures=_figures(each.figures))
            for each in found.visitors
        ],
        items=[_unit(each) for each in found.items],
    )


@router.put("/household-counts", summary="Say how many households there are")
async def put_household_counts(body: HouseholdCountsIn, caller: Worker, runtime: Uses) -> HouseholdCountsOut:
    """Say how many households units in the caller's scope have; all or nothing. Open plans for all of them go by it."""
    counts = {item.unit_code: item.households for item in body.items}
    if len(counts) < len(body.items):
        detail = N_("Something is named more than once here.")
        raise ValidationFailed(faults=[Fault("/items", "named_twice", detail)])
    found = await household_counts.set_counts(runtime, counts, by=caller)
    return HouseholdCountsOut(
        items=[HouseholdCountOut(unit=ref_of(each.unit), households=each.households) for each in found]
    )


def _unit(found: UnitCompliance) -> UnitVisitsOut:
    return UnitVisitsOut(
        unit=UnitRef.model_validate(found.unit),
        level=found.level,
        household_count=found.households,
        figures=_figures(found.figures),
    )


def _figures(figures: Figures) -> VisitFiguresOut:
    return VisitFiguresOut.model_validate(figures)


def _visitor(named: VisitorName | None) -> VisitorRef | None:
    return VisitorRef.model_validate(named) if named else None
