"""What a key made ends with it: its keys are found by their maker, and an endpoint says by whose right it is kept."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Endpoints are kept by whoever made them, as long as nobody else has made them active."""
    op.create_index("ix_api_keys_created_by", "api_keys", ["created_by"])
    op.add_column("webhook_endpoints", sa.Column("kept_by", sa.Text(), nullable=True))


def downgrade() -> None:
    """Undo it."""
    op.drop_column("webhook_endpoints", "kept_by")
    op.drop_index("ix_api_keys_created_by", table_name="api_keys")
