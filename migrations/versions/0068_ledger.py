"""Units keep a livelihood ledger: a row for each matter of a household, sealed, with the opinion that came of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID

revision: str = "0068"
down_revision: str | None = "0067"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = UUID(as_uuid=True)
_MOMENT = TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "ledger_rows",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("data_key", sa.LargeBinary()),
        sa.Column("household", sa.LargeBinary()),
        sa.Column("mark", sa.LargeBinary()),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("category", sa.Text()),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("opinion_id", _ID, sa.ForeignKey("opinions.id", name="fk_ledger_rows_opinion_id")),
        sa.Column("result", sa.Text()),
        sa.Column("satisfaction", sa.Integer()),
        sa.Column("written_off_on", sa.Date()),
        sa.Column("written_off_by", sa.Text()),
        sa.Column("write_off_reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("erased_at", _MOMENT),
        sa.CheckConstraint("(data_key IS NULL) = (household IS NULL)", name="ck_ledger_rows_sealed_with_a_key"),
        sa.CheckConstraint(
            "(written_off_on IS NULL) = (written_off_by IS NULL)", name="ck_ledger_rows_written_off_by_somebody"
        ),
        sa.CheckConstraint("satisfaction BETWEEN 1 AND 5", name="ck_ledger_rows_known_satisfaction"),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name="fk_ledger_rows_unit_id", onupdate="CASCADE"
        ),
    )
    op.create_index("uq_ledger_rows_mark", "ledger_rows", ["unit_id", "mark"], unique=True)
    op.create_index("uq_ledger_rows_opinion", "ledger_rows", ["opinion_id"], unique=True)
    op.create_index("ix_ledger_rows_unit", "ledger_rows", ["unit_id", "entered_on", "id"])
    op.create_index("ix_ledger_rows_subtree", "ledger_rows", ["unit_path", "entered_on"])
    op.create_index(
        "ix_ledger_rows_kept", "ledger_rows", ["entered_on", "id"], postgresql_where=sa.text("erased_at IS NULL")
    )


def downgrade() -> None:
    op.drop_table("ledger_rows")
