"""Contacts are masked by what may be shown, and a page of units is read from one index.

Masks made by what had to be hidden are shortened. Codes of units are compared by bytes, as pages are ordered.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# What is sealed cannot be opened here, and need not be: a mask says more than the new one, never less.
SHORTENED = r"""
UPDATE opinions SET contact_masked = CASE
  WHEN contact_masked ~* '^[[:alnum:]][*]{3}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$'
    AND contact_masked !~ '[0-9]{5}' THEN contact_masked
  WHEN contact_masked ~ '[*]{4}[^@]*[0-9]{2}$' THEN '****' || right(contact_masked, 2)
  ELSE '***'
END
WHERE contact_masked IS NOT NULL
"""


def upgrade() -> None:
    """Shorten them, and order the units."""
    op.execute(SHORTENED)
    op.alter_column("units", "code", type_=sa.Text(collation="C"), existing_type=sa.Text(), existing_nullable=False)
    op.drop_index("ix_units_parent", table_name="units")
    op.create_index("ix_units_parent", "units", ["parent_id", "code"])
    op.create_index("ix_units_level", "units", ["level", "code"])


def downgrade() -> None:
    """Order the units as before. Masks stay: what they do not say any more is sealed beside them."""
    op.drop_index("ix_units_level", table_name="units")
    op.drop_index("ix_units_parent", table_name="units")
    op.create_index("ix_units_parent", "units", ["parent_id"])
    op.alter_column("units", "code", type_=sa.Text(), existing_type=sa.Text(collation="C"), existing_nullable=False)
