"""The one door: a single statement writes every consequence of a decision, or of two hundred.

Each ticket is guarded by the version its decision was made on. A ticket that somebody changed meanwhile is left out
together with everything that belongs to it; a request whose Idempotency-Key was used already changes nothing.
A merger takes along opinions that no version guards: it locks both tickets first, and only then reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import Table, text

from escalation.errors import Duplicate, DuplicateExternalRef, NotFound, Refusal
from escalation.storage import event_tables, notices, opinion_tables, runtime_tables, ticket_tables
from escalation.storage.database import DIALECT, Compiled, Connection, Row, compile_statement
from escalation.storage.idempotency import Answer
from escalation.workflow.case import Decision
from escalation.workflow.chain import SealedEvent
from escalation.workflow.ticket import HandOver, JointTask, Order, Request, Ticket


async def apply(
    connection: Connection, decisions: Sequence[Decision], *, answer: Answer | None = None, held: bool = False
) -> frozenset[UUID]:
    """Write the decisions and say which tickets were changed or created; the others were stale.

    One round trip, four with a merger among them; a transaction that is open already survives a refusal. With
    `answer`, there must be exactly one decision; nothing is written if the key is taken. `held`: this transaction has
    locked the tickets before, and there is neither an answer nor a new one among them.
    Raises `DuplicateExternalRef`, `Duplicate` (a client-chosen id), `NotFound` (something referred to is gone).
    """
    if not decisions:
        return frozenset()
    given = _rows(decisions)
    shape = _shape(decisions, given, answer, held=held)
    try:
        rows = await _rows_of(connection, _statement(shape), _arguments(shape, given, answer), _merging(decisions))
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name in _ONE_AT_A_TIME:
            return frozenset()  # Somebody asked for the same thing, or issued an order, since the ticket was read.
        raise _duplicate(error) from None
    except asyncpg.ForeignKeyViolationError as error:
        if error.constraint_name in _MOVING:
            return frozenset()  # A unit got another place in the tree since it was read: to the caller, a stale read.
        raise NotFound from None
    return frozenset(row["id"] for row in rows)


REFUSED: Final = (Refusal, asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)
"""What says that these decisions cannot be written; anything else says that this is not the moment."""


async def _rows_of(
    connection: Connection, statement: Compiled, arguments: Mapping[str, object], merging: Sequence[UUID]
) -> list[Row]:
    """What the statement returns. It sees what others had committed when it began: all of it, once `merging` are held.

    Opinions come to a ticket with its first row, or from somebody who holds it (docs/decisions/0011-mergers.md).
    """
    if not merging and not connection.raw.is_in_transaction():
        return await connection.rows(statement, **arguments)
    async with connection.transaction():
        if merging:
            await connection.rows(_HOLD, ids=merging)
        return await connection.rows(statement, **arguments)


def _merging(decisions: Sequence[Decision]) -> list[UUID]:
    """If there is a merger among the decisions, all their tickets and those they are merged into."""
    others = [d.ticket.merged_into_id for d in decisions if "merged_into_id" in d.changed and d.ticket.merged_into_id]
    return [*(decision.ticket.id for decision in decisions), *others] if others else []


# In the order of ids, as everybody locks: mergers that form a ring wait for each other in a row.
_HOLD: Final = Compiled("SELECT id FROM tickets WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE", ("ids",), {})


class _Part(StrEnum):
    """Rows that decisions bring along, by their table; also the first word of their parameters."""

    TICKETS = "tickets"
    EVENTS = "events"
    HAND_OVERS = "hand_overs"
    JOINT_TASKS = "joint_tasks"
    REQUESTS = "requests"
    ORDERS = "orders"
    OPINIONS = "opinions"


class _Need(StrEnum):
    """What else the statement has to do, and which columns of tickets besides those that every decision changes."""

    NEW_TICKETS = "new tickets"
    MERGERS = "mergers"
    ANSWER = "answer"
    LOCK = "tickets that nobody has locked yet"
    HOLDER = "columns about the holder"
    THE_REST = "columns that change rarely"


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which parts a statement has, those of one row apart, and what it has to do: there are a few dozen."""

    ones: frozenset[_Part]
    manys: frozenset[_Part]
    needs: frozenset[_Need]


_Rows = Mapping[_Part, Sequence[object]]


def _rows(decisions: Sequence[Decision]) -> _Rows:
    """Every row of the decisions, in the order of their tickets: the same in any two batches."""
    ordered = sorted(decisions, key=_by_ticket)
    found: dict[_Part, Sequence[object]] = {
        _Part.TICKETS: ordered,
        _Part.EVENTS: [event for decision in ordered for event in decision.events],
        _Part.HAND_OVERS: [row for decision in ordered for row in decision.hand_overs],
        _Part.JOINT_TASKS: [row for decision in ordered for row in decision.joint_tasks],
        _Part.REQUESTS: [row for decision in ordered for row in decision.requests],
        _Part.ORDERS: [row for decision in ordered for row in decision.orders],
        _Part.OPINIONS: [_Wanted(opinion_id, d.ticket.id) for d in ordered for opinion_id in d.opinion_ids],
    }
    return {part: rows for part, rows in found.items() if rows}


class _Wanted(NamedTuple):
    """An opinion that a ticket is to be formed of."""

    id: UUID
    ticket_id: UUID


def _by_ticket(decision: Decision) -> bytes:
    return decision.ticket.id.bytes


def _shape(decisions: Sequence[Decision], rows: _Rows, answer: Answer | None, *, held: bool) -> _Shape:
    changed = frozenset[str]().union(*(decision.changed for decision in decisions))
    found = {
        _Need.NEW_TICKETS: any(decision.read_version == 0 for decision in decisions),
        _Need.MERGERS: bool(_merging(decisions)),
        _Need.ANSWER: answer is not None,
        _Need.LOCK: not held or bool(_merging(decisions)),
        _Need.HOLDER: not changed.isdisjoint(_OF_HOLDER),
        _Need.THE_REST: not changed.isdisjoint(_RARE),
    }
    ones = frozenset(part for part, these in rows.items() if len(these) == 1)
    needs = frozenset(need for need, is_there in found.items() if is_there)
    return _Shape(ones, frozenset(rows) - ones, needs)


def _arguments(shape: _Shape, rows: _Rows, answer: Answer | None) -> dict[str, object]:
    """One value a column for a part of one row, and an array a column for the others."""
    found: dict[str, object] = _fields(answer) if answer else {}
    for part, these in rows.items():
        names = _columns(part, shape.needs)
        values = map(_getter(part, shape.needs), these)
        columns = next(values) if part in shape.ones else map(_once_if_alike, zip(*values, strict=True))
        found |= zip((f"{part}_{name}" for name in names), columns, strict=True)
    return found


def _once_if_alike(column: tuple[object, ...]) -> tuple[object, ...]:
    """A column that says the same in every row travels once; `_value` knows."""
    return column[:1] if column.count(column[0]) == len(column) else column


def _fields(answer: Answer) -> dict[str, object]:
    return {name: getattr(answer, name) for name in _ANSWER}


def _duplicate(error: asyncpg.UniqueViolationError) -> Duplicate | DuplicateExternalRef:
    return DuplicateExternalRef() if "external_ref" in str(error.constraint_name) else Duplicate()


_MOVING: Final = frozenset({"fk_tickets_holder_unit_id", "fk_tickets_origin_unit_id", "fk_tickets_accused_unit_id"})
_ONE_AT_A_TIME: Final = frozenset({"uq_requests_pending", "uq_orders_open"})
_ANSWER: Final = tuple(field.name for field in fields(Answer))
_TICKET: Final = Ticket._fields
# What never changes once a ticket exists is not in the UPDATE: whose it was first, and the words it came with.
_FIXED: Final = frozenset({
    "id", "number", "title", "content", "source", "created_at", "created_by", "source_system", "external_ref",
})  # fmt: skip
# What every decision changes, or at least every decision of the clock.
_ALWAYS: Final = frozenset({
    "version", "state", "is_open", "stage", "stage_started_at", "stage_due_at", "stage_rule", "stage_limit",
    "stage_budget", "stage_used", "stage_running_since", "stage_extensions", "policy_version", "warning",
    "warned_at", "stuck", "first_breached_at", "wake_at", "failed_decisions", "joint_open", "requests_open",
    "orders_open", "event_count", "event_hash", "updated_at",
})  # fmt: skip
_OF_HOLDER: Final = frozenset({
    "level", "holder_unit_id", "holder_path", "handler_unit_id", "dispatcher_unit_id", "sender_unit_id",
    "assignee_id", "no_return", "escalations",
})  # fmt: skip
_RARE: Final = frozenset(_TICKET) - _FIXED - _ALWAYS - _OF_HOLDER
_PARTS: Final[Mapping[_Part, tuple[str, ...]]] = {
    part: row._fields
    for part, row in (
        (_Part.EVENTS, SealedEvent),
        (_Part.HAND_OVERS, HandOver),
        (_Part.JOINT_TASKS, JointTask),
        (_Part.REQUESTS, Request),
        (_Part.ORDERS, Order),
        (_Part.OPINIONS, _Wanted),
    )
}
_READ_VERSION: Final = "read_version"


@cache
def _columns(part: _Part, needs: frozenset[_Need]) -> tuple[str, ...]:
    """The columns that travel for a part."""
    if part is not _Part.TICKETS:
        return _PARTS[part]
    if _Need.NEW_TICKETS in needs:
        return (*_TICKET, _READ_VERSION)
    return ("id", *_changing(needs), _READ_VERSION)


@cache
def _changing(needs: frozenset[_Need]) -> tuple[str, ...]:
    """The columns that the UPDATE sets."""
    wanted = set(_ALWAYS)
    wanted |= _OF_HOLDER if _Need.HOLDER in needs else set()
    wanted |= _RARE if _Need.THE_REST in needs else set()
    return tuple(name for name in _TICKET if name in wanted)


@cache
def _getter(part: _Part, needs: frozenset[_Need]) -> Callable[[object], tuple[object, ...]]:
    names = _columns(part, needs)
    if part is _Part.TICKETS:
        names = tuple(name if name == _READ_VERSION else f"ticket.{name}" for name in names)
    return attrgetter(*names)


@cache
def _statement(shape: _Shape) -> Compiled:
    """The statement for decisions of this shape.

    PostgreSQL starts every part of a statement each time it runs, and one that has nothing to do takes a tenth as long
    as the change of a ticket. Values travel in binary form, each column as an array: to read two hundred tickets from
    JSON took the server longer than to write them.
    """

    def only(key: _Part | _Need, part: str) -> str:
        return part if key in shape.ones | shape.manys or key in shape.needs else ""

    allowed = f"""
{_LOCKED_BEFORE if _Need.MERGERS in shape.needs else _LOCKED}
{only(_Part.OPINIONS, _free(shape))}
ready AS (
  SELECT id FROM locked {only(_Need.NEW_TICKETS, _OR_NEW)} {only(_Part.OPINIONS, _WITH_ALL_OPINIONS)}
),
{only(_Need.ANSWER, _ANSWERED)}
allowed AS (
  SELECT id FROM ready {only(_Need.ANSWER, "WHERE EXISTS (SELECT FROM answered)")}
),"""
    sql = f"""
WITH

wanted AS MATERIALIZED (
  {_source(shape, _Part.TICKETS)}
),
{only(_Need.LOCK, allowed)}
{_changed(shape.needs)}
{only(_Need.NEW_TICKETS, _CREATED)}
done AS (
  SELECT id FROM changed {only(_Need.NEW_TICKETS, "UNION ALL SELECT id FROM created")}
),
{only(_Part.HAND_OVERS, _written(shape, _Part.HAND_OVERS, _SIGNED, _AS_MADE))}
{only(_Part.JOINT_TASKS, _written(shape, _Part.JOINT_TASKS, _ENDED, _AS_MADE))}
{only(_Part.REQUESTS, _written(shape, _Part.REQUESTS, _DECIDED, _PENDING_LAST))}
{only(_Part.ORDERS, _written(shape, _Part.ORDERS, _ANSWERED_TO, _OPEN_LAST))}
{only(_Part.OPINIONS, _ATTACHED)}
{only(_Need.MERGERS, _MOVED)}
{_logged(shape)}
{only(_Part.OPINIONS, _TOLD_OF_ATTACHED)}
{only(_Need.MERGERS, _TOLD_OF_MOVED)}
SELECT id FROM done
"""
    return compile_statement(text(sql))


_TABLES: Final[Mapping[_Part, Table]] = {
    _Part.TICKETS: ticket_tables.tickets,
    _Part.EVENTS: event_tables.events,
    _Part.HAND_OVERS: ticket_tables.hand_overs,
    _Part.JOINT_TASKS: ticket_tables.joint_tasks,
    _Part.REQUESTS: ticket_tables.requests,
    _Part.ORDERS: ticket_tables.orders,
    _Part.OPINIONS: opinion_tables.opinions,
}


def _source(shape: _Shape, part: _Part) -> str:
    """The rows of a part as a query.

    What PostgreSQL cannot see through, it takes for ten rows; else it would plan each batch anew for its size.
    """
    names = _columns(part, shape.needs)
    table = _TABLES[part]
    kinds = {name: "INTEGER" if name == _READ_VERSION else _kind(table, name) for name in names}
    if part in shape.ones:
        return "SELECT " + ", ".join(f'CAST(:{part}_{name} AS {kinds[name]}) AS "{name}"' for name in names)
    arrays = {name: f"CAST(:{part}_{name} AS {kinds[name]}[])" for name in names}
    first, *others = arrays.values()
    values = (_value(name, array) for name, array in arrays.items())
    return f"SELECT {', '.join(values)} FROM unnest({', '.join([f'(SELECT {first})', *others])}) AS r({_names(names)})"


def _value(name: str, array: str) -> str:
    """A row's own value, or the one that holds for all."""
    if name in _NEVER_ALIKE:
        return f'r."{name}"'
    return f'CASE WHEN cardinality({array}) = 1 THEN ({array})[1] ELSE r."{name}" END AS "{name}"'


def _kind(table: Table, name: str) -> str:
    return table.c[name].type.compile(dialect=DIALECT).replace(' COLLATE "C"', "")


def _names(names: Iterable[str], of: str = "") -> str:
    return ", ".join(f'{of}"{name}"' for name in names)


# Of two rows at least, these differ.
_NEVER_ALIKE: Final = frozenset({"id", "hash", "event_hash"})


# The row lock makes the version check final: whoever waited here sees the newest version and drops out.
_LOCKED: Final = """
locked AS MATERIALIZED (
  SELECT t.id FROM wanted w JOIN tickets t ON t.id = w.id AND t.version = w.read_version
  ORDER BY t.id FOR UPDATE OF t
),"""

# A merger leans on another ticket, which has to be open still and to stay so. All were locked before: what is read here
# is the newest there is. A merger into a ticket that ends by this very statement is left out like a stale one.
_LOCKED_BEFORE: Final = """
locked AS MATERIALIZED (
  SELECT t.id FROM wanted w JOIN tickets t ON t.id = w.id AND t.version = w.read_version
  LEFT JOIN tickets o ON o.id = w.merged_into_id
  LEFT JOIN wanted n ON n.id = o.id
  WHERE w.merged_into_id IS NULL OR o.is_open AND coalesce(n.is_open, true)
),"""


def _free(shape: _Shape) -> str:
    """Opinions that are still in the inbox, locked; a ticket is formed only if it gets all it asked for."""
    return f"""
asked AS MATERIALIZED (
  {_source(shape, _Part.OPINIONS)}
),
free AS MATERIALIZED (
  SELECT o.id, r.ticket_id FROM asked r
  JOIN opinions o ON o.id = r.id AND o.status = 'inbox'
  ORDER BY o.id FOR UPDATE OF o
),"""


_OR_NEW: Final = """
  UNION ALL
  SELECT w.id FROM wanted w WHERE w.read_version = 0"""
_WITH_ALL_OPINIONS: Final = """
    AND NOT EXISTS (
      SELECT FROM asked r LEFT JOIN free f USING (id, ticket_id) WHERE r.ticket_id = w.id AND f.id IS NULL
    )"""

# The answer is stored with the change or not at all; a key that is taken stops everything below.
_ANSWERED: Final = f"""
answered AS (
  INSERT INTO idempotency ({_names(_ANSWER)})
  SELECT {", ".join(f"CAST(:{name} AS {_kind(runtime_tables.idempotency, name)})" for name in _ANSWER)}
  WHERE EXISTS (SELECT FROM ready)
  ON CONFLICT DO NOTHING
  RETURNING 1
),"""


def _changed(needs: frozenset[_Need]) -> str:
    names = _changing(needs)
    return f"""
changed AS (
  UPDATE tickets t
  SET ({_names(names)}) = ROW ({_names(names, of="w.")})
  FROM wanted w {"JOIN allowed a ON a.id = w.id" if _Need.LOCK in needs else ""}
  WHERE t.id = w.id AND t.version = w.read_version
  RETURNING t.id
),"""


_CREATED: Final = f"""
created AS (
  INSERT INTO tickets ({_names(_TICKET)})
  SELECT {_names(_TICKET, of="w.")}
  FROM wanted w JOIN allowed a ON a.id = w.id
  WHERE w.read_version = 0
  RETURNING id
),"""

# A hand-over comes again when it is signed for or withdrawn, a joint task when it is reported, waived or superseded,
# a request when it is decided or lapses, and an order when it is answered, raised or ended.
_SIGNED: Final = ("signed_at", "signed_by", "withdrawn_at")
_ENDED: Final = ("state", "result", "reason", "ended_at", "ended_by")
_DECIDED: Final = ("state", "decided_at", "decided_by", "answer")
_ANSWERED_TO: Final = ("state", "colour", "wake_at", "ended_at", "ended_by", "answer")
# Hand-overs are numbered as they are written; ids of one process grow.
_AS_MADE: Final = "ORDER BY r.id"
# There is one at a time: the one that ends makes room for the one that begins.
_PENDING_LAST: Final = "ORDER BY r.ticket_id, r.state = 'pending'"
_OPEN_LAST: Final = "ORDER BY r.ticket_id, r.state = 'open'"


def _written(shape: _Shape, part: _Part, changing: Sequence[str], order: str) -> str:
    """Rows that are new, or come again with other values in the columns that change."""
    if part not in shape.ones | shape.manys:
        return ""
    names = _PARTS[part]
    return f"""
{part}_written AS (
  INSERT INTO {part} ({_names(names)})
  SELECT {_names(names, of="r.")} FROM ({_source(shape, part)}) r JOIN done ON done.id = r.ticket_id
  {order}
  ON CONFLICT (id) DO UPDATE SET {", ".join(f'"{name}" = excluded."{name}"' for name in changing)}
),"""


_ATTACHED: Final = f"""
attached AS (
  UPDATE opinions o SET status = 'attached', ticket_id = f.ticket_id, updated_at = w.updated_at
  FROM free f JOIN created c ON c.id = f.ticket_id JOIN wanted w ON w.id = c.id
  WHERE o.id = f.id
  RETURNING {notices.CHANGED}, o.ticket_id
),"""

# Merged (并案): the opinions go where the work goes, and each citizen is answered there. Whoever locks many opinions,
# locks them in the order of their ids.
_MOVED: Final = f"""
moving AS MATERIALIZED (
  SELECT o.id, w.id AS from_id, w.merged_into_id AS into_id, greatest(w.updated_at, o.updated_at) AS at
  FROM wanted w JOIN changed c ON c.id = w.id JOIN opinions o ON o.ticket_id = w.id
  WHERE w.merged_into_id IS NOT NULL
  ORDER BY o.id FOR UPDATE OF o
),
moved AS (
  UPDATE opinions o SET ticket_id = m.into_id, updated_at = m.at
  FROM moving m WHERE o.id = m.id
  RETURNING {notices.CHANGED}, o.ticket_id, m.from_id AS from_ticket_id
),"""


def _logged(shape: _Shape) -> str:
    names = _PARTS[_Part.EVENTS]
    is_read = _Part.OPINIONS in shape.ones | shape.manys or _Need.MERGERS in shape.needs
    return f"""
logged AS (
  INSERT INTO events ({_names(names)})
  SELECT {_names(names, of="r.")} FROM ({_source(shape, _Part.EVENTS)}) r JOIN done ON done.id = r.ticket_id
  ORDER BY r.ticket_id, r.sequence
  {"RETURNING *" if is_read else ""}
)"""


# An opinion's own event has the author of the move that took the opinion along, but not its reason: whoever sees the
# opinion need not see the ticket.
_AUTHORS: Final = f"""(
  SELECT DISTINCT ON (ticket_id) ticket_id, action, NULL::text AS reason, {", ".join(notices.AUTHOR)}
  FROM logged ORDER BY ticket_id, sequence DESC
) e"""
_TOLD_OF_ATTACHED: Final = f""",
attached_told AS (
  {
    notices.of_opinions(
        "opinion.attached",
        f"attached o JOIN {_AUTHORS} ON e.ticket_id = o.ticket_id",
        "jsonb_build_object('ticket_id', o.ticket_id, 'from_ticket_id', NULL::uuid)",
    )
}
)"""
_TOLD_OF_MOVED: Final = f""",
moved_told AS (
  {
    notices.of_opinions(
        "opinion.attached",
        f"moved o JOIN {_AUTHORS} ON e.ticket_id = o.from_ticket_id",
        "jsonb_build_object('ticket_id', o.ticket_id, 'from_ticket_id', o.from_ticket_id)",
    )
}
)"""
