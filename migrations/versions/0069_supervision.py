"""Supervision: tickets are drawn by lot, and what is found on the spot is kept."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID

revision: str = "0069"
down_revision: str | None = "0068"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID: Final = UUID(as_uuid=True)
_MOMENT: Final = TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "samples",
        *_record("samples"),
        sa.Column("frame", sa.Text(), nullable=False),
        _reference("samples", "within_unit_id", "units.id", nullable=True),
        sa.Column("category", sa.Text()),
        sa.Column("closed_since", sa.Date()),
        sa.Column("closed_until", sa.Date()),
        sa.Column("stratified_by", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("frame_digest", sa.LargeBinary(), nullable=False),
        sa.Column("drawn_at", _MOMENT, nullable=False),
        sa.Column("drawn_by", sa.Text(), nullable=False),
        sa.CheckConstraint("frame IN ('open', 'closed')", name="ck_samples_known_frame"),
    )
    op.create_table(
        "sample_tickets",
        _reference("sample_tickets", "sample_id", "samples.id"),
        sa.Column("place", sa.Integer(), nullable=False),
        _reference("sample_tickets", "ticket_id", "tickets.id"),
        sa.Column("stratum", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sample_id", "place", name="pk_sample_tickets"),
    )
    op.create_table(
        "site_checks",
        *_record("site_checks"),
        _reference("site_checks", "ticket_id", "tickets.id"),
        _reference("site_checks", "sample_id", "samples.id", nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        _reference("site_checks", "order_id", "orders.id", nullable=True),
        _reference("site_checks", "by_unit_id", "units.id"),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.CheckConstraint("verdict IN ('in_order', 'not_in_order', 'not_done')", name="ck_site_checks_known_verdict"),
    )
    op.create_index("ix_samples_subtree", "samples", ["unit_path", "id"])
    op.create_index("uq_sample_tickets_ticket", "sample_tickets", ["sample_id", "ticket_id"], unique=True)
    op.create_index("ix_site_checks_subtree", "site_checks", ["unit_path", "id"])
    op.create_index("ix_site_checks_ticket", "site_checks", ["ticket_id", "id"])
    op.create_index("ix_site_checks_sample", "site_checks", ["sample_id", "ticket_id"])


def downgrade() -> None:
    for table in ("site_checks", "sample_tickets", "samples"):
        op.drop_table(table)


def _record(table: str) -> list[sa.schema.SchemaItem]:
    """What every record of a unit has."""
    return [
        sa.Column("id", _ID, primary_key=True),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name=f"fk_{table}_unit_id", onupdate="CASCADE"
        ),
    ]


def _reference(table: str, name: str, to: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, _ID, sa.ForeignKey(to, name=f"fk_{table}_{name}"), nullable=nullable)
