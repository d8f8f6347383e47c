"""Contacts are sealed with data keys, and a database knows by which master key."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Nothing that is there is touched: `escalation keys reseal` gives data keys to what was kept before."""
    op.add_column("opinions", sa.Column("data_key", sa.LargeBinary(), nullable=True))
    op.create_table(
        "master_keys",
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("check_value", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_master_keys")),
    )


def downgrade() -> None:
    """Contacts that were sealed with a data key are lost."""
    op.drop_table("master_keys")
    op.drop_column("opinions", "data_key")
