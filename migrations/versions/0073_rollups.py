"""Rates are counted as things happen: roll-ups by unit and day, behind the log of events."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID

revision: str = "0073"
down_revision: str | None = "0072"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

COUNTS: Final = (
    "accepted", "closed", "closed_on_time", "closed_by_first_date", "open_late", "reached_on_time", "answered",
    "solved", "rated", "satisfied", "fairly_satisfied", "redone", "seconds", "dispatched", "sign_due", "signed_on_time",
    "returned", "entered", "left_upwards", "solved_here",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "rate_rollups",
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("unit_serial", sa.Integer, nullable=False),
        sa.Column("alone", sa.Boolean, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("seen_from", sa.SmallInteger, nullable=False),
        sa.Column("confidential", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.BigInteger if name == "seconds" else sa.Integer, nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint(
            "basis", "unit_serial", "alone", "day", "seen_from", "confidential", name="pk_rate_rollups"
        ),
    )
    # The rows of a day change while it lasts; a change that fits into its page needs no new entry in the index.
    op.execute("ALTER TABLE rate_rollups SET (fillfactor = 80)")
    op.create_table(
        "rate_contributions",
        sa.Column("ticket_id", UUID(as_uuid=True), nullable=False),
        sa.Column("confidential", sa.Boolean, nullable=False),
        sa.Column("closed", sa.Date, nullable=True),
        sa.Column("due", sa.Date, nullable=True),
        sa.Column("dispatched", sa.Date, nullable=True),
        sa.Column("breaks_at", TIMESTAMP(timezone=True), nullable=True),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("places", sa.ARRAY(sa.Integer), nullable=False),
        sa.Column("counts", sa.ARRAY(sa.BigInteger), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_rate_contributions")),
    )
    op.create_index(
        "ix_rate_contributions_breaks", "rate_contributions", ["breaks_at"],
        postgresql_where=sa.text("breaks_at IS NOT NULL"),
    )  # fmt: skip
    for basis in ("closed", "due", "dispatched"):
        op.create_index(f"ix_rate_contributions_{basis}", "rate_contributions", [basis])
    op.create_table(
        "rollup_progress",
        sa.Column("id", sa.SmallInteger, nullable=False),
        sa.Column("feed_pos", sa.BigInteger, nullable=False),
        sa.Column("walked_to", UUID(as_uuid=True), nullable=True),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("as_of", TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_rollup_progress_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rollup_progress")),
    )
    # A worker counts what there is, in batches.
    op.execute(
        "INSERT INTO rollup_progress (id, feed_pos, walked_to, zone, as_of) "
        "VALUES (1, 0, '00000000-0000-0000-0000-000000000000', '', 'epoch')"
    )


def downgrade() -> None:
    for table in ("rollup_progress", "rate_contributions", "rate_rollups"):
        op.drop_table(table)
