"""Which fields can a command carry? Named once; workflow documents refer to them by name."""

from dataclasses import dataclass
from enum import StrEnum

from escalation.clocks.policy_document import Difficulty, OrderColour, Urgency


class FieldKind(StrEnum):
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

    kind: FieldKind
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


FIELDS: dict[str, Field] = {
    "unit_id": Field(FieldKind.UNIT),
    "member_id": Field(FieldKind.MEMBER),
    "into_ticket_id": Field(FieldKind.TICKET),
    "joint_task_id": Field(FieldKind.JOINT_TASK),
    "joint_units": Field(FieldKind.JOINT_UNITS),
    "request_id": Field(FieldKind.REQUEST),
    "order_id": Field(FieldKind.ORDER),
    "suggested_unit_id": Field(FieldKind.UNIT),
    "designate": Field(FieldKind.FLAG),
    "urgency": Field(FieldKind.CHOICE, choices=tuple(Urgency)),
    "difficulty": Field(FieldKind.CHOICE, choices=tuple(Difficulty)),
    "until": Field(FieldKind.MOMENT),
    "days": Field(FieldKind.WHOLE, minimum=1, maximum=366),
    "resume_on": Field(FieldKind.DAY),
    "colour": Field(FieldKind.CHOICE, choices=tuple(OrderColour)),
    "due_at": Field(FieldKind.MOMENT),
    "reason": Field(FieldKind.TEXT),
    "reason_code": Field(FieldKind.CODE),
    "instructions": Field(FieldKind.TEXT),
    "reply": Field(FieldKind.TEXT),
    "result": Field(FieldKind.TEXT),
    "note": Field(FieldKind.TEXT),
    "text": Field(FieldKind.TEXT),
    "outcome": Field(FieldKind.CHOICE, choices=tuple(Outcome)),
    "solved": Field(FieldKind.FLAG),
    "satisfaction": Field(FieldKind.WHOLE, minimum=1, maximum=5),
    "unreachable": Field(FieldKind.FLAG),
}
