"""A ticket as one row of a table: what a list shows on a desk or phone, and none of the texts (ticket rows)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal
from uuid import UUID

from escalation.actors import Actor
from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.kit.web.fields import Out
from escalation.kit.web.pages import Page
from escalation.organisation.api.unit_ref import UnitRef, plain_ref_of
from escalation.tickets.usecases.ticket_view import TicketView


class AssigneeRef(Out):
    """The member who has a ticket in hand."""

    id: UUID
    name: str


class TicketRowOut(Out):
    """A ticket in a list. `duties`: what the caller's own unit is to it: holder, origin, handler or dispatcher.

    `next_due_at` is when what is owed first is due, `seconds_left` until then; `due_at` is the promise to the citizen.
    """

    id: UUID
    number: str
    version: int
    state: str
    level: int
    title: str
    category: str | None
    urgency: Urgency
    difficulty: Difficulty
    holder: UnitRef
    origin: UnitRef
    assignee: AssigneeRef | None
    duties: list[str]
    due_at: datetime
    next_due_at: datetime | None
    warning: Literal["none", "yellow", "orange", "red"]
    overdue: bool
    seconds_left: int | None
    key_task: bool
    confidential: bool
    stuck: bool
    problem: bool
    joint_open: int
    requests_open: int
    orders_open: int
    created_at: datetime
    updated_at: datetime


class TicketRowPage(Page[TicketRowOut]):
    """A page of rows; it ends and goes on as a page of tickets does."""

    total: str | None
    stopped_early: bool


def serialize_row(view: TicketView, names: Mapping[UUID, str], caller: Actor) -> dict[str, Any]:
    """The fields of `TicketRowOut`, ready to be written as JSON. `names`: of members, by their ids."""
    ticket, units = view.ticket, view.units
    name = names.get(ticket.assignee_id) if ticket.assignee_id else None
    return {
        **dict(zip(_AS_STORED, _stored(ticket), strict=True)),
        "holder": plain_ref_of(units[ticket.holder_unit_id]),
        "origin": plain_ref_of(units[ticket.origin_unit_id]),
        "assignee": {"id": ticket.assignee_id, "name": name} if name is not None else None,
        "duties": [duty for duty in _DUTIES if caller.unit_id and getattr(ticket, f"{duty}_unit_id") == caller.unit_id],
        "next_due_at": view.next_due_at,
        "warning": view.warning,
        "overdue": view.overdue,
        "seconds_left": view.seconds_left,
    }


_DUTIES = ("holder", "origin", "handler", "dispatcher")
_COMPUTED = {"holder", "origin", "assignee", "duties", "next_due_at", "warning", "overdue", "seconds_left"}
_AS_STORED = tuple(name for name in TicketRowOut.model_fields if name not in _COMPUTED)
_stored: Callable[[object], tuple[object, ...]] = attrgetter(*_AS_STORED)
