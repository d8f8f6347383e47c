"""When a key was used last is told, so that whoever cleans up knows which nobody needs; no seal covers it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision: str = "0074"
down_revision: str | None = "0073"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("seen_at", TIMESTAMP(timezone=True), nullable=True))
    _seal_changes("seen_at")


def downgrade() -> None:
    _seal_changes("")
    op.drop_column("api_keys", "seen_at")


def _seal_changes(unsealed: str) -> None:
    op.execute("DROP TRIGGER api_keys_sealed_update ON api_keys")
    op.execute(
        "CREATE TRIGGER api_keys_sealed_update AFTER UPDATE ON api_keys "
        "REFERENCING NEW TABLE AS written OLD TABLE AS before "
        f"FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{{id}}', '{{{unsealed}}}')"
    )
