"""What a decision is made on: the ticket, everything around it that matters, and who asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

Json = dict[str, object]


class Role(StrEnum):
    """What a member or a machine was made at a unit. All but `HANDLER` reach the unit's whole subtree."""

    HANDLER = "handler"
    LEADER = "leader"
    OFFICE = "office"
    SUPERVISOR = "supervisor"
    INTEGRATOR = "integrator"
    ADMIN = "admin"


class Trigger(StrEnum):
    """Whether somebody asked or the time came."""

    PERSON = "person"
    CLOCK = "clock"


class Direction(StrEnum):
    """Which way a ticket was handed over."""

    UP = "up"
    DOWN = "down"
    SIDEWAYS = "sideways"
    BACK = "back"


class JointState(StrEnum):
    """Where a joint task (会办) stands."""

    OPEN = "open"
    REPORTED = "reported"
    WAIVED = "waived"
    SUPERSEDED = "superseded"


class RequestKind(StrEnum):
    """What a holder can ask for without being able to grant it."""

    EXTENSION = "extension"
    PARKING = "parking"
    TERMINATION = "termination"
    OBJECTION = "objection"


class RequestState(StrEnum):
    """Where a request stands; one that nobody decided in time, or that lost its object, has lapsed."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    LAPSED = "lapsed"


class OrderState(StrEnum):
    """Where a supervision order stands; it ends unanswered when the ticket is closed."""

    OPEN = "open"
    ANSWERED = "answered"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the tree. `path` is `/1/15/204/`: serial numbers of its ancestors and itself, root first."""

    id: UUID
    code: str
    name: str
    kind: str
    level: int
    path: str
    parent_id: UUID | None
    has_office: bool
    active: bool

    def covers(self, other: "Unit") -> bool:
        """Whether `other` is this unit or below it."""
        return other.path.startswith(self.path)

    @property
    def is_attached(self) -> bool:
        """Whether it belongs to its parent and shares its level (a department), or stands on its own (a county)."""
        return self.kind in ATTACHED_KINDS


ATTACHED_KINDS = frozenset({"department", "office", "team", "supervision"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `principal` names the key or member in the audit; `opinion_id` is set for a citizen only."""

    principal: str
    role: Role | None
    unit_id: UUID | None
    unit_path: str
    trigger: Trigger = Trigger.PERSON
    opinion_id: UUID | None = None

    def reaches(self, path: str) -> bool:
        """Whether a unit with this path lies in the caller's scope."""
        if self.role is None:
            return False
        return path == self.unit_path if self.role is Role.HANDLER else path.startswith(self.unit_path)


CLOCK = Actor(principal="clock", role=None, unit_id=None, unit_path="", trigger=Trigger.CLOCK)
OPERATOR = Actor(principal="operator", role=Role.ADMIN, unit_id=None, unit_path="/")
"""Whoever sits at the terminal of the machine itself: everything is in their scope."""


class Ticket(NamedTuple):
    """One 交办单 as stored: field names are column names, in the order of the table.

    A tuple, as the driver gives it: a frozen dataclass of so many fields takes ten times as long to make.

    `holder` has to act now, `origin` received it first and owes the citizen the reply (首接负责), `handler` works or
    worked on it, `dispatcher` gave it out and audits the result, `sender` may take it back until it is signed for.
    """

    id: UUID
    number: str
    version: int
    workflow_version: int
    policy_version: int
    state: str
    is_open: bool
    level: int
    holder_unit_id: UUID
    holder_path: str
    origin_unit_id: UUID
    origin_path: str
    handler_unit_id: UUID | None
    dispatcher_unit_id: UUID | None
    sender_unit_id: UUID | None
    assignee_id: UUID | None
    accused_unit_id: UUID | None
    accused_path: str | None
    title: str
    content: str
    category: str | None
    urgency: str
    difficulty: str
    source: str
    key_task: bool
    confidential: bool
    problem: bool
    stuck: bool
    no_return: bool
    started_at: datetime
    due_at: datetime
    due_original_at: datetime
    due_rule: str
    due_limit: str
    due_policy_version: int
    budget: timedelta
    used: timedelta
    running_since: datetime | None
    provisional: bool
    calendar_version: int
    stage: str
    stage_started_at: datetime
    stage_due_at: datetime | None
    stage_rule: str | None
    stage_limit: str | None
    stage_budget: timedelta
    stage_used: timedelta
    stage_running_since: datetime | None
    stage_extensions: int
    resume_at: datetime | None
    warning: str
    warned_at: datetime | None
    first_breached_at: datetime | None
    wake_at: datetime | None
    failed_decisions: int
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
    outcome: str | None
    reply: str | None
    resolved_by: str | None
    reason_code: str | None
    solved: bool | None
    satisfaction: int | None
    merged_into_id: UUID | None
    source_system: str | None
    external_ref: str | None
    event_count: int
    event_hash: bytes
    created_by: str
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None

    def with_columns(self, columns: Mapping[str, object]) -> "Ticket":
        """The ticket with other values in some columns; for many at once a third of the work of `_replace`."""
        values: list[Any] = list(self)
        for name, value in columns.items():
            values[_PLACES[name]] = value
        return Ticket._make(values)


_PLACES: Final = {name: place for place, name in enumerate(Ticket._fields)}


class HandOver(NamedTuple):
    """One hop of a ticket, with its receipt. `previous` holds what a recall has to restore."""

    id: UUID
    ticket_id: UUID
    direction: str
    trigger: str
    action: str
    reason: str | None
    from_unit_id: UUID
    to_unit_id: UUID
    sent_at: datetime
    sent_by: str
    previous: Json
    signed_at: datetime | None = None
    signed_by: str | None = None
    withdrawn_at: datetime | None = None


class JointTask(NamedTuple):
    """What one joint unit (协办单位) was asked to do in a coordination."""

    id: UUID
    ticket_id: UUID
    unit_id: UUID
    task: str
    due_at: datetime
    state: str
    result: str | None
    reason: str | None
    created_at: datetime
    ended_at: datetime | None
    ended_by: str | None


class Request(NamedTuple):
    """What a holder asked for (延期, 挂账, 终止, 退单) and what became of it.

    `approver`: the standing whose decision it waits for, until `decide_by`. `until`: the wanted due date, or the day on
    which a parked ticket goes on.
    """

    id: UUID
    ticket_id: UUID
    kind: str
    state: str
    approver: str
    asked_at: datetime
    asked_by: str
    asked_unit_id: UUID
    reason_code: str | None
    reason: str | None
    until: datetime | None
    suggested_unit_id: UUID | None
    decide_by: datetime
    decided_at: datetime | None
    decided_by: str | None
    answer: str | None


class Order(NamedTuple):
    """A supervision order (督办单): answered until `due_at`, or its colour rises, at most once a `wake_at`.

    One open order per ticket and level: 政府督查工作条例 art. 15, no repeated and no many-headed supervision.
    """

    id: UUID
    ticket_id: UUID
    level: int
    colour: str
    text: str
    state: str
    issued_at: datetime
    issued_by: str
    issued_unit_id: UUID
    due_at: datetime
    wake_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class OtherTicket:
    """The ticket into which this one shall be merged, as far as the caller may see it."""

    id: UUID
    number: str
    is_open: bool
    accused_path: str | None
    confidential: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """One ticket as read, with all it takes to decide.

    `units` has the holder and the origin with their ancestors, every other unit named by the ticket or the command, and
    those a recall would give the ticket back to; one that does not exist is not there. `requests` are those pending,
    `orders` those open. `member_at_holder`: the member named by the command works at the holding unit. `opinion_ids`:
    the ticket's opinions, read for a citizen only.
    """

    ticket: Ticket
    units: Mapping[UUID, Unit]
    joint_tasks: tuple[JointTask, ...]
    last_hand_over: HandOver | None
    now: datetime
    requests: tuple[Request, ...] = ()
    orders: tuple[Order, ...] = ()
    routed_unit_id: UUID | None = None
    other: OtherTicket | None = None
    member_at_holder: bool = False
    opinion_ids: frozenset[UUID] = frozenset()

    @property
    def holder(self) -> Unit:
        """The unit that has to act now."""
        return self.units[self.ticket.holder_unit_id]

    def parent(self, unit: Unit) -> Unit | None:
        """The unit's leading unit, `None` for a root."""
        return self.units.get(unit.parent_id) if unit.parent_id else None

    def territory(self, unit: Unit) -> Unit:
        """The unit itself, or the unit that it is attached to."""
        while unit.is_attached and (parent := self.parent(unit)):
            unit = parent
        return unit

    def codes(self, unit: Unit) -> tuple[str, ...]:
        """The codes of a unit and of those above it, nearest first."""
        return (unit.code, *(above.code for above in self.above(unit)))

    def above(self, unit: Unit) -> Iterator[Unit]:
        """Its leading unit, that one's leading unit, and so on up to the root."""
        while parent := self.parent(unit):
            yield parent
            unit = parent

    def level_above(self, unit: Unit) -> Unit | None:
        """Who a ticket climbs to: the leading unit of the unit's own territory, one step, `None` at the top."""
        return self.parent(self.territory(unit))

    def nearest_office(self, unit: Unit) -> Unit:
        """The nearest unit at or above `unit` with a coordination office; the topmost unit where none has one."""
        while not unit.has_office and (parent := self.parent(unit)):
            unit = parent
        return unit


@dataclass(frozen=True, slots=True)
class JointUnit:
    """One line of a `coordinate` command. `due_at` may be left to the policy."""

    unit_id: UUID
    task: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody asks for: the action and the fields that came with it (only those that were sent)."""

    action: str
    fields: Mapping[str, object]
    request_id: str

    def text(self, name: str) -> str | None:
        """A text field, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else None

    def uuid(self, name: str) -> UUID | None:
        """An id field, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, UUID) else None

    def number(self, name: str) -> int | None:
        """A whole number, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, name: str) -> bool | None:
        """A yes or no, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, bool) else None

    def moment(self, name: str) -> datetime | None:
        """A moment, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, datetime) else None

    def day(self, name: str) -> date | None:
        """A day, `None` when it was not sent."""
        value = self.fields.get(name)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    @property
    def joint_units(self) -> tuple[JointUnit, ...]:
        """The lines of `joint_units`, empty when none were sent."""
        lines = self.fields.get("joint_units", ())
        return tuple(line for line in lines if isinstance(line, JointUnit)) if isinstance(lines, tuple) else ()
