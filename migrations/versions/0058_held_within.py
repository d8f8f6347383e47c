"""Listings say whether a ticket is held in the subtree of the unit or elsewhere: a list may ask for one of them."""

from collections.abc import Sequence
from typing import Final

from alembic import op

revision: str = "0058"
down_revision: str | None = "0057"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# What a ticket is to a unit (relation). Held in its subtree: 1 below, 2 by itself, 3 below and it concerns the unit
# itself, 5 concealed. Received there and held elsewhere: 6, 7 and 8 are the same as 1, 3 and 5. Neither: 4 tied.
RELATION: Final = """CASE WHEN s.is_concealed THEN CASE WHEN s.is_held_there THEN 5 ELSE 8 END
            WHEN s.is_held THEN 2
            WHEN s.is_own AND s.is_held_there THEN 3 WHEN s.is_own AND s.is_placed THEN 7 WHEN s.is_own THEN 4
            WHEN s.is_held_there THEN 1 ELSE 6 END"""
BEFORE: Final = """CASE WHEN s.is_concealed THEN 5 WHEN s.is_held THEN 2 WHEN s.is_own AND s.is_placed THEN 3
            WHEN s.is_own THEN 4 ELSE 1 END"""
LISTINGS: Final = """
CREATE OR REPLACE VIEW ticket_listings_derived AS
SELECT s.unit_serial, t.id AS ticket_id, m.mark,
       {relation}::smallint AS relation,
       t.is_open, t.next_due_at, t.created_at, coalesce(t.changed_at, t.updated_at) AS updated_at, t.holder_unit_id,
       t.accused_path, t.state, t.level, t.category, t.urgency, t.difficulty, t.warning, t.stage, t.stuck, t.problem,
       t.key_task, t.first_breached_at,
       CASE WHEN t.first_breached_at IS NOT NULL THEN coalesce(t.changed_at, t.updated_at) END AS late_changed_at
FROM tickets t
CROSS JOIN LATERAL (
  SELECT unit_serial, bool_or(is_held) AS is_held, bool_or(is_held_there) AS is_held_there, bool_or(is_own) AS is_own,
         bool_or(is_placed) AS is_placed, bool_or(is_concealed) AS is_concealed
  FROM (
    SELECT p.serial::bigint AS unit_serial, c.is_holder AND p.n = cardinality(c.line) AS is_held,
           c.is_holder AS is_held_there, p.n = cardinality(c.line) AS is_own, true AS is_placed,
           coalesce(starts_with('/' || array_to_string(c.line[1 : p.n], '/') || '/', t.accused_path), false)
             AS is_concealed
    FROM (VALUES (string_to_array(trim('/' FROM t.holder_path), '/'), true),
                 (string_to_array(trim('/' FROM t.origin_path), '/'), false)) c (line, is_holder)
    CROSS JOIN LATERAL unnest(c.line) WITH ORDINALITY p (serial, n)
    UNION ALL
    SELECT u.serial, false, false, true, false, coalesce(starts_with(u.path, t.accused_path), false)
    FROM units u
    WHERE u.id = ANY (ARRAY[t.handler_unit_id, t.dispatcher_unit_id, t.sender_unit_id]
                      || ARRAY(SELECT j.unit_id FROM joint_tasks j WHERE j.ticket_id = t.id AND j.state = 'open'))
  ) line_and_ties
  GROUP BY unit_serial
) s
CROSS JOIN LATERAL (
  SELECT 0::smallint AS mark
  UNION ALL SELECT 1::smallint WHERE t.stuck
  UNION ALL SELECT 2::smallint WHERE t.problem
  UNION ALL SELECT 3::smallint WHERE t.key_task
) m
WHERE s.is_placed OR NOT s.is_concealed
"""
# Opinions are listed by what a ticket is to the unit itself.
OF_THE_UNIT, OF_THE_UNIT_BEFORE = "relation IN (2, 3, 4, 7)", "relation IN (2, 3, 4)"
OPINION_LISTINGS: Final = """
CREATE OR REPLACE VIEW opinion_listings_derived AS
SELECT p.serial::bigint AS unit_serial, o.id AS opinion_id,
       CASE WHEN p.n = cardinality(c.line) THEN 1 WHEN l.ticket_id IS NOT NULL THEN 4 ELSE 2 END::smallint AS relation,
       o.status, o.received_at
FROM opinions o
CROSS JOIN LATERAL (SELECT string_to_array(trim('/' FROM o.unit_path), '/') AS line) c
CROSS JOIN LATERAL unnest(c.line) WITH ORDINALITY p (serial, n)
LEFT JOIN LATERAL (
  SELECT ticket_id FROM ticket_listings
  WHERE ticket_id = o.ticket_id AND unit_serial = p.serial::bigint AND mark = 0 AND {of_the_unit} LIMIT 1
) l ON true
UNION ALL
SELECT l.unit_serial, o.id, 3::smallint, o.status, o.received_at
FROM opinions o
CROSS JOIN LATERAL (SELECT unit_serial FROM ticket_listings WHERE ticket_id = o.ticket_id AND mark = 0 OFFSET 0) l
WHERE l.unit_serial <> ALL (string_to_array(trim('/' FROM o.unit_path), '/')::bigint[])
"""
# A stretch of ids at a time. Only what is held outside the subtree that received it has rows that change.
CHUNK: Final = 5_000
SPAN: Final = "SELECT id FROM tickets WHERE id > '{after}' ORDER BY id LIMIT {size}"
TOLD_APART: Final = """
UPDATE ticket_listings l SET relation = CASE l.relation WHEN 1 THEN 6 WHEN 3 THEN 7 ELSE 8 END
FROM tickets t
WHERE l.ticket_id = t.id AND t.id > '{after}' AND t.id <= '{upto}' AND NOT starts_with(t.holder_path, t.origin_path)
  AND l.relation IN (1, 3, 5) AND strpos(t.holder_path, '/' || l.unit_serial || '/') = 0
"""
AS_ONE: Final = """
UPDATE ticket_listings SET relation = CASE relation WHEN 6 THEN 1 WHEN 7 THEN 3 ELSE 5 END
WHERE ticket_id > '{after}' AND ticket_id <= '{upto}' AND relation IN (6, 7, 8)
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(LISTINGS.format(relation=RELATION))
    op.get_bind().exec_driver_sql(OPINION_LISTINGS.format(of_the_unit=OF_THE_UNIT))
    _redefine("list_opinions_of_tickets", OF_THE_UNIT_BEFORE, OF_THE_UNIT)
    _in_stretches(TOLD_APART)


def downgrade() -> None:
    _in_stretches(AS_ONE)
    _redefine("list_opinions_of_tickets", OF_THE_UNIT, OF_THE_UNIT_BEFORE)
    op.get_bind().exec_driver_sql(OPINION_LISTINGS.format(of_the_unit=OF_THE_UNIT_BEFORE))
    op.get_bind().exec_driver_sql(LISTINGS.format(relation=BEFORE))


def _redefine(function: str, old: str, new: str) -> None:
    definition = str(op.get_bind().exec_driver_sql(f"SELECT pg_get_functiondef('{function}'::regproc)").scalar_one())
    if old not in definition:
        raise LookupError(old)
    op.get_bind().exec_driver_sql(definition.replace(old, new))


def _in_stretches(statement: str) -> None:
    after = "00000000-0000-0000-0000-000000000000"
    while ids := op.get_bind().exec_driver_sql(SPAN.format(after=after, size=CHUNK)).scalars().all():
        op.get_bind().exec_driver_sql(statement.format(after=after, upto=ids[-1]))
        after = str(ids[-1])
