"""Where an opinion is about: longitude and latitude, and within how many metres that holds."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0053"
down_revision: str | None = "0052"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NAMES = ("longitude", "latitude", "accuracy")
RULES = {
    "location_is_whole": "(longitude IS NULL) = (latitude IS NULL) AND (accuracy IS NULL OR longitude IS NOT NULL)",
    "location_on_earth": "longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90",
}


def upgrade() -> None:
    """No row has any of it yet: the index is empty, and no row is written anew."""
    op.add_column("opinions", sa.Column("longitude", sa.Double(), nullable=True))
    op.add_column("opinions", sa.Column("latitude", sa.Double(), nullable=True))
    op.add_column("opinions", sa.Column("accuracy", sa.Integer(), nullable=True))
    for name, rule in RULES.items():
        op.execute(f"ALTER TABLE opinions ADD CONSTRAINT ck_opinions_{name} CHECK ({rule})")
    op.execute(
        "CREATE INDEX ix_opinions_location ON opinions USING gist (point(longitude, latitude)) "
        "WHERE longitude IS NOT NULL"
    )


def downgrade() -> None:
    for name in RULES:
        op.execute(f"ALTER TABLE opinions DROP CONSTRAINT ck_opinions_{name}")
    op.drop_index("ix_opinions_location", "opinions")
    for name in NAMES:
        op.drop_column("opinions", name)
