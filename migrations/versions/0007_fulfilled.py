"""The promise of a ticket that was closed is fulfilled, in time or late: reopened, it is late by its stage alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BEFORE = "LEAST(stage_due_at, due_at)"
# Never empty: what is archived waits for nothing, and stands in lists by the date that was promised.
AFTER = "COALESCE(LEAST(stage_due_at, CASE WHEN fulfilled_at IS NULL THEN due_at END), due_at)"
# When an open ticket was closed before stands in its history only.
REOPENED = """
UPDATE tickets t SET fulfilled_at = e.at
FROM (SELECT ticket_id, max(occurred_at) AS at FROM events WHERE type = 'ticket.reopened' GROUP BY ticket_id) e
WHERE e.ticket_id = t.id AND t.is_open
"""


def upgrade() -> None:
    op.add_column("tickets", sa.Column("fulfilled_at", postgresql.TIMESTAMP(timezone=True), nullable=True))
    _derive(AFTER)
    op.execute(REOPENED)


def downgrade() -> None:
    _derive(BEFORE)
    op.drop_column("tickets", "fulfilled_at")


def _derive(expression: str) -> None:
    """Derive `next_due_at` anew. What leans on the column is taken away for that, and put back as it was."""
    view = _definition("pg_get_viewdef('ticket_listings_derived'::regclass)")
    trigger = _definition("pg_get_triggerdef((SELECT oid FROM pg_trigger WHERE tgname = 'tickets_followed'))")
    op.execute("DROP TRIGGER tickets_followed ON tickets")
    op.execute("DROP VIEW ticket_listings_derived")
    op.drop_index("ix_tickets_due", table_name="tickets")
    op.drop_column("tickets", "next_due_at")
    moment = postgresql.TIMESTAMP(timezone=True)
    op.add_column("tickets", sa.Column("next_due_at", moment, sa.Computed(expression, persisted=True), nullable=True))
    op.create_index("ix_tickets_due", "tickets", ["is_open", "next_due_at", "id"])
    for statement in (f"CREATE VIEW ticket_listings_derived AS {view}", trigger):
        op.get_bind().exec_driver_sql(statement)


def _definition(function: str) -> str:
    return str(op.get_bind().exec_driver_sql(f"SELECT {function}").scalar_one())
