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
    true,
    tuple_,
)
from sqlalchemy.sql.expression import bindparam

from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, compile_statement
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.storage.tables import units
from escalation.statistics.domain.reports import Basis, ReportGroup, ReportKind
from escalation.statistics.storage.report_facts import facts, known, looked_up, stage_lapsed
from escalation.tickets.storage import visibility
from escalation.tickets.storage.category_tables import categories
from escalation.tickets.storage.list_statements import Search
from escalation.tickets.storage.ticket_columns import of_table

MOST_GROUPS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Question:
    """All that the text of a statement depends on.

    `closed`, `late`: the lists that it goes by, which are narrowed already. `by_unit`: only what passed in, or was
    given to, a subtree. `basis`: by what a ticket belongs to the period of `ON_TIME`.
    """

    report: ReportKind
    group_by: ReportGroup
    form: Shape
    closed: Search | None = None
    late: Search | None = None
    by_unit: bool = False
    basis: Basis = Basis.CLOSED


@lru_cache(maxsize=512)
def counted(question: Question) -> Compiled:
    """`key, name_zh, name_en, unit_id, is_total` and the counts of each group, most first, their sum before all."""
    found = facts(question.report, question.basis, question.closed, question.late)
    ticket, joined, is_seen = _tickets(question, found)
    key, zh, en, unit_id, source = _grouped(question, found, ticket, joined)
    if question.report is ReportKind.ON_TIME:
        source = source.join(stages := stage_lapsed(ticket), true())
        counts = of_on_time(ticket, stages)
    else:
        counts = COUNTS[question.report](found, ticket)
    is_total = func.grouping(key)
    whole = (
        select(
            key.label("key"), func.max(zh).label("name_zh"), func.max(en).label("name_en"),
            func.max(unit_id).label("unit_id"), is_total.label("is_total"),
            *(count.label(name) for name, count in counts.items()),
        )
        .select_from(source)
        .where(is_seen, *_narrowed(question, found))
        .group_by(func.grouping_sets(tuple_(key), tuple_()))
        .order_by(is_total.desc(), next(iter(counts.values())).desc(), key)
        .limit(literal_column(str(MOST_GROUPS + 2), Integer))
    )  # fmt: skip
    return compile_statement(whole)


def _tickets(question: Question, found: FromClause) -> tuple[FromClause, FromClause, ColumnElement[bool]]:
    """The tickets of facts: as their listings have them if that is enough; joined, and whether the caller sees one."""
    is_seen = visibility.visible(question.form)
    if question.report is ReportKind.ON_TIME:
        return found, found, of_table(found, is_seen)
    if question.late is not None and question.group_by not in _UNLISTED:
        return found, found, and_(*known(question.late, found))
    ticket = looked_up(found)
    return ticket, found.join(ticket, true()), of_table(ticket, is_seen)


_UNLISTED: Final = frozenset({ReportGroup.ORIGIN, ReportGroup.DEPARTMENT, ReportGroup.SOURCE})
"""By what can be grouped that listings do not say."""

_PATH: Final = bindparam("unit_path", type_=Path, required=False)
_PATH_END: Final = bindparam("unit_end", type_=Path, required=False)
ZONE: Final = bindparam("zone", type_=Text, required=False)


def _narrowed(question: Question, found: FromClause) -> list[ColumnElement[bool]]:
    if not question.by_unit:
        return []
    lies_there = and_(units.c.path >= _PATH, units.c.path < _PATH_END)
    return [exists().where(units.c.id == found.c.unit_id, lies_there)]


_NAMELESS: Final = literal_column("NULL", Text)
Grouped = tuple[ColumnElement[Any], ColumnElement[Any], ColumnElement[Any], ColumnElement[Any], FromClause]
"""The key of a group, its name in Chinese and in English, the id of the unit that it is, and where they come from."""


def _grouped(question: Question, found: FromClause, ticket: FromClause, source: FromClause) -> Grouped:
    match question.group_by:
        case ReportGroup.CATEGORY | ReportGroup.MAIN_CATEGORY:
            return _by_category(question.group_by, ticket, source)
        case ReportGroup.LEVEL:
            level = func.coalesce(found.c.level, ticket.c.level)
            return level, _NAMELESS, _NAMELESS, _NAMELESS, source
        case ReportGroup.URGENCY | ReportGroup.DIFFICULTY | ReportGroup.STATE | ReportGroup.SOURCE:
            return ticket.c[question.group_by], _NAMELESS, _NAMELESS, _NAMELESS, source
        case ReportGroup.WEEK | ReportGroup.MONTH:
            local = func.timezone(ZONE, found.c.at)
            form = literal_column(FORMS[question.group_by], Text)
            return func.to_char(local, form), _NAMELESS, _NAMELESS, _NAMELESS, source
        case _:
            unit = units.alias("grouped")
            joined = source.outerjoin(unit, unit.c.id == _unit(question, found, ticket))
            # As text: before PostgreSQL 18 no id is greater than another.
            return unit.c.code, unit.c.name, unit.c.name, cast(unit.c.id, Text), joined


# ISO weeks begin on Monday.
FORMS: Final = {ReportGroup.WEEK: "'IYYY\"-W\"IW'", ReportGroup.MONTH: "'YYYY-MM'"}


def _by_category(group_by: ReportGroup, ticket: FromClause, source: FromClause) -> Grouped:
    named = categories.alias("named")
    whole = func.split_part(ticket.c.category, literal_column("'.'", Text), literal_column("1", Integer))
    code = whole if group_by is ReportGroup.MAIN_CATEGORY else ticket.c.category
    return code, named.c.name_zh, named.c.name_en, _NAMELESS, source.outerjoin(named, named.c.code == code)


def _unit(question: Question, found: FromClause, ticket: FromClause) -> ColumnElement[Any]:
    match question.group_by:
        case ReportGroup.ORIGIN:
            return ticket.c.origin_unit_id
        case ReportGroup.DEPARTMENT:
            return ticket.c.handler_unit_id
        case ReportGroup.LAPSE:
            return found.c.from_id if question.report is ReportKind.CLIMBED else found.c.unit_id
        case ReportGroup.CLIMBED_TO:
            return found.c.unit_id
        case _:
            return ticket.c.holder_unit_id


Counts = Mapping[str, ColumnElement[Any]]


def _of_overdue(found: FromClause, ticket: FromClause) -> Counts:
    return {
        "overdue": func.count(),
        "stuck": func.count().filter(ticket.c.stuck),
        "oldest_due_at": func.min(found.c.at),
        "stages": func.array_agg(distinct(ticket.c.stage)),
    }


def _of_breached(found: FromClause, ticket: FromClause) -> Counts:
    return {
        "tickets": func.count(),
        "open": func.count().filter(ticket.c.is_open),
        "promises": func.count().filter(found.c.kind == literal_column("'promise'", Text)),
        "stages": func.count().filter(found.c.kind == literal_column("'stage'", Text)),
    }


def _of_lapsed(found: FromClause, ticket: FromClause) -> Counts:
    own = {"lapses": func.count(), "tickets": func.count(distinct(found.c.ticket_id))}
    kinds = _of_breached(found, ticket)
    return own | {name: kinds[name] for name in ("promises", "stages")}


def _of_climbed(found: FromClause, _: FromClause) -> Counts:
    return {"steps": func.count(), "tickets": func.count(distinct(found.c.ticket_id))}


def of_on_time(ticket: FromClause, stages: FromClause) -> Counts:
    """What is counted of closed tickets, and of open ones whose promise broke; shares are made of it."""
    is_closed = ticket.c.closed_at.is_not(None)
    kept = func.coalesce(ticket.c.fulfilled_at, ticket.c.closed_at)
    took = cast(extract("epoch", ticket.c.closed_at - ticket.c.created_at), Float)
    return {
        "tickets": func.count(),
        "closed_in_all": func.count().filter(is_closed),
        "closed_on_time": func.count().filter(is_closed, kept <= ticket.c.due_at),
        "closed_by_first_date": func.count().filter(is_closed, kept <= ticket.c.due_original_at),
        "open_late": func.count().filter(~is_closed),
        "confirmed_by_code": func.count().filter(is_closed, ticket.c.confirmed_by == literal_column("'code'", Text)),
        "confirmed_by_call": func.count().filter(is_closed, ticket.c.confirmed_by == literal_column("'call'", Text)),
        "stages_on_time": func.count().filter(~stages.c.lapsed),
        "median_seconds": _percentile(0.5, took),
        "ninth_decile_seconds": _percentile(0.9, took),
    }


def _percentile(share: float, of: ColumnElement[float]) -> ColumnElement[Any]:
    """What is not closed took no time yet, and is left out."""
    return func.percentile_cont(literal_column(str(share), Float)).within_group(of)


COUNTS: Final = {
    ReportKind.OVERDUE: _of_overdue,
    ReportKind.BREACHED: _of_breached,
    ReportKind.LAPSED: _of_lapsed,
    ReportKind.CLIMBED: _of_climbed,
}
