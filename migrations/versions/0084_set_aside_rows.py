"""Rows that a task of the engine cannot handle are set aside; surveys say how many were asked not long before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision: str = "0084"
down_revision: str | None = "0083"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "set_aside_rows",
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("row_id", sa.UUID(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("first_at", TIMESTAMP(timezone=True), nullable=False),
        sa.Column("again_at", TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("task", "row_id", name=op.f("pk_set_aside_rows")),
    )
    op.add_column("surveys", sa.Column("asked_lately", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("surveys", "asked_lately")
    op.drop_table("set_aside_rows")
