"""Supervision orders (督办单): the list, and the answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Response
from pydantic import Field

from escalation.clocks.policy_document import OrderColour
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Id, In, Out, Text
from escalation.kit.web.pages import Page
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.people_in_charge import PersonInChargeOut
from escalation.organisation.api.unit_ref import UnitRef, ref_of
from escalation.organisation.domain.units import Unit
from escalation.tickets.api.history import fields_of, names_in
from escalation.tickets.api.tickets import MovedOut, TicketId
from escalation.tickets.api.transition_call import Call, ValidateOnly
from escalation.tickets.domain.ticket import Order, OrderState
from escalation.tickets.storage.order_addressees import OrderAddressee
from escalation.tickets.usecases import requests

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])
answers_router = strict_router(prefix="/v1/orders/{order_id}", tags=["tickets"])
OrderId = Annotated[Id, Path(description="The order's id.")]


class OrderOut(Out):
    """An order of one level: `colour` yellow, orange or red, `state` open, answered or ended.

    The holder answers until `due_at`; unanswered, it gets the next colour at `wake_at`. An order that the rule for
    problem tickets opened has `problem_ticket` for a text.
    """

    id: UUID
    level: int
    colour: OrderColour
    text: str
    state: OrderState
    issued_at: datetime
    issued_by: str
    issued_by_name: str | None
    issued_unit: UnitRef
    unit: UnitRef = Field(description="The unit that held the ticket when it was issued, and has to answer.")
    in_charge: PersonInChargeOut | None = Field(description="Who was in charge of that unit then; null if nobody was.")
    due_at: datetime
    wake_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    ended_by_name: str | None
    answer: str | None


class AnswerIn(In):
    """What was done about it."""

    text: Annotated[Text, Field(max_length=4000)]


@router.get("/orders", summary="The supervision orders of a ticket")
async def list_orders(ticket_id: TicketId, caller: Caller, runtime: Uses) -> Page[OrderOut]:
    """Every order, oldest first, ended ones included."""
    found = await requests.orders_of(runtime, ticket_id, caller)
    return Page(
        items=[order_out(row, found.given_to[row.id], found.units, found.names) for row in found.rows], next_cursor=None
    )


@answers_router.post("/answer", summary="Answer an order", response_model=MovedOut)
async def answer_order(
    order_id: OrderId, body: AnswerIn, call: Call, *, validate_only: ValidateOnly = False
) -> Response:
    """The holder says what was done; the order is answered, and its level may give another one."""
    ticket_id = await requests.ticket_of_order(call.asked.runtime, order_id)
    fields = {"order_id": order_id, "text": body.text}
    return await call.move(ticket_id, "answer_order", fields, validate_only=validate_only)


def order_out(
    row: Order, given_to: OrderAddressee, units: Mapping[UUID, Unit], names: Mapping[str, str]
) -> OrderOut:  # fmt: skip
    """An order as it is shown. `names`: of those behind principals."""
    person = given_to.in_charge
    return OrderOut(
        unit=UnitRef.model_validate(given_to.unit),
        in_charge=PersonInChargeOut.model_validate(person) if person else None,
        **fields_of(row, OrderOut),
        **names_in(row, names, "issued_by", "ended_by"),
        issued_unit=ref_of(units[row.issued_unit_id]),
    )
