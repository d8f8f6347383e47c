"""Tickets in somebody's hand are found in the order of the tree: whose assignee is gone, an office may ask."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0044"
down_revision: str | None = "0043"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """By one statement: nobody writes while tables are brought up to date, and all steps are one transaction."""
    assigned = sa.text("is_open AND assignee_id IS NOT NULL")
    op.create_index("ix_tickets_in_hand", "tickets", ["holder_path", "id"], postgresql_where=assigned)


def downgrade() -> None:
    op.drop_index("ix_tickets_in_hand", "tickets")
