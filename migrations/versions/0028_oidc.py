"""Sign-in by an OpenID provider: who its subjects are, and which flows have come back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "provider_identities",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("linked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_provider_identities_person_id")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_provider_identities")),
    )
    op.create_index("ix_provider_identities_person", "provider_identities", ["person_id"])
    op.create_table(
        "spent_flows",
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("spent_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_spent_flows")),
    )
    op.create_index("ix_spent_flows_spent", "spent_flows", ["spent_at"])


def downgrade() -> None:
    op.drop_table("spent_flows")
    op.drop_table("provider_identities")
