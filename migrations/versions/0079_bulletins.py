"""Units draw bulletins up: drafted from figures, edited, and numbered when they are published."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

revision: str = "0079"
down_revision: str | None = "0078"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    moment = TIMESTAMP(timezone=True)
    op.create_table(
        "bulletins",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sections", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("figures", JSONB(), nullable=False),
        sa.Column("texts", JSONB(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("drafted_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("published_at", moment, nullable=True),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("period IN ('month', 'two_months', 'year')", name=op.f("ck_bulletins_known_period")),
        sa.CheckConstraint("state IN ('draft', 'published')", name=op.f("ck_bulletins_known_state")),
        sa.CheckConstraint(
            "num_nonnulls(year, number, published_at) = CASE state WHEN 'published' THEN 3 ELSE 0 END",
            name=op.f("ck_bulletins_numbered_if_published"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name=op.f("fk_bulletins_unit_id"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
        sa.UniqueConstraint("unit_id", "period", "starts_on", name=op.f("uq_bulletins_unit_id_period_starts_on")),
        sa.UniqueConstraint("unit_id", "year", "number", name=op.f("uq_bulletins_unit_id_year_number")),
    )
    op.create_index("ix_bulletins_path", "bulletins", ["unit_path", "id"])


def downgrade() -> None:
    op.drop_table("bulletins")
