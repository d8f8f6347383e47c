"""The ticket itself: what is shown of one, and of many."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path

from escalation.clocks.policy_document import Difficulty, Stage, Urgency
from escalation.kit.web.fields import Id, Out
from escalation.kit.web.serialization import to_json
from escalation.organisation.api.unit_ref import UnitRef, plain_ref_of
from escalation.organisation.api.warnings import WarningsOut, plain_warnings
from escalation.texts import Language
from escalation.tickets.domain.fields import Outcome
from escalation.tickets.domain.source import Source
from escalation.tickets.usecases.ticket_view import TicketView

TicketId = Annotated[Id, Path(description="The ticket's id.")]


class StageOut(Out):
    """What the holder has to do now, until when, and which rule says so; `limit` is its written form."""

    kind: Stage
    started_at: datetime
    due_at: datetime | None
    rule: str | None
    limit: str | None


class Counts(Out):
    """How often what happened to the ticket."""

    returns: int
    redispatches: int
    redos: int
    escalations: int
    joint_open: int
    call_tries: int
    extensions: int
    urges: int
    requests_open: int
    orders_open: int


class TicketOut(Out):
    """An assignment ticket (交办单). `level` grows upward; `warning` is none, yellow, orange or red.

    `imported`: history of another system, closed there. A parked ticket goes on by itself at `resume_at`.
    `no_return`: its holder may not object to having been given it.
    """

    id: UUID
    number: str
    state: str
    level: int
    version: int
    title: str
    content: str
    category: str | None
    urgency: Urgency
    difficulty: Difficulty
    source: Source
    holder: UnitRef
    origin: UnitRef
    handler: UnitRef | None
    dispatcher: UnitRef | None
    assignee_id: UUID | None
    due_at: datetime
    due_original_at: datetime
    due_rule: str
    due_limit: str
    provisional: bool
    calendar_version: int
    resume_at: datetime | None
    stage: StageOut
    warning: Literal["none", "yellow", "orange", "red"]
    overdue: bool
    first_breached_at: datetime | None
    seconds_left: int | None
    counts: Counts
    key_task: bool
    confidential: bool
    stuck: bool
    problem: bool
    no_return: bool
    outcome: Outcome | None
    reply: str | None
    reason_code: str | None
    solved: bool | None
    satisfaction: int | None
    merged_into_id: UUID | None
    source_system: str | None
    external_ref: str | None
    imported: bool
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None


class MovedOut(TicketOut, WarningsOut):
    """A ticket as a move left it. `warnings`: whom it waits for and who is not there; the move stands."""


def serialize(view: TicketView) -> dict[str, Any]:
    """The fields of `TicketOut`, ready to be written as JSON."""
    ticket, units = view.ticket, view.units
    return {
        **dict(zip(_AS_STORED, _stored(ticket), strict=True)),
        "holder": plain_ref_of(units[ticket.holder_unit_id]),
        "origin": plain_ref_of(units[ticket.origin_unit_id]),
        "handler": plain_ref_of(units[ticket.handler_unit_id]) if ticket.handler_unit_id else None,
        "dispatcher": plain_ref_of(units[ticket.dispatcher_unit_id]) if ticket.dispatcher_unit_id else None,
        "stage": dict(zip(StageOut.model_fields, _stage(ticket), strict=True)),
        "counts": dict(zip(Counts.model_fields, _counts(ticket), strict=True)),
        "warning": view.warning,
        "overdue": view.overdue,
        "seconds_left": view.seconds_left,
    }


def render(view: TicketView) -> bytes:
    """A ticket as the bytes of a `TicketOut`.

    Written from the row directly: it was checked when it was stored, and a test holds these bytes against the model.
    """
    return to_json(serialize(view))


def render_moved(language: Language) -> Callable[[TicketView], bytes]:
    """A ticket after a move as the bytes of a `MovedOut`."""
    return lambda view: to_json(serialize_moved(view, language))


def serialize_moved(view: TicketView, language: Language) -> dict[str, Any]:
    """The fields of a `MovedOut`, ready to be written as JSON."""
    return serialize(view) | {"warnings": plain_warnings(view.warnings, language)}


_COMPUTED = {"holder", "origin", "handler", "dispatcher", "stage", "counts", "warning", "overdue", "seconds_left"}
_AS_STORED = tuple(name for name in TicketOut.model_fields if name not in _COMPUTED)
_stored: Callable[[object], tuple[object, ...]] = attrgetter(*_AS_STORED)
_stage: Callable[[object], tuple[object, ...]] = attrgetter(
    "stage", "stage_started_at", "stage_due_at", "stage_rule", "stage_limit"
)
_counts: Callable[[object], tuple[object, ...]] = attrgetter(*Counts.model_fields)
