"""Which report facts are counted? A row for each, found by going through a list of the caller's own.

    overdue   open tickets with a broken limit: the list of those
    breached  tickets that were ever late, if their first breach lies in the period
    lapsed    the breaches in the period of the same tickets, each as it lapsed: none that a merger brought along
    climbed   the hand-overs of the same tickets by which the clock sent them up
    on-time   closed tickets by when they were closed, were due or were given out, and open ones whose promise broke
    rates     the same; by when they were due or given out, all that are open as well

No report reads tickets that its caller may not see, and of those it may see only what was changed (on time by due date:
was due) since the period began. A fact of one that is or was late carries what its listing says, so that no ticket is
looked up for that. Whatever belongs to a ticket is looked up for each by itself: OFFSET 0 and LIMIT 1 are not turned
into another join, whatever PostgreSQL believes about the sizes of tables.
"""

from typing import Any, Final

from sqlalchemy import (
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.expression import ColumnElement, bindparam
from sqlalchemy.sql.selectable import LateralFromClause

from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.organisation.storage.tables import units
from escalation.statistics.domain.reports import Basis, ReportKind
from escalation.tickets.storage import list_statements, visibility
from escalation.tickets.storage.breach_tables import ticket_breaches
from escalation.tickets.storage.filters import climbed_by_clock
from escalation.tickets.storage.list_statements import Search
from escalation.tickets.storage.tables import hand_overs, tickets

SINCE: Final = bindparam("since", type_=Moment)
UNTIL: Final = bindparam("until", type_=Moment)
DUE_FROM: Final = bindparam("due_from", type_=Moment)
"""From when on listings of closed tickets are read for those due in the period (see `_of_closed`)."""

SAID: Final = (
    "holder_unit_id", "is_open", "stuck", "stage", "category", "urgency", "difficulty", "state",
)  # fmt: skip
"""What a listing says of its ticket. The level as well: that of a fact is where it happened, or where it lies."""

Facts = Select[Any]


def facts(report: ReportKind, basis: Basis, closed: Search | None, late: Search | None) -> FromClause:
    """`ticket_id, at, unit_id, from_id, level, kind` of everything a report counts; what it does not know is null.

    What is or was late has the columns `SAID` as well, what is told of shares on time has all of its ticket's.

    `late`: the caller's list of tickets that are overdue or, for `BREACHED`, `LAPSED` and `CLIMBED`, were ever late.
    `closed`: that of closed tickets, of which `ON_TIME` needs it or the other.
    """
    match report:
        case ReportKind.OVERDUE:
            return _overdue(_given(late)).subquery("facts")
        case ReportKind.BREACHED:
            return _breached(_given(late)).subquery("facts")
        case ReportKind.LAPSED:
            return _lapsed(_given(late)).subquery("facts")
        case ReportKind.CLIMBED:
            return _climbed(_given(late)).subquery("facts")
        case ReportKind.ON_TIME:
            of_closed, of_late = [_closed(closed, basis)] if closed else [], [_broken(late, basis)] if late else []
            return union_all(*of_closed, *of_late).subquery("facts")


def rate_facts(basis: Basis, closed: Search | None, still_open: Search | None) -> FromClause:
    """`ticket_id, at` and all columns of the tickets that rates are of: closed ones, and open ones as the basis has it.

    `still_open`: the caller's list of open tickets; for `Basis.CLOSED` that of those overdue.
    """
    read_open = _broken if basis is Basis.CLOSED else _open
    of_closed = [_closed(closed, basis)] if closed else []
    of_open = [read_open(still_open, basis)] if still_open else []
    return union_all(*of_closed, *of_open).subquery("facts")


def known(search: Search, listed: FromClause) -> tuple[ColumnElement[bool], ...]:
    """What of a list may be counted without looking at its tickets, as lists count."""
    if not search.relations or search.is_anothers:
        return (true(),)
    return (not_(visibility.kept_from_the_caller(listed.c.ticket_id)),)


def looked_up(found: FromClause) -> LateralFromClause:
    """The ticket of each fact."""
    return select(tickets).where(tickets.c.id == found.c.ticket_id).limit(_ONE).lateral("ticket")


def stage_lapsed(ticket: FromClause) -> LateralFromClause:
    """`lapsed`: whether a stage of a ticket ever ended without its holder being done, here or before a merger.

    What was never late is not looked up.
    """
    breach = ticket_breaches.c
    is_one = and_(breach.ticket_id == ticket.c.id, breach.kind == literal_column("'stage'", Text))
    is_one = and_(ticket.c.first_breached_at.is_not(None), is_one)
    return select((func.count() > 0).label("lapsed")).where(is_one).lateral("stages")


_ONE: Final = literal_column("1", Integer)
_NONE: Final = literal_column("0", Integer)


def _given(search: Search | None) -> Search:
    if search is None:
        raise LookupError("search")
    return search


def _in_period(moment: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(moment >= SINCE, moment < UNTIL)


def _of_list(search: Search, *more: str) -> tuple[FromClause, ColumnElement[Any]]:
    """The tickets of a list, each once, with `more` of their columns; and which of the columns is the id."""
    id_ = "ticket_id" if search.relations else "id"
    listed = list_statements.among(search, (id_, *more))
    return listed, listed.c[id_]


def _listed(search: Search, *more: str) -> tuple[FromClause, LateralFromClause]:
    """The same, with all that the ticket says."""
    listed, id_ = _of_list(search, *more)
    return listed, select(tickets).where(tickets.c.id == id_).limit(_ONE).lateral("looked_at")


def _fact(ticket: FromClause, at: ColumnElement[Any]) -> Facts:
    columns = ticket.c.id.label("ticket_id"), at.label("at"), null().label("unit_id"), null().label("from_id")
    return select(*columns, null().label("kind"), *ticket.c)


def _said(search: Search, *more: str) -> tuple[FromClause, ColumnElement[Any], list[ColumnElement[Any]]]:
    """The tickets of a list, which of the columns is the id, and what each says of itself."""
    listed, id_ = _of_list(search, "level", *SAID, *more)
    return listed, id_, [listed.c[name] for name in SAID]


def _overdue(search: Search) -> Facts:
    listed, id_, said = _said(search, "next_due_at")
    ids = id_.label("ticket_id"), listed.c.next_due_at.label("at"), null().label("unit_id"), null().label("from_id")
    return select(*ids, listed.c.level, null().label("kind"), *said)


def _closed(search: Search, basis: Basis) -> Facts:
    """Closed tickets of the period. When one that is archived was due, its listing says already."""
    by_listing = ("next_due_at", "stage") if basis is Basis.DUE else ()
    listed, ticket = _listed(search, *by_listing)
    source, at = _at(listed.join(ticket, true()), ticket, basis)
    found = _fact(ticket, at).select_from(source).where(ticket.c.closed_at.is_not(None), _in_period(at))
    return found if basis is not Basis.DUE else found.where(*_due_by_listing(listed))


def _due_by_listing(listed: FromClause) -> tuple[ColumnElement[bool], ...]:
    """What lists are ordered by is the promised date, but where a ticket may still be reopened: then when that ends."""
    is_waiting = listed.c.stage != literal_column("'none'", Text)
    return listed.c.next_due_at >= DUE_FROM, or_(listed.c.next_due_at < UNTIL, is_waiting)


def _broken(search: Search, basis: Basis) -> Facts:
    listed, ticket = _listed(search)
    by_due = Basis.DUE if basis is Basis.CLOSED else basis
    source, at = _at(listed.join(ticket, true()), ticket, by_due)
    return _fact(ticket, at).select_from(source).where(promise_is_broken(ticket), _in_period(at))


def promise_is_broken(ticket: FromClause) -> ColumnElement[bool]:
    """Whether the promise of an open ticket was broken."""
    return and_(ticket.c.fulfilled_at.is_(None), ticket.c.resume_at.is_(None), ticket.c.due_at <= NOW)


def _open(search: Search, basis: Basis) -> Facts:
    listed, ticket = _listed(search)
    source, at = _at(listed.join(ticket, true()), ticket, basis)
    return _fact(ticket, at).select_from(source).where(ticket.c.is_open, _in_period(at))


def _at(source: FromClause, ticket: FromClause, basis: Basis) -> tuple[FromClause, ColumnElement[Any]]:
    """The moment by which a ticket belongs to a period."""
    match basis:
        case Basis.CLOSED:
            return source, ticket.c.closed_at
        case Basis.DUE:
            return source, ticket.c.due_at
        case Basis.DISPATCHED:
            first = _given_out(ticket)
            return source.join(first, true()), first.c.sent_at


def _given_out(ticket: FromClause) -> LateralFromClause:
    """When a ticket was first given to a unit below or beside, and not taken back."""
    hop = hand_overs.c
    went_out = hop.direction.in_([literal_column(f"'{each}'", Text) for each in ("down", "sideways")])
    first = select(func.min(hop.sent_at).label("sent_at"))
    return first.where(hop.ticket_id == ticket.c.id, went_out, hop.withdrawn_at.is_(None)).lateral("given_out")


def _breached(search: Search) -> Facts:
    """The moment is the one that the ticket keeps; of two limits that passed then, that of the promise comes first."""
    listed, id_, said = _said(search, "first_breached_at")
    breach, at = ticket_breaches.c, listed.c.first_breached_at
    first = select(breach.unit_id, breach.level, breach.kind).where(breach.ticket_id == id_, breach.at == at)
    told = first.order_by(breach.kind, breach.inherited_from.nulls_first()).limit(_ONE).lateral("first_breach")
    found: Facts = select(
        id_.label("ticket_id"), at.label("at"), told.c.unit_id, null().label("from_id"),
        func.coalesce(told.c.level, listed.c.level).label("level"), told.c.kind, *said,
    )  # fmt: skip
    return found.select_from(listed.outerjoin(told, true())).where(_in_period(at))


def _lapsed(search: Search) -> Facts:
    listed, id_, said = _said(search)
    breach = ticket_breaches.c
    own = select(breach.at, breach.unit_id, breach.level, breach.kind).where(breach.ticket_id == id_)
    told = own.where(_in_period(breach.at), breach.inherited_from.is_(None)).offset(_NONE).lateral("breach")
    found: Facts = select(
        id_.label("ticket_id"), told.c.at, told.c.unit_id, null().label("from_id"), told.c.level, told.c.kind, *said
    )
    return found.select_from(listed.join(told, true()))


def _climbed(search: Search) -> Facts:
    listed, id_, said = _said(search)
    hop, to = hand_overs.c, units.alias("climbed_to")
    steps = select(hop.sent_at, hop.to_unit_id, hop.from_unit_id, to.c.level)
    steps = steps.select_from(hand_overs.join(to, to.c.id == hop.to_unit_id))
    told = steps.where(hop.ticket_id == id_, climbed_by_clock(), _in_period(hop.sent_at)).offset(_NONE).lateral("step")
    found: Facts = select(
        id_.label("ticket_id"), told.c.sent_at.label("at"), told.c.to_unit_id.label("unit_id"),
        told.c.from_unit_id.label("from_id"), told.c.level, null().label("kind"), *said,
    )  # fmt: skip
    return found.select_from(listed.join(told, true()))
