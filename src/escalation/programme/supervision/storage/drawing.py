"""Out of what are lots drawn (drawing), and by what are they spread?"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Text, func, literal_column, select

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.lots import draw_lots, lot_of
from escalation.kit.runtime import subtree
from escalation.kit.runtime.subjects import SubjectSource
from escalation.kit.runtime.subtree import Shape
from escalation.programme.supervision.domain.samples import Drawing, DrawnLot, SampleCriteria, SampleFrame, Stratum


async def draw(
    connection: Connection, actor: Actor, source: SubjectSource, criteria: SampleCriteria, by: tuple[Stratum, ...],
    seed: int, size: int,
) -> Drawing:  # fmt: skip
    """Draw at most `size` of those in the frame that the actor sees; `by` is of the strata that the source has."""
    statement = _drawn(source, subtree.shape(actor), criteria.frame, by)
    start, end = criteria.paths
    rows = await connection.rows(
        statement, **subtree.params(actor), seed=seed, size=size, start=start, end=end, category=criteria.category,
        since=criteria.moments[0], until=criteria.moments[1], since_day=criteria.days[0], until_day=criteria.days[1],
    )  # fmt: skip
    if not rows:
        return Drawing((), 0, b"")
    drawn = tuple(DrawnLot(row["id"], row["stratum"]) for row in rows)
    return Drawing(drawn, rows[0]["frame_size"], rows[0]["frame_digest"])


@lru_cache(maxsize=128)
def _drawn(source: SubjectSource, form: Shape, frame: SampleFrame, by: tuple[Stratum, ...]) -> Compiled:
    return draw_lots(_frame(source, form, frame, by))


def _frame(source: SubjectSource, form: Shape, frame: SampleFrame, by: tuple[Stratum, ...]) -> Select[Any]:
    stratum = func.concat_ws("|", *(source.strata[each] for each in by)) if by else literal_column("''", Text)
    return select(source.id, stratum.label("stratum"), lot_of(source.id).label("lot")).where(source.frames[frame](form))
