"""How are tickets drawn from and looked into (subjects of supervision)? Open ones, or those closed in some days."""

from typing import Any, Final

from sqlalchemy import (
    Date,
    DateTime,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    null,
    or_,
    select,
)

from escalation.kit.database.columns import Path
from escalation.kit.runtime.subjects import InFrame, SubjectSource
from escalation.kit.runtime.subtree import UNIT, Shape, within
from escalation.organisation.storage.tables import units
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible


def _framed(*more: Any) -> InFrame:
    """No confidential one is drawn, and none that the caller does not see."""
    start, end = bindparam("start", type_=Path), bindparam("end", type_=Path)
    category = bindparam("category", type_=Text)
    is_of_category = or_(
        category.is_(None), tickets.c.category == category, func.starts_with(tickets.c.category, category + ".")
    )
    is_there = and_(tickets.c.holder_path >= start, tickets.c.holder_path < end, is_of_category, *more)
    return lambda form: and_(visible(form), ~tickets.c.confidential, is_there)


def _seen(form: Shape) -> Select[Any]:
    """What is found about a ticket belongs to who holds it or, if the caller does not reach them, who received it."""
    place = case(
        (within(tickets.c.holder_path), tickets.c.holder_unit_id),
        (within(tickets.c.origin_path), tickets.c.origin_unit_id),
        else_=UNIT,
    )
    return (
        select(
            tickets.c.id, tickets.c.number, tickets.c.title, cast(null(), Date).label("day"), tickets.c.state,
            units.c.name.label("holder_name"), place.label("place_unit_id"), tickets.c.confidential.label("is_secret"),
            cast(null(), Text).label("confirmation"),
        )
        .select_from(tickets.join(units, units.c.id == tickets.c.holder_unit_id))
        .where(visible(form))
    )  # fmt: skip


_SINCE, _UNTIL = (bindparam(name, type_=DateTime(timezone=True)) for name in ("since", "until"))
TICKETS: Final = SubjectSource(
    kind="ticket",
    id=tickets.c.id,
    strata={
        "unit": cast(tickets.c.holder_unit_id, Text),
        "category": func.coalesce(tickets.c.category, "-"),
        "lateness": case((tickets.c.first_breached_at.is_not(None), "late"), else_="in_time"),
    },
    frames={
        "open": _framed(tickets.c.is_open),
        "closed": _framed(
            ~tickets.c.is_open,
            or_(_SINCE.is_(None), tickets.c.closed_at >= _SINCE),
            or_(_UNTIL.is_(None), tickets.c.closed_at < _UNTIL),
        ),
    },
    has_categories=True,
    seen=_seen,
)
