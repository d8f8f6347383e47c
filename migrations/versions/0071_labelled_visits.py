"""Visits with labels of households are found by their day, to be erased in time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0071"
down_revision: str | None = "0070"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    labelled = sa.text("data_key IS NOT NULL")
    op.create_index("ix_visits_labelled", "visits", ["day", "id"], postgresql_where=labelled)


def downgrade() -> None:
    op.drop_index("ix_visits_labelled", "visits")
