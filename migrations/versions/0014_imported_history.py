"""A ticket says whether it is history of another system."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """None is yet. A constant default is kept beside the table: no row is written, however many there are."""
    op.add_column("tickets", sa.Column("imported", sa.Boolean(), server_default=sa.text("false"), nullable=False))


def downgrade() -> None:
    """What was imported stays as what it is, a closed ticket."""
    op.drop_column("tickets", "imported")
