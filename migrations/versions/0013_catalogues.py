"""The routing catalogue is a published document: a category may be retired, and what has one is found by it.

The first version is published when the program starts, of the categories that are there or, where there are none, as
it comes with the program.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BEFORE = "kind IN ('workflow', 'policy', 'calendar')"
AFTER = "kind IN ('workflow', 'policy', 'calendar', 'catalogue')"


def upgrade() -> None:
    """Take documents of another kind."""
    op.drop_constraint(op.f("ck_documents_known_kind"), "documents", type_="check")
    op.create_check_constraint(op.f("ck_documents_known_kind"), "documents", AFTER)
    op.add_column("categories", sa.Column("urgency", sa.Text(), nullable=True))
    op.add_column("categories", sa.Column("retired", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("categories", sa.Column("successor", sa.Text(), nullable=True))
    for table in ("opinions", "tickets"):
        op.create_index(f"ix_{table}_category", table, ["category"], postgresql_where=sa.text("category IS NOT NULL"))


def downgrade() -> None:
    """The categories stay; that some were retired is forgotten."""
    for table in ("opinions", "tickets"):
        op.drop_index(f"ix_{table}_category", table_name=table)
    for name in ("successor", "retired", "urgency"):
        op.drop_column("categories", name)
    op.execute("DELETE FROM documents WHERE kind = 'catalogue'")
    op.drop_constraint(op.f("ck_documents_known_kind"), "documents", type_="check")
    op.create_check_constraint(op.f("ck_documents_known_kind"), "documents", BEFORE)
