"""What lists an opinion that arrives reads what arrived, and no opinion that was there before."""

from collections.abc import Sequence

from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

PLANNED = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
COLUMNS = "unit_serial, opinion_id, relation, status, received_at"
# Nearly all arrive without a ticket: their lines are in the rows themselves. For one that has a ticket the view is
# asked by itself; `OFFSET 0` keeps the planner from joining all opinions first.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION list_opinions() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
BEGIN
  INSERT INTO opinion_listings ({COLUMNS})
  SELECT p.serial::bigint, a.id, CASE WHEN p.n = cardinality(c.line) THEN 1 ELSE 2 END, a.status, a.received_at
  FROM arrived a
  CROSS JOIN LATERAL (SELECT string_to_array(trim('/' FROM a.unit_path), '/') AS line) c
  CROSS JOIN LATERAL unnest(c.line) WITH ORDINALITY p (serial, n)
  WHERE a.ticket_id IS NULL
  ON CONFLICT DO NOTHING;
  IF EXISTS (SELECT FROM arrived WHERE ticket_id IS NOT NULL) THEN
    INSERT INTO opinion_listings ({COLUMNS})
    SELECT d.unit_serial, d.opinion_id, d.relation, d.status, d.received_at
    FROM arrived a
    CROSS JOIN LATERAL (SELECT * FROM opinion_listings_derived WHERE opinion_id = a.id OFFSET 0) d
    WHERE a.ticket_id IS NOT NULL
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$
"""
BEFORE = f"""
CREATE OR REPLACE FUNCTION list_opinions() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
BEGIN
  INSERT INTO opinion_listings ({COLUMNS})
  SELECT d.unit_serial, d.opinion_id, d.relation, d.status, d.received_at
  FROM arrived a CROSS JOIN LATERAL (SELECT * FROM opinion_listings_derived WHERE opinion_id = a.id) d
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.execute(FUNCTION)


def downgrade() -> None:
    op.execute(BEFORE)
