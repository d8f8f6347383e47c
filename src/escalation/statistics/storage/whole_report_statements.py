"""Which statements count reports of a whole unit (whole reports)? Of all that is, or was, in a subtree of the caller's.

What is overdue by holder, and shares on time by origin, week or month, with the figures of `report_statements.py`: of
tickets that no filter narrows. What lies or was received there is read from ranges of indexes that have all that is
needed (`figure_indexes.py`), without a look at a ticket; only what concerns the caller elsewhere goes by lists.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    cast,
    func,
    literal_column,
    not_,
    null,
    select,
    true,
    tuple_,
    union_all,
)

from escalation.kit.database.connection import Compiled, compile_statement
from escalation.organisation.storage.tables import units
from escalation.statistics.domain.reports import Basis, ReportGroup, ReportKind
from escalation.statistics.storage.report_facts import facts, known, stage_lapsed
from escalation.statistics.storage.report_statements import COUNTS, FORMS, MOST_GROUPS, ZONE, Question, of_on_time
from escalation.statistics.storage.unit_report_statements import in_period, lies_there
from escalation.statistics.storage.whole_unit_statements import seen_there
from escalation.tickets.storage import visibility
from escalation.tickets.storage.lateness_conditions import is_broken, is_overdue
from escalation.tickets.storage.list_statements import Search
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_columns import of_table
from escalation.tickets.storage.ticket_listings import HELD_THERE, Relation

_OF_TIME: Final = frozenset({ReportGroup.WEEK, ReportGroup.MONTH})
_SERVED: Final = {
    ReportKind.OVERDUE: frozenset({ReportGroup.UNIT, ReportGroup.HOLDER}),
    ReportKind.ON_TIME: _OF_TIME | {ReportGroup.ORIGIN},
}


def serves(question: Question) -> bool:
    """Whether indexes have what a report needs. `question`: of everything in a subtree of the caller's."""
    is_kept = question.basis is not Basis.DISPATCHED
    return is_kept and question.group_by in _SERVED.get(question.report, frozenset())


@lru_cache(maxsize=128)
def counted(question: Question) -> Compiled:
    """As `report_statements.counted`, to be run with the path of the unit asked for besides."""
    if question.report is ReportKind.OVERDUE:
        found = _overdue(question)
        source, counts = found, COUNTS[ReportKind.OVERDUE](found, found)
    else:
        found = _on_time(question)
        stages = stage_lapsed(found)
        source, counts = found.join(stages, true()), of_on_time(found, stages)
    key = _key(question, found)
    groups = (
        select(key.label("key"), func.grouping(key).label("is_total"), *(count.label(n) for n, count in counts.items()))
        .select_from(source)
        .group_by(func.grouping_sets(tuple_(key), tuple_()))
        .subquery("groups")
    )
    told = [groups.c.is_total, *(groups.c[name] for name in counts)]
    if question.group_by in _OF_TIME:
        named: Select[Any] = select(groups.c.key, *(null().label(name) for name in _NAMES), *told)
    else:
        unit = units.c.name.label("name_zh"), units.c.name.label("name_en"), cast(units.c.id, Text).label("unit_id")
        joined = groups.outerjoin(units, units.c.path == groups.c.key)
        named = select(units.c.code.label("key"), *unit, *told).select_from(joined)
    ordered = named.order_by(groups.c.is_total.desc(), told[1].desc(), named.selected_columns[0])
    return compile_statement(ordered.limit(literal_column(str(MOST_GROUPS + 2), Integer)))


_NAMES: Final = ("name_zh", "name_en", "unit_id")
_HOLDER: Final = tickets.c.holder_path
_ORIGIN: Final = tickets.c.origin_path


def _key(question: Question, found: FromClause) -> ColumnElement[Any]:
    if question.group_by not in _OF_TIME:
        return found.c.path
    return func.to_char(func.timezone(ZONE, found.c.at), literal_column(FORMS[question.group_by], Text))


def _overdue(question: Question) -> FromClause:
    """`path, at, stuck, stage` of what is overdue: held there; and received there, or tied to the caller's unit."""
    columns = _HOLDER.label("path"), tickets.c.next_due_at.label("at"), tickets.c.stuck, tickets.c.stage
    held = select(*columns).where(seen_there(_HOLDER, is_overdue()))
    search = _elsewhere(question.late)
    late = facts(ReportKind.OVERDUE, question.basis, None, search)
    holder = select(units.c.path).where(units.c.id == late.c.holder_unit_id).limit(_ONE).lateral("holder")
    told = select(holder.c.path, late.c.at, late.c.stuck, late.c.stage).select_from(late.join(holder, true()))
    return union_all(held, told.where(*known(search, late))).subquery("facts")


_ONE: Final = literal_column("1", Integer)


def _elsewhere(search: Search | None) -> Search:
    """Of a list what is not held in the subtree."""
    if search is None:
        raise LookupError("search")
    relations = tuple(each for each in search.relations if each not in {*HELD_THERE, Relation.CONCEALED})
    return replace(search, relations=relations)


def _on_time(question: Question) -> FromClause:
    """What shares are made of: received there; held there and received elsewhere; elsewhere, but tied to the unit."""
    at = tickets.c.due_at if question.basis is Basis.DUE else tickets.c.closed_at
    is_closed = ~tickets.c.is_open, tickets.c.closed_at.is_not(None), in_period(at)
    is_late = is_broken(), in_period(tickets.c.due_at)
    comes_from_elsewhere = not_(lies_there(_ORIGIN))
    found = [
        _of_closed(at).where(seen_there(_ORIGIN, *is_closed)),
        _of_closed(at).where(seen_there(_HOLDER, comes_from_elsewhere, *is_closed)),
        _of_late().where(seen_there(_ORIGIN, *is_late)),
        _of_late().where(seen_there(_HOLDER, comes_from_elsewhere, *is_late)),
    ]
    closed, late = (_tied(search) for search in (question.closed, question.late))
    if closed is not None and late is not None:
        tied = facts(ReportKind.ON_TIME, question.basis, closed, late)
        columns = [tied.c.origin_path.label("path"), tied.c.at, *(tied.c[name] for name in _OF_SHARES)]
        found.append(select(*columns).where(of_table(tied, visibility.visible(question.form))))
    return union_all(*found).subquery("facts")


def _tied(search: Search | None) -> Search | None:
    """Of a list what is the caller's by neither place; `None` if that is nothing."""
    is_there = search is not None and Relation.TIED in search.relations
    return replace(search, relations=(Relation.TIED,)) if search is not None and is_there else None


_OF_SHARES: Final = (
    "id", "created_at", "closed_at", "due_at", "due_original_at", "fulfilled_at", "confirmed_by", "first_breached_at",
)  # fmt: skip
_OF_CLOSING: Final = frozenset({"created_at", "closed_at", "due_original_at", "confirmed_by"})


def _of_closed(at: ColumnElement[Any]) -> Select[Any]:
    return select(_ORIGIN.label("path"), at.label("at"), *(tickets.c[name] for name in _OF_SHARES))


def _of_late() -> Select[Any]:
    """An open ticket has no closing to tell of, whenever it was made."""
    columns = (cast(null(), tickets.c[n].type).label(n) if n in _OF_CLOSING else tickets.c[n] for n in _OF_SHARES)
    return select(_ORIGIN.label("path"), tickets.c.due_at.label("at"), *columns)
