"""An extension asked for in days holds them, so that a new calendar counts its end anew; assignees are indexed.

Those that are there hold none: whether days or a date were asked for was not written down, so their dates stay.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("requests", sa.Column("until_limit", sa.Text(), nullable=True))
    # Few tickets have one; by it the open tickets of a member who has left are found.
    assigned = sa.text("is_open AND assignee_id IS NOT NULL")
    op.create_index("ix_tickets_assignee", "tickets", ["assignee_id"], postgresql_where=assigned)


def downgrade() -> None:
    op.drop_index("ix_tickets_assignee", table_name="tickets")
    op.drop_column("requests", "until_limit")
