"""Signed checkpoints."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

GUARDS = (
    """
    CREATE TRIGGER checkpoints_append_only BEFORE DELETE OR UPDATE ON checkpoints
      FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    "CREATE TRIGGER checkpoints_never_emptied BEFORE TRUNCATE ON checkpoints EXECUTE FUNCTION refuse_change()",
)


def upgrade() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("events_peaks", sa.LargeBinary(), nullable=False),
        sa.Column("seals_peaks", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_checkpoints")),
    )
    for statement in GUARDS:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("checkpoints")
