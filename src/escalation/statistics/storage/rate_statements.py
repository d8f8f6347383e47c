"""Which statement counts what rates are made of? One, of the tickets of the caller's lists that the basis has.

It reads the closed tickets that were changed since the period began (by due date: were due since), and of open ones
those overdue (by closing), those changed since then (by dispatch) or all (by due date); of each the hand-overs and the
objections and, of what was not signed for on time, the breaches. All that the caller may see is read, whichever unit is
asked for: what was given to a unit may have been received anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Float,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    cast,
    exists,
    extract,
    false,
    func,
    not_,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy import literal_column as written
from sqlalchemy.sql.selectable import CTE

from escalation.kit.database.connection import Compiled, compile_statement
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.storage.tables import units
from escalation.statistics.domain.rates import COUNTS
from escalation.statistics.domain.reports import Basis
from escalation.statistics.storage.report_facts import promise_is_broken, rate_facts
from escalation.statistics.storage.unit_report_statements import below, lies_there
from escalation.tickets.storage import visibility
from escalation.tickets.storage.breach_tables import ticket_breaches
from escalation.tickets.storage.list_statements import Search
from escalation.tickets.storage.tables import hand_overs, requests
from escalation.tickets.storage.ticket_columns import of_table


@dataclass(frozen=True, slots=True)
class RateQuestion:
    """All that the text of the statement depends on: the basis, how the caller looks, and the lists it goes by."""

    basis: Basis
    form: Shape
    closed: Search | None
    still_open: Search | None


@lru_cache(maxsize=128)
def counted_rates(question: RateQuestion) -> Compiled:
    """`is_whole, below` and `COUNTS`: by the serial of the unit directly below, `None` for the one that is asked for.

    Where `is_whole`, what came to the unit with all that is below it, and left it; nothing else is counted there.
    """
    facts = rate_facts(question.basis, question.closed, question.still_open)
    seen = of_table(facts, visibility.visible(question.form))
    cohort = select(*facts.c).where(seen).cte("cohort").prefix_with("MATERIALIZED", dialect="postgresql")
    hops = _hops(cohort)
    parts = (_of_tickets(cohort), _of_assignments(hops), _of_objections(cohort), *_of_levels(cohort, hops))
    found = union_all(*parts).subquery("found")
    sums = (cast(func.sum(found.c[name]), BigInteger).label(name) for name in COUNTS)
    statement = select(found.c.is_whole, found.c.below, *sums)
    return compile_statement(statement.group_by(found.c.is_whole, found.c.below))


_NONE: Final = written("0", BigInteger)
_OBJECTION: Final = written("'objection'", Text)
_APPROVED: Final = written("'approved'", Text)


def _part(place: ColumnElement[Any], counts: Mapping[str, ColumnElement[Any]], *, whole: bool = False) -> Select[Any]:
    """The counts of one kind of facts, and none of the others."""
    columns = (cast(counts.get(name, _NONE), BigInteger).label(name) for name in COUNTS)
    return select(cast(true() if whole else false(), Boolean).label("is_whole"), place.label("below"), *columns)


def _of_tickets(cohort: CTE) -> Select[Any]:
    ticket = cohort.c
    is_closed = ticket.closed_at.is_not(None)
    kept = func.coalesce(ticket.fulfilled_at, ticket.closed_at)
    took = cast(func.floor(cast(extract("epoch", ticket.closed_at - ticket.created_at), Float)), BigInteger)

    def closed(*more: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(is_closed, *more)

    counts = {
        "accepted": func.count(),
        "closed": closed(),
        "closed_on_time": closed(kept <= ticket.due_at),
        "closed_by_first_date": closed(kept <= ticket.due_original_at),
        "open_late": func.count().filter(~is_closed, promise_is_broken(cohort)),
        "reached_on_time": closed(kept <= ticket.due_at, ticket.confirmed_by.is_not(None)),
        "answered": closed(ticket.solved.is_not(None)),
        "solved": closed(ticket.solved),
        "rated": closed(ticket.satisfaction.is_not(None)),
        "satisfied": closed(ticket.satisfaction >= _number(4)),
        "fairly_satisfied": closed(ticket.satisfaction >= _number(3)),
        "redone": closed(ticket.redos > _number(0)),
        "seconds": func.coalesce(func.sum(took).filter(is_closed), _NONE),
    }
    place = below(ticket.origin_path)
    return _part(place, counts).select_from(cohort).where(lies_there(ticket.origin_path)).group_by(place)


def _hops(cohort: CTE) -> CTE:
    """The hand-overs of the tickets that were not taken back, with paths; `ends_at`: when the next one followed."""
    hop, start, end = hand_overs.c, units.alias("from_unit"), units.alias("to_unit")
    following = func.lead(hop.sent_at).over(partition_by=hop.ticket_id, order_by=hop.n)
    source = hand_overs.join(cohort, cohort.c.ticket_id == hop.ticket_id)
    source = source.join(start, start.c.id == hop.from_unit_id).join(end, end.c.id == hop.to_unit_id)
    columns = hop.ticket_id, hop.direction, hop.to_unit_id, hop.sent_at, hop.signed_at, cohort.c.closed_at
    paths = start.c.path.label("from_path"), end.c.path.label("to_path")
    found = select(*columns, *paths, following.label("ends_at")).select_from(source)
    return found.where(hop.withdrawn_at.is_(None)).cte("hops")


def _of_assignments(hops: CTE) -> Select[Any]:
    """What was given down or beside: signed for, or not when the limit of that passed."""
    hop, breach = hops.c, ticket_breaches.c
    until = func.coalesce(hop.signed_at, hop.ends_at, written("'infinity'::timestamptz"))
    lapsed = exists().where(
        breach.ticket_id == hop.ticket_id, breach.kind == written("'stage'", Text), breach.unit_id == hop.to_unit_id,
        breach.inherited_from.is_(None), breach.at > hop.sent_at, breach.at <= until,
    )  # fmt: skip
    given = select(below(hop.to_path).label("below"), hop.signed_at, lapsed.label("lapsed")).where(
        hop.direction.in_([written("'down'", Text), written("'sideways'", Text)]), lies_there(hop.to_path)
    )
    each = given.subquery("given")
    is_signed = each.c.signed_at.is_not(None)
    counts = {
        "dispatched": func.count(),
        "sign_due": func.count().filter(or_(is_signed, each.c.lapsed)),
        "signed_on_time": func.count().filter(is_signed, not_(each.c.lapsed)),
    }
    return _part(each.c.below, counts).select_from(each).group_by(each.c.below)


def _of_objections(cohort: CTE) -> Select[Any]:
    """What units gave back, and were right to."""
    asking = units.alias("asking")
    source = cohort.join(requests, requests.c.ticket_id == cohort.c.ticket_id)
    source = source.join(asking, asking.c.id == requests.c.asked_unit_id)
    place = below(asking.c.path)
    counted = _part(place, {"returned": func.count()}).select_from(source)
    is_agreed = and_(requests.c.kind == _OBJECTION, requests.c.state == _APPROVED)
    return counted.where(is_agreed, lies_there(asking.c.path)).group_by(place)


def _of_levels(cohort: CTE, hops: CTE) -> tuple[Select[Any], Select[Any]]:
    """Each ticket once for each unit that it came to, and whether it left that upwards; and once for all of them."""
    ticket, hop = cohort.c, hops.c
    inside = lies_there(hop.from_path), hop.direction == written("'up'", Text)
    elsewhere = or_(not_(lies_there(hop.to_path)), below(hop.to_path).is_distinct_from(below(hop.from_path)))
    nowhere = cast(null(), BigInteger)
    of_units = union_all(
        _came(ticket, below(ticket.origin_path)).where(lies_there(ticket.origin_path)),
        _came(hop, below(hop.to_path)).where(lies_there(hop.to_path)),
        _came(hop, below(hop.from_path), left=True).where(*inside, elsewhere),
    )
    of_all = union_all(
        _came(ticket, nowhere).where(lies_there(ticket.origin_path)),
        _came(hop, nowhere).where(lies_there(hop.to_path)),
        _came(hop, nowhere, left=True).where(*inside, not_(lies_there(hop.to_path))),
    )
    return _by_place(of_units.subquery("stays"), whole=False), _by_place(of_all.subquery("all_stays"), whole=True)


def _came(source: Any, place: ColumnElement[Any], *, left: bool = False) -> Select[Any]:
    return select(source.ticket_id, source.closed_at, place.label("below"), (true() if left else false()).label("left"))


def _by_place(stays: FromClause, *, whole: bool) -> Select[Any]:
    stay = stays.c
    columns = stay.ticket_id, stay.below, func.bool_or(stay.left).label("left"), func.max(stay.closed_at).label("ended")
    once = select(*columns).group_by(stay.ticket_id, stay.below).subquery()
    counts = {
        "entered": func.count(),
        "left_upwards": func.count().filter(once.c.left),
        "solved_here": func.count().filter(not_(once.c.left), once.c.ended.is_not(None)),
    }
    return _part(once.c.below, counts, whole=whole).select_from(once).group_by(once.c.below)


def _number(value: int) -> ColumnElement[int]:
    return written(str(value), Integer)
