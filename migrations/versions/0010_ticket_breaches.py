"""When which limit of a ticket passed, and under whom: a narrow table that reports count, derived from events."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# Events tell of breaches since this migration. Before, an event that a deadline had passed told of it, and the first
# breach stood among the changes of whatever was decided next; the holder was the one whom the last event before named.
DERIVED = """
CREATE VIEW ticket_breaches_derived AS
SELECT DISTINCT ON (ticket_id, kind, at) ticket_id, kind, at, unit_id, level
FROM (
  SELECT e.ticket_id, e.sequence, b.kind, b.at, b.unit_id, b.level
  FROM events e
  CROSS JOIN LATERAL jsonb_to_recordset(e.data -> 'breaches') AS b(kind text, at timestamptz, unit_id uuid,
                                                                   level smallint)
  WHERE e.ticket_id IS NOT NULL AND e.data ? 'breaches'
  UNION ALL
  SELECT e.ticket_id, e.sequence, told.kind, told.at, held.unit_id, held.level
  FROM events e
  JOIN tickets t ON t.id = e.ticket_id
  CROSS JOIN LATERAL (
    SELECT CASE e.data ->> 'deadline' WHEN 'overall' THEN 'promise' ELSE 'stage' END AS kind,
           (e.data ->> 'due_at')::timestamptz AS at
    WHERE e.type = 'ticket.overdue'
    UNION ALL
    SELECT CASE (e.data #>> '{changes,first_breached_at,1}')::timestamptz WHEN t.due_at THEN 'promise' ELSE 'stage' END,
           (e.data #>> '{changes,first_breached_at,1}')::timestamptz
    WHERE e.type <> 'ticket.overdue' AND e.data #>> '{changes,first_breached_at,1}' IS NOT NULL
  ) told
  CROSS JOIN LATERAL (
    SELECT (SELECT (p.data #>> '{changes,holder_unit_id,1}')::uuid FROM events p
            WHERE p.ticket_id = e.ticket_id AND p.sequence < e.sequence AND p.data -> 'changes' ? 'holder_unit_id'
            ORDER BY p.sequence DESC LIMIT 1) AS unit_id,
           (SELECT (p.data #>> '{changes,level,1}')::smallint FROM events p
            WHERE p.ticket_id = e.ticket_id AND p.sequence < e.sequence AND p.data -> 'changes' ? 'level'
            ORDER BY p.sequence DESC LIMIT 1) AS level
  ) held
  WHERE NOT e.data ? 'breaches'
) told
ORDER BY ticket_id, kind, at, sequence
"""
# Tickets that were never late have nothing to derive; a stretch of ids at a time. OFFSET 0 keeps the derivation of each
# ticket apart: without it the planner reads all events for every stretch.
CHUNK = 5_000
SPAN = "SELECT id FROM tickets WHERE id > '{after}' ORDER BY id LIMIT {size}"
FILLED = """
INSERT INTO ticket_breaches (ticket_id, kind, at, unit_id, level)
SELECT d.ticket_id, d.kind, d.at, d.unit_id, d.level
FROM tickets t
CROSS JOIN LATERAL (SELECT * FROM ticket_breaches_derived d WHERE d.ticket_id = t.id OFFSET 0) d
WHERE t.id > '{after}' AND t.id <= '{upto}' AND t.first_breached_at IS NOT NULL
"""


def upgrade() -> None:
    """Make the table, and fill it from what events tell."""
    op.create_table(
        "ticket_breaches",
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "kind", "at", name=op.f("pk_ticket_breaches")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_breaches_ticket_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_ticket_breaches_unit_id")),
        sa.CheckConstraint("kind IN ('promise', 'stage')", name=op.f("ck_ticket_breaches_known_kind")),
    )
    op.execute(DERIVED)
    _fill()
    op.create_index("ix_ticket_breaches_at", "ticket_breaches", ["at", "ticket_id"])
    # What the clock let climb, by when.
    op.create_index(
        "ix_hand_overs_climbed", "hand_overs", ["sent_at", "ticket_id"],
        postgresql_where=sa.text("trigger = 'clock' AND action = 'escalate'"),
    )  # fmt: skip


def downgrade() -> None:
    """Take it back; events tell it still."""
    op.drop_index("ix_hand_overs_climbed", table_name="hand_overs")
    op.execute("DROP VIEW ticket_breaches_derived")
    op.drop_table("ticket_breaches")


def _fill() -> None:
    after = "00000000-0000-0000-0000-000000000000"
    while ids := op.get_bind().exec_driver_sql(SPAN.format(after=after, size=CHUNK)).scalars().all():
        op.execute(FILLED.format(after=after, upto=ids[-1]))
        after = str(ids[-1])
