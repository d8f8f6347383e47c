"""A tracking code is made when it is handed over to the citizen."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Codes that clerks were told stay good for following a matter; nobody knows any more how they were handed over."""
    op.alter_column("opinions", "tracking_hash", nullable=True)
    op.add_column("opinions", sa.Column("code_way", sa.Text(), nullable=True))
    op.add_column("opinions", sa.Column("code_given_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column("opinions", sa.Column("code_unit_id", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_opinions_code_unit_id"), "opinions", "units", ["code_unit_id"], ["id"])
    op.create_check_constraint(
        op.f("ck_opinions_known_code_way"), "opinions", "code_way IN ('shown', 'message', 'paper')"
    )


def downgrade() -> None:
    """Opinions whose citizens have no code yet get one that nobody knows."""
    op.drop_column("opinions", "code_unit_id")
    op.drop_column("opinions", "code_given_at")
    op.drop_column("opinions", "code_way")
    op.execute("UPDATE opinions SET tracking_hash = sha256(uuid_send(id)) WHERE tracking_hash IS NULL")
    op.alter_column("opinions", "tracking_hash", nullable=False)
