"""What does each type of event of a ticket tell besides what all do? Fields that need not be there were not sent."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from escalation.events.domain.event_type import EventDetails

UnitId = Annotated[UUID, Field(description="A unit.")]
JointTaskId = Annotated[UUID, Field(description="A joint task of the ticket.")]
RequestId = Annotated[UUID, Field(description="What was asked for, and waits or waited for a decision.")]
OrderId = Annotated[UUID, Field(description="A supervision order of the ticket.")]
ReasonCode = Annotated[str, Field(description="The reason as a code, for statistics.")]
Colour = Literal["yellow", "orange", "red"]
Satisfaction = Annotated[int, Field(ge=1, le=5, description="What the citizen said, 5 is best.")]


class TicketAttachment(EventDetails):
    """Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes."""

    attachment_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str


# -- The way of a ticket ----------------------------------------------------------------------------------------------


class Created(EventDetails):
    """Of what the ticket was formed."""

    opinion_ids: list[UUID]
    category: str | None
    source: str


class Imported(EventDetails):
    """What the other system knew of the ticket. Of what happened there, `steps` has moment, action, units and words."""

    source_system: str
    external_ref: str
    created_at: datetime
    closed_at: datetime
    due_at: datetime | None
    reply: str | None
    steps: list[dict[str, str | None]]


class Dispatched(EventDetails):
    """To which unit, if it was named; `changes` has the holder in any case. Whom `designate` names keeps it."""

    unit_id: UnitId | None = None
    instructions: str | None = None
    designate: bool | None = None


class Transferred(EventDetails):
    """To which unit. Whom `designate` names keeps it."""

    unit_id: UnitId
    instructions: str | None = None
    designate: bool | None = None


class HandedDown(EventDetails):
    """To which unit below, and what it is to do."""

    unit_id: UnitId
    instructions: str
    designate: bool | None = None


class Rejected(EventDetails):
    """Why the matter was not accepted."""

    reason_code: ReasonCode


class Merged(EventDetails):
    """Into which ticket."""

    into_ticket_id: UUID


class MergedFrom(EventDetails):
    """Which ticket became part of this one; `changes` has what was taken over of its promise and grading."""

    from_ticket_id: UUID
    from_number: str


class Resolved(EventDetails):
    """What came of it, and what the citizen is told."""

    outcome: Literal["solved", "partly_solved", "explained", "kept_for_reference"]
    reply: str


class Confirmed(EventDetails):
    """What the citizen said, or that nobody could be reached."""

    solved: bool | None = None
    satisfaction: Satisfaction | None = None
    note: str | None = None
    unreachable: bool | None = None


class CallTried(EventDetails):
    """Nobody answered the call. What was sent with it is kept."""

    unreachable: bool
    note: str | None = None
    solved: bool | None = None
    satisfaction: Satisfaction | None = None


class SentBack(EventDetails):
    """What the citizen said; in words it is the reason."""

    satisfaction: Satisfaction | None = None


class Commented(EventDetails):
    """The comment."""

    text: str


class Assigned(EventDetails):
    """Which member of the holding unit takes it in hand."""

    member_id: UUID


class Reclassified(EventDetails):
    """The new grading, as far as it was named."""

    urgency: Literal["routine", "urgent", "critical"] | None = None
    difficulty: Literal["simple", "moderate", "hard"] | None = None


class Succeeded(EventDetails):
    """A unit was dissolved: what it had to do with the ticket falls to its successor.

    `accused`: the matter was about it, and is about the successor now; what that one had to do with it goes higher up.
    """

    dissolved_unit_id: UnitId
    successor_unit_id: UnitId
    duties: list[Literal["holder", "origin", "handler", "dispatcher", "joint", "accused"]]


class ScopeLeft(EventDetails):
    """Who does not see the ticket any more: units that had to do with it, and units above those."""

    units: list[UnitId]
    overseers: list[UnitId]


# -- Joint tasks ------------------------------------------------------------------------------------------------------


class JointTaskRequested(EventDetails):
    """Which unit is asked to do what, until when."""

    joint_task_id: JointTaskId
    unit_id: UnitId
    task: str
    due_at: datetime


class JointTaskEnded(EventDetails):
    """Which unit's task ended, and with what result if it reported one."""

    joint_task_id: JointTaskId
    unit_id: UnitId
    result: str | None


class CoordinationFinished(EventDetails):
    """The joint task that was the last, with its result unless it was waived."""

    joint_task_id: JointTaskId
    result: str | None = None


# -- What a holder asks for -------------------------------------------------------------------------------------------


class Objected(EventDetails):
    """Why it is not this unit's business, and whose it would be."""

    reason_code: ReasonCode
    suggested_unit_id: UnitId


class ObjectionAccepted(EventDetails):
    """Which objection, if it was named."""

    request_id: RequestId | None = None


class Refused(EventDetails):
    """Which request; `lapsed` if nobody decided it in time."""

    request_id: RequestId
    lapsed: bool | None = None


class ObjectionRefused(EventDetails):
    """Which objection, if it was named; `lapsed` if nobody decided it in time."""

    request_id: RequestId | None = None
    lapsed: bool | None = None


class ExtensionRequested(EventDetails):
    """A moment, or so many working days more."""

    until: datetime | None = None
    days: int | None = None


class ParkingRequested(EventDetails):
    """Why the work has to wait, and until which day."""

    reason_code: ReasonCode
    resume_on: date


class Granted(EventDetails):
    """Which request."""

    request_id: RequestId


# -- Lateness and supervision -----------------------------------------------------------------------------------------


class Warned(EventDetails):
    """How late it is: `deadline` is the overall one or that of the stage. A `reminder` names the colour only."""

    colour: Colour
    deadline: Literal["overall", "stage"] | None = None
    due_at: datetime | None = None
    rule: str | None = None
    reminder: bool | None = None


class Overdue(EventDetails):
    """Which deadline has passed: the overall one or that of the stage. `rule` is the rule of policy it comes from."""

    colour: Literal["red"]
    deadline: Literal["overall", "stage"]
    due_at: datetime
    rule: str | None


class StuckAtTop(EventDetails):
    """The level above which there is none."""

    level: int


class Rescheduled(EventDetails):
    """The calendar by which its dates are counted now."""

    calendar_version: int


class ProblemFlagged(EventDetails):
    """How often it was redone and handed on."""

    redos: int
    handed_on: int


class Supervised(EventDetails):
    """An order, with its words and the time to answer if somebody issued it.

    If nobody answered one in time, `unanswered`: then it has its id, its level and the next colour.
    """

    colour: Colour
    text: str | None = None
    due_at: datetime | None = None
    order_id: OrderId | None = None
    level: int | None = None
    unanswered: bool | None = None


class OrderAnswered(EventDetails):
    """Which order was answered, and how."""

    order_id: OrderId
    text: str
