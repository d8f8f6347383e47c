"""What is held about a person can be erased: asked for by one, granted by another."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.add_column("opinions", sa.Column("erased_at", MOMENT, nullable=True))
    op.create_table(
        "erasures",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("opinion_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_person_id", sa.UUID(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('asked', 'approved', 'refused', 'done')", name=op.f("ck_erasures_known_state")),
        sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name=op.f("ck_erasures_decided_when_not_asked")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_erasures_opinion_id")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name=op.f("fk_erasures_unit_id"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    is_open, is_approved = sa.text("state IN ('asked', 'approved')"), sa.text("state = 'approved'")
    op.create_index("uq_erasures_open", "erasures", ["opinion_id"], unique=True, postgresql_where=is_open)
    op.create_index("ix_erasures_unit", "erasures", ["unit_path", "asked_at", "id"])
    op.create_index("ix_erasures_approved", "erasures", ["decided_at"], postgresql_where=is_approved)


def downgrade() -> None:
    op.drop_table("erasures")
    op.drop_column("opinions", "erased_at")
