"""Figures of a whole subtree are counted from indexes alone, however many tickets lie there."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0059"
down_revision: str | None = "0058"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SEEN: Final = ("confidential", "accused_path", "assignee_id")
# By what they are ordered, what they carry besides, and which tickets they have.
INDEXES: Final = {
    "held": (("holder_path",), ("is_open", "next_due_at", "warning", "stuck"), "is_open"),
    "received": (("origin_path", "created_at"), (), None),
    "ever_late": (("origin_path", "first_breached_at"), (), "is_open AND first_breached_at IS NOT NULL"),
    "promised": (
        ("origin_path", "due_at"), ("next_due_at",), "is_open AND fulfilled_at IS NULL AND resume_at IS NULL",
    ),
    "closed": (
        ("origin_path", "closed_at"), ("due_at", "fulfilled_at", "first_breached_at"),
        "NOT is_open AND closed_at IS NOT NULL",
    ),
}  # fmt: skip


def upgrade() -> None:
    for name, (columns, carried, of) in INDEXES.items():
        where = sa.text(of) if of else None
        op.create_index(
            f"ix_tickets_figures_{name}", "tickets", list(columns), postgresql_include=[*carried, *SEEN],
            postgresql_where=where,
        )  # fmt: skip


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(f"ix_tickets_figures_{name}", "tickets")
