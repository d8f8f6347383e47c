"""Which events may a viewer see? Those about something that is visible to them now.

That is a ticket, an opinion, an endpoint, or a record of a unit that they reach; of one that was dissolved, what its
successor may see.

Who lost sight of a ticket is told that much, once, and nothing more: `ticket.scope_left` names in its data the units
that the ticket concerned directly, and those above them, of which only roles that reach a subtree see anything.

Whom a survey asks, and whose contact was opened for a call of one, is told to whoever reaches the unit that asks, and
not to units that are asked about: a lot is of no use if they know whom it has chosen. A reminder, which tells who has
not answered, is the clock's and told to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Text,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.sql.selectable import LateralFromClause
from sqlalchemy.sql.util import ClauseAdapter

from escalation.actors import Actor, Role
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.storage.successors import standing_for
from escalation.tickets.storage import visibility
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import Viewer

LEFT: Final = "ticket.scope_left"
ASKED: Final = "opinion.survey_ready"
CALLED: Final = "call"
"""The action of an event by which a contact was opened for a call of a survey."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What else depends on a viewer's role: whether they are told what happens to endpoints."""

    endpoints: ColumnElement[bool]


def sees_endpoints(actor: Actor) -> bool:
    """Whether somebody is told what happens to the endpoints of their subtree."""
    return actor.role in {Role.INTEGRATOR, Role.ADMIN}


def record_visible(form: Shape, viewer: Viewer, unit: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a viewer sees records of a unit: their own unit's, and of those below unless they are a handler.

    Asked within a condition, and not joined to every event: most are of no record.
    """
    standing = standing_for(unit)
    match form:
        case Shape.SUBTREE:
            is_reached = viewer.reaches(standing.c.path)
        case Shape.UNIT:
            is_reached = standing.c.id == viewer.unit
        case _:
            return false()
    return exists(select(standing.c.id).where(is_reached))


class Subjects:
    """Events, each beside what it is about. `event` has the columns of `events` by name, as far as they are asked.

    `endpoints` has the `id` and the `unit_path` of every webhook endpoint.

    Every event looks up its own subject by id, whatever the planner thinks of the size of tables: the plan is the same
    for ten events and for ten thousand, and stops at the end of a page.
    """

    def __init__(self, event: FromClause, endpoints: FromClause) -> None:
        """Prepare the lookups."""
        self.event = event
        self.opinion = _lookup(opinions, _OF_OPINIONS, event.c.opinion_id, "opinion_of")
        ticket_id = func.coalesce(event.c.ticket_id, self.opinion.c.ticket_id)
        self.ticket = _lookup(tickets, _OF_TICKETS, ticket_id, "ticket_of")
        self.endpoint = _lookup(endpoints, ("id", "unit_path"), event.c.endpoint_id, "endpoint_of")

    @property
    def joined(self) -> FromClause:
        """The events, all of them, with what is found."""
        joined: FromClause = self.event
        for lookup in (self.opinion, self.ticket, self.endpoint):
            joined = joined.outerjoin(lookup, true())
        return joined

    def seen(self, form: Shape, viewer: Viewer, rights: Rights) -> ColumnElement[bool]:
        """Whether a viewer sees the event."""
        event = self.event.c
        return case(
            (event.ticket_id.is_not(None), self._ticket_is_seen(form, viewer)),
            (event.opinion_id.is_not(None), self._opinion_is_seen(form, viewer)),
            (event.record_id.is_not(None), record_visible(form, viewer, event.unit_id)),
            else_=and_(rights.endpoints, _covers(form, viewer, self.endpoint)),
        )

    def adapted(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """A condition on `tickets` and `opinions`, asked of what the event is about."""
        for lookup in (self.ticket, self.opinion):
            condition = ClauseAdapter(lookup).traverse(condition)
        return condition

    def _opinion_is_seen(self, form: Shape, viewer: Viewer) -> ColumnElement[bool]:
        is_asked = self.event.c.type == literal_column(f"'{ASKED}'", Text)
        is_called = func.coalesce(self.event.c.action == literal_column(f"'{CALLED}'", Text), false())
        may_be_told = or_(~or_(is_asked, is_called), record_visible(form, viewer, self.event.c.actor_unit_id))
        return and_(self.adapted(visibility.opinion_visible(form, viewer)), may_be_told)

    def _ticket_is_seen(self, form: Shape, viewer: Viewer) -> ColumnElement[bool]:
        is_visible = self.adapted(visibility.visible(form, viewer))
        # Who never knew of a confidential matter is not told that it is gone either.
        is_over = and_(
            _has_lost(self.event.c.data, form, viewer), is_visible.is_not(true()), self.adapted(viewer.may_know())
        )
        return case((self.event.c.type == literal_column(f"'{LEFT}'", Text), is_over), else_=is_visible)


_OF_OPINIONS: Final = ("id", "ticket_id", "unit_id", "unit_path", "confidential")
_OF_TICKETS: Final = (
    "id", "number", "state", "level", "holder_unit_id", "holder_path", "origin_unit_id", "origin_path",
    "handler_unit_id", "dispatcher_unit_id", "sender_unit_id", "assignee_id", "accused_path", "category", "urgency",
    "difficulty", "source", "key_task", "problem", "confidential",
)  # fmt: skip


def _lookup(table: FromClause, names: Iterable[str], id_: ColumnElement[Any], called: str) -> LateralFromClause:
    found = select(*(table.c[name] for name in names)).where(table.c.id == id_)
    return found.limit(literal_column("1", Integer)).lateral(called)


def _covers(form: Shape, viewer: Viewer, endpoint: FromClause) -> ColumnElement[bool]:
    return viewer.reaches(endpoint.c.unit_path) if form is Shape.SUBTREE else false()


def _has_lost(data: ColumnElement[Any], form: Shape, viewer: Viewer) -> ColumnElement[bool]:
    """The `?` of JSONB is true for no value that is not a text in an array, and fails for none."""
    unit = cast(viewer.unit, Text)
    directly, above = (data.op("->")(literal_column(f"'{name}'")).bool_op("?")(unit) for name in ("units", "overseers"))
    return or_(directly, above) if form is Shape.SUBTREE else directly
