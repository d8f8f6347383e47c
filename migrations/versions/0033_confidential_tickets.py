"""Which tickets are confidential is asked of every row of a list by those who may not know: a small index says so."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make it: one pass over the tickets, of which few are written."""
    op.create_index("ix_tickets_confidential", "tickets", ["id"], postgresql_where=sa.text("confidential"))


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_tickets_confidential", table_name="tickets")
