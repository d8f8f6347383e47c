"""A category and a member have an index each that gives their tickets in an order: what few have is found at once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

CATEGORY, DONE_BY = "ix_tickets_category", "ix_tickets_done_by"


def upgrade() -> None:
    # An index cannot be made in stretches, and of some millions of tickets it takes more than the time of a statement.
    op.execute("SET LOCAL statement_timeout = 0")
    op.drop_index(CATEGORY, table_name="tickets")
    op.create_index(CATEGORY, "tickets", ["category", "id"], postgresql_where=sa.text("category IS NOT NULL"))
    done = sa.text("NOT is_open AND assignee_id IS NOT NULL")
    op.create_index(DONE_BY, "tickets", ["assignee_id", "id"], postgresql_where=done)
    op.execute("SET LOCAL statement_timeout = '10min'")


def downgrade() -> None:
    op.drop_index(DONE_BY, table_name="tickets")
    op.drop_index(CATEGORY, table_name="tickets")
    op.create_index(CATEGORY, "tickets", ["category"], postgresql_where=sa.text("category IS NOT NULL"))
