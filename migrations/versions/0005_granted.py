"""What was granted by an extension is held beside the budget, so that no other grading takes it back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# Until now an extension was one of the limit in force, so the budget of an extended stopwatch is what was granted.
GRANTED = """
UPDATE tickets SET due_granted = CASE WHEN extensions > 0 THEN budget END,
                   stage_granted = CASE WHEN stage_extensions > 0 THEN stage_budget END
WHERE extensions > 0 OR stage_extensions > 0
"""


def upgrade() -> None:
    for name in ("due_granted", "stage_granted"):
        op.add_column("tickets", sa.Column(name, postgresql.INTERVAL(), nullable=True))
    op.execute(GRANTED)


def downgrade() -> None:
    for name in ("due_granted", "stage_granted"):
        op.drop_column("tickets", name)
