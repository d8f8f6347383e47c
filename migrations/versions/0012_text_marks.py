"""Opinions keep marks by which identical and similar texts are found, each with an index of its own.

The marks of what is there already are computed by the engine, a few hundred opinions at a time: each takes half a
millisecond of a processor, and the letters are not read by any function that a database has.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BANDS = 12


def upgrade() -> None:
    """Add the columns, which are empty, and their indexes, which are therefore small."""
    op.add_column("opinions", sa.Column("text_hash", sa.BigInteger(), nullable=True))
    op.add_column("opinions", sa.Column("bands", postgresql.ARRAY(sa.Integer()), nullable=True))
    # Texts without marks are looked for by nobody but the engine that computes them.
    _index("ix_opinions_text_hash", "text_hash")
    for place in range(1, BANDS + 1):
        _index(f"ix_opinions_band_{place}", f"bands[{place}]")
    op.create_index("ix_opinions_unmarked", "opinions", ["id"], postgresql_where=sa.text("text_hash IS NULL"))
    op.drop_index("ix_opinions_sketch", table_name="opinions")


def downgrade() -> None:
    """Find them by their sketches again."""
    op.create_index("ix_opinions_sketch", "opinions", ["sketch"], postgresql_using="gin")
    op.drop_index("ix_opinions_unmarked", table_name="opinions")
    for place in range(1, BANDS + 1):
        op.drop_index(f"ix_opinions_band_{place}", table_name="opinions")
    op.drop_index("ix_opinions_text_hash", table_name="opinions")
    op.drop_column("opinions", "bands")
    op.drop_column("opinions", "text_hash")


def _index(name: str, mark: str) -> None:
    columns = [sa.text(f"({mark})") if "[" in mark else mark, "unit_path", "id"]
    op.create_index(name, "opinions", columns, postgresql_where=sa.text(f"{mark} IS NOT NULL"))
