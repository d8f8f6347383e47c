"""Which units are there in lists, page by page? In the order of their codes, narrowed, and searched by name or code.

Names are found by the words that an index has of them. A search with more hits than `FEW_HITS` looks for them in the
order of codes, `WINDOW` units a page; so does one for a single ideograph, of which there is no index.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from escalation.kit.database.columns import Path, normalized
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.page_sizes import page_size
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.search_words import asked_words
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.storage.tables import units
from escalation.organisation.storage.units import RECORDS, UnitRecord, record


@dataclass(frozen=True, slots=True)
class UnitFilters:
    """What a list of units is narrowed to; `None` narrows nothing. `q` is part of a name or the start of a code.

    `roots`: those with nobody above. `within`: the path of a unit, and whatever lies below; then `q` is not asked.
    """

    code: str | None = None
    parent_id: UUID | None = None
    roots: bool | None = None
    within: str | None = None
    level: int | None = None
    kind: str | None = None
    active: bool | None = None
    q: str | None = None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Units in their order, and behind which code, within a subtree which path, the list goes on; `None` at its end.

    A page may be shorter than it was asked for, even empty, and go on: it costs a page, whatever it is narrowed to.
    """

    units: list[UnitRecord]
    goes_on_behind: str | None


FEW_HITS: Final = 1_000
"""Units that a search finds by name at once."""

WINDOW: Final = 1_200
"""Units looked at for one page, when they are narrowed to what no index is ordered by."""


async def list_units(connection: Connection, filters: UnitFilters, *, after: str | None, limit: int) -> UnitPage:
    """At most `limit` units in the order of their codes, behind the code `after`. Costs a page, not a table.

    Units within a subtree come in the order of the tree, each behind those above it: by paths. One range of one index
    is read: of a subtree, of the children of a unit, of a level or of all. What else is asked is looked for in the
    first `WINDOW` units of that.
    """
    asked = {name: getattr(filters, name) for name in _CONDITIONS if getattr(filters, name) is not None}
    given = {f"filter_{name}": value for name, value in asked.items()}
    if filters.within is not None:
        given["within_end"] = end_of(filters.within)
    if filters.q is not None:
        begin = nfkc(filters.q)
        given |= {
            "filter_q": begin,
            "begins": begin,
            "ends": f"{begin}{_LAST}",
            "hits": await _hits(connection, filters),
        }
    form = _Form(tuple(asked), page_size(limit), goes_on=after is not None, has_hits=given.get("hits") is not None)
    rows = await connection.rows(_statement(form), **given, after=after)
    return _page(rows, limit, form)


@dataclass(frozen=True, slots=True)
class _Form:
    """All that the text of a statement depends on."""

    asked: tuple[str, ...]
    size: int
    goes_on: bool
    has_hits: bool

    @property
    def order(self) -> str:
        """The column by which the list is ordered."""
        return "path" if "within" in self.asked else "code"


@cache
def _statement(form: _Form) -> Compiled:
    if form.has_hits:
        rest = [_CONDITIONS[name] for name in form.asked]
        coded = _window([units.c.code >= _BEGINS, units.c.code < _ENDS], rest, WINDOW, goes_on=form.goes_on)
        named = _window([units.c.id == any_(_FOUND)], rest, FEW_HITS + 1, goes_on=form.goes_on)
        # Who is found by both is shown once.
        others = select(named).where(named.c.id.not_in(select(coded.c.id)))
        window: FromClause = union_all(select(coded), others).subquery("seen")
    else:
        steered = next((name for name in _STEERING if name in form.asked), None)
        rest = [_CONDITIONS[name] for name in form.asked if name != steered]
        steering = [_CONDITIONS[steered]] if steered else []
        window = _window(steering, rest, WINDOW if rest else form.size, goes_on=form.goes_on, order=form.order)
    fitting = select(window).where(or_(window.c.fits, window.c.is_last))
    part = fitting.order_by(window.c[form.order]).limit(_number(form.size)).subquery("found")
    statement = RECORDS.add_columns(part.c.fits, part.c.is_last).join(part, part.c.id == units.c.id)
    return compile_statement(statement.order_by(units.c[form.order]))


def _page(rows: list[Row], limit: int, form: _Form) -> UnitPage:
    """The units up to the last that was looked at, where the list goes on."""
    end = next((nth for nth, row in enumerate(rows, start=1) if row["is_last"]), None)
    read = rows[:end]
    shown = [row for row in read if row["fits"]]
    if len(shown) > limit:
        goes_on_behind = shown[limit - 1][form.order]
    else:
        goes_on_behind = read[-1][form.order] if end is not None or len(rows) == form.size else None
    return UnitPage([record(row) for row in shown[:limit]], goes_on_behind)


def _window(
    steering: list[ColumnElement[bool]], rest: list[ColumnElement[bool]], size: int, *, goes_on: bool,
    order: str = "code",
) -> FromClause:  # fmt: skip
    """The first units of a range of codes or paths, whether each fits, and whether it is the last looked at."""
    by = units.c[order]
    place = (by > bindparam("after", type_=Text),) if goes_on else ()
    is_last = (func.row_number().over(order_by=by) == _number(size)).label("is_last")
    first = select(units, is_last).where(*steering, *place).order_by(by).limit(_number(size)).subquery()
    fits = _of(first, and_(true(), *rest)).label("fits")
    return select(first.c.id, first.c[order], fits, first.c.is_last).subquery()


async def _hits(connection: Connection, filters: UnitFilters) -> list[UUID] | None:
    """The units in whose names the words of a search stand; `None` if an index does not tell, or there are too many."""
    words = asked_words(filters.q) if filters.q else []
    if not words or filters.code is not None or filters.parent_id is not None:
        return None
    rows = await connection.rows(_NAMED, words=words)
    return [row["id"] for row in rows] if len(rows) <= FEW_HITS else None


def _of(table: FromClause, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition on `units`, asked of a table that has columns of the same names."""

    def replace(element: ExternallyTraversible, **_: object) -> ColumnElement[Any] | None:
        return table.c[element.name] if isinstance(element, Column) and element.table is units else None

    return replacement_traverse(condition, {}, replace)


def _number(value: int) -> ColumnElement[int]:
    """Written out: without it, the plan for all values would be made for a tenth of the table."""
    return literal_column(str(value), Integer)


_BEGINS: Final = bindparam("begins", type_=Text)
_ENDS: Final = bindparam("ends", type_=Text)
_FOUND: Final = bindparam("hits", type_=ARRAY(SqlUuid(as_uuid=True)))
_SAID: Final = bindparam("filter_q", type_=Text)
_CONDITIONS: Final[Mapping[str, ColumnElement[bool]]] = {
    **{
        name: units.c[name] == bindparam(f"filter_{name}", type_=units.c[name].type)
        for name in ("code", "parent_id", "level", "kind", "active")
    },
    "roots": units.c.parent_id.is_(None) == bindparam("filter_roots", type_=Boolean),
    "within": and_(
        units.c.path >= bindparam("filter_within", type_=Path), units.c.path < bindparam("within_end", type_=Path)
    ),
    # All of it, in small letters, is part of the name, or it begins the code as it is written.
    "q": or_(
        func.strpos(func.lower(normalized(units.c.name)), func.lower(_SAID)) > 0,
        func.starts_with(units.c.code, _SAID, type_=Boolean),
    ),
}
_LAST: Final = "\U0010ffff"
_WITH_WORDS: Final = func.search_words(units.c.name, type_=ARRAY(Text)).bool_op("@>")(
    bindparam("words", type_=ARRAY(Text))
)
_NAMED: Final = compile_statement(select(units.c.id).where(_WITH_WORDS).limit(_number(FEW_HITS + 1)))
# Each has an index in the order of codes, a subtree one in the order of paths; the narrowest first.
_STEERING: Final = "within", "code", "parent_id", "level"
