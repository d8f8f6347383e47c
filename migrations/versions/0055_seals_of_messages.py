"""Where messages go and in which words is sealed: whoever changes either by hand is found."""

from collections.abc import Sequence

from alembic import op

revision: str = "0055"
down_revision: str | None = "0054"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KEYS = {"message_channels": ("id",), "message_templates": ("unit_id", "rule", "language", "version")}
TABLES_SEEN = {
    "INSERT": "REFERENCING NEW TABLE AS written",
    "UPDATE": "REFERENCING NEW TABLE AS written OLD TABLE AS before",
    "DELETE": "REFERENCING OLD TABLE AS before",
}
WRITER = "clock_timestamp(), session_user, current_setting('application_name')"


def upgrade() -> None:
    """A channel is a row for each person, so that one statement seals them all."""
    op.execute("SET LOCAL timezone = 'UTC'")
    for table, key in KEYS.items():
        for event, seen in TABLES_SEEN.items():
            op.execute(
                f"CREATE TRIGGER {table}_sealed_{event.lower()} AFTER {event} ON {table} {seen} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{{{','.join(key)}}}', '{{}}')"
            )
        named = " || '/' || ".join(f"t.{name}::text" for name in key)
        op.execute(
            "INSERT INTO row_seals (table_name, key, digest, at, role, program) "
            f"SELECT '{table}', {named}, sha256(convert_to(jsonb_strip_nulls(to_jsonb(t))::text, 'UTF8')), {WRITER} "
            f"FROM {table} t"
        )
        op.execute(f"INSERT INTO row_seals (table_name, key, at, role, program) SELECT '{table}', '', {WRITER}")


def downgrade() -> None:
    for table in KEYS:
        for event in TABLES_SEEN:
            op.execute(f"DROP TRIGGER {table}_sealed_{event.lower()} ON {table}")
