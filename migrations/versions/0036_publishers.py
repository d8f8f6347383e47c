"""Who publishes what everybody goes by: administrators of the units that the operator named."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABLES_SEEN = {
    "INSERT": "REFERENCING NEW TABLE AS written",
    "UPDATE": "REFERENCING NEW TABLE AS written OLD TABLE AS before",
    "DELETE": "REFERENCING OLD TABLE AS before",
}


def upgrade() -> None:
    """Nobody is named yet. Where there is one topmost unit, its administrators go on publishing."""
    op.create_table(
        "publishers",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("named_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_publishers_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_publishers")),
    )
    for event, seen in TABLES_SEEN.items():
        op.execute(
            f"CREATE TRIGGER publishers_sealed_{event.lower()} AFTER {event} ON publishers {seen} "
            "FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{unit_id}', '{}')"
        )
    op.execute(
        "INSERT INTO row_seals (table_name, key, at, role, program) "
        "SELECT 'publishers', '', clock_timestamp(), session_user, current_setting('application_name')"
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("publishers")
