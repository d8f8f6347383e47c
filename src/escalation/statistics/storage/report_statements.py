"""Which report statements are there? Facts, joined with their tickets, grouped, and their sum along with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Text,
    and_,
    cast,
    distinct,
    exists,
    extract,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.sql.expression import bindparam

from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, compile_statement
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.storage.tables import units
from escalation.statistics.domain.reports import ReportGroup, ReportKind
from escalation.statistics.storage.report_facts import facts
from escalation.tickets.storage import visibility
from escalation.tickets.storage.breach_tables import ticket_breaches
from escalation.tickets.storage.category_tables import categories
from escalation.tickets.storage.filters import Asked, conditions
from escalation.tickets.storage.list_statements import Search
from escalation.tickets.storage.tables import tickets

MOST_GROUPS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """All that the text of a statement depends on.

    `closed`, `late`: lists that it goes by, which are narrowed already; else tickets are narrowed to what is `asked`.
    `by_unit`: only what passed in, or was given to, a subtree.
    """

    report: ReportKind
    group_by: ReportGroup
    form: Shape
    asked: Asked = ()
    closed: Search | None = None
    late: Search | None = None
    by_unit: bool = False


@lru_cache(maxsize=512)
def counted(question: Question) -> Compiled:
    """`key, name_zh, name_en, is_total` and the counts of each group, most first, their sum before all others."""
    found = facts(question.report, question.closed, question.late)
    key, zh, en, source = _grouped(question, found, found.join(tickets, tickets.c.id == found.c.ticket_id))
    counts = _COUNTS[question.report](found)
    is_total = func.grouping(key)
    whole = (
        select(
            key.label("key"), func.max(zh).label("name_zh"), func.max(en).label("name_en"), is_total.label("is_total"),
            *(count.label(name) for name, count in counts.items()),
        )
        .select_from(source)
        .where(visibility.visible(question.form), *_narrowed(question, found))
        .group_by(func.grouping_sets(tuple_(key), tuple_()))
        .order_by(is_total.desc(), next(iter(counts.values())).desc(), key)
        .limit(literal_column(str(MOST_GROUPS + 2), Integer))
    )  # fmt: skip
    return compile_statement(whole)


_PATH: Final = bindparam("unit_path", type_=Path, required=False)
_PATH_END: Final = bindparam("unit_end", type_=Path, required=False)
_ZONE: Final = bindparam("zone", type_=Text, required=False)


def _narrowed(question: Question, found: FromClause) -> list[ColumnElement[bool]]:
    if not question.by_unit:
        return conditions(question.asked)
    lies_there = and_(units.c.path >= _PATH, units.c.path < _PATH_END)
    return [*conditions(question.asked), exists().where(units.c.id == found.c.unit_id, lies_there)]


_NAMELESS: Final = literal_column("NULL", Text)
Grouped = tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any], FromClause]
"""The key of a group, its name in Chinese and in English, and where they come from."""


def _grouped(question: Question, found: FromClause, source: FromClause) -> Grouped:
    match question.group_by:
        case ReportGroup.CATEGORY | ReportGroup.MAIN_CATEGORY:
            return _by_category(question.group_by, source)
        case ReportGroup.LEVEL:
            level = func.coalesce(found.c.level, tickets.c.level)
            return level, _NAMELESS, _NAMELESS, source
        case ReportGroup.URGENCY | ReportGroup.DIFFICULTY | ReportGroup.STATE | ReportGroup.SOURCE:
            return tickets.c[question.group_by], _NAMELESS, _NAMELESS, source
        case ReportGroup.WEEK | ReportGroup.MONTH:
            local = func.timezone(_ZONE, found.c.at)
            form = literal_column(_FORMS[question.group_by], Text)
            return func.to_char(local, form), _NAMELESS, _NAMELESS, source
        case _:
            unit = units.alias("grouped")
            joined = source.outerjoin(unit, unit.c.id == _unit(question, found))
            return unit.c.code, unit.c.name, unit.c.name, joined


# ISO weeks begin on Monday.
_FORMS: Final = {ReportGroup.WEEK: "'IYYY\"-W\"IW'", ReportGroup.MONTH: "'YYYY-MM'"}


def _by_category(group_by: ReportGroup, source: FromClause) -> Grouped:
    named = categories.alias("named")
    whole = func.split_part(tickets.c.category, literal_column("'.'", Text), literal_column("1", Integer))
    code = whole if group_by is ReportGroup.MAIN_CATEGORY else tickets.c.category
    return code, named.c.name_zh, named.c.name_en, source.outerjoin(named, named.c.code == code)


def _unit(question: Question, found: FromClause) -> ColumnElement[Any]:
    match question.group_by:
        case ReportGroup.ORIGIN:
            return tickets.c.origin_unit_id
        case ReportGroup.DEPARTMENT:
            return tickets.c.handler_unit_id
        case ReportGroup.LAPSE:
            return found.c.from_id if question.report is ReportKind.CLIMBED else found.c.unit_id
        case ReportGroup.CLIMBED_TO:
            return found.c.unit_id
        case _:
            return tickets.c.holder_unit_id


Counts = Mapping[str, ColumnElement[Any]]


def _of_overdue(found: FromClause) -> Counts:
    return {
        "overdue": func.count(),
        "stuck": func.count().filter(tickets.c.stuck),
        "oldest_due_at": func.min(found.c.at),
        "stages": func.array_agg(distinct(tickets.c.stage)),
    }


def _of_breached(found: FromClause) -> Counts:
    return {
        "tickets": func.count(),
        "open": func.count().filter(tickets.c.is_open),
        "promises": func.count().filter(found.c.kind == literal_column("'promise'", Text)),
        "stages": func.count().filter(found.c.kind == literal_column("'stage'", Text)),
    }


def _of_lapsed(found: FromClause) -> Counts:
    own = {"lapses": func.count(), "tickets": func.count(distinct(found.c.ticket_id))}
    kinds = _of_breached(found)
    return own | {name: kinds[name] for name in ("promises", "stages")}


def _of_climbed(found: FromClause) -> Counts:
    return {"steps": func.count(), "tickets": func.count(distinct(found.c.ticket_id))}


def _of_on_time(_: FromClause) -> Counts:
    is_closed = tickets.c.closed_at.is_not(None)
    kept = func.coalesce(tickets.c.fulfilled_at, tickets.c.closed_at)
    stage = ticket_breaches.alias("stage_breach")
    lapsed = exists().where(stage.c.ticket_id == tickets.c.id, stage.c.kind == literal_column("'stage'", Text))
    took = cast(extract("epoch", tickets.c.closed_at - tickets.c.created_at), Float)
    return {
        "tickets": func.count(),
        "closed_in_all": func.count().filter(is_closed),
        "closed_on_time": func.count().filter(is_closed, kept <= tickets.c.due_at),
        "closed_by_first_date": func.count().filter(is_closed, kept <= tickets.c.due_original_at),
        "open_late": func.count().filter(~is_closed),
        "stages_on_time": func.count().filter(~lapsed),
        "median_seconds": _percentile(0.5, took),
        "ninth_decile_seconds": _percentile(0.9, took),
    }


def _percentile(share: float, of: ColumnElement[float]) -> ColumnElement[Any]:
    """What is not closed took no time yet, and is left out."""
    return func.percentile_cont(literal_column(str(share), Float)).within_group(of)


_COUNTS: Final = {
    ReportKind.OVERDUE: _of_overdue,
    ReportKind.BREACHED: _of_breached,
    ReportKind.LAPSED: _of_lapsed,
    ReportKind.CLIMBED: _of_climbed,
    ReportKind.ON_TIME: _of_on_time,
}
