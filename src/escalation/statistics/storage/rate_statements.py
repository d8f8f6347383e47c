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
    FromClause,
    Select,
    Text,
    cast,
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
from escalation.statistics.domain.rates import COUNTS
from escalation.statistics.domain.reports import Basis
from escalation.statistics.storage.rate_facts import (
    agreed_objections,
    assignment_counts,
    assignments,
    hops_of,
    ticket_counts,
)
from escalation.statistics.storage.report_facts import rate_facts
from escalation.statistics.storage.unit_report_statements import below, lies_there
from escalation.tickets.storage import visibility
from escalation.tickets.storage.list_statements import Search
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
    hops = hops_of(cohort).cte("hops")
    parts = (_of_tickets(cohort), _of_assignments(hops), _of_objections(cohort), *_of_levels(cohort, hops))
    found = union_all(*parts).subquery("found")
    sums = (cast(func.sum(found.c[name]), BigInteger).label(name) for name in COUNTS)
    statement = select(found.c.is_whole, found.c.below, *sums)
    return compile_statement(statement.group_by(found.c.is_whole, found.c.below))


_NONE: Final = written("0", BigInteger)


def _part(place: ColumnElement[Any], counts: Mapping[str, ColumnElement[Any]], *, whole: bool = False) -> Select[Any]:
    """The counts of one kind of facts, and none of the others."""
    columns = (cast(counts.get(name, _NONE), BigInteger).label(name) for name in COUNTS)
    return select(cast(true() if whole else false(), Boolean).label("is_whole"), place.label("below"), *columns)


def _of_tickets(cohort: CTE) -> Select[Any]:
    place = below(cohort.c.origin_path)
    counted = _part(place, ticket_counts(cohort)).select_from(cohort)
    return counted.where(lies_there(cohort.c.origin_path)).group_by(place)


def _of_assignments(hops: CTE) -> Select[Any]:
    given = assignments(hops).where(lies_there(hops.c.to_path)).subquery("given")
    place = below(given.c.path)
    return _part(place, assignment_counts(given)).select_from(given).group_by(place)


def _of_objections(cohort: CTE) -> Select[Any]:
    agreed = agreed_objections(cohort).subquery("agreed")
    place = below(agreed.c.path)
    counted = _part(place, {"returned": func.count()}).select_from(agreed)
    return counted.where(lies_there(agreed.c.path)).group_by(place)


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
