"""A closed ticket says whether its citizen answered with a code of their own, or was asked."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0045"
down_revision: str | None = "0044"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Of tickets that were closed before it is not known; their histories say it one by one."""
    op.add_column("tickets", sa.Column("confirmed_by", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("tickets", "confirmed_by")
