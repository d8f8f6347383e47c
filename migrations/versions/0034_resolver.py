"""Who submitted a result is known in person, or by unit and role: another key of theirs is no other pair of eyes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Add the columns; of what was submitted before only the key is known."""
    op.add_column("tickets", sa.Column("resolved_person_id", sa.UUID(), nullable=True))
    op.add_column("tickets", sa.Column("resolved_member_id", sa.UUID(), nullable=True))
    op.add_column("tickets", sa.Column("resolved_unit_id", sa.UUID(), nullable=True))
    op.add_column("tickets", sa.Column("resolved_role", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    for name in ("resolved_role", "resolved_unit_id", "resolved_member_id", "resolved_person_id"):
        op.drop_column("tickets", name)
