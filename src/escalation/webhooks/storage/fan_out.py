"""Who is to be told of an event? Endpoints whose types, filter and unit fit; each gets a row in the queue.

What an endpoint sees is what an integrator of its unit sees at that moment. These are parts of the one statement that
gives events their places in the feed (`feed.storage.sequencing`), so no event is ever in the feed without being owed as
well; they cost next to nothing as long as there are no endpoints.
"""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    FromClause,
    Text,
    and_,
    column,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.expression import any_

from escalation.events.domain.ticket_events import IMPORTED
from escalation.events.storage.tables import events
from escalation.feed.storage.sequencing import FanOut
from escalation.feed.storage.visibility import LEFT, Rights, Subjects
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import compile_statement
from escalation.kit.runtime.subtree import Shape
from escalation.organisation.storage.successors import standing_for
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import integrator
from escalation.webhooks.domain.backoff import EXPIRY
from escalation.webhooks.storage.tables import webhook_endpoints, webhook_tails

ENDPOINTS: Final = """SELECT e.id, e.unit_id, e.unit_path, left(e.unit_path, -1) || '0' AS unit_end,
    e.type_patterns, e.filter, e.ordering, e.ordering_hold,
    CASE WHEN e.filter ? 'unit' THEN ARRAY(SELECT u.path FROM units u WHERE e.filter -> 'unit' ? u.code) END AS within
  FROM webhook_endpoints e"""
"""Endpoints as `wanted` needs them: with the end of their subtree, and the subtrees that their filter names."""


def wanted(subjects: Subjects, endpoint: FromClause) -> ColumnElement[bool]:
    """Whether an endpoint, as it comes from `ENDPOINTS`, is to be sent an event: it asked for it, and may see it.

    A filter is about tickets, an opinion's included; of what has no ticket, a record passes one that asks for units
    alone, and nothing else passes any. That a ticket left its scope
    is told to an endpoint that was told of the ticket before, whatever has become of the fields that it asks for.
    """
    event = subjects.event.c
    viewer = integrator(endpoint.c.unit_id, endpoint.c.unit_path, endpoint.c.unit_end)
    fits = and_(*(subjects.adapted(condition) for condition in _filters(endpoint)))
    tails = webhook_tails.c
    told = select(tails.endpoint_id).where(tails.endpoint_id == endpoint.c.id, tails.ticket_id == event.ticket_id)
    knows = endpoint.c.id == any_(func.ARRAY(told.scalar_subquery()))
    # History that is imported is told by the thousand: only to whoever asks for that by name.
    by_name = literal_column(f"'{IMPORTED}'", Text)
    is_over = event.type == literal_column(f"'{LEFT}'", Text)
    everything = endpoint.c.filter == literal_column("'{}'::jsonb")
    has_ticket = subjects.ticket.c.id.is_not(None)
    return and_(
        event.type.like(any_(endpoint.c.type_patterns)),
        or_(event.type != by_name, by_name == any_(endpoint.c.type_patterns)),
        or_(everything, and_(is_over, knows), and_(not_(is_over), has_ticket, fits), _is_of_units(event, endpoint)),
        or_(event.endpoint_id.is_(None), event.endpoint_id != endpoint.c.id),
        subjects.seen(Shape.SUBTREE, viewer, _RIGHTS),
    )


_RIGHTS: Final = Rights(endpoints=true())
"""Of an integrator."""


def _is_of_units(event: ReadOnlyColumnCollection[str, Any], endpoint: FromClause) -> ColumnElement[bool]:
    """Whether it is a record's, and the filter asks for nothing but for units, that of the record or one above."""
    standing, path = standing_for(event.unit_id), func.unnest(endpoint.c.within).column_valued("wanted_path")
    lies_within = exists(select(path).where(func.starts_with(standing.c.path, path, type_=Boolean)))
    asks_for_units_alone = endpoint.c.filter.op("-")(literal_column("'unit'", Text)) == literal_column("'{}'::jsonb")
    return and_(event.record_id.is_not(None), asks_for_units_alone, lies_within)


def _filters(endpoint: FromClause) -> list[ColumnElement[bool]]:
    """A field that is named has to have one of the values; nothing in a filter, however odd, makes this fail."""
    asked = endpoint.c.filter
    equal = ("level", "urgency", "difficulty", "source", "key_task", "problem", "state")
    return [
        *(_passes(asked, name, _values(asked, name).op("@>")(func.to_jsonb(tickets.c[name]))) for name in equal),
        _passes(asked, "category", _values(asked, "category").bool_op("?|")(_category_and_above())),
        _passes(asked, "unit", _lies_within(endpoint.c.within)),
    ]


def _passes(asked: ColumnElement[Any], name: str, condition: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(not_(asked.bool_op("?")(literal_column(f"'{name}'"))), condition)


def _values(asked: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    return asked.op("->")(literal_column(f"'{name}'"))


def _category_and_above() -> ColumnElement[Any]:
    """A category stands for its parts too; there are at most three levels."""
    own = tickets.c.category
    above = func.regexp_replace(own, literal_column(r"'\.[^.]*$'"), literal_column("''"))
    first = func.split_part(own, literal_column("'.'"), literal_column("1"))
    return array([own, above, first])


def _lies_within(paths: ColumnElement[Any]) -> ColumnElement[bool]:
    path = func.unnest(paths).column_valued("path")
    is_held, is_from = (
        func.starts_with(own, path, type_=Boolean) for own in (tickets.c.holder_path, tickets.c.origin_path)
    )
    return exists(select(path).where(or_(is_held, is_from)))


def _matched() -> str:
    """Each event of the batch with each endpoint that is to be told of it."""
    events_of_batch = table("batch", *(column(name, events.c[name].type) for name in _OF_EVENTS))
    endpoint = table("active", *(column(name, kind) for name, kind in _OF_ENDPOINTS.items()))
    subjects = Subjects(events_of_batch, webhook_endpoints)
    told = events_of_batch.c
    pairs = (
        select(
            endpoint.c.id.label("endpoint_id"), endpoint.c.ordering, endpoint.c.ordering_hold,
            told.id.label("event_id"), told.ticket_id, told.sequence, told.feed_pos,
            func.coalesce(told.ticket_id, told.opinion_id, told.endpoint_id, told.record_id).label("subject_id"),
        )
        .select_from(subjects.joined.join(endpoint, wanted(subjects, endpoint)))
        .where(_IS_ANYBODY_THERE)
    )  # fmt: skip
    return compile_statement(pairs).text


_OF_EVENTS: Final = (
    "id", "feed_pos", "ticket_id", "opinion_id", "endpoint_id", "record_id", "unit_id", "actor_unit_id", "sequence",
    "type", "action", "data",
)  # fmt: skip
_OF_ENDPOINTS: Final = {
    **{name: webhook_endpoints.c[name].type for name in ("id", "unit_id", "unit_path", "type_patterns", "filter")},
    **{name: webhook_endpoints.c[name].type for name in ("ordering", "ordering_hold")},
    "unit_end": Path,
    "within": ARRAY(Text),
}
# Asked once for all, before any event looks up what it is about.
_IS_ANYBODY_THERE: Final = literal_column("EXISTS (SELECT FROM active)", Boolean)

_HOURS: Final = EXPIRY // timedelta(hours=1)

FAN_OUT: Final = FanOut(
    is_wanted="EXISTS (SELECT FROM webhook_endpoints WHERE state = 'active')",
    parts=f"""active AS MATERIALIZED (
  {ENDPOINTS}
  WHERE e.state = 'active' AND EXISTS (SELECT FROM batch)
),
matched AS MATERIALIZED (
  {_matched()}
),
queued AS (
  INSERT INTO webhook_queue
    (endpoint_id, event_id, subject_id, feed_pos, previous_sequence, due_at, hold_until, expires_at, created_at)
  SELECT m.endpoint_id, m.event_id, m.subject_id, m.feed_pos,
    coalesce(lag(m.sequence) OVER (PARTITION BY m.endpoint_id, m.ticket_id ORDER BY m.feed_pos), tail.sequence),
    greatest(n.now, first.due_at), n.now + m.ordering_hold, n.now + INTERVAL '{_HOURS} hours', n.now
  FROM matched m CROSS JOIN moment n
  LEFT JOIN LATERAL (
    SELECT t.sequence FROM webhook_tails t
    WHERE t.endpoint_id = m.endpoint_id AND t.ticket_id = m.ticket_id LIMIT 1
  ) tail ON true
  -- Behind one that failed and is to be tried again, this one would only be looked at in vain until then.
  LEFT JOIN LATERAL (
    SELECT q.due_at FROM webhook_queue q
    WHERE q.endpoint_id = m.endpoint_id AND q.subject_id = m.subject_id AND m.ordering = 'ticket'
      AND q.hold_until > n.now
    ORDER BY q.feed_pos LIMIT 1
  ) first ON true
  ORDER BY m.feed_pos
  ON CONFLICT (endpoint_id, event_id) DO NOTHING
  RETURNING 1
),
tails AS (
  INSERT INTO webhook_tails (endpoint_id, ticket_id, sequence)
  SELECT endpoint_id, ticket_id, max(sequence) FROM matched WHERE ticket_id IS NOT NULL
  GROUP BY endpoint_id, ticket_id ORDER BY endpoint_id, ticket_id
  ON CONFLICT (endpoint_id, ticket_id) DO UPDATE SET sequence = excluded.sequence
)""",
)
