"""Units have task lists for each year, and name tickets that show what was done."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0066"
down_revision: str | None = "0065"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    moment = postgresql.TIMESTAMP(timezone=True)
    op.create_table(
        "unit_tasks",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("percent", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("updated_by", sa.Text(), nullable=True),
        sa.Column("retired_at", moment, nullable=True),
        sa.CheckConstraint("(kind = 'own') = (code IS NULL)", name=op.f("ck_unit_tasks_code_if_of_a_list")),
        sa.CheckConstraint("kind IN ('list', 'besides', 'key', 'own')", name=op.f("ck_unit_tasks_known_kind")),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_unit_tasks_percent_of_a_whole")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name=op.f("fk_unit_tasks_unit_id"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_tasks")),
        sa.UniqueConstraint("unit_id", "year", "kind", "code", name=op.f("uq_unit_tasks_unit_id_year_kind_code")),
    )
    op.create_index("ix_unit_tasks_path", "unit_tasks", ["unit_path", "year"])
    op.create_table(
        "unit_task_tickets",
        sa.Column("task_id", sa.UUID(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("added_at", moment, nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["unit_tasks.id"], name=op.f("fk_unit_task_tickets_task_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_unit_task_tickets_ticket_id")),
        sa.PrimaryKeyConstraint("task_id", "ticket_id", name=op.f("pk_unit_task_tickets")),
    )
    op.create_index("ix_unit_task_tickets_ticket", "unit_task_tickets", ["ticket_id"])


def downgrade() -> None:
    op.drop_table("unit_task_tickets")
    op.drop_table("unit_tasks")
