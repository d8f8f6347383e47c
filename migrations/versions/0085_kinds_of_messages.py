"""Messages are found by channel and rule: many of a kind are told together."""

from collections.abc import Sequence

from alembic import op

revision: str = "0085"
down_revision: str | None = "0084"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_messages_kind", "messages", ["channel_id", "rule", "settled_at"])


def downgrade() -> None:
    op.drop_index("ix_messages_kind", table_name="messages")
