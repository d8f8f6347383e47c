"""Which fields can a command carry? Named once; workflow documents refer to them by name."""

from dataclasses import dataclass
from enum import StrEnum

from escalation.clocks.policy_document import Difficulty, OrderColour, Urgency


class Kind(StrEnum):
    """The type of a command field, as `GET …/actions` tells it to clients."""

    UNIT = "unit"
    MEMBER = "member"
    TICKET = "ticket"
    JOINT_TASK = "joint_task"
    JOINT_UNITS = "joint_units"
    REQUEST = "request"
    ORDER = "order"
    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"


class Outcome(StrEnum):
    """What came of a ticket (办理结果)."""

    SOLVED = "solved"
    PARTLY_SOLVED = "partly_solved"
    EXPLAINED = "explained"
    KEPT_FOR_REFERENCE = "kept_for_reference"


@dataclass(frozen=True, slots=True)
class Field:
    """A field's type and, for a choice, its values; `minimum` and `maximum` bound a whole number, ends included."""

    kind: Kind
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


FIELDS: dict[str, Field] = {
    "unit_id": Field(Kind.UNIT),
    "member_id": Field(Kind.MEMBER),
    "into_ticket_id": Field(Kind.TICKET),
    "joint_task_id": Field(Kind.JOINT_TASK),
    "joint_units": Field(Kind.JOINT_UNITS),
    "request_id": Field(Kind.REQUEST),
    "order_id": Field(Kind.ORDER),
    "suggested_unit_id": Field(Kind.UNIT),
    "designate": Field(Kind.FLAG),
    "urgency": Field(Kind.CHOICE, choices=tuple(Urgency)),
    "difficulty": Field(Kind.CHOICE, choices=tuple(Difficulty)),
    "until": Field(Kind.MOMENT),
    "days": Field(Kind.WHOLE, minimum=1, maximum=366),
    "resume_on": Field(Kind.DAY),
    "colour": Field(Kind.CHOICE, choices=tuple(OrderColour)),
    "due_at": Field(Kind.MOMENT),
    "reason": Field(Kind.TEXT),
    "reason_code": Field(Kind.CODE),
    "instructions": Field(Kind.TEXT),
    "reply": Field(Kind.TEXT),
    "result": Field(Kind.TEXT),
    "note": Field(Kind.TEXT),
    "text": Field(Kind.TEXT),
    "outcome": Field(Kind.CHOICE, choices=tuple(Outcome)),
    "solved": Field(Kind.FLAG),
    "satisfaction": Field(Kind.WHOLE, minimum=1, maximum=5),
    "unreachable": Field(Kind.FLAG),
}
