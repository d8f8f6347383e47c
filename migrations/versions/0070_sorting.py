"""Units are told to sort their inboxes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0070"
down_revision: str | None = "0069"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    moment = postgresql.TIMESTAMP(timezone=True)
    op.create_table(
        "sorting_rounds",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("sorted_at", moment, nullable=True),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("overdue", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_sorting_rounds_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_sorting_rounds")),
    )
    op.create_index("ix_sorting_rounds_overdue", "sorting_rounds", ["unit_path"], postgresql_where=sa.text("overdue"))


def downgrade() -> None:
    op.drop_table("sorting_rounds")
