"""What does a decision have to know? Everything about a ticket that matters, in one round trip.

Many tickets at once take three: what is the same for all, or much the same, is read once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple, Self
from uuid import UUID

from sqlalchemy import CTE, literal_column, select, text, true

from escalation.actors import CLOCK, Actor
from escalation.identity.storage.staffing import somebody_acts_for
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.documents.in_force import IN_FORCE, Versions
from escalation.kit.runtime import subtree
from escalation.kit.runtime.idempotency import ANSWER, StoredAnswer
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, Ticket
from escalation.tickets.storage import visibility
from escalation.tickets.storage.own_requests import OWN_REQUESTS
from escalation.tickets.storage.routed_units import routed_unit
from escalation.tickets.storage.tables import hand_overs, tickets


@dataclass(frozen=True, slots=True)
class Named:
    """What a command names, to be read along with the ticket. `key`: the caller's Idempotency-Key."""

    units: tuple[UUID, ...] = ()
    unit_wanted: bool = False
    joint_task_id: UUID | None = None
    into_ticket_id: UUID | None = None
    member_id: UUID | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One ticket as read. `answer` is set when the request was answered before.

    `into`: the version of the life cycle of the ticket into which this one shall be merged.
    """

    situation: Situation
    versions: Versions
    answer: StoredAnswer | None = field(default=None)
    into: int | None = field(default=None)


NOTHING_NAMED: Final = Named()


async def read_situations(
    connection: Connection, ids: Sequence[UUID], actor: Actor, named: Named = NOTHING_NAMED
) -> list[Reading]:
    """The tickets among `ids` that the actor may see, in no particular order.

    Of several, those are left out whose place in the tree changes at this very moment; `units` are shared by all.
    """
    is_one = len(ids) == 1
    statement = _statement(subtree.shape(actor), is_one=is_one, unit_wanted=named.unit_wanted)
    rows = await connection.rows(statement, ids=list(ids), **_params(actor, named))
    if is_one:
        return [
            await _with_other(connection, _reading(row, _Common.of(row, row["units"])), row["other"]) for row in rows
        ]
    common = await _common(connection, rows, named)
    return [_reading(row, common) for row in rows if _is_at_its_place(row, common.units)]


async def _with_other(connection: Connection, reading: Reading, other: UUID | None) -> Reading:
    """Along with the ticket into which this one shall be merged, whole: a merger changes both."""
    if other is None:
        return reading
    (into,) = await read_situations(connection, [other], CLOCK)
    return replace(
        reading, situation=replace(reading.situation, other=into.situation), into=into.situation.ticket.workflow_version
    )


class _Common(NamedTuple):
    """What several tickets have in common: the units around them, the moment, and the documents in force."""

    units: Mapping[UUID, Unit]
    now: datetime
    in_force: Versions
    unstaffed: frozenset[UUID]

    @classmethod
    def of(cls, row: Row, units: Iterable[Row]) -> Self:
        """As it was read, for one ticket or for many."""
        found = [(Unit(*record), is_unstaffed) for *record, is_unstaffed in units]
        unstaffed = frozenset(unit.id for unit, is_unstaffed in found if is_unstaffed)
        return cls({unit.id: unit for unit, _ in found}, row["now"], Versions.of(row["versions"]), unstaffed)


def _params(actor: Actor, named: Named) -> dict[str, object]:
    units = [*named.units, actor.unit_id] if actor.unit_id else list(named.units)
    return {
        **subtree.params(actor),
        "named_units": units,
        "joint_task": named.joint_task_id,
        "into_ticket": named.into_ticket_id,
        "member": named.member_id,
        "principal": actor.principal,
        "key": named.key,
        "person": actor.person_id,
    }


async def _common(connection: Connection, rows: Sequence[Row], named: Named) -> _Common:
    """What is read along with a single ticket, for all of them together."""
    paths = {row[name] for row in rows for name in ("holder_path", "origin_path")}
    serials = {int(serial) for path in paths for serial in path.strip("/").split("/")}
    ids = {*named.units, *(unit_id for row in rows for unit_id in _other_units(row))}
    units = await connection.rows(_UNITS_AROUND, serials=list(serials), ids=list(ids))
    (row,) = await connection.rows(_COMMON)
    return _Common.of(row, units)


def _other_units(row: Row) -> Iterator[UUID]:
    """Whom the ticket names besides, and those a recall would give it back to."""
    yield from (row[name] for name in ("handler_unit_id", "dispatcher_unit_id") if row[name])
    if row["sender_unit_id"] and row["last_id"]:
        yield row["last_from_unit_id"]
        before = (row["last_previous"].get(name) for name in ("handler_unit_id", "dispatcher_unit_id"))
        yield from (UUID(unit_id) for unit_id in before if isinstance(unit_id, str))


def _is_at_its_place(row: Row, units: Mapping[UUID, Unit]) -> bool:
    """Whether the tree is still as it was when the ticket was read; if not, the ticket has to be read again."""
    return all(
        row[f"{role}_unit_id"] in units and units[row[f"{role}_unit_id"]].path == row[f"{role}_path"]
        for role in ("holder", "origin")
    )


# Anonymous records come over the wire in binary form and need no parsing; the order of fields is that of the class.
_UNIT: Final = ", ".join(f"u.{f.name}" for f in fields(Unit))
_JOINT_TASK: Final = ", ".join(f"j.{name}" for name in JointTask._fields)
_REQUEST: Final = ", ".join(f"q.{name}" for name in Request._fields)
_ORDER: Final = ", ".join(f"s.{name}" for name in Order._fields)
_TICKET: Final = tuple(tickets.c[name] for name in Ticket._fields)
# As columns of their own: a record in a record takes the driver twice as long.
_LAST_HAND_OVER: Final = (
    select(*(hand_overs.c[name].label(f"last_{name}") for name in HandOver._fields))
    .where(hand_overs.c.ticket_id == tickets.c.id, hand_overs.c.withdrawn_at.is_(None))
    .order_by(hand_overs.c.n.desc())
    .limit(literal_column("1"))
    .lateral("last_hand_over")
)
_OWN: Final = slice(len(_TICKET))
_LAST: Final = slice(len(_TICKET), len(_TICKET) + len(HandOver._fields))

# Whom a recall would give the ticket back to.
_BEFORE = """CASE WHEN tickets.sender_unit_id IS NOT NULL THEN (
  SELECT ARRAY[h.from_unit_id, (h.previous ->> 'handler_unit_id')::uuid, (h.previous ->> 'dispatcher_unit_id')::uuid]
  FROM hand_overs h WHERE h.ticket_id = tickets.id AND h.withdrawn_at IS NULL ORDER BY h.n DESC LIMIT 1
) END"""
# Everybody comes with all ancestors, as their paths name them: limits and calendars may hold for a whole subtree.
_UNITS = f"""ARRAY(
  SELECT ROW({_UNIT}, {{unstaffed}}) FROM units u
  WHERE u.serial = ANY (string_to_array(trim('/' FROM replace(
    tickets.holder_path || tickets.origin_path || coalesce((
      SELECT string_agg(n.path, '') FROM units n WHERE n.id = ANY (
        ARRAY[tickets.handler_unit_id, tickets.dispatcher_unit_id] || CAST(:named_units AS uuid[]) || {_BEFORE})
    ), ''), '//', '/')), '/')::bigint[])
)"""
_UNITS_AROUND: Final = compile_statement(
    text(f"""
    SELECT {_UNIT}, false AS unstaffed FROM units u
    WHERE u.serial = ANY (CAST(:serials AS bigint[])) OR u.serial = ANY (ARRAY(
      SELECT unnest(string_to_array(trim('/' FROM n.path), '/')::bigint[]) FROM units n
      WHERE n.id = ANY (CAST(:ids AS uuid[]))
    ))
    """)
)
_JOINT_TASKS = f"""ARRAY(
  SELECT ROW({_JOINT_TASK}) FROM joint_tasks j
  WHERE j.ticket_id = tickets.id AND (j.state = 'open' OR j.id = CAST(:joint_task AS uuid))
)"""
# Most tickets have none of these, and their counts say so.
_OPEN_JOINT_TASKS = f"""CASE WHEN tickets.joint_open > 0 THEN ARRAY(
  SELECT ROW({_JOINT_TASK}) FROM joint_tasks j WHERE j.ticket_id = tickets.id AND j.state = 'open'
) END"""
_REQUESTS = f"""CASE WHEN tickets.requests_open > 0 THEN ARRAY(
  SELECT ROW({_REQUEST}) FROM requests q WHERE q.ticket_id = tickets.id AND q.state = 'pending'
) END"""
_ORDERS = f"""CASE WHEN tickets.orders_open > 0 THEN ARRAY(
  SELECT ROW({_ORDER}) FROM orders s WHERE s.ticket_id = tickets.id AND s.state = 'open' ORDER BY s.issued_at, s.id
) END"""
_ROUTED = routed_unit(_UNIT)
_MEMBER_AT_HOLDER = """EXISTS (
  SELECT FROM memberships m WHERE m.member_id = CAST(:member AS uuid) AND m.unit_id = tickets.holder_unit_id
)"""
_ASSIGNEE_SERVES = """EXISTS (
  SELECT FROM members a JOIN memberships m ON m.member_id = a.id AND m.unit_id = tickets.holder_unit_id
  WHERE a.id = coalesce(CAST(:member AS uuid), tickets.assignee_id) AND a.active
)"""
_OPINIONS = "ARRAY(SELECT o.id FROM opinions o WHERE o.ticket_id = tickets.id)"
_COMMON: Final = compile_statement(select(NOW.label("now"), text(f"{IN_FORCE} AS versions")))
# When the calendar that the dates are counted by was followed by another one.
_SUPERSEDED = """(
  SELECT d.published_at FROM documents d WHERE d.kind = 'calendar' AND d.version = tickets.calendar_version + 1
)"""


# PostgreSQL expects ten values in an array, and would plan the reading of a single one anew each time.
_AMONG = "= ANY (CAST(:ids AS uuid[]))"
_THE_ONE = "= (CAST(:ids AS uuid[]))[1]"


@cache
def _statement(form: subtree.Shape, *, is_one: bool, unit_wanted: bool) -> Compiled:
    """One statement for each form of the visibility predicate; a single ticket has its own.

    What a parameter could switch off is left out here instead: with it, a plan that serves all parameters would look so
    much dearer than one for these that PostgreSQL would plan each time.
    """
    # A caller of the tree is told where nobody is there to act; the clock acts anyway, and it is no citizen's business.
    is_warned = is_one and form in _IN_PERSON
    around = {
        "joint_tasks": _JOINT_TASKS if is_one else _OPEN_JOINT_TASKS,
        "requests": _REQUESTS,
        "own_requests": OWN_REQUESTS if form in _IN_PERSON else "CAST(NULL AS uuid[])",
        "orders": _ORDERS,
        "routed": "NULL" if unit_wanted or form is subtree.Shape.CLOCK else _ROUTED,
        "other": _other_ticket(form),
        "member_at_holder": _MEMBER_AT_HOLDER,
        "assignee_serves": _ASSIGNEE_SERVES if is_warned else "true",
        "opinions": _OPINIONS if form is subtree.Shape.CITIZEN else "CAST(NULL AS uuid[])",
        "superseded_at": _SUPERSEDED,
        "answer": ANSWER,
    }
    units = _UNITS.format(unstaffed=f"NOT {somebody_acts_for('u.id')}" if is_warned else "false")
    alone = {"units": units, "versions": IN_FORCE} if is_one else {}
    columns = [text(f"{query} AS {name}") for name, query in (around | alone).items()]
    now = [NOW.label("now")] if is_one else []
    statement = (
        select(*_TICKET, *_LAST_HAND_OVER.c, *now, *columns)
        .select_from(tickets.outerjoin(_LAST_HAND_OVER, true()))
        .where(text(f"tickets.id {_THE_ONE if is_one else _AMONG}"), visibility.visible(form))
    )
    return compile_statement(statement.add_cte(_narrowed()) if is_one else statement)


_IN_PERSON: Final = frozenset({subtree.Shape.SUBTREE, subtree.Shape.UNIT})


def _narrowed() -> CTE:
    """A stand-in for the table of joint tasks, with the rows of the one ticket and no others.

    The visibility predicate collects what the caller was asked anywhere, which serves lists best.
    """
    rows = select(text("*")).select_from(text("joint_tasks")).where(text(f"ticket_id {_THE_ONE}"))
    return rows.cte("joint_tasks").prefix_with("NOT MATERIALIZED")


def _other_ticket(form: subtree.Shape) -> str:
    """The ticket to merge into, if its holder or origin lies in the caller's scope and nothing keeps it from them."""
    if form is not subtree.Shape.SUBTREE:
        return "NULL"
    return """(
      SELECT o.id FROM tickets o
      WHERE o.id = CAST(:into_ticket AS uuid)
        AND (o.holder_path >= :scope_path AND o.holder_path < :scope_end
             OR o.origin_path >= :scope_path AND o.origin_path < :scope_end)
        AND (o.accused_path IS NULL OR NOT starts_with(:scope_path, o.accused_path))
        AND (NOT o.confidential OR :scope_confidential OR o.assignee_id = :scope_member)
    )"""


def _reading(row: Row, common: _Common) -> Reading:
    ticket = Ticket._make(row[_OWN])
    routed = Unit(*row["routed"]) if row["routed"] else None
    situation = Situation(
        ticket=ticket,
        units={**common.units, routed.id: routed} if routed else common.units,
        joint_tasks=tuple(JointTask(*record) for record in row["joint_tasks"] or ()),
        requests=tuple(Request(*record) for record in row["requests"] or ()),
        own_requests=frozenset(row["own_requests"] or ()),
        orders=tuple(Order(*record) for record in row["orders"] or ()),
        last_hand_over=HandOver._make(row[_LAST]) if row["last_id"] else None,
        now=common.now,
        routed_unit_id=routed.id if routed else ticket.holder_unit_id,
        member_at_holder=row["member_at_holder"],
        assignee_serves=row["assignee_serves"],
        unstaffed=common.unstaffed,
        opinion_ids=frozenset(row["opinions"] or ()),
        superseded_at=row["superseded_at"],
    )
    answer = StoredAnswer(*row["answer"]) if row["answer"] else None
    return Reading(situation, replace(common.in_force, workflow=ticket.workflow_version), answer)
