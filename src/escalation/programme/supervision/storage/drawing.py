"""Out of which tickets are lots drawn (drawing), and by what are they spread?"""

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)

from escalation.actors import Actor
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.lots import draw_lots, lot_of
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subtree import Shape
from escalation.programme.supervision.domain.samples import Drawing, DrawnLot, SampleCriteria, SampleFrame, Stratum
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible


async def draw(
    connection: Connection, actor: Actor, criteria: SampleCriteria, by: tuple[Stratum, ...], seed: int, size: int
) -> Drawing:
    """Draw at most `size` of the tickets that the actor sees and that fit; no confidential one is drawn."""
    statement = _drawn(subtree.shape(actor), criteria.frame, by)
    start, end = criteria.paths
    rows = await connection.rows(
        statement, **subtree.params(actor), seed=seed, size=size, start=start, end=end, category=criteria.category,
        since=criteria.closed[0], until=criteria.closed[1],
    )  # fmt: skip
    if not rows:
        return Drawing((), 0, b"")
    drawn = tuple(DrawnLot(row["id"], row["stratum"]) for row in rows)
    return Drawing(drawn, rows[0]["frame_size"], rows[0]["frame_digest"])


@lru_cache(maxsize=64)
def _drawn(form: Shape, frame: SampleFrame, by: tuple[Stratum, ...]) -> Compiled:
    return draw_lots(_frame(form, frame, by))


def _frame(form: Shape, frame: SampleFrame, by: tuple[Stratum, ...]) -> Select[Any]:
    category = bindparam("category", type_=Text)
    start, end = bindparam("start", type_=Path), bindparam("end", type_=Path)
    stratum = func.concat_ws("|", *(_PARTS[each] for each in by)) if by else literal_column("''", Text)
    is_of_category = or_(
        category.is_(None), tickets.c.category == category, func.starts_with(tickets.c.category, category + ".")
    )
    return select(tickets.c.id, stratum.label("stratum"), lot_of(tickets.c.id).label("lot")).where(
        visible(form), ~tickets.c.confidential, tickets.c.holder_path >= start, tickets.c.holder_path < end,
        is_of_category, _in_frame(frame),
    )  # fmt: skip


def _in_frame(frame: SampleFrame) -> ColumnElement[bool]:
    if frame is SampleFrame.OPEN:
        return tickets.c.is_open
    moments = (bindparam(name, type_=DateTime(timezone=True)) for name in ("since", "until"))
    since, until = moments
    closed = tickets.c.closed_at
    return and_(~tickets.c.is_open, or_(since.is_(None), closed >= since), or_(until.is_(None), closed < until))


_PARTS: Final = {
    Stratum.UNIT: cast(tickets.c.holder_unit_id, Text),
    Stratum.CATEGORY: func.coalesce(tickets.c.category, "-"),
    Stratum.LATENESS: case((tickets.c.first_breached_at.is_not(None), "late"), else_="in_time"),
}
