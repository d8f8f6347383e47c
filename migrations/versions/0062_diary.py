"""Cadres keep a diary: entries with who was met, sealed, and the opinions that came of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID

revision: str = "0062"
down_revision: str | None = "0061"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID = UUID(as_uuid=True)
_MOMENT = TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "diary_entries",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("author_id", _ID, sa.ForeignKey("members.id", name="fk_diary_entries_author_id")),
        sa.Column("author_person_id", _ID),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("people_met", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("data_key", sa.LargeBinary()),
        sa.Column("people", sa.LargeBinary()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("submitted_at", _MOMENT),
        sa.Column("grade", sa.Text()),
        sa.Column("comment", sa.Text()),
        sa.Column("reviewed_by", sa.Text()),
        sa.Column("reviewed_at", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("erased_at", _MOMENT),
        sa.CheckConstraint("state IN ('draft', 'submitted', 'reviewed')", name="ck_diary_entries_known_state"),
        sa.CheckConstraint(
            "(state = 'draft') = (submitted_at IS NULL)", name="ck_diary_entries_submitted_when_no_draft"
        ),
        sa.CheckConstraint(
            "(state = 'reviewed') = (reviewed_at IS NOT NULL)", name="ck_diary_entries_reviewed_when_it_says_so"
        ),
        sa.CheckConstraint("(data_key IS NULL) = (people IS NULL)", name="ck_diary_entries_sealed_with_a_key"),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name="fk_diary_entries_unit_id", onupdate="CASCADE"
        ),
    )
    for name, columns, where in (
        ("unit", ["unit_id", "day", "id"], None),
        ("subtree", ["unit_path", "day"], None),
        ("author", ["author_id", "day", "id"], None),
        ("writer", ["written_by", "day", "id"], None),
        ("to_review", ["unit_id", "day", "id"], "state = 'submitted'"),
        ("kept", ["day", "id"], "erased_at IS NULL"),
    ):
        op.create_index(
            f"ix_diary_entries_{name}", "diary_entries", columns, postgresql_where=sa.text(where) if where else None
        )
    op.create_table(
        "diary_opinions",
        sa.Column(
            "opinion_id", _ID, sa.ForeignKey("opinions.id", name="fk_diary_opinions_opinion_id"), primary_key=True
        ),
        sa.Column(
            "entry_id", _ID, sa.ForeignKey("diary_entries.id", name="fk_diary_opinions_entry_id"), nullable=False
        ),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("ix_diary_opinions_entry", "diary_opinions", ["entry_id", "opinion_id"])


def downgrade() -> None:
    op.drop_table("diary_opinions")
    op.drop_table("diary_entries")
