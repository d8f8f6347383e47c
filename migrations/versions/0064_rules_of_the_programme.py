"""The rules of the programme are published as a document of their own, with a section for each mechanism."""

from collections.abc import Sequence
from typing import Final

from alembic import op

revision: str = "0064"
down_revision: str | None = "0063"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BEFORE: Final = "kind IN ('workflow', 'policy', 'calendar', 'catalogue')"
AFTER: Final = "kind IN ('workflow', 'policy', 'calendar', 'catalogue', 'programme')"


def upgrade() -> None:
    """Take documents of another kind."""
    _replace(AFTER)


def downgrade() -> None:
    """Take it back, and with it every version of those rules."""
    op.execute("DELETE FROM documents WHERE kind = 'programme'")
    _replace(BEFORE)


def _replace(rule: str) -> None:
    op.drop_constraint(op.f("ck_documents_known_kind"), "documents", type_="check")
    op.create_check_constraint(op.f("ck_documents_known_kind"), "documents", rule)
