"""What does each ticket contribute to roll-ups (ticket contributions)? Its days, and its counts for every unit.

    days    one for each basis: by when it was closed (open: broke its promise), is due, was first given out
    cells   one for each unit that it came to, and for each one above that, with all that is below: what the ticket
            counts there, so that a unit's counts are added up without a look at the units below it

A cell says who may see it: units on the way from the top to its own that reach the ticket, which are those down to
`seen_from`. A unit that the ticket has passed through, and lies outside of by now, does not see it itself; nor does
one that the ticket is about, or one below that.
"""

from collections.abc import Mapping
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
    assigned = _at(given.c.ticket_id, given.c.path, assignment_counts(given), has_come=False).select_from(given)
    objected = _at(agreed.c.ticket_id, agreed.c.path, {"returned": written("1", Integer)}, has_come=False)
    went_up = _at(hop.ticket_id, hop.from_path, left_for=hop.to_path, has_come=False)
    parts = (
        received.group_by(ticket.ticket_id, ticket.origin_path),
        assigned.group_by(given.c.ticket_id, given.c.path),
        objected,
        _at(hop.ticket_id, hop.to_path),
        went_up.where(hop.direction == written("'up'", Text)),
    )
    return compile_statement(union_all(*parts)).text


def _text(statement: ClauseElement) -> str:
    return compile_statement(statement).text


def _summed(names: tuple[str, ...]) -> str:
    return ", ".join(f"sum(s.{name})::integer AS {name}" for name in names)


_JSON: Final = ", ".join(f"'{name}', nullif(c.{name}, 0)" for name in COUNTS)
_GIVEN_OUT: Final = "h.direction IN ('down', 'sideways') AND h.withdrawn_at IS NULL"

CONTRIBUTIONS: Final = f"""
cohort AS MATERIALIZED (
  {_text(_cohort())} WHERE tickets.id = ANY ($1::uuid[]) AND (tickets.is_open OR tickets.closed_at IS NOT NULL)
),
hops AS MATERIALIZED (
  {_text(hops_of(_COHORT))}
),
happened AS (
  {_happened()}
),
-- Where something happened, and each unit above that; last the unit alone.
spread AS (
  SELECT h.*, n > h.depth AS alone, h.serials[1:least(n, h.depth)] AS way,
    CASE WHEN h.left_for IS NULL THEN false
         WHEN n > h.depth THEN h.left_for <> h.path
         ELSE NOT starts_with(h.left_for, '/' || array_to_string(h.serials[1:n], '/') || '/')
    END AS has_left
  FROM (
    SELECT *, string_to_array(btrim(path, '/'), '/') AS serials, cardinality(string_to_array(btrim(path, '/'), '/'))
      AS depth
    FROM happened
  ) h
  CROSS JOIN LATERAL generate_series(1, h.depth + 1) n
),
counted AS (
  SELECT s.ticket_id, s.way, s.alone, cardinality(s.way) AS depth, {_summed(_SUMS)},
    bool_or(s.has_come OR s.has_left)::integer AS entered, bool_or(s.has_left)::integer AS left_upwards
  FROM spread s GROUP BY s.ticket_id, s.way, s.alone
),
placed AS (
  SELECT c.*, t.closed_at, least(
    (SELECT count(*) FROM generate_series(1, c.depth) n WHERE c.way[1:n] = t.origin[1:n] OR c.way[1:n] = t.holder[1:n]),
    CASE WHEN c.way[1:cardinality(t.accused)] = t.accused THEN cardinality(t.accused) - 1 ELSE c.depth END
  ) AS seen_from
  FROM counted c
  JOIN (
    SELECT ticket_id, closed_at, string_to_array(btrim(origin_path, '/'), '/') AS origin,
      string_to_array(btrim(holder_path, '/'), '/') AS holder, string_to_array(btrim(accused_path, '/'), '/') AS accused
    FROM cohort
  ) t USING (ticket_id)
  WHERE c.entered > 0 OR c.returned > 0
),
cells AS (
  SELECT c.ticket_id, jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'unit', c.way[c.depth]::integer, 'alone', nullif(c.alone, false), 'seen', c.seen_from, {_JSON}
    )) ORDER BY c.way, c.alone
  ) AS cells
  FROM (
    SELECT *, (left_upwards = 0 AND entered > 0 AND closed_at IS NOT NULL)::integer AS solved_here
    FROM placed WHERE seen_from > 0
  ) c
  GROUP BY c.ticket_id
),
contributions AS MATERIALIZED (
  SELECT ticket_id, cohort.confidential,
    (CASE WHEN NOT cohort.is_open THEN cohort.closed_at WHEN broken.is_so THEN cohort.due_at END
      AT TIME ZONE $2::text)::date AS closed,
    (cohort.due_at AT TIME ZONE $2::text)::date AS due,
    ((SELECT min(h.sent_at) FROM hand_overs h WHERE h.ticket_id = cohort.ticket_id AND {_GIVEN_OUT})
      AT TIME ZONE $2::text)::date AS dispatched,
    CASE WHEN cohort.is_open AND cohort.fulfilled_at IS NULL AND cohort.resume_at IS NULL AND NOT broken.is_so
         THEN cohort.due_at END AS breaks_at,
    cells.cells
  FROM cohort JOIN cells USING (ticket_id)
  CROSS JOIN LATERAL (SELECT {_text(promise_is_broken(_COHORT))} AS is_so) broken
)"""
"""CTEs that end with `contributions`: `ticket_id, confidential, closed, due, dispatched, breaks_at, cells` of tickets.

`$1`: ids of tickets, `$2`: in which zone days are. What is in no period, as what was refused or merged, has none.
"""
