"""Source systems have an owner: whoever sent under a name first. References stay as they are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABLES_SEEN = {
    "INSERT": "REFERENCING NEW TABLE AS written",
    "UPDATE": "REFERENCING NEW TABLE AS written OLD TABLE AS before",
    "DELETE": "REFERENCING OLD TABLE AS before",
}
# From name to name along the unique index, so that ten million references are passed over; of each name the first
# reference tells who sent it. Of an imported ticket that is its first event, of an opinion likewise.
FIRST_USERS = """
WITH RECURSIVE named AS (
  (SELECT source_system FROM {table} WHERE source_system IS NOT NULL ORDER BY source_system LIMIT 1)
  UNION ALL
  SELECT (SELECT t.source_system FROM {table} t WHERE t.source_system > n.source_system ORDER BY 1 LIMIT 1)
  FROM named n WHERE n.source_system IS NOT NULL
)
INSERT INTO source_systems (name, unit_id, is_named, since)
SELECT n.source_system, e.actor_unit_id, false, e.occurred_at
FROM named n
CROSS JOIN LATERAL (
  SELECT t.id FROM {table} t WHERE t.source_system = n.source_system ORDER BY t.external_ref LIMIT 1
) first
CROSS JOIN LATERAL (
  SELECT e.actor_unit_id, e.occurred_at FROM events e WHERE e.{subject} = first.id ORDER BY e.{order} LIMIT 1
) e
WHERE e.actor_unit_id IS NOT NULL
ON CONFLICT DO NOTHING
"""
# What was dissolved may have been succeeded by what was dissolved later.
SUCCEEDED = """
WITH RECURSIVE line AS (
  SELECT s.name, u.id, u.successor_id FROM source_systems s JOIN units u ON u.id = s.unit_id
  UNION
  SELECT l.name, u.id, u.successor_id FROM line l JOIN units u ON u.id = l.successor_id
)
UPDATE source_systems s SET unit_id = l.id FROM line l
WHERE l.name = s.name AND l.successor_id IS NULL AND l.id <> s.unit_id
"""


def upgrade() -> None:
    op.create_table(
        "source_systems",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("since", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_source_systems_unit_id")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_source_systems")),
    )
    op.create_index("ix_source_systems_unit", "source_systems", ["unit_id"])
    for event, seen in TABLES_SEEN.items():
        op.execute(
            f"CREATE TRIGGER source_systems_sealed_{event.lower()} AFTER {event} ON source_systems {seen} "
            "FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{name}', '{}')"
        )
    op.execute(
        "INSERT INTO row_seals (table_name, key, at, role, program) "
        "SELECT 'source_systems', '', clock_timestamp(), session_user, current_setting('application_name')"
    )
    op.execute(FIRST_USERS.format(table="opinions", subject="opinion_id", order="n"))
    op.execute(FIRST_USERS.format(table="tickets", subject="ticket_id", order="sequence"))
    op.execute(SUCCEEDED)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("source_systems")
