"""Which decisions were made at meetings (议定事项), who has to carry them out, until when, and how far are they?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    TextClause,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import CLOCK, Actor
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.kit.runtime import subtree
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.organisation.storage.tables import units
from escalation.organisation.storage.units import UnitName
from escalation.programme.meetings.storage.rounds import TASK
from escalation.programme.meetings.storage.tables import agenda_items, meeting_decisions, meetings
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible


@dataclass(frozen=True, slots=True)
class MeetingDecision:
    """A decision with who has to carry it out, and of what. `ticket_…` are `None` for whoever does not see the ticket.

    `overdue`: open, and its day is over. `refusal`: why the ticket could not be moved when that was last tried.
    `meeting_path`: of the unit that met.
    """

    id: UUID
    meeting_id: UUID
    item_id: UUID
    kind: str
    text: str
    action: str | None
    unit: UnitName
    unit_path: str
    due_on: date | None
    due_at: datetime | None
    state: str
    overdue: bool
    refusal: Mapping[str, Any] | None
    note: str | None
    decided_at: datetime
    decided_by: str
    ended_at: datetime | None
    version: int
    meeting_unit: UnitName
    meeting_path: str
    year: int | None
    session: int | None
    planned_at: datetime
    topic: str | None
    of_ticket: UUID | None
    ticket_id: UUID | None
    ticket_number: str | None
    ticket_title: str | None


@dataclass(frozen=True, slots=True)
class NewMeetingDecision:
    """A decision to be written: field names are column names."""

    id: UUID
    meeting_id: UUID
    item_id: UUID
    kind: str
    text: str
    action: str | None
    unit_id: UUID
    unit_path: str
    due_on: date | None
    due_at: datetime | None
    decided_at: datetime
    decided_by: str


async def decisions_of(connection: Connection, actor: Actor, meeting_id: UUID) -> list[MeetingDecision]:
    """All of a meeting, in the order in which they were made."""
    rows = await connection.rows(
        _statement(subtree.shape(actor), "meeting"), meeting=meeting_id, **subtree.params(actor)
    )
    return [_decision(row) for row in rows]


async def find_decision(connection: Connection, actor: Actor, decision_id: UUID) -> MeetingDecision | None:
    """One of them that the actor may be told; whether its units are in their scope is for the caller to ask."""
    row = await connection.row(_statement(subtree.shape(actor), "one"), id=decision_id, **subtree.params(actor))
    return _decision(row) if row else None


async def list_decisions(
    connection: Connection, actor: Actor, reach: tuple[str, str], progress: str | None, *, after: UUID | None,
    limit: int,
) -> list[MeetingDecision]:  # fmt: skip
    """At most `limit` that units with paths from the first until before the second of `reach` have to carry out.

    Without those of a ticket that the actor may not see, unless it is their own unit that has to act. Latest first,
    behind the id `after`. `progress`: a state, or `overdue`.
    """
    rows = await connection.rows(
        _statement(subtree.shape(actor), progress or "page", depth_of(*reach)), start=reach[0], end=reach[1],
        after=after, limit=limit, **subtree.params(actor),
    )  # fmt: skip
    return [_decision(row) for row in rows]


async def lock_decision(connection: Connection, decision_id: UUID) -> None:
    """Be the only one who changes a decision until the transaction ends."""
    await connection.row(_LOCKED, id=decision_id)


async def insert_decision(connection: Connection, new: NewMeetingDecision) -> None:
    """Write a decision; it is open. Whoever decides on what they saw of its item before learns of it."""
    await connection.run(_INSERTED, **{name: getattr(new, name) for name in _NEW})


async def end_decision(
    connection: Connection, decision_id: UUID, state: str, note: str | None, now: datetime, by: str
) -> None:
    """Let a decision be done or withdrawn."""
    await connection.run(_ENDED, id=decision_id, state=state, note=note, now=now, by=by)


async def keep_refusal(connection: Connection, decision_id: UUID, refusal: Mapping[str, object], action: str) -> None:
    """Keep why a decision could not be carried out, and by which move that was tried; it stays open."""
    await connection.run(_REFUSED, id=decision_id, refusal=dict(refusal), action=action)


async def lock_overdue(connection: Connection, now: datetime, most: int) -> list[UUID]:
    """At most `most` open decisions that are overdue and were not told of; held, the first due first."""
    return [row["id"] for row in await connection.rows(_OVERDUE, now=now, most=most)]


async def tell_overdue(connection: Connection, ids: Sequence[UUID], now: datetime) -> None:
    """Note that decisions are overdue."""
    await connection.run(_TOLD, now=now, ids=list(ids), **by(CLOCK, "clock"))


def _decision(row: Row) -> MeetingDecision:
    unit = UnitName(row["unit_id"], row["unit_code"], row["unit_name"])
    meeting_unit = UnitName(row["meeting_unit_id"], row["meeting_unit_code"], row["meeting_unit_name"])
    return MeetingDecision(unit=unit, meeting_unit=meeting_unit, **{name: row[name] for name in (*_OWN, *_BESIDE)})


_OWN: Final = (
    "id", "meeting_id", "item_id", "kind", "text", "action", "unit_path", "due_on", "due_at", "state", "refusal",
    "note", "decided_at", "decided_by", "ended_at", "version",
)  # fmt: skip
_BESIDE: Final = (
    "overdue", "meeting_path", "year", "session", "planned_at", "topic", "of_ticket", "ticket_id", "ticket_number",
    "ticket_title",
)  # fmt: skip
_NEW: Final = tuple(NewMeetingDecision.__slots__)


@cache
def _statement(form: subtree.Shape, of: str, depth: int | None = None) -> Compiled:
    """Decisions of one meeting, one decision, or a page of those of units: all with what they are about.

    `of` is `meeting`, `one`, `page`, or what a page is narrowed to: each of these is one range of an index.
    """
    own, item, at, behind = meeting_decisions.c, agenda_items.c, units.alias("at"), tickets.alias("behind")
    seen = and_(tickets.c.id == item.ticket_id, visible(form))
    is_overdue = and_(own.state == literal_column("'open'", Text), func.coalesce(own.due_at <= NOW, False))
    told = or_(
        item.ticket_id.is_(None),
        tickets.c.id.is_not(None),
        and_(own.unit_id == subtree.UNIT, or_(~behind.c.confidential, subtree.CONFIDENTIAL)),
    )
    beside = select(
        units.c.id.label("unit_id"), units.c.code.label("unit_code"), units.c.name.label("unit_name"),
        at.c.id.label("meeting_unit_id"), at.c.code.label("meeting_unit_code"), at.c.name.label("meeting_unit_name"),
        meetings.c.unit_path.label("meeting_path"), meetings.c.year, meetings.c.session, meetings.c.planned_at,
        item.topic, item.ticket_id.label("of_ticket"), tickets.c.id.label("ticket_id"),
        tickets.c.number.label("ticket_number"), tickets.c.title.label("ticket_title"),
    ).select_from(
        agenda_items.outerjoin(tickets, seen).outerjoin(behind, behind.c.id == item.ticket_id)
        .join(meetings, meetings.c.id == own.meeting_id)
        .join(at, at.c.id == meetings.c.unit_id)
        .join(units, units.c.id == own.unit_id)
    ).where(item.id == own.item_id, told)  # fmt: skip
    # Limited to one it is joined in no other way (decision 0012): a page is read in its order, and nothing behind it.
    one = beside.limit(literal_column("1", Integer)).correlate(meeting_decisions).lateral("beside")
    shown = *(own[name] for name in _OWN), is_overdue.label("overdue"), *one.c
    statement = select(*shown).select_from(meeting_decisions.join(one, true()))
    match of:
        case "meeting":
            wanted = own.meeting_id == bindparam("meeting", type_=SqlUuid(as_uuid=True))
            return compile_statement(statement.where(wanted).order_by(own.decided_at, own.id))
        case "one":
            return compile_statement(statement.where(own.id == bindparam("id", type_=SqlUuid(as_uuid=True))))
        case _:
            return compile_statement(
                statement.where(*_of_page(of, depth, is_overdue)).order_by(own.id.desc()).limit(bindparam("limit"))
            )


def _of_page(
    progress: str, depth: int | None, is_overdue: ColumnElement[bool]
) -> tuple[ColumnElement[bool] | TextClause, ...]:
    own = meeting_decisions.c
    of_state = {each: own.state == literal_column(f"'{each}'", Text) for each in ("open", "done", "withdrawn")}
    where = text(lies_in("meeting_decisions.unit_path", depth, "CAST(:start AS text)", "CAST(:end AS text)"))
    return (
        where,
        {"page": true(), "overdue": is_overdue, **of_state}[progress],
        text(f"meeting_decisions.id < {or_highest('CAST(:after AS uuid)', 'uuid')}"),
    )


_LOCKED: Final = Compiled("SELECT id FROM meeting_decisions WHERE id = $1 FOR UPDATE", ("id",), {})
_INSERTED: Final = Compiled(
    f"""
    WITH decided AS (
      INSERT INTO meeting_decisions ({", ".join(_NEW)}, state, version)
      VALUES ({", ".join(f"${place}" for place in range(1, len(_NEW) + 1))}, 'open', 1)
      RETURNING item_id
    )
    UPDATE agenda_items i SET version = i.version + 1 FROM decided d WHERE i.id = d.item_id
    """,
    _NEW,
    {},
)
_ENDED: Final = Compiled(
    """
    UPDATE meeting_decisions
    SET state = $2, note = $3, refusal = NULL, ended_at = $4, ended_by = $5, version = version + 1
    WHERE id = $1 AND state = 'open'
    """,
    ("id", "state", "note", "now", "by"),
    {},
)
_REFUSED: Final = Compiled(
    "UPDATE meeting_decisions SET refusal = $2, action = $3, version = version + 1 WHERE id = $1 AND state = 'open'",
    ("id", "refusal", "action"),
    {},
)
_OVERDUE: Final = Compiled(
    f"""
    SELECT d.id FROM meeting_decisions d
    WHERE d.state = 'open' AND d.told_at IS NULL AND d.due_at IS NOT NULL AND d.due_at <= $1
      AND {not_set_aside(TASK, "d.id")}
    ORDER BY d.due_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED
    """,
    ("now", "most"),
    {},
)
_TOLD: Final = Compiled(
    f"""
    WITH r AS (
      UPDATE meeting_decisions SET told_at = $1 WHERE id = ANY ($2::uuid[])
      RETURNING id, unit_id, meeting_id, due_on, told_at AS at
    ),
    e AS (SELECT 'fall_due' AS action, NULL::text AS reason, a.* FROM ({author(3)}) a)
    {of_records("decision.overdue", "r, e", "jsonb_build_object('meeting_id', r.meeting_id, 'due_on', r.due_on)")}
    """,
    ("now", "ids", *AUTHOR),
    {},
)
