"""What travels to the statement that applies decisions: its shape, and its arguments column by column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.runtime.idempotency import Answer
from escalation.tickets.domain.breaches import Breach
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, Ticket


class ApplyPart(StrEnum):
    """Rows that decisions bring along, by their table; also the first word of their parameters."""

    TICKETS = "tickets"
    EVENTS = "events"
    HAND_OVERS = "hand_overs"
    JOINT_TASKS = "joint_tasks"
    REQUESTS = "requests"
    ORDERS = "orders"
    OPINIONS = "opinions"
    BREACHES = "ticket_breaches"


class ApplyNeed(StrEnum):
    """What else the statement has to do, and which columns of tickets besides those that every decision changes."""

    NEW_TICKETS = "new tickets"
    CHANGES = "tickets that are there already"
    MERGERS = "a merger"
    ANSWER = "answer"
    ARRIVING = "an opinion that comes with its ticket"
    CODE_READY = "its tracking code, which a message has to carry"
    FIRST = "something that has to be locked or kept before tickets are written"
    HOLDER = "columns about the holder"
    THE_REST = "columns that change rarely"


@dataclass(frozen=True, slots=True)
class ApplyShape:
    """Which parts a statement has, those of one row apart, and what it has to do: there are a few dozen."""

    ones: frozenset[ApplyPart]
    manys: frozenset[ApplyPart]
    needs: frozenset[ApplyNeed]


RowsOfParts = Mapping[ApplyPart, Sequence[object]]

Arriving = Mapping[str, object]
"""An opinion that comes with the ticket it is the first of: its columns, but for those that say so."""


def rows_of_parts(decisions: Sequence[Decision], arriving: Arriving | None = None) -> RowsOfParts:
    """Every row of the decisions, in the order of their tickets: the same in any two batches."""
    comes = arriving["id"] if arriving else None
    ordered = sorted(_with_taken_in(decisions), key=_by_ticket)
    found: dict[ApplyPart, Sequence[object]] = {
        ApplyPart.TICKETS: ordered,
        ApplyPart.EVENTS: [event for decision in ordered for event in decision.events],
        ApplyPart.HAND_OVERS: [row for decision in ordered for row in decision.hand_overs],
        ApplyPart.JOINT_TASKS: [row for decision in ordered for row in decision.joint_tasks],
        ApplyPart.REQUESTS: [row for decision in ordered for row in decision.requests],
        ApplyPart.ORDERS: [row for decision in ordered for row in decision.orders],
        ApplyPart.OPINIONS: [
            _Wanted(opinion_id, d.ticket.id) for d in ordered for opinion_id in d.opinion_ids if opinion_id != comes
        ],
        ApplyPart.BREACHES: [row for decision in ordered for row in decision.breaches],
    }
    return {part: rows for part, rows in found.items() if rows}


class _Wanted(NamedTuple):
    """An opinion that a ticket is to be formed of."""

    id: UUID
    ticket_id: UUID


def _with_taken_in(decisions: Sequence[Decision]) -> Sequence[Decision]:
    """Raises `ValueError` for a merger among others: it is written as a whole or not at all, and nothing with it."""
    if not is_merger(decisions):
        return decisions
    if len(decisions) > 1:
        raise ValueError("a merger is written alone")
    return [each for each in (decisions[0], decisions[0].taken_in) if each is not None]


def _by_ticket(decision: Decision) -> bytes:
    return decision.ticket.id.bytes


def shape_of(
    decisions: Sequence[Decision],
    rows: RowsOfParts,
    answer: Answer | None,
    arriving: Arriving | None = None,
    *,
    held: bool,
) -> ApplyShape:
    """Which statement these decisions need."""
    changed = frozenset[str]().union(*(decision.changed for decision in _with_taken_in(decisions)))
    merges = is_merger(decisions)
    # The change of a single ticket is its own lock: whoever waited for it sees the newest version and drops out.
    is_locked = held or [bool(decision.read_version) for decision in decisions] == [True]
    found = {
        ApplyNeed.NEW_TICKETS: any(decision.read_version == 0 for decision in decisions),
        ApplyNeed.CHANGES: any(decision.read_version for decision in decisions),
        ApplyNeed.MERGERS: merges,
        ApplyNeed.ANSWER: answer is not None,
        ApplyNeed.ARRIVING: arriving is not None,
        ApplyNeed.CODE_READY: arriving is not None and arriving["code_way"] == "message",
        ApplyNeed.FIRST: merges or not is_locked,
        ApplyNeed.HOLDER: not changed.isdisjoint(_OF_HOLDER),
        ApplyNeed.THE_REST: not changed.isdisjoint(_RARE),
    }
    ones = frozenset(part for part, these in rows.items() if len(these) == 1)
    needs = frozenset(need for need, is_there in found.items() if is_there)
    return ApplyShape(ones, frozenset(rows) - ones, needs)


def arguments_of(
    shape: ApplyShape, rows: RowsOfParts, answer: Answer | None, arriving: Arriving | None = None
) -> dict[str, object]:
    """One value a column for a part of one row, and an array a column for the others."""
    found: dict[str, object] = _fields(answer) if answer else {}
    found |= {f"arriving_{name}": value for name, value in (arriving or {}).items()}
    for part, these in rows.items():
        names = columns_of(part, shape.needs)
        values = map(_getter(part, shape.needs), these)
        columns = next(values) if part in shape.ones else map(_once_if_alike, zip(*values, strict=True))
        found |= zip((f"{part}_{name}" for name in names), columns, strict=True)
    return found


def _once_if_alike(column: tuple[object, ...]) -> tuple[object, ...]:
    """A column that says the same in every row travels once; `_value` knows."""
    return column[:1] if column.count(column[0]) == len(column) else column


def _fields(answer: Answer) -> dict[str, object]:
    return {name: getattr(answer, name) for name in ANSWER}


def is_merger(decisions: Sequence[Decision]) -> bool:
    """Whether there is a merger among the decisions."""
    return any(decision.taken_in is not None for decision in decisions)


ANSWER: Final = tuple(field.name for field in fields(Answer))
TICKET: Final = Ticket._fields
# What never changes once a ticket exists is not in the UPDATE: whose it was first, and the words it came with.
_FIXED: Final = frozenset({
    "id", "number", "title", "content", "source", "created_at", "created_by", "source_system", "external_ref",
    "imported", "salt",
})  # fmt: skip
# What every decision changes, or at least every decision of the clock.
_ALWAYS: Final = frozenset({
    "version", "state", "is_open", "stage", "stage_started_at", "stage_due_at", "stage_rule", "stage_limit",
    "stage_budget", "stage_used", "stage_running_since", "stage_granted", "stage_extensions", "policy_version",
    "warning", "warned_at", "stuck", "first_breached_at", "wake_at", "failed_decisions", "joint_open", "requests_open",
    "orders_open", "event_count", "event_hash", "updated_at",
})  # fmt: skip
_OF_HOLDER: Final = frozenset({
    "level", "holder_unit_id", "holder_path", "handler_unit_id", "dispatcher_unit_id", "sender_unit_id",
    "assignee_id", "no_return", "escalations",
})  # fmt: skip
_RARE: Final = frozenset(TICKET) - _FIXED - _ALWAYS - _OF_HOLDER
COLUMNS: Final[Mapping[ApplyPart, tuple[str, ...]]] = {
    ApplyPart.EVENTS: tuple(name for name in SealedEvent._fields if name != "words_digest"),
    ApplyPart.HAND_OVERS: HandOver._fields,
    ApplyPart.JOINT_TASKS: JointTask._fields,
    ApplyPart.REQUESTS: Request._fields,
    ApplyPart.ORDERS: Order._fields,
    ApplyPart.OPINIONS: _Wanted._fields,
    ApplyPart.BREACHES: Breach._fields,
}
READ_VERSION: Final = "read_version"


@cache
def columns_of(part: ApplyPart, needs: frozenset[ApplyNeed]) -> tuple[str, ...]:
    """The columns that travel for a part."""
    if part is not ApplyPart.TICKETS:
        return COLUMNS[part]
    if ApplyNeed.NEW_TICKETS in needs:
        return (*TICKET, READ_VERSION)
    return ("id", *changing(needs), READ_VERSION)


@cache
def changing(needs: frozenset[ApplyNeed]) -> tuple[str, ...]:
    """The columns that the UPDATE sets."""
    wanted = set(_ALWAYS)
    wanted |= _OF_HOLDER if ApplyNeed.HOLDER in needs else set()
    wanted |= _RARE if ApplyNeed.THE_REST in needs else set()
    return tuple(name for name in TICKET if name in wanted)


@cache
def _getter(part: ApplyPart, needs: frozenset[ApplyNeed]) -> Callable[[object], tuple[object, ...]]:
    names = columns_of(part, needs)
    if part is ApplyPart.TICKETS:
        names = tuple(name if name == READ_VERSION else f"ticket.{name}" for name in names)
    return attrgetter(*names)
