"""Whom a ticket may be given to is found in a part of the tree, on a level."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Some 700,000 units in a country: seconds."""
    op.create_index("ix_units_level_path", "units", ["level", "path"], postgresql_where=sa.text("active"))


def downgrade() -> None:
    op.drop_index("ix_units_level_path", "units")
