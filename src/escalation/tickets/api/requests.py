"""What a holder asked for and cannot grant (延期, 挂账, 终止, 退单): the list, and the decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Response
from pydantic import Field

from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Flag, Id, In, Out, Text
from escalation.kit.web.pages import Page
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef, ref_of
from escalation.organisation.domain.units import Unit
from escalation.tickets.api.history import fields_of, names_in
from escalation.tickets.api.tickets import MovedOut, TicketId
from escalation.tickets.api.transition_call import Call, ValidateOnly
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.ticket import Request, RequestKind, RequestState
from escalation.tickets.usecases import requests

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])
decisions_router = strict_router(prefix="/v1/requests/{request_id}", tags=["tickets"])
TicketRequestId = Annotated[Id, Path(description="The request's id.")]


class RequestOut(Out):
    """What was asked for: `kind` is extension, parking, termination or objection.

    It waits (`state` pending) for the decision of the standing `approver`, until `decide_by`, and lapses then. `until`
    is the wanted due date, or the day on which a parked ticket goes on.
    """

    id: UUID
    kind: RequestKind
    state: RequestState
    approver: Standing
    asked_at: datetime
    asked_by: str
    asked_by_name: str | None
    asked_unit: UnitRef
    reason_code: str | None
    reason: str | None
    until: datetime | None
    suggested_unit: UnitRef | None
    decide_by: datetime
    decided_at: datetime | None
    decided_by: str | None
    decided_by_name: str | None
    answer: str | None


class DecisionIn(In):
    """Whether it is granted, and why; a refusal needs a reason, and so does every answer to an objection."""

    approve: Flag
    reason: Annotated[Text, Field(max_length=2000)] | None = None


@router.get("/requests", summary="The requests about a ticket")
async def list_requests(ticket_id: TicketId, caller: Caller, runtime: Uses) -> Page[RequestOut]:
    """Every request, oldest first, whatever became of it."""
    found = await requests.requests_of(runtime, ticket_id, caller)
    return Page(items=[request_out(row, found.units, found.names) for row in found.rows], next_cursor=None)


@decisions_router.post("/decision", summary="Decide a request", response_model=MovedOut)
async def decide_request(
    request_id: TicketRequestId, body: DecisionIn, call: Call, *, validate_only: ValidateOnly = False
) -> Response:
    """Grant or refuse. For whom it waits, and until when, the request says."""
    ticket_id, action = await requests.decision_on(call.asked.runtime, request_id, approve=body.approve)
    given = {} if body.reason is None else {"reason": body.reason}
    return await call.move(ticket_id, action, {"request_id": request_id, **given}, validate_only=validate_only)


def request_out(row: Request, units: Mapping[UUID, Unit], names: Mapping[str, str]) -> RequestOut:
    """A request as it is shown. `names`: of those behind principals."""
    return RequestOut(
        **fields_of(row, RequestOut),
        **names_in(row, names, "asked_by", "decided_by"),
        asked_unit=ref_of(units[row.asked_unit_id]),
        suggested_unit=ref_of(units[row.suggested_unit_id]) if row.suggested_unit_id else None,
    )
