"""A session keeps as which post one acts in it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0043"
down_revision: str | None = "0042"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("acting_as", sa.Text()))


def downgrade() -> None:
    op.drop_column("sessions", "acting_as")
