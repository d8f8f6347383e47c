"""The newest opinions of a category are found at once: what anybody may ask must not cost more than it tells."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0050"
down_revision: str | None = "0049"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

HAVE_ONE = sa.text("category IS NOT NULL")


def upgrade() -> None:
    """By one statement, as nobody writes meanwhile; of the opinions only those with a category are in the index."""
    op.create_index("ix_opinions_of_category", "opinions", ["category", "received_at", "id"], postgresql_where=HAVE_ONE)
    op.drop_index("ix_opinions_category", "opinions")


def downgrade() -> None:
    """The index that it was before."""
    op.create_index("ix_opinions_category", "opinions", ["category"], postgresql_where=HAVE_ONE)
    op.drop_index("ix_opinions_of_category", "opinions")
