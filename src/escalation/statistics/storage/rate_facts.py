"""Which rate facts are there: what of a ticket, of its assignments and objections counts for which rate?

Said once, for whoever counts: reports as they are asked for (`rate_statements.py`), and roll-ups as things happen
(`ticket_contributions.py`). `cohort` is a table of tickets with their columns, the id as `ticket_id`.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
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
    func,
    not_,
    or_,
    select,
)
from sqlalchemy import literal_column as written

from escalation.organisation.storage.tables import units
from escalation.statistics.storage.report_facts import promise_is_broken
from escalation.tickets.storage.breach_tables import ticket_breaches
from escalation.tickets.storage.tables import hand_overs, requests

DOWNWARDS: Final = written("'down'", Text), written("'sideways'", Text)
"""The directions in which tickets are assigned."""


def ticket_counts(cohort: FromClause) -> Mapping[str, ColumnElement[int]]:
    """What is counted of tickets for the unit that received them first."""
    ticket = cohort.c
    is_closed = ticket.closed_at.is_not(None)
    kept = func.coalesce(ticket.fulfilled_at, ticket.closed_at)
    took = cast(func.floor(cast(extract("epoch", ticket.closed_at - ticket.created_at), Float)), BigInteger)

    def closed(*more: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(is_closed, *more)

    return {
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
        "seconds": func.coalesce(func.sum(took).filter(is_closed), _number(0)),
    }


def hops_of(cohort: FromClause) -> Select[Any]:
    """The hand-overs of the tickets that were not taken back, with paths; `ends_at`: when the next one followed."""
    hop, start, end = hand_overs.c, units.alias("from_unit"), units.alias("to_unit")
    following = func.lead(hop.sent_at).over(partition_by=hop.ticket_id, order_by=hop.n)
    source = hand_overs.join(cohort, cohort.c.ticket_id == hop.ticket_id)
    source = source.join(start, start.c.id == hop.from_unit_id).join(end, end.c.id == hop.to_unit_id)
    columns = hop.ticket_id, hop.direction, hop.to_unit_id, hop.sent_at, hop.signed_at, cohort.c.closed_at
    paths = start.c.path.label("from_path"), end.c.path.label("to_path")
    found = select(*columns, *paths, following.label("ends_at")).select_from(source)
    return found.where(hop.withdrawn_at.is_(None))


def assignments(hops: FromClause) -> Select[Any]:
    """`ticket_id, path, signed_at, lapsed` of what was given down or beside, to the unit at the path.

    `lapsed`: it was not signed for when the limit of that passed.
    """
    hop, breach = hops.c, ticket_breaches.c
    until = func.coalesce(hop.signed_at, hop.ends_at, written("'infinity'::timestamptz"))
    lapsed = exists().where(
        breach.ticket_id == hop.ticket_id, breach.kind == written("'stage'", Text), breach.unit_id == hop.to_unit_id,
        breach.inherited_from.is_(None), breach.at > hop.sent_at, breach.at <= until,
    )  # fmt: skip
    columns = hop.ticket_id, hop.to_path.label("path"), hop.signed_at, lapsed.label("lapsed")
    return select(*columns).where(hop.direction.in_(DOWNWARDS))


def assignment_counts(given: FromClause) -> Mapping[str, ColumnElement[int]]:
    """What is counted of assignments for the unit that they were given to."""
    is_signed = given.c.signed_at.is_not(None)
    return {
        "dispatched": func.count(),
        "sign_due": func.count().filter(or_(is_signed, given.c.lapsed)),
        "signed_on_time": func.count().filter(is_signed, not_(given.c.lapsed)),
    }


def agreed_objections(cohort: FromClause) -> Select[Any]:
    """`ticket_id, path`: what units gave back, and were right to; the path is that of the unit."""
    asking = units.alias("asking")
    source = cohort.join(requests, requests.c.ticket_id == cohort.c.ticket_id)
    source = source.join(asking, asking.c.id == requests.c.asked_unit_id)
    found = select(cohort.c.ticket_id, asking.c.path).select_from(source)
    return found.where(and_(requests.c.kind == _OBJECTION, requests.c.state == _APPROVED))


_OBJECTION: Final = written("'objection'", Text)
_APPROVED: Final = written("'approved'", Text)


def _number(value: int) -> ColumnElement[int]:
    return written(str(value), Integer)
