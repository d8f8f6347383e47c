"""One decision in the making: what the machine walks, what guards ask and effects write."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from escalation.actors import Actor
from escalation.clocks.calendar import Calendar
from escalation.clocks.calendars import Calendars
from escalation.clocks.limits import Limit
from escalation.clocks.policy import Policy
from escalation.errors import Fault, ValidationFailed
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.breaches import Breach
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.definition import Move, Workflow
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.standing import Standing
from escalation.tickets.domain.ticket import HandOver, JointTask, Json, Order, Request, RequestState, Ticket

T = TypeVar("T")

Columns = dict[str, Any]
"""New values of a ticket's columns, by name; `Ticket` says their types."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The documents that one ticket is decided by, checked; and where new ids and salts come from.

    `into`: the life cycle of the ticket into which it shall be merged.
    """

    workflow: Workflow
    policy: Policy
    calendars: Calendars
    new_id: Callable[[], UUID]
    new_salt: Callable[[], bytes]
    into: Workflow | None = None

    def calendar_at(self, situation: Situation, unit: Unit, limit: Limit | None = None) -> Calendar:
        """The calendar by which `limit` is counted at a unit; without regions nobody has to ask where it lies."""
        return self.calendars.of(situation.codes(unit) if self.calendars.units else (), limit)


class Event(NamedTuple):
    """A fact for the ticket's history, before it is numbered and sealed."""

    type: str
    data: Json
    reason: str | None = None


class Decision(NamedTuple):
    """Every consequence of one command, to be written by one statement guarded by `read_version` (0: a new ticket).

    `changed`: the columns of the ticket that may be others than those read. `taken_in`: what follows of a merger for
    the ticket that goes on; both are written, or neither.
    """

    ticket: Ticket
    changed: frozenset[str]
    read_version: int
    actor: Actor
    action: str
    request_id: str
    from_state: str | None
    events: tuple[SealedEvent, ...]
    hand_overs: tuple[HandOver, ...] = ()
    joint_tasks: tuple[JointTask, ...] = ()
    requests: tuple[Request, ...] = ()
    orders: tuple[Order, ...] = ()
    opinion_ids: tuple[UUID, ...] = ()
    breaches: tuple[Breach, ...] = ()
    taken_in: "Decision | None" = None


class Case:
    """A situation, a command and the draft of what follows. The machine reads and sets `state`."""

    __slots__ = (
        "actor", "changes", "command", "entry", "events", "hand_overs", "joint_tasks", "now", "orders",
        "refusals", "requests", "rules", "situation", "standings", "state", "ticket",
    )  # fmt: skip

    def __init__(
        self, situation: Situation, actor: Actor, command: Command, rules: Rules, standings: frozenset[Standing]
    ) -> None:
        """`ticket` is the ticket as read, at the database's time `now`; `changes` holds new values of its columns.

        `entry`: the entry of a move that is tried at the moment; `refusals`: why those before it were not open.
        """
        self.situation = situation
        self.ticket = situation.ticket
        self.now = situation.now
        self.state: str = self.ticket.state
        self.actor = actor
        self.command = command
        self.rules = rules
        self.standings = standings
        self.changes: Columns = {}
        self.events: list[Event] = []
        self.hand_overs: list[HandOver] = []
        self.joint_tasks: dict[UUID, JointTask] = {task.id: task for task in situation.joint_tasks}
        self.requests: dict[UUID, Request] = {request.id: request for request in situation.requests}
        self.orders: dict[UUID, Order] = {order.id: order for order in situation.orders}
        self.entry: Move | None = None
        self.refusals: list[Exception] = []

    @property
    def draft(self) -> Ticket:
        """The ticket with the changes so far."""
        return self.ticket.with_columns(self.changes)

    @property
    def target(self) -> Unit | None:
        """The unit named by the command, or else the one the routing catalogue names; `None` if it does not exist."""
        wanted = self.command.uuid("unit_id") or self.situation.routed_unit_id
        return self.situation.units.get(wanted) if wanted else None

    @property
    def joint_task(self) -> JointTask | None:
        """The joint task named by the command, if it is one of this ticket's."""
        wanted = self.command.uuid("joint_task_id")
        return self.joint_tasks.get(wanted) if wanted else None

    @property
    def request(self) -> Request | None:
        """The request named by the command, if it is one of this ticket's and waits for a decision."""
        wanted = self.command.uuid("request_id")
        request = self.requests.get(wanted) if wanted else None
        return request if request and request.state == RequestState.PENDING else None

    @property
    def holder(self) -> Unit:
        """Who has to act once the draft is applied."""
        return self.situation.units[self.current("holder_unit_id", UUID)]

    def calendar_of(self, unit: Unit, limit: Limit | None = None) -> Calendar:
        """The calendar by which `limit` is counted at a unit."""
        return self.rules.calendar_at(self.situation, unit, limit)

    def current(self, column: str, kind: type[T]) -> T:
        """The value a column has now, draft before stored. Raises `TypeError` if it is not a `kind`."""
        value = self.changes.get(column, getattr(self.ticket, column))
        if not isinstance(value, kind):
            raise TypeError(column)
        return value

    def emit(self, type_: str, **data: object) -> None:
        """Add a fact to the draft; its reason is the command's."""
        self.events.append(Event(type_, data, self.command.text("reason")))


def wrong_field(name: str, code: str, detail: str) -> ValidationFailed:
    """A refusal that names the one field of the command that is wrong."""
    return ValidationFailed(faults=[Fault(f"/{name}", code, detail)])
