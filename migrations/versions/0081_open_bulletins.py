"""Units open bulletins to everybody, and take them back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision: str = "0081"
down_revision: str | None = "0080"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("bulletins", sa.Column("opened_at", TIMESTAMP(timezone=True), nullable=True))
    op.add_column("bulletins", sa.Column("opened_by", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_bulletins_published_if_open"), "bulletins", "opened_at IS NULL OR state = 'published'"
    )
    is_open = sa.text("opened_at IS NOT NULL")
    op.create_index("ix_bulletins_open", "bulletins", ["id"], postgresql_where=is_open)
    op.create_index("ix_bulletins_open_of_unit", "bulletins", ["unit_id", "id"], postgresql_where=is_open)


def downgrade() -> None:
    op.drop_index("ix_bulletins_open_of_unit", "bulletins")
    op.drop_index("ix_bulletins_open", "bulletins")
    op.drop_constraint(op.f("ck_bulletins_published_if_open"), "bulletins")
    op.drop_column("bulletins", "opened_by")
    op.drop_column("bulletins", "opened_at")
