"""What is learnt from decisions for suggestions is kept in one row, with the place up to which decisions were read."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Nothing is learnt yet: the engine reads the feed from its beginning."""
    op.create_table(
        "suggestion_model",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_suggestion_model_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_model")),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("suggestion_model")
