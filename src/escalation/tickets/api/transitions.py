"""The one way to change a ticket: transitions, each a move with its fields."""

from typing import Annotated, Any

from fastapi import Response
from pydantic import Field

from escalation.clocks.policy_document import Difficulty, OrderColour, Urgency
from escalation.kit.web.fields import Code, Day, Flag, Id, In, Instant, Integer, Text
from escalation.kit.web.routes import strict_router
from escalation.tickets.api.tickets import MovedOut, TicketId
from escalation.tickets.api.transition_call import Call, ValidateOnly
from escalation.tickets.domain.command import JointUnit
from escalation.tickets.domain.fields import Outcome

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])


class JointUnitIn(In):
    """One unit asked to help, and with what."""

    unit_id: Id
    task: Annotated[Text, Field(max_length=2000)]
    due_at: Instant | None = None


class TransitionIn(In):
    """A move and its fields. Which fields an action needs and takes, `GET …/actions` says."""

    action: Annotated[Code, Field(max_length=40)]
    unit_id: Id | None = None
    member_id: Id | None = None
    into_ticket_id: Id | None = None
    joint_task_id: Id | None = None
    joint_units: Annotated[list[JointUnitIn], Field(min_length=1, max_length=50)] | None = None
    request_id: Id | None = None
    order_id: Id | None = None
    suggested_unit_id: Id | None = None
    designate: Flag | None = None
    urgency: Urgency | None = None
    difficulty: Difficulty | None = None
    until: Instant | None = None
    days: Annotated[Integer, Field(ge=1, le=366)] | None = None
    resume_on: Day | None = None
    colour: OrderColour | None = None
    due_at: Instant | None = None
    reason: Annotated[Text, Field(max_length=2000)] | None = None
    reason_code: Code | None = None
    instructions: Annotated[Text, Field(max_length=4000)] | None = None
    reply: Text | None = None
    result: Annotated[Text, Field(max_length=4000)] | None = None
    note: Annotated[Text, Field(max_length=2000)] | None = None
    text: Annotated[Text, Field(max_length=4000)] | None = None
    outcome: Outcome | None = None
    solved: Flag | None = None
    satisfaction: Annotated[Integer, Field(ge=1, le=5)] | None = None
    unreachable: Flag | None = None

    def fields(self) -> dict[str, Any]:
        """The fields that were sent, as the core knows them."""
        fields = self.model_dump(exclude={"action", "joint_units"}, exclude_none=True)
        if self.joint_units is not None:
            fields["joint_units"] = tuple(JointUnit(u.unit_id, u.task, u.due_at) for u in self.joint_units)
        return fields


@router.post("/transitions", summary="Move a ticket", response_model=MovedOut)
async def move_ticket(
    ticket_id: TicketId, body: TransitionIn, call: Call, *, validate_only: ValidateOnly = False
) -> Response:
    """Make one move. A repeated Idempotency-Key is answered as before and changes nothing."""
    return await call.move(ticket_id, body.action, body.fields(), validate_only=validate_only)
