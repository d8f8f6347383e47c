"""Out of whom is drawn who is asked (drawing)? Of citizens who can be reached, each once; spread by unit.

Nobody is asked of what is confidential, nor whoever was asked by another survey not long ago.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    FromClause,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on

from escalation.actors import Actor
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.database.lots import draw_lots, lot_of
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subtree import Shape
from escalation.opinions.domain.contact_masking import MASKED_ADDRESS, MASKED_NUMBER
from escalation.programme.surveys.domain.rules import SurveyKind
from escalation.programme.surveys.storage.tables import survey_people, surveys
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible


@dataclass(frozen=True, slots=True)
class SurveyFrame:
    """Out of whom: of units with paths from the first until before the second, in the time between two moments.

    `asked_since`: whoever was asked by a survey that was ordered later is left out.
    """

    kind: SurveyKind
    paths: tuple[str, str]
    period: tuple[datetime, datetime]
    asked_since: datetime


@dataclass(frozen=True, slots=True)
class DrawnPeople:
    """The opinions of those who are asked, in the order of the lots; out of how many, and the digest of their ids.

    `asked_lately`: how many citizens were left out because they were asked not long ago. `out_of_reach`: how many
    because what they left is neither a number to call nor an address for mail.
    """

    opinion_ids: tuple[UUID, ...]
    frame_size: int
    frame_digest: bytes
    asked_lately: int
    out_of_reach: int


async def draw_people(connection: Connection, actor: Actor, frame: SurveyFrame, seed: int, size: int) -> DrawnPeople:
    """Draw at most `size` citizens whose matters the actor sees."""
    form, asked = subtree.shape(actor), {
        "start": frame.paths[0], "end": frame.paths[1], "since": frame.period[0], "until": frame.period[1],
        "asked_since": frame.asked_since, **subtree.params(actor),
    }  # fmt: skip
    rows = await connection.rows(_drawn(form, frame.kind), **asked, seed=seed, size=size)
    left_out = await connection.row(_left_out(form, frame.kind), **asked)
    frame_size, digest = (rows[0]["frame_size"], rows[0]["frame_digest"]) if rows else (0, b"")
    return DrawnPeople(tuple(row["id"] for row in rows), frame_size, digest, *(left_out or (0, 0)))


@lru_cache(maxsize=16)
def _drawn(form: Shape, kind: SurveyKind) -> Compiled:
    """Of one contact the opinion with the first lot."""
    lot = lot_of(opinions.c.id)
    found = (
        select(opinions.c.id, _unit(kind).label("stratum"), lot.label("lot"))
        .select_from(_PEOPLE)
        .ext(distinct_on(_WHO))
        .where(_fits(form, kind), _REACHED, ~_asked_lately())
        .order_by(_WHO, lot)
        .subquery("found")
    )
    return draw_lots(select(found.c.id, found.c.stratum, found.c.lot))


@lru_cache(maxsize=16)
def _left_out(form: Shape, kind: SurveyKind) -> Compiled:
    people = _WHO.distinct()
    counts = func.count(people).filter(_REACHED, _asked_lately()), func.count(people).filter(~_REACHED)
    return compile_statement(select(*counts).select_from(_PEOPLE).where(_fits(form, kind)))


def _fits(form: Shape, kind: SurveyKind) -> ColumnElement[bool]:
    """Who left a contact, of nothing that is confidential."""
    which = _answered(form) if kind is SurveyKind.TICKET else _turned_to(form)
    return and_(which, ~opinions.c.confidential, opinions.c.contact.is_not(None))


def _unit(kind: SurveyKind) -> ColumnElement[str]:
    return cast(tickets.c.origin_unit_id if kind is SurveyKind.TICKET else opinions.c.unit_id, Text)


def _answered(form: Shape) -> ColumnElement[bool]:
    """Whose ticket was closed in the period with a reply, by the unit that received it first."""
    return and_(
        visible(form), ~tickets.c.is_open, tickets.c.reply.is_not(None), ~tickets.c.confidential,
        _is_in(tickets.c.origin_path, tickets.c.closed_at),
    )  # fmt: skip


def _turned_to(form: Shape) -> ColumnElement[bool]:
    """Whose opinion a unit received in the period, whatever became of it."""
    may_be_seen = or_(opinions.c.ticket_id.is_(None), and_(visible(form), ~tickets.c.confidential))
    return and_(may_be_seen, subtree.within(opinions.c.unit_path), _is_in(opinions.c.unit_path, opinions.c.received_at))


def _is_in(path: ColumnElement[str], at: ColumnElement[datetime | None]) -> ColumnElement[bool]:
    start, end = bindparam("start", type_=Path), bindparam("end", type_=Path)
    since, until = (bindparam(name, type_=DateTime(timezone=True)) for name in ("since", "until"))
    return and_(path >= start, path < end, at >= since, at < until)


def _asked_lately() -> ColumnElement[bool]:
    """Whether whoever left the contact was asked by any survey not long ago, of whatever matter."""
    before = opinions.alias("before")
    asked = survey_people.join(surveys, surveys.c.id == survey_people.c.survey_id).join(
        before, before.c.id == survey_people.c.opinion_id
    )
    lately = surveys.c.opened_at > bindparam("asked_since", type_=DateTime(timezone=True))
    return exists().select_from(asked).where(lately, _who(before) == _WHO)


def _who(people: FromClause) -> ColumnElement[bytes]:
    """By what a citizen is known again: their contact, or what they sent."""
    return func.coalesce(people.c.contact_index, func.uuid_send(people.c.id))


_WHO: Final = _who(opinions)
_REACHED: Final = or_(
    opinions.c.contact_masked.like(literal_column(f"'{MASKED_ADDRESS}'")),
    opinions.c.contact_masked.like(literal_column(f"'{MASKED_NUMBER}'")),
)
_PEOPLE: Final = opinions.outerjoin(tickets, tickets.c.id == opinions.c.ticket_id)
