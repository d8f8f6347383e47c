"""How are lots drawn (drawing)? By one statement that looks at the frame once: shares of the strata, then lots.

A lot is the digest of the seed and the ticket's id, so the same seed out of the same tickets draws the same ones, in
whatever order they are read. A stratum has its share of the sample by the method of largest remainders; of equal
remainders the lot of the stratum decides, and not its name.
"""

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
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
from escalation.kit.database.connection import Compiled, Connection, compile_statement
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
    found = compile_statement(_frame(form, frame, by))
    names = (*found.names, "size")
    size, seed = f"${len(names)}::bigint", f"${found.names.index('seed') + 1}"
    sql = f"""
    WITH frame AS MATERIALIZED ({found.text}),
    strata AS (
      SELECT stratum, count(*) AS size, (sum(count(*)) OVER ())::bigint AS total FROM frame GROUP BY stratum
    ),
    shares AS (
      SELECT stratum, least({size}, total) * size / total AS whole,
        least({size}, total) - sum(least({size}, total) * size / total) OVER () AS left_over,
        row_number() OVER (
          ORDER BY least({size}, total) * size % total DESC,
            sha256(convert_to({seed}::bigint || ':' || stratum, 'UTF8'))
        ) AS turn
      FROM strata
    ),
    lots AS (
      SELECT f.id, f.stratum, f.lot, row_number() OVER (PARTITION BY f.stratum ORDER BY f.lot) AS place,
        s.whole + (s.turn <= s.left_over)::int AS quota
      FROM frame f JOIN shares s USING (stratum)
    )
    SELECT l.id, l.stratum, (SELECT count(*) FROM frame) AS frame_size,
      (SELECT sha256(convert_to(string_agg(id::text, '' ORDER BY id), 'UTF8')) FROM frame) AS frame_digest
    FROM lots l WHERE l.place <= l.quota ORDER BY l.lot
    """
    return Compiled(sql, names, found.built_in)


def _frame(form: Shape, frame: SampleFrame, by: tuple[Stratum, ...]) -> Select[Any]:
    seed, category = bindparam("seed", type_=BigInteger), bindparam("category", type_=Text)
    start, end = bindparam("start", type_=Path), bindparam("end", type_=Path)
    lot = func.sha256(func.convert_to(cast(seed, Text) + ":" + cast(tickets.c.id, Text), "UTF8"))
    stratum = func.concat_ws("|", *(_PARTS[each] for each in by)) if by else literal_column("''", Text)
    is_of_category = or_(
        category.is_(None), tickets.c.category == category, func.starts_with(tickets.c.category, category + ".")
    )
    return select(tickets.c.id, stratum.label("stratum"), lot.label("lot")).where(
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
