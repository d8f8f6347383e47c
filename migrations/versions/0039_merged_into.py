"""What was merged into a ticket is found by an index, however many tickets there are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    is_merged = sa.text("merged_into_id IS NOT NULL")
    op.create_index("ix_tickets_merged_into", "tickets", ["merged_into_id"], postgresql_where=is_merged)


def downgrade() -> None:
    op.drop_index("ix_tickets_merged_into", "tickets")
