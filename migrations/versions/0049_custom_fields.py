"""An opinion says what the fields of its category ask for, and by which version of the catalogue that was checked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0049"
down_revision: str | None = "0048"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Without defaults: no row is written anew, and no seal of one changes."""
    op.add_column("opinions", sa.Column("attributes", postgresql.JSONB(), nullable=True))
    op.add_column("opinions", sa.Column("attributes_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("opinions", "attributes_version")
    op.drop_column("opinions", "attributes")
