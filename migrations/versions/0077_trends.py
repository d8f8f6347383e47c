"""Activity of units is counted by week, and alarms are given where it fades."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

revision: str = "0077"
down_revision: str | None = "0076"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KINDS: Final = ("visits", "diary", "opinions", "moves", "closings", "meetings")


def upgrade() -> None:
    moment = TIMESTAMP(timezone=True)
    path = sa.Text(collation="C")
    op.create_table(
        "trend_weeks",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("working_days", sa.SmallInteger(), nullable=False),
        sa.Column("counted_at", moment, nullable=False),
        sa.Column("judged_to", path, server_default=sa.text("''::text"), nullable=False),
        sa.Column("judged_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("monday", name=op.f("pk_trend_weeks")),
    )
    op.create_table(
        "unit_activity",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", path, nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        *(sa.Column(kind, sa.Integer(), server_default=sa.text("0"), nullable=False) for kind in KINDS),
        _placed("unit_activity"),
        sa.PrimaryKeyConstraint("unit_id", "monday", name=op.f("pk_unit_activity")),
    )
    op.create_index("ix_unit_activity_path", "unit_activity", ["unit_path", "monday"])
    op.create_table(
        "trend_alarms",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", path, nullable=False),
        sa.Column("alarm", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("figures", JSONB(), nullable=False),
        sa.Column("found_at", moment, nullable=False),
        sa.Column("recovered_at", moment, nullable=True),
        sa.CheckConstraint("alarm IN ('faded', 'idle_below', 'burst')", name=op.f("ck_trend_alarms_known_alarm")),
        _placed("trend_alarms"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trend_alarms")),
    )
    op.create_index(
        "uq_trend_alarms_open", "trend_alarms", ["unit_id", "alarm"], unique=True,
        postgresql_where=sa.text("recovered_at IS NULL"),
    )  # fmt: skip
    op.create_index("ix_trend_alarms_path", "trend_alarms", ["unit_path", "id"])
    # Some pages for any number of events: what was written in a week lies together.
    op.create_index("ix_events_occurred_at", "events", ["occurred_at"], postgresql_using="brin")


def _placed(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["unit_id", "unit_path"], ["units.id", "units.path"], name=op.f(f"fk_{table}_unit_id"), onupdate="CASCADE"
    )


def downgrade() -> None:
    op.drop_index("ix_events_occurred_at", table_name="events")
    op.drop_table("trend_alarms")
    op.drop_table("unit_activity")
    op.drop_table("trend_weeks")
