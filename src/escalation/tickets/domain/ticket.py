"""What is a ticket (交办单), as stored, with its hand-overs, joint tasks, requests and supervision orders?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

Json = dict[str, object]


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


class Ticket(NamedTuple):
    """One 交办单 as stored: field names are column names, in the order of the table.

    A tuple, as the driver gives it: a frozen dataclass of so many fields takes ten times as long to make.

    `holder` has to act now, `origin` received it first and owes the citizen the reply (首接负责), `handler` works or
    worked on it, `dispatcher` gave it out and audits the result, `sender` may take it back: as long as the state is
    recallable, and `None` in all others. Digests of its rows and words begin with `salt`; tickets that are older than
    digests have none.
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
    due_granted: timedelta | None
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
    stage_granted: timedelta | None
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
    resolved_person_id: UUID | None
    resolved_member_id: UUID | None
    resolved_unit_id: UUID | None
    resolved_role: str | None
    reason_code: str | None
    solved: bool | None
    satisfaction: int | None
    merged_into_id: UUID | None
    source_system: str | None
    external_ref: str | None
    imported: bool
    event_count: int
    event_hash: bytes
    created_by: str
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    fulfilled_at: datetime | None
    salt: bytes | None = None
    confirmed_by: str | None = None

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
    """What one joint unit (协办单位) was asked to do in a coordination.

    `due_limit`, `due_from`: the limit that dated it and the moment counted from; `None` if somebody named the date.
    """

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
    due_limit: str | None = None
    due_from: datetime | None = None


class Request(NamedTuple):
    """What a holder asked for (延期, 挂账, 终止, 退单) and what became of it.

    `approver`: the standing whose decision it waits for, until `decide_by`, which `decide_limit` dated. `until`: the
    wanted due date, or the day on which a parked ticket goes on. `until_limit`: the time that was asked for from the
    end of the stage on; `None` if somebody named the date.
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
    decide_limit: str | None = None
    until_limit: str | None = None


class Order(NamedTuple):
    """A supervision order (督办单): answered until `due_at`, or its colour rises, at most once a `wake_at`.

    `wake_limit`, `wake_from`: the limit that dated `wake_at` and the moment counted from; `None` if somebody named it.
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
    wake_limit: str | None = None
    wake_from: datetime | None = None
