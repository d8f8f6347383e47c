"""What a phone may still refresh by is found by an index, however often it was refreshed before."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    is_unused = sa.text("used_at IS NULL")
    op.create_index("ix_refresh_tokens_unused", "refresh_tokens", ["device_id"], postgresql_where=is_unused)


def downgrade() -> None:
    op.drop_index("ix_refresh_tokens_unused", "refresh_tokens")
