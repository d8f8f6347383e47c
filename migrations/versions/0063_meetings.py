"""Units hold joint meetings: rounds, meetings, what stands on the agenda, and what is decided."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0063"
down_revision: str | None = "0062"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    moment = postgresql.TIMESTAMP(timezone=True)
    op.create_table(
        "meeting_rounds",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("every_months", sa.SmallInteger(), nullable=False),
        sa.Column("warn_days", sa.SmallInteger(), nullable=False),
        sa.Column("counted_from", moment, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("warn_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'due_soon', 'overdue')", name=op.f("ck_meeting_rounds_known_state")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_meeting_rounds_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_meeting_rounds")),
    )
    op.create_index(
        "ix_meeting_rounds_due",
        "meeting_rounds",
        ["due_at"],
        postgresql_where=sa.text("state <> 'overdue'"),
    )
    op.create_index("ix_meeting_rounds_path", "meeting_rounds", ["unit_path"])
    op.create_index(
        "ix_meeting_rounds_warn",
        "meeting_rounds",
        ["warn_at"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("planned_at", moment, nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("session", sa.Integer(), nullable=True),
        sa.Column("held_at", moment, nullable=True),
        sa.Column("chair", sa.Text(), nullable=True),
        sa.Column("attendance", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("outlook", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (reason IS NOT NULL)", name=op.f("ck_meetings_cancelled_with_a_reason")
        ),
        sa.CheckConstraint("(state = 'held') = (held_at IS NOT NULL)", name=op.f("ck_meetings_held_at_if_held")),
        sa.CheckConstraint("state IN ('planned', 'held', 'cancelled')", name=op.f("ck_meetings_known_state")),
        sa.CheckConstraint("num_nonnulls(held_at, year, session) IN (0, 3)", name=op.f("ck_meetings_numbered_if_held")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name=op.f("fk_meetings_unit_id"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("unit_id", "year", "session", name=op.f("uq_meetings_unit_id_year_session")),
    )
    op.create_index("ix_meetings_path", "meetings", ["unit_path", "planned_at"])
    op.create_index("ix_meetings_planned", "meetings", ["planned_at", "id"])
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("why", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("added_at", moment, nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("removed_at", moment, nullable=True),
        sa.Column("removed_by", sa.Text(), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("num_nonnulls(ticket_id, topic) = 1", name=op.f("ck_agenda_items_ticket_or_topic")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_agenda_items_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "ticket_id", name=op.f("uq_agenda_items_meeting_id_ticket_id")),
    )
    op.create_index(
        "ix_agenda_items_ticket",
        "agenda_items",
        ["ticket_id"],
        postgresql_where=sa.text("ticket_id IS NOT NULL"),
    )
    op.create_table(
        "meeting_decisions",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("meeting_id", sa.UUID(), nullable=False),
        sa.Column("item_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", moment, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("refusal", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("decided_at", moment, nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_meeting_decisions_ended_if_not_open")
        ),
        sa.CheckConstraint("kind IN ('move', 'order', 'task')", name=op.f("ck_meeting_decisions_known_kind")),
        sa.CheckConstraint("state IN ('open', 'done', 'withdrawn')", name=op.f("ck_meeting_decisions_known_state")),
        sa.CheckConstraint(
            "(due_on IS NULL) = (due_at IS NULL)", name=op.f("ck_meeting_decisions_due_at_the_end_of_a_day")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_items.id"], name=op.f("fk_meeting_decisions_item_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_decisions_meeting_id")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_meeting_decisions_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_decisions")),
    )
    op.create_index(
        "ix_meeting_decisions_due",
        "meeting_decisions",
        ["due_at"],
        postgresql_where=sa.text("state = 'open' AND told_at IS NULL AND due_at IS NOT NULL"),
    )
    op.create_index("ix_meeting_decisions_item", "meeting_decisions", ["item_id"])
    op.create_index("ix_meeting_decisions_meeting", "meeting_decisions", ["meeting_id"])
    op.create_index("ix_meeting_decisions_unit", "meeting_decisions", ["unit_path", "id"])


def downgrade() -> None:
    op.drop_table("meeting_decisions")
    op.drop_table("agenda_items")
    op.drop_table("meetings")
    op.drop_table("meeting_rounds")
