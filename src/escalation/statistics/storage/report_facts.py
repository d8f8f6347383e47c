"""Which report facts are counted? A row for each, read from the index that the period of the report names.

    overdue   open tickets of the caller's lists with a broken limit: a range of the index on due dates
    breached  the first breach of each ticket, if it lies in the period: a range of the breaches
    lapsed    every breach in the period: the same range
    climbed   hand-overs by which the clock sent a ticket up: a range of those
    on-time   tickets closed in the period, of those changed since it began, and open ones whose promise broke in it

No report reads closed tickets that it does not count, but for those changed since the period began.
"""

from typing import Final

from sqlalchemy import FromClause, Integer, Select, SmallInteger, and_, exists, literal_column, null, select, union_all
from sqlalchemy.sql.expression import ColumnElement, bindparam

from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.organisation.storage.tables import units
from escalation.statistics.domain.reports import ReportKind
from escalation.tickets.storage import list_statements
from escalation.tickets.storage.breach_tables import ticket_breaches
from escalation.tickets.storage.list_statements import Search
from escalation.tickets.storage.tables import hand_overs, tickets

SINCE: Final = bindparam("since", type_=Moment)
UNTIL: Final = bindparam("until", type_=Moment)


def facts(report: ReportKind, closed: Search | None, late: Search | None) -> FromClause:
    """`ticket_id, at, unit_id, from_id, level, kind` of everything a report counts; what it does not know is null.

    `closed`, `late`: the caller's lists of closed and of overdue tickets, of which `ON_TIME` needs one and `OVERDUE`
    the latter.
    """
    match report:
        case ReportKind.OVERDUE:
            return _overdue(_given(late)).subquery("facts")
        case ReportKind.BREACHED:
            return _breached().subquery("facts")
        case ReportKind.LAPSED:
            return _lapsed().subquery("facts")
        case ReportKind.CLIMBED:
            return _climbed().subquery("facts")
        case ReportKind.ON_TIME:
            of_closed, of_late = [_closed(closed)] if closed else [], [_broken(late)] if late else []
            return union_all(*of_closed, *of_late).subquery("facts")


def _given(search: Search | None) -> Search:
    if search is None:
        raise LookupError("search")
    return search


def _in_period(moment: ColumnElement[object]) -> ColumnElement[bool]:
    return and_(moment >= SINCE, moment < UNTIL)


_NO_LEVEL: Final = literal_column("NULL::smallint", SmallInteger).label("level")


def _of_list(search: Search) -> FromClause:
    """The ids of the tickets of a list, each once."""
    return list_statements.among(search, ("ticket_id" if search.relations else "id",))


def _listed(search: Search, at: ColumnElement[object]) -> Select[tuple[object, ...]]:
    listed = _of_list(search)
    columns = tickets.c.id.label("ticket_id"), at.label("at"), null().label("unit_id"), null().label("from_id")
    found: Select[tuple[object, ...]] = select(*columns, _NO_LEVEL, null().label("kind"))
    return found.select_from(listed.join(tickets, tickets.c.id == next(iter(listed.c))))


def _overdue(search: Search) -> Select[tuple[object, ...]]:
    return _listed(search, tickets.c.next_due_at)


def _closed(search: Search) -> Select[tuple[object, ...]]:
    return _listed(search, tickets.c.closed_at).where(_in_period(tickets.c.closed_at))


def _broken(search: Search) -> Select[tuple[object, ...]]:
    is_broken = and_(tickets.c.fulfilled_at.is_(None), tickets.c.resume_at.is_(None), tickets.c.due_at <= NOW)
    return _listed(search, tickets.c.due_at).where(is_broken, _in_period(tickets.c.due_at))


def _lapsed() -> Select[tuple[object, ...]]:
    breach = ticket_breaches.c
    columns = breach.ticket_id, breach.at, breach.unit_id, null().label("from_id"), breach.level, breach.kind
    found: Select[tuple[object, ...]] = select(*columns)
    return found.where(_in_period(breach.at))


def _breached() -> Select[tuple[object, ...]]:
    earlier, this = ticket_breaches.alias("earlier"), ticket_breaches.c
    # Of two at the same moment that of the promise comes first.
    is_earlier = (earlier.c.at < this.at) | ((earlier.c.at == this.at) & (earlier.c.kind < this.kind))
    return _lapsed().where(~exists().where(earlier.c.ticket_id == this.ticket_id, is_earlier))


def _climbed() -> Select[tuple[object, ...]]:
    hop, to = hand_overs.c, units.alias("climbed_to")
    columns = (
        hop.ticket_id, hop.sent_at.label("at"), hop.to_unit_id.label("unit_id"), hop.from_unit_id.label("from_id"),
        to.c.level, null().label("kind"),
    )  # fmt: skip
    found: Select[tuple[object, ...]] = select(*columns)
    # Written out, as the index has them.
    by_clock = literal_column("hand_overs.trigger = 'clock' AND hand_overs.action = 'escalate'", Integer)
    return found.select_from(hand_overs.join(to, to.c.id == hop.to_unit_id)).where(by_clock, _in_period(hop.sent_at))
