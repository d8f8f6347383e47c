"""Pages of the programme's lists cost a page: what is open, planned or in force has an index of its own."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0075"
down_revision: str | None = "0074"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_INDEXES: Final = (
    ("ix_visits_unit_not_made", "visits", ["unit_id", "day", "id"], "state <> 'made'"),
    ("ix_visits_not_made", "visits", ["day", "id", "unit_path"], "state <> 'made'"),
    ("ix_visit_duties_in_force", "visit_duties", ["unit_path", "id"], "ended_at IS NULL"),
    ("ix_ledger_rows_category", "ledger_rows", ["unit_id", "category"], "category IS NOT NULL"),
    ("ix_meetings_next", "meetings", ["unit_path", "planned_at", "id"], "state = 'planned'"),
    ("ix_meetings_held", "meetings", ["unit_id", "held_at"], "state = 'held'"),
    ("ix_meeting_decisions_open", "meeting_decisions", ["unit_path", "id"], "state = 'open'"),
)


def upgrade() -> None:
    # A category with its parts is a range of codes.
    op.execute('ALTER TABLE ledger_rows ALTER COLUMN category TYPE text COLLATE "C"')
    for name, table, columns, condition in _INDEXES:
        op.create_index(name, table, columns, postgresql_where=sa.text(condition))


def downgrade() -> None:
    for name, table, _, _ in _INDEXES:
        op.drop_index(name, table)
    op.execute('ALTER TABLE ledger_rows ALTER COLUMN category TYPE text COLLATE "default"')
