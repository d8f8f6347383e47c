"""What waits for a unit or a member? The work lists of what belongs to a ticket, and the counters of all kinds.

    queue    the first rows of one index, in the order of due dates: joint tasks, requests and orders of a unit, or the
             tickets of a member
    page     those of them whose ticket the caller may see

What a unit holds is a list of tickets like any other (`lists.list_tickets`). All counters come in one statement; in
the order of due dates it reads `MOST_COUNTED` rows and one of each queue, `MOST_HELD` and one of the tickets held, and
no more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    SmallInteger,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor, Role
from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.page_sizes import last_of_page, page_size, written_out
from escalation.kit.runtime import subtree
from escalation.organisation.storage.tables import units
from escalation.tickets.domain.work import STAGES, WorkKind
from escalation.tickets.storage import visibility
from escalation.tickets.storage.list_statements import TICKET
from escalation.tickets.storage.listing_tables import ticket_listings
from escalation.tickets.storage.lists import Listed, Place, with_units
from escalation.tickets.storage.tables import joint_tasks, orders, requests, tickets
from escalation.tickets.storage.ticket_columns import of_table
from escalation.tickets.storage.ticket_listings import Mark, Relation, serial_of

MOST_COUNTED: Final = 200
"""So many are counted of each queue, each with a look at its ticket. Whoever has more to do need not know how much."""

MOST_HELD: Final = 1_000
"""So many of the tickets held are counted, from their listings alone: stages share them, and want to be told apart."""

WINDOW: Final = 250
"""Rows of a queue that are looked at for a page."""


@dataclass(frozen=True, slots=True)
class WaitingTask:
    """One thing that waits: `id` of the joint task, request or order, or of the ticket itself; due at `due_at`."""

    id: UUID
    due_at: datetime
    text: str | None
    listed: Listed


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Tasks in the order of their due dates, and behind which place the list goes on; `None` at its end."""

    tasks: list[WaitingTask]
    goes_on_behind: Place | None


async def list_tasks(
    connection: Connection, actor: Actor, kind: WorkKind, *, after: Place | None, limit: int
) -> WaitingPage:
    """At most `limit` of what waits for the actor. Costs a page, however much waits."""
    place = {"after_value": after[0], "after_id": after[1]} if after else {}
    size = page_size(limit)
    statement = _page(kind, subtree.shape(actor), size, goes_on=after is not None)
    rows = await connection.rows(statement, **_params(actor), **place)
    shown = [row for row in rows if row["shown"]]
    last = last_of_page(rows, shown, limit, size)
    pairs = zip(shown, await with_units(connection, shown[:limit]), strict=False)
    tasks = [WaitingTask(row["task_id"], row["task_due_at"], row["task"], line) for row, line in pairs]
    return WaitingPage(tasks, _place(last) if last is not None else None)


@dataclass(frozen=True, slots=True)
class Counter:
    """How many wait; at least so many, if counting stopped before the end."""

    found: int
    is_whole: bool


async def count_work(connection: Connection, actor: Actor) -> Mapping[WorkKind, Counter]:
    """How many wait of each kind, in one statement that reads `MOST_COUNTED` rows and one of each queue at most.

    Of what is held, `MOST_HELD` in the order of due dates are looked at: if there are more, no kind is counted whole.
    """
    (row,) = await connection.rows(_counted(subtree.shape(actor)), **_params(actor))
    return {kind: _counter(row, kind) for kind in WorkKind}


def _counter(row: Row, kind: WorkKind) -> Counter:
    read, most = (row[f"{kind} read"], MOST_COUNTED) if kind in _QUEUES else (row["held"], MOST_HELD)
    return Counter(min(row[kind], most), is_whole=read <= most)


def _params(actor: Actor) -> dict[str, object]:
    deciding = {Role.LEADER: ["leader"], Role.OFFICE: ["dispatcher", "office"]}
    return {
        **subtree.params(actor),
        "listed_for": serial_of(actor.unit_path),
        "member": actor.member_id,
        "approvers": deciding.get(actor.role, []) if actor.role else [],
        "leads": actor.role is Role.LEADER,
    }


def _place(row: Row) -> Place:
    return row["task_due_at"], row["place_id"]


_SERIAL: Final = bindparam("listed_for", type_=BigInteger)
_MEMBER: Final = bindparam("member", type_=SqlUuid(as_uuid=True))
_APPROVERS: Final = bindparam("approvers", type_=ARRAY(Text))
_LEADS: Final = bindparam("leads", type_=Boolean)
_PLACE: Final = tuple_(bindparam("after_value", type_=Moment), bindparam("after_id", type_=SqlUuid(as_uuid=True)))
# Written out, as the partial indexes have them.
_OPEN: Final = literal_column("'open'", Text)
_PENDING: Final = literal_column("'pending'", Text)
# Where a unit has no coordination office, its leader acts as one.
_WITHOUT_OFFICE: Final = select(~units.c.has_office).where(units.c.id == subtree.UNIT).scalar_subquery()


@dataclass(frozen=True, slots=True)
class _Queue:
    """What one index has for a unit or a member, by due date. `is_mine`: whether it waits for the very caller."""

    where: tuple[ColumnElement[bool], ...]
    due_at: Column[datetime]
    id: Column[UUID]
    ticket_id: Column[UUID]
    text: ColumnElement[Any]
    is_mine: ColumnElement[bool]


_NOTHING: Final = null().cast(Text)
_QUEUES: Final[Mapping[WorkKind, _Queue]] = {
    WorkKind.ASSIGNED: _Queue(
        (tickets.c.is_open, tickets.c.assignee_id == _MEMBER),
        tickets.c.next_due_at, tickets.c.id, tickets.c.id, _NOTHING, true(),
    ),
    WorkKind.JOINT: _Queue(
        (joint_tasks.c.unit_id == subtree.UNIT, joint_tasks.c.state == _OPEN),
        joint_tasks.c.due_at, joint_tasks.c.id, joint_tasks.c.ticket_id, joint_tasks.c.task, true(),
    ),
    WorkKind.REQUESTS: _Queue(
        (requests.c.decider_unit_id == subtree.UNIT, requests.c.state == _PENDING),
        requests.c.decide_by, requests.c.id, requests.c.ticket_id, requests.c.reason,
        or_(requests.c.approver == any_(_APPROVERS), and_(_LEADS, _WITHOUT_OFFICE)),
    ),
    WorkKind.ORDERS: _Queue(
        (tickets.c.orders_open > literal_column("0", Integer), tickets.c.holder_unit_id == subtree.UNIT),
        tickets.c.next_due_at, tickets.c.id, tickets.c.id, _NOTHING, true(),
    ),
}  # fmt: skip


def _first(kind: WorkKind, size: int, *, goes_on: bool = False, seen_by: subtree.Shape | None = None) -> FromClause:
    """The first rows of a queue, or the first behind a place; of a queue of tickets also whether they may be seen."""
    queue = _QUEUES[kind]
    columns: Mapping[str, ColumnElement[Any]] = {
        "due_at": queue.due_at, "id": queue.id, "ticket_id": queue.ticket_id, "text": queue.text,
        "is_mine": queue.is_mine,
    }  # fmt: skip
    if seen_by is not None:
        columns = {**columns, "is_seen": visibility.visible(seen_by)}
    found = select(*(column.label(f"task_{name}") for name, column in columns.items())).where(*queue.where)
    if goes_on:
        found = found.where(tuple_(queue.due_at, queue.id) > _PLACE)
    return found.order_by(queue.due_at, queue.id).limit(written_out(size)).subquery(f"first_{kind.name.lower()}")


def _ticket_of(first: FromClause) -> FromClause:
    """The ticket of a row, looked up by its key."""
    return select(tickets).where(tickets.c.id == first.c.task_ticket_id).limit(written_out(1)).lateral("tickets")


def _waits(form: subtree.Shape, first: FromClause, ticket: FromClause) -> ColumnElement[bool]:
    """Whether a row waits for the caller, who may see its ticket."""
    return and_(first.c.task_is_mine, of_table(ticket, visibility.visible(form)))


@cache
def _page(kind: WorkKind, form: subtree.Shape, size: int, *, goes_on: bool) -> Compiled:
    """The rows of a page and the last of a full window; `shown` are those that wait for the caller to see."""
    window = _first(kind, WINDOW, goes_on=goes_on)
    first = select(window, func.row_number().over().label("task_n")).subquery("numbered")
    ticket = _ticket_of(first)
    fits, is_last = _waits(form, first, ticket), first.c.task_n == written_out(WINDOW)
    columns = (ticket.c[column.name] for column in TICKET)
    found = select(*columns, *first.c, fits.label("shown")).select_from(first.join(ticket, true()))
    page = found.where(or_(fits, is_last)).limit(written_out(size)).subquery("page")
    source: FromClause = page
    task_id, text = page.c.task_id, page.c.task_text
    if kind is WorkKind.ORDERS:
        # There is one of each level at most. The earliest is answered first.
        mine = orders.c.ticket_id == page.c.task_ticket_id, orders.c.state == _OPEN
        order = (
            select(orders).where(*mine).order_by(orders.c.due_at, orders.c.id).limit(written_out(1)).lateral("orders")
        )
        source, task_id, text = page.outerjoin(order, true()), order.c.id, order.c.text
    return compile_statement(
        select(
            *(page.c[column.name] for column in TICKET),
            NOW.label("now"),
            page.c.shown,
            page.c.task_due_at,
            page.c.task_id.label("place_id"),
            task_id.label("task_id"),
            text.label("task"),
            (page.c.task_n == written_out(WINDOW)).label("is_last"),
        )
        .select_from(source)
        .order_by(page.c.task_due_at, page.c.task_id)
    )


@cache
def _counted(form: subtree.Shape) -> Compiled:
    """All counters, and how many rows were read for them."""
    held = _held()
    seen = ~held.c.is_kept
    stages = {
        kind: func.count().filter(and_(seen, held.c.stage == any_(literal_column(_array(stages), ARRAY(Text)))))
        for kind, stages in STAGES.items()
    }
    late = held.c.next_due_at <= NOW
    coloured = or_(
        held.c.warning == literal_column("'yellow'", Text), held.c.warning == literal_column("'orange'", Text)
    )
    kinds = stages | {
        WorkKind.OVERDUE: func.count().filter(and_(seen, late)),
        WorkKind.WARNED: func.count().filter(and_(seen, ~late, coloured)),
    }
    of_held = select(*(count.label(kind.value) for kind, count in kinds.items()), func.count().label("held"))
    counted = of_held.select_from(held).subquery("counted")
    queues = [_queue_counted(kind, form) for kind in _QUEUES]
    source: FromClause = counted
    for queue in queues:
        source = source.join(queue, true())
    return compile_statement(select(*(column for part in (counted, *queues) for column in part.c)).select_from(source))


def _held() -> FromClause:
    """The first open tickets that the unit holds, not about itself, by due date; and whether they are the caller's."""
    listed = ticket_listings.c
    is_kept = visibility.kept_from_the_caller(listed.ticket_id).label("is_kept")
    found = select(listed.stage, listed.next_due_at, listed.warning, is_kept).where(
        listed.unit_serial == _SERIAL,
        listed.mark == written_out(Mark.NONE, SmallInteger),
        listed.relation == written_out(Relation.HELD, SmallInteger),
        listed.is_open,
        listed.next_due_at.is_not(None),
    )
    return found.order_by(listed.next_due_at, listed.ticket_id).limit(written_out(MOST_HELD + 1)).subquery("held")


def _queue_counted(kind: WorkKind, form: subtree.Shape) -> FromClause:
    """How many wait of a queue, and how many rows were read. A queue of tickets has them at hand."""
    if _QUEUES[kind].ticket_id.table is tickets:
        first = _first(kind, MOST_COUNTED + 1, seen_by=form)
        source, fits = first, and_(first.c.task_is_mine, first.c.task_is_seen)
    else:
        first = _first(kind, MOST_COUNTED + 1)
        ticket = _ticket_of(first)
        source, fits = first.join(ticket, true()), _waits(form, first, ticket)
    counts = func.count().filter(fits).label(kind.value), func.count().label(f"{kind.value} read")
    return select(*counts).select_from(source).subquery(f"counted_{kind.name.lower()}")


def _array(values: Iterable[str]) -> str:
    return f"ARRAY[{', '.join(repr(str(value)) for value in values)}]"
