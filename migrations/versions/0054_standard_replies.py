"""Units have standard replies, each with all its versions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0054"
down_revision: str | None = "0053"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    moment = postgresql.TIMESTAMP(timezone=True)
    op.create_table(
        "standard_replies",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("retired_at", moment, nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_standard_replies_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_replies")),
    )
    in_use = sa.text("retired_at IS NULL")
    op.create_index("ix_standard_replies_unit", "standard_replies", ["unit_id"], postgresql_where=in_use)
    op.create_table(
        "standard_reply_versions",
        sa.Column("reply_id", sa.UUID(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["standard_replies.id"], name=op.f("fk_standard_reply_versions_reply_id")
        ),
        sa.PrimaryKeyConstraint("reply_id", "version", name=op.f("pk_standard_reply_versions")),
    )


def downgrade() -> None:
    op.drop_table("standard_reply_versions")
    op.drop_table("standard_replies")
