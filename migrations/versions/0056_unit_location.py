"""Where a unit is: longitude and latitude, for the map and for whoever has to go there."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0056"
down_revision: str | None = "0055"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NAMES = ("longitude", "latitude")
RULES = {
    "location_is_whole": "(longitude IS NULL) = (latitude IS NULL)",
    "location_on_earth": "longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90",
}


def upgrade() -> None:
    """No row has any of it yet, so none is written anew."""
    for name in NAMES:
        op.add_column("units", sa.Column(name, sa.Double(), nullable=True))
    for name, rule in RULES.items():
        op.execute(f"ALTER TABLE units ADD CONSTRAINT ck_units_{name} CHECK ({rule})")


def downgrade() -> None:
    for name in RULES:
        op.execute(f"ALTER TABLE units DROP CONSTRAINT ck_units_{name}")
    for name in NAMES:
        op.drop_column("units", name)
