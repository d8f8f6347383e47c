"""How much citizens send along with their opinions is limited, by the day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0057"
down_revision: str | None = "0056"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "photo_quotas",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("address_index", sa.LargeBinary(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "address_index", name=op.f("pk_photo_quotas")),
    )


def downgrade() -> None:
    op.drop_table("photo_quotas")
