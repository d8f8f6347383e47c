"""What is overdue and what was on time is counted from indexes alone, as the report by unit is."""

from collections.abc import Mapping, Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0060"
down_revision: str | None = "0059"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SEEN: Final = ("confidential", "accused_path", "assignee_id")
SHARE: Final = ("due_at", "fulfilled_at", "first_breached_at", "id")
CLOSED: Final = (*SHARE, "due_original_at", "created_at", "confirmed_by")
ENDED: Final = "NOT is_open AND closed_at IS NOT NULL"
PROMISED: Final = "is_open AND fulfilled_at IS NULL AND resume_at IS NULL"
Indexes = Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]]
# By what they are ordered, what they carry besides, and which tickets they have.
AFTER: Final[Indexes] = {
    "held": (
        ("holder_path",),
        ("is_open", "next_due_at", "warning", "stuck", "stage", "resume_at", "origin_path", *SHARE),
        "is_open",
    ),
    "promised": (("origin_path", "due_at"), ("next_due_at", "first_breached_at", "id"), PROMISED),
    "closed": (("origin_path", "closed_at"), CLOSED, ENDED),
    "closed_held": (("holder_path", "closed_at"), ("origin_path", *CLOSED), ENDED),
}
BEFORE: Final[Indexes] = {
    "held": (("holder_path",), ("is_open", "next_due_at", "warning", "stuck"), "is_open"),
    "promised": (("origin_path", "due_at"), ("next_due_at",), PROMISED),
    "closed": (("origin_path", "closed_at"), ("due_at", "fulfilled_at", "first_breached_at"), ENDED),
}


def upgrade() -> None:
    replace(BEFORE, AFTER)


def downgrade() -> None:
    replace(AFTER, BEFORE)


def replace(old: Indexes, new: Indexes) -> None:
    for name in old:
        op.drop_index(f"ix_tickets_figures_{name}", "tickets")
    for name, (columns, carried, of) in new.items():
        op.create_index(
            f"ix_tickets_figures_{name}", "tickets", list(columns), postgresql_include=[*carried, *SEEN],
            postgresql_where=sa.text(of),
        )  # fmt: skip
