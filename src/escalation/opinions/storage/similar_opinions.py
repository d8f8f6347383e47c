"""Which opinions are similar to one (similarity)? Identical texts first, then whatever shares a band, likest first.

What is read does not grow with the table. Each band and the hash of the text have an index in the order of units, and
of each some rows are taken from three ranges of it: of the same unit, of those around it, of the caller's whole scope.
So a bucket that everybody is in says little, and costs no more than one with few.
"""

from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    select,
    tuple_,
    union,
)
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.opinions.domain.similarity import BANDS, TextFingerprint
from escalation.opinions.storage.opinions import (
    Opinion,
    OpinionFilters,
    OpinionQuestion,
    opinion_params,
    question_of,
    select_opinions,
)
from escalation.tickets.storage.opinion_tables import opinions

ONE: Final = 1_000_000
"""Likeness is counted in millionths, so that pages can go on behind an exact value. Only identical texts have all."""

OF_EACH_BAND: Final = 32
OF_IDENTICAL: Final = 256
"""How many opinions are compared, newest first, of each range of each index."""


async def list_similar(
    connection: Connection,
    actor: Actor,
    to: Opinion,
    marks: TextFingerprint,
    filters: OpinionFilters,
    *,
    after: tuple[int, UUID] | None,
    limit: int,
) -> list[tuple[Opinion, int]]:
    """Opinions like `to` that the actor may see, and how like they are in millionths, likest first."""
    around = to.unit_path[: to.unit_path.rstrip("/").rfind("/") + 1]
    # A handler's opinions are those of their unit, and of tickets that came from anywhere.
    reach = "/" if subtree.shape(actor) is subtree.Shape.UNIT else actor.unit_path
    params = {
        **opinion_params(actor, filters), "similar_id": to.id, "text_hash": marks.text_hash,
        "sketch": list(marks.sketch), "own": to.unit_path, "around": around, "around_end": subtree.end_of(around),
        "reach": reach, "reach_end": subtree.end_of(reach), "limit": limit,
    }  # fmt: skip
    place = {"after_likeness": after[0], "after_id": after[1]} if after else {}
    bands = {f"band_{place}": value for place, value in enumerate(marks.bands or [None] * BANDS, start=1)}
    statement = _statement(question_of(actor, filters), goes_on=after is not None)
    rows = await connection.rows(statement, **params, **place, **bands)
    return [(Opinion(*row[:-1]), row["likeness"]) for row in rows]


@cache
def _statement(asked: OpinionQuestion, *, goes_on: bool) -> Compiled:
    """A page of candidates, likest first."""
    likeness, id_ = _likeness(), opinions.c.id
    statement = (
        select_opinions(asked)
        .add_columns(likeness.label("likeness"))
        .where(id_.in_(_candidates()), id_ != bindparam("similar_id", type_=id_.type))
        .order_by(likeness.desc(), id_.desc())
    )
    if goes_on:
        there = tuple_(bindparam("after_likeness", type_=Integer), bindparam("after_id", type_=id_.type))
        statement = statement.where(tuple_(likeness, id_) < there)
    return compile_statement(statement.limit(bindparam("limit")))


def _candidates() -> Select[Any]:
    is_same = _other.c.text_hash == bindparam("text_hash", type_=BigInteger)
    everything = _other.c.unit_path >= literal_column("'/'", Path)
    windows = [_window(is_same, ring, OF_IDENTICAL) for ring in (*_rings(), everything)]
    for place in range(1, BANDS + 1):
        # The place is written out, as the index has it.
        band = literal_column(f"other.bands[{place}]", Integer)
        shares = band == bindparam(f"band_{place}", type_=Integer)
        windows += [_window(shares, ring, OF_EACH_BAND) for ring in _rings()]
    return select(union(*windows).subquery("candidates").c.id)


def _rings() -> tuple[ColumnElement[bool], ...]:
    """The same unit, those around it, and the caller's scope."""
    path = _other.c.unit_path
    return (
        path == _path("own"),
        (path >= _path("around")) & (path < _path("around_end")),
        (path >= _path("reach")) & (path < _path("reach_end")),
    )


def _window(condition: ColumnElement[bool], ring: ColumnElement[bool], most: int) -> Select[Any]:
    """Some rows from one range of one index."""
    newest = select(_other.c.id).where(condition, ring).order_by(_other.c.unit_path.desc(), _other.c.id.desc())
    return select(newest.limit(literal_column(str(most), Integer)).subquery().c.id)


def _path(name: str) -> ColumnElement[str]:
    return bindparam(name, type_=Path)


def _likeness() -> ColumnElement[int]:
    """Jaccard: values in common, by values of either; all of it for identical texts and for them alone."""
    sketch = bindparam("sketch", type_=ARRAY(Integer))
    value = func.unnest(opinions.c.sketch).column_valued("value")
    common = select(func.count()).where(value == any_(sketch)).correlate(opinions).scalar_subquery()
    either = func.cardinality(opinions.c.sketch) + func.cardinality(sketch) - common
    alike = func.least(common * ONE / func.greatest(either, 1), ONE - 1)
    return case((opinions.c.text_hash == bindparam("text_hash", type_=BigInteger), ONE), else_=alike).cast(Integer)


_other = opinions.alias("other")
