"""Units take turns with their imports."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Remember whose turn was last. A new table, empty: nothing that is there is touched."""
    op.create_table(
        "import_turns",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_import_turns")),
    )
    op.create_index("ix_import_turns_last", "import_turns", ["last"])


def downgrade() -> None:
    """Forget it: every unit has had its last turn equally long ago."""
    op.drop_table("import_turns")
