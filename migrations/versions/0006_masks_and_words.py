"""Contacts are masked by what may be shown: masks made by what had to be hidden are shortened to that."""

from collections.abc import Sequence

from alembic import op

revision: str = "0006"
down_revision: str | None = "0004"
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
    """Shorten them."""
    op.execute(SHORTENED)


def downgrade() -> None:
    """Nothing to take back: what a mask does not say any more is sealed beside it."""
