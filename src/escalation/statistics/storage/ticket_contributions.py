"""What does each ticket contribute to roll-ups (ticket contributions)? Its days, and its counts for every unit.

    days    one for each basis: by when it was closed (open: broke its promise), is due, was first given out
    cells   one for each unit that it came to, and for each one above that, with all that is below: what the ticket
            counts there, so that a unit's counts are added up without a look at the units below it

A cell says who may see it: units on the way from the top to its own that reach the ticket, which are those down to
`seen_from`. A unit that the ticket has passed through, and lies outside of by now, does not see it itself; nor does
one that the ticket is about, or one below that.
"""

from collections.abc import Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ClauseElement,
    ColumnElement,
    Integer,
    Select,
    Text,
    cast,
    column,
    false,
    null,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy import literal_column as written
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path
from escalation.kit.database.connection import compile_statement
from escalation.statistics.domain.rates import COUNTS, LEVEL_COUNTS
from escalation.statistics.storage.rate_facts import (
    DOWNWARDS,
    agreed_objections,
    assignment_counts,
    assignments,
    hops_of,
    ticket_counts,
)
from escalation.statistics.storage.report_facts import promise_is_broken
from escalation.tickets.storage.tables import tickets

_NAMES: Final = (
    "confidential", "origin_path", "holder_path", "accused_path", "is_open", "created_at", "due_at", "due_original_at",
    "closed_at", "fulfilled_at", "resume_at", "confirmed_by", "solved", "satisfaction", "redos",
)  # fmt: skip
_COHORT: Final = table(
    "cohort", column("ticket_id", UUID(as_uuid=True)), *(column(name, tickets.c[name].type) for name in _NAMES)
)
_HOPS: Final = table(
    "hops", column("ticket_id", UUID(as_uuid=True)), column("direction", Text), column("from_path", Path),
    column("to_path", Path), column("to_unit_id", UUID(as_uuid=True)), column("sent_at", Moment),
    column("signed_at", Moment), column("ends_at", Moment),
)  # fmt: skip
_SUMS: Final = tuple(name for name in COUNTS if name not in LEVEL_COUNTS)
_NONE: Final = written("0", Integer)


def _cohort() -> Select[Any]:
    """The tickets asked for that are in any period: open ones, and those that were closed as done."""
    columns = (tickets.c[name] for name in _NAMES)
    return select(tickets.c.id.label("ticket_id"), *columns)


def _at(
    ticket_id: ColumnElement[Any],
    path: ColumnElement[Any],
    counts: Mapping[str, ColumnElement[int]] = MappingProxyType({}),
    *,
    left_for: ColumnElement[Any] | None = None,
    has_come: bool = True,
) -> Select[Any]:
    """Something that happened to a ticket at a unit. `left_for`: the path of the one it went up to."""
    columns = (cast(counts.get(name, _NONE), BigInteger).label(name) for name in _SUMS)
    goal = cast(null() if left_for is None else left_for, Text).label("left_for")
    came = cast(true() if has_come else false(), Boolean).label("has_come")
    return select(ticket_id.label("ticket_id"), path.label("path"), goal, came, *columns)


def _happened() -> str:
    """All that happened to the tickets of `cohort` with `hops`, each at the path of a unit."""
    ticket, hop = _COHORT.c, _HOPS.c
    given = assignments(_HOPS).subquery("given")
    agreed = agreed_objections(_COHORT).subquery("agreed")
    received = _at(ticket.ticket_id, ticket.origin_path, ticket_counts(_COHORT)).select_from(_COHORT)
    assigned = _at(given.c.ticket_id, given.c.path, assignment_counts(given)).select_from(given)
    objected = _at(agreed.c.ticket_id, agreed.c.path, {"returned": written("1", Integer)}, has_come=False)
    went_up = _at(hop.ticket_id, hop.from_path, left_for=hop.to_path, has_come=False)
    parts = (
        received.group_by(ticket.ticket_id, ticket.origin_path),
        assigned.group_by(given.c.ticket_id, given.c.path),
        objected,
        _at(hop.ticket_id, hop.to_path).where(hop.direction.not_in(DOWNWARDS)),
        went_up.where(hop.direction == written("'up'", Text)),
    )
    return compile_statement(union_all(*parts)).text


def _text(statement: ClauseElement) -> str:
    return compile_statement(statement).text


_OF_HOPS: Final = frozenset({"dispatched", "sign_due", "signed_on_time", "returned"})
_WIDTHS: Final = {name: 12 if name in _OF_HOPS else 1 for name in COUNTS if name != "seconds"}
"""Bits of each count: a ticket counts once for a unit, but may come there and be given back more than once."""
_SHIFTS: Final = dict(zip(_WIDTHS, accumulate(_WIDTHS.values(), initial=0), strict=False))


def _packed(name: str) -> str:
    return f"(least(c.{name}, {2 ** _WIDTHS[name] - 1}) << {_SHIFTS[name]})"


def unpacked(name: str) -> str:
    """A count of a cell, as `CELLS` has it."""
    if name == "seconds":
        return f"{unpacked('closed')} * c.seconds"
    return f"((cell.counts >> {_SHIFTS[name]}) & {2 ** _WIDTHS[name] - 1})"


CELLS: Final = """
  unnest(c.places, c.counts) AS packed (place, counts)
  CROSS JOIN LATERAL (
    SELECT place / 64 AS unit, place / 2 % 32 AS seen_from, place % 2 = 1 AS alone, packed.counts
  ) AS cell"""
"""The cells of a contribution `c`: what a place and its counts are packed into, which takes a tenth of the space."""

CONTRIBUTIONS: Final = f"""
cohort AS MATERIALIZED (
  {_text(_cohort())} WHERE tickets.id = ANY ($1::uuid[]) AND (tickets.is_open OR tickets.closed_at IS NOT NULL)
),
hops AS MATERIALIZED (
  {_text(hops_of(_COHORT))}
),
happened AS MATERIALIZED (
  {_happened()}
),
-- Every unit where something happened with each one above it, and the unit itself once more as `alone`.
lines AS MATERIALIZED (
  SELECT p.path, l.depth, l.alone, p.serials[l.depth]::integer AS unit, p.ways[l.depth] AS way, p.ways
  FROM (
    SELECT h.path, string_to_array(btrim(h.path, '/'), '/') AS serials, ARRAY(
      SELECT substr(h.path, 1, n) FROM generate_series(2, length(h.path)) n WHERE substr(h.path, n, 1) = '/' ORDER BY n
    ) AS ways
    FROM (SELECT DISTINCT path FROM happened) h
    OFFSET 0
  ) p
  CROSS JOIN LATERAL (
    SELECT n AS depth, false AS alone FROM unnest(p.serials) WITH ORDINALITY AS part (serial, n)
    UNION ALL SELECT cardinality(p.serials), true
  ) l
),
spread AS (
  SELECT h.*, l.unit, l.alone, t.closed_at,
    CASE WHEN h.left_for IS NULL THEN false WHEN l.alone THEN h.left_for <> h.path
         ELSE NOT starts_with(h.left_for, l.way) END AS has_left,
    least(
      CASE WHEN starts_with(t.origin_path, l.way) OR starts_with(t.holder_path, l.way) THEN l.depth ELSE (
        SELECT count(*) FROM unnest(l.ways) w WHERE starts_with(t.origin_path, w) OR starts_with(t.holder_path, w)
      ) END,
      CASE WHEN starts_with(l.way, t.accused_path)
           THEN length(t.accused_path) - length(replace(t.accused_path, '/', '')) - 2 ELSE l.depth END
    ) AS seen_from
  FROM happened h JOIN lines l USING (path) JOIN cohort t USING (ticket_id)
),
counted AS (
  SELECT s.ticket_id, s.unit, s.alone, s.seen_from, {", ".join(f"sum(s.{name})::bigint AS {name}" for name in _SUMS)},
    bool_or(s.has_come OR s.has_left)::integer::bigint AS entered, bool_or(s.has_left)::integer::bigint AS left_upwards,
    (bool_or(s.has_come) AND NOT bool_or(s.has_left) AND max(s.closed_at) IS NOT NULL)::integer::bigint AS solved_here
  FROM spread s WHERE s.seen_from > 0 GROUP BY s.ticket_id, s.unit, s.alone, s.seen_from
),
cells AS MATERIALIZED (
  SELECT c.ticket_id, max(c.seconds) AS seconds,
    array_agg((c.unit * 64 + c.seen_from * 2 + c.alone::integer)::integer ORDER BY c.unit, c.alone) AS places,
    array_agg({" | ".join(map(_packed, _WIDTHS))} ORDER BY c.unit, c.alone) AS counts
  FROM counted c WHERE c.entered > 0 OR c.returned > 0
  GROUP BY c.ticket_id
),
contributions AS MATERIALIZED (
  SELECT ticket_id, cohort.confidential,
    (CASE WHEN NOT cohort.is_open THEN cohort.closed_at WHEN broken.is_so THEN cohort.due_at END
      AT TIME ZONE $2::text)::date AS closed,
    (cohort.due_at AT TIME ZONE $2::text)::date AS due,
    (given.first_at AT TIME ZONE $2::text)::date AS dispatched,
    CASE WHEN cohort.is_open AND cohort.fulfilled_at IS NULL AND cohort.resume_at IS NULL AND NOT broken.is_so
         THEN cohort.due_at END AS breaks_at,
    cells.seconds, cells.places, cells.counts
  FROM cohort JOIN cells USING (ticket_id)
  LEFT JOIN (
    SELECT ticket_id, min(sent_at) AS first_at FROM hops WHERE direction IN ('down', 'sideways') GROUP BY ticket_id
  ) given USING (ticket_id)
  CROSS JOIN LATERAL (SELECT {_text(promise_is_broken(_COHORT))} AS is_so) broken
)"""
"""CTEs that end with `contributions`: days and cells of tickets, as `rate_contributions` has them.

`$1`: ids of tickets, `$2`: in which zone days are. What is in no period, as what was refused or merged, has none.
"""
