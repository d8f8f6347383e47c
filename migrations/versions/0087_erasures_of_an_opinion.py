"""What was asked for last of an opinion is found by an index, however much has been erased."""

from collections.abc import Sequence

from alembic import op

revision: str = "0087"
down_revision: str | None = "0086"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_erasures_opinion", "erasures", ["opinion_id", "unit_path"])


def downgrade() -> None:
    op.drop_index("ix_erasures_opinion", "erasures")
