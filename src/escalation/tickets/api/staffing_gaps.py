"""Staffing gaps: units that nobody works for, teams that nobody leads, and assignees that are gone."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Out
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.tickets.storage.staffing_gaps import GapKind
from escalation.tickets.usecases import staffing_gaps

router = strict_router(prefix="/v1/staffing-gaps", tags=["units"])


class GapQuery(ListQuery):
    """Which gaps."""

    kind: GapKind = Field(default=GapKind.UNIT_WITHOUT_STAFF, description="What is missing.")
    unit: Code | None = Field(default=None, description="Code of a unit: gaps in its subtree.")


class TicketNameOut(Out):
    """A ticket by its number."""

    id: UUID
    number: str


class AssigneeNameOut(Out):
    """A member by name."""

    id: UUID
    name: str


class StaffingGapOut(Out):
    """A unit where somebody is missing, how many open tickets wait there (to 1,000), and the team without a leader.

    Of an assignee who is gone: the one `ticket` that waits at the unit, and who has it in hand.
    """

    unit: UnitRef
    team: str | None
    open_tickets: int
    ticket: TicketNameOut | None
    assignee: AssigneeNameOut | None


@router.get("", summary="Where nobody is there to act")
async def list_staffing_gaps(
    query: Annotated[GapQuery, Query()], caller: Caller, runtime: Uses
) -> Page[StaffingGapOut]:
    """Active units in the caller's scope without member or key that could handle a ticket, or teams without leader.

    Or (`assignee_gone`) open tickets in the hand of who is not in service any more, or has no role where they lie. In
    the order of the tree; a page may be short, or empty, and go on. Within a minute the clock takes a ticket off the
    desk of who has left, and it lies on that of its unit.
    """
    keyset = Keyset("staffing-gaps", (str, str), query, runtime, sort="key")
    found = await staffing_gaps.list_gaps(
        runtime, caller, query.kind, unit=query.unit, after=keyset.after, limit=query.limit
    )
    items = [StaffingGapOut.model_validate(gap) for gap in found.gaps]
    return Page[StaffingGapOut](items=items, next_cursor=keyset.cursor(found.goes_on_behind))
