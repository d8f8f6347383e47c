"""Samples are drawn of visits as well as of tickets, both are looked into, and what was found is erased in time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision: str = "0078"
down_revision: str | None = "0077"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.alter_column("samples", "closed_since", new_column_name="since")
    op.alter_column("samples", "closed_until", new_column_name="until")
    op.execute("ALTER TABLE samples DROP CONSTRAINT ck_samples_ck_samples_known_frame")
    _check("samples", "known_frame", "frame IN ('open', 'closed', 'made')")
    op.drop_constraint("fk_sample_tickets_ticket_id", "sample_tickets")
    op.rename_table("sample_tickets", "sample_lots")
    op.alter_column("sample_lots", "ticket_id", new_column_name="subject_id")
    op.execute("ALTER TABLE sample_lots RENAME CONSTRAINT pk_sample_tickets TO pk_sample_lots")
    op.execute("ALTER TABLE sample_lots RENAME CONSTRAINT fk_sample_tickets_sample_id TO fk_sample_lots_sample_id")
    op.execute("ALTER INDEX uq_sample_tickets_ticket RENAME TO uq_sample_lots_subject")

    op.drop_constraint("fk_site_checks_ticket_id", "site_checks")
    op.alter_column("site_checks", "ticket_id", new_column_name="subject_id")
    op.execute("ALTER INDEX ix_site_checks_ticket RENAME TO ix_site_checks_subject")
    op.add_column("site_checks", sa.Column("subject_kind", sa.Text(), nullable=False, server_default="ticket"))
    op.alter_column("site_checks", "subject_kind", server_default=None)
    op.add_column("site_checks", sa.Column("erased_at", TIMESTAMP(timezone=True)))
    _check("site_checks", "known_kind", "subject_kind IN ('ticket', 'visit')")
    _check("site_checks", "orders_are_of_tickets", "order_id IS NULL OR subject_kind = 'ticket'")
    op.create_index(
        "ix_site_checks_kept", "site_checks", ["checked_on", "id"], postgresql_where=sa.text("erased_at IS NULL")
    )


def downgrade() -> None:
    """What was drawn of visits, and found about them, goes: there is no place for it."""
    op.execute("DELETE FROM site_checks WHERE subject_kind = 'visit'")
    op.execute(
        "UPDATE site_checks SET sample_id = NULL WHERE sample_id IN (SELECT id FROM samples WHERE frame = 'made')"
    )
    op.execute("DELETE FROM sample_lots WHERE sample_id IN (SELECT id FROM samples WHERE frame = 'made')")
    op.execute("DELETE FROM samples WHERE frame = 'made'")
    op.drop_index("ix_site_checks_kept", "site_checks")
    op.drop_column("site_checks", "erased_at")
    op.drop_column("site_checks", "subject_kind")
    op.execute("ALTER INDEX ix_site_checks_subject RENAME TO ix_site_checks_ticket")
    op.alter_column("site_checks", "subject_id", new_column_name="ticket_id")
    op.create_foreign_key("fk_site_checks_ticket_id", "site_checks", "tickets", ["ticket_id"], ["id"])

    op.execute("ALTER INDEX uq_sample_lots_subject RENAME TO uq_sample_tickets_ticket")
    op.execute("ALTER TABLE sample_lots RENAME CONSTRAINT fk_sample_lots_sample_id TO fk_sample_tickets_sample_id")
    op.execute("ALTER TABLE sample_lots RENAME CONSTRAINT pk_sample_lots TO pk_sample_tickets")
    op.alter_column("sample_lots", "subject_id", new_column_name="ticket_id")
    op.rename_table("sample_lots", "sample_tickets")
    op.create_foreign_key("fk_sample_tickets_ticket_id", "sample_tickets", "tickets", ["ticket_id"], ["id"])
    op.execute("ALTER TABLE samples DROP CONSTRAINT ck_samples_known_frame")
    _check("samples", "ck_samples_known_frame", "frame IN ('open', 'closed')")
    op.alter_column("samples", "until", new_column_name="closed_until")
    op.alter_column("samples", "since", new_column_name="closed_since")


def _check(table: str, name: str, rule: str) -> None:
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({rule})")
