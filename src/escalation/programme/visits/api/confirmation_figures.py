"""Confirmation figures: by which ways the visited confirmed visits, by unit and by who visits."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Day, Out
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.visits.api.visit_plans import VisitorRef
from escalation.programme.visits.usecases import confirmation_counts

router = strict_router(prefix="/v1/visits", tags=["visits"])


class ConfirmationCountsOut(Out):
    """How many visits were made, and confirmed by which way."""

    made: int = Field(description="How many visits were made.")
    signature: int = Field(description="How many were signed on the spot.")
    code: int = Field(description="How many were confirmed by a code that was typed in elsewhere.")
    staff_device: int = Field(description="How many were confirmed by a code typed in where staff are signed in.")
    unconfirmed: int = Field(description="How many nobody has confirmed.")
    share: float | None = Field(
        description="Of all, those signed or confirmed by a code typed in elsewhere, 0 to 1; null if none was made."
    )


class VisitorConfirmationsOut(Out):
    """How visits of a member or a team were confirmed; with neither, those that name nobody."""

    team: VisitorRef | None
    member: VisitorRef | None
    counts: ConfirmationCountsOut = Field(description="How their visits were confirmed.")


class UnitConfirmationsOut(Out):
    """How visits of a unit with all below it were confirmed."""

    unit: UnitRef
    counts: ConfirmationCountsOut = Field(description="How their visits were confirmed.")


class ConfirmationFiguresOut(Out):
    """A unit with everything below (`total`), who visited for it itself, and those directly below that made visits."""

    since: date = Field(description="The first local day.")
    until: date = Field(description="The last local day.")
    total: UnitConfirmationsOut = Field(description="The unit with all below it.")
    visitors: list[VisitorConfirmationsOut] = Field(description="Who visited for the unit itself.")
    items: list[UnitConfirmationsOut] = Field(description="Those directly below that made visits.")


@router.get("/confirmation-figures", summary="How visits were confirmed")
async def read_confirmation_figures(
    caller: Caller,
    runtime: Uses,
    unit: Annotated[Code | None, Query(description="Code of a unit; the caller's own without.")] = None,
    since: Annotated[Day | None, Query(description="The first day; ninety days before the last without.")] = None,
    until: Annotated[Day | None, Query(description="The last day; today without.")] = None,
) -> ConfirmationFiguresOut:
    """By which ways visits made in some days, a year of them at most, were confirmed."""
    found = await confirmation_counts.count_confirmations(runtime, caller, unit, since, until)
    return ConfirmationFiguresOut.model_validate(found)
