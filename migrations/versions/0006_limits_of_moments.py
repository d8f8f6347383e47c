"""Joint tasks, requests and orders hold the limit that dated them, so that a new calendar can date them anew.

Those that are there hold none: whether a rule or a person dated them was not written down, so their dates stay.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

LIMITS = {"joint_tasks": "due_limit", "requests": "decide_limit", "orders": "wake_limit"}
STARTS = {"joint_tasks": "due_from", "orders": "wake_from"}


def upgrade() -> None:
    for table, name in LIMITS.items():
        op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    for table, name in STARTS.items():
        op.add_column(table, sa.Column(name, postgresql.TIMESTAMP(timezone=True), nullable=True))


def downgrade() -> None:
    for table, name in (*STARTS.items(), *LIMITS.items()):
        op.drop_column(table, name)
