"""Out of whom is drawn who is asked (drawing)? Of citizens who left a contact, each once; spread by unit.

Nobody is asked of what is confidential.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, Text, and_, bindparam, cast, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from escalation.actors import Actor
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.lots import draw_lots, lot_of
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subtree import Shape
from escalation.programme.surveys.domain.rules import SurveyKind
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible


@dataclass(frozen=True, slots=True)
class SurveyFrame:
    """Out of whom: of units with paths from the first until before the second, in the time between two moments."""

    kind: SurveyKind
    paths: tuple[str, str]
    period: tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class DrawnPeople:
    """The opinions of those who are asked, in the order of the lots; out of how many, and the digest of their ids."""

    opinion_ids: tuple[UUID, ...]
    frame_size: int
    frame_digest: bytes


async def draw_people(connection: Connection, actor: Actor, frame: SurveyFrame, seed: int, size: int) -> DrawnPeople:
    """Draw at most `size` citizens whose matters the actor sees."""
    rows = await connection.rows(
        _drawn(subtree.shape(actor), frame.kind), **subtree.params(actor), seed=seed, size=size,
        start=frame.paths[0], end=frame.paths[1], since=frame.period[0], until=frame.period[1],
    )  # fmt: skip
    if not rows:
        return DrawnPeople((), 0, b"")
    return DrawnPeople(tuple(row["id"] for row in rows), rows[0]["frame_size"], rows[0]["frame_digest"])


@lru_cache(maxsize=16)
def _drawn(form: Shape, kind: SurveyKind) -> Compiled:
    return draw_lots(_answered(form) if kind is SurveyKind.TICKET else _turned_to(form))


def _answered(form: Shape) -> Select[Any]:
    """Whose ticket was closed in the period with a reply, by the unit that received it first."""
    people = opinions.join(tickets, tickets.c.id == opinions.c.ticket_id)
    is_answered = and_(
        visible(form), ~tickets.c.is_open, tickets.c.reply.is_not(None), ~tickets.c.confidential,
        _is_in(tickets.c.origin_path, tickets.c.closed_at),
    )  # fmt: skip
    return _once_each(people, cast(tickets.c.origin_unit_id, Text), is_answered)


def _turned_to(form: Shape) -> Select[Any]:
    """Whose opinion a unit received in the period, whatever became of it."""
    people = opinions.outerjoin(tickets, tickets.c.id == opinions.c.ticket_id)
    may_be_seen = or_(opinions.c.ticket_id.is_(None), and_(visible(form), ~tickets.c.confidential))
    here = and_(may_be_seen, subtree.within(opinions.c.unit_path), _is_in(opinions.c.unit_path, opinions.c.received_at))
    return _once_each(people, cast(opinions.c.unit_id, Text), here)


def _is_in(path: ColumnElement[str], at: ColumnElement[datetime | None]) -> ColumnElement[bool]:
    start, end = bindparam("start", type_=Path), bindparam("end", type_=Path)
    since, until = (bindparam(name, type_=DateTime(timezone=True)) for name in ("since", "until"))
    return and_(path >= start, path < end, at >= since, at < until)


def _once_each(people: Any, unit: ColumnElement[str], which: ColumnElement[bool]) -> Select[Any]:
    """Of one contact the opinion with the first lot."""
    lot = lot_of(opinions.c.id)
    who = func.coalesce(opinions.c.contact_index, func.uuid_send(opinions.c.id))
    found = (
        select(opinions.c.id, unit.label("stratum"), lot.label("lot"))
        .select_from(people)
        .ext(distinct_on(who))
        .where(which, ~opinions.c.confidential, opinions.c.contact.is_not(None))
        .order_by(who, lot)
        .subquery("found")
    )
    return select(found.c.id, found.c.stratum, found.c.lot)
