"""What is written to tables that no chain covers is sealed by the database: which row, what it is now, by whom."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# Per table: the columns that say which row it is, and those that are held against something else.
SEALED: Final = {
    "api_keys": ("id", ""),
    "attachments": ("id", "received"),
    "categories": ("code", ""),
    "clock": ("id", ""),
    "contact_reads": ("id", ""),
    "documents": ("kind, version", ""),
    "erasures": ("id", "unit_path"),
    "invitations": ("id", ""),
    "members": ("id", ""),
    "memberships": ("member_id, unit_id, role", ""),
    "opinions": ("id", "unit_path, sketch, text_hash, bands"),
    "passwords": ("person_id", ""),
    "people": ("id", ""),
    "person_members": ("member_id", ""),
    "sessions": ("id", "seen_at"),
    "team_members": ("team_id, member_id", ""),
    "teams": ("id", ""),
    "units": ("id", ""),
    "webhook_endpoints": ("id", ""),
    "webhook_secrets": ("id", ""),
}
FEW: Final = 10_000
"""Tables with at most so many rows are sealed at once; what is in larger ones `escalation migrate` seals in batches."""

KEY = "array_to_string(ARRAY(SELECT j ->> c FROM unnest(TG_ARGV[0]::text[]) c), '/')"
DIGEST = "sha256(convert_to(jsonb_strip_nulls(j - TG_ARGV[1]::text[])::text, 'UTF8'))"
WRITER = "clock_timestamp(), session_user, current_setting('application_name')"
# Grouped, not joined: a plan that was made for one row would stay for a hundred thousand.
FUNCTION = f"""
CREATE FUNCTION seal_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path FROM CURRENT SET timezone = 'UTC' SET bytea_output = 'hex' SET intervalstyle = 'postgres'
  SET datestyle = 'ISO' SET extra_float_digits = 1 AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO row_seals (table_name, key, digest, at, role, program)
    SELECT TG_TABLE_NAME, {KEY}, {DIGEST}, {WRITER} FROM (SELECT to_jsonb(w) AS j FROM written w) r;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO row_seals (table_name, key, at, role, program)
    SELECT TG_TABLE_NAME, {KEY}, {WRITER} FROM (SELECT to_jsonb(b) AS j FROM before b) r;
  ELSE
    INSERT INTO row_seals (table_name, key, digest, at, role, program)
    SELECT TG_TABLE_NAME, key, (array_agg(digest) FILTER (WHERE is_new))[1], {WRITER}
    FROM (
      SELECT {KEY} AS key, {DIGEST} AS digest, is_new
      FROM (
        SELECT to_jsonb(w) AS j, true AS is_new FROM written w UNION ALL SELECT to_jsonb(b), false FROM before b
      ) r
    ) r
    GROUP BY key
    HAVING (array_agg(digest) FILTER (WHERE is_new))[1]
      IS DISTINCT FROM (array_agg(digest) FILTER (WHERE NOT is_new))[1];
  END IF;
  RETURN NULL;
END $$
"""
GUARDS = (
    """
    CREATE TRIGGER row_seals_append_only
      BEFORE DELETE OR UPDATE OF n, table_name, key, digest, sequence, at, role, program
      ON row_seals FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    "CREATE TRIGGER row_seals_never_emptied BEFORE TRUNCATE ON row_seals EXECUTE FUNCTION refuse_change()",
)
TABLES_SEEN = {
    "INSERT": "REFERENCING NEW TABLE AS written",
    "UPDATE": "REFERENCING NEW TABLE AS written OLD TABLE AS before",
    "DELETE": "REFERENCING OLD TABLE AS before",
}


def upgrade() -> None:
    op.create_table(
        "row_seals",
        sa.Column("n", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_row_seals")),
    )
    op.create_index("ix_row_seals_row", "row_seals", ["table_name", "key", "n"])
    numbered, waiting = sa.text("position IS NOT NULL"), sa.text("position IS NULL")
    op.create_index("uq_row_seals_position", "row_seals", ["position"], unique=True, postgresql_where=numbered)
    op.create_index("ix_row_seals_unnumbered", "row_seals", ["n"], postgresql_where=waiting)
    # Rows that are there stay without: to give them one, all opinions would be written anew while everybody waits.
    op.add_column("opinions", sa.Column("salt", sa.LargeBinary(), nullable=True))
    op.execute("ALTER TABLE opinions ALTER COLUMN salt SET DEFAULT uuid_send(gen_random_uuid())")
    for statement in (*GUARDS, FUNCTION):
        op.execute(statement)
    for table, (key, unsealed) in SEALED.items():
        for event, seen in TABLES_SEEN.items():
            op.execute(
                f"CREATE TRIGGER {table}_sealed_{event.lower()} AFTER {event} ON {table} {seen} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{{{key}}}', '{{{unsealed}}}')"
            )
        _seal_few(table, key, unsealed)

    # Where nothing has happened yet, no event is older than its hash.
    op.execute(f"""
        INSERT INTO row_seals (table_name, key, at, role, program)
        SELECT 'events', '', {WRITER} WHERE NOT EXISTS (SELECT FROM events)
    """)


def _seal_few(table: str, key: str, unsealed: str) -> None:
    """Seal what is in a small table; the line without a key says that nothing in it is older than seals."""
    given = {"TG_ARGV[0]": f"'{{{key}}}'", "TG_ARGV[1]": f"'{{{unsealed}}}'"}
    named, digest = KEY, DIGEST
    for argument, value in given.items():
        named, digest = named.replace(argument, value), digest.replace(argument, value)
    op.execute("SET LOCAL timezone = 'UTC'")
    op.execute(f"""
        INSERT INTO row_seals (table_name, key, digest, at, role, program)
        SELECT '{table}', {named}, {digest}, {WRITER}
        FROM (SELECT to_jsonb(t) AS j FROM {table} t) r
        WHERE (SELECT count(*) FROM (SELECT FROM {table} LIMIT {FEW + 1}) few) <= {FEW}
    """)
    op.execute(f"""
        INSERT INTO row_seals (table_name, key, at, role, program)
        SELECT '{table}', '', {WRITER}
        WHERE (SELECT count(*) FROM (SELECT FROM {table} LIMIT {FEW + 1}) few) <= {FEW}
    """)


def downgrade() -> None:
    for table in SEALED:
        for event in TABLES_SEEN:
            op.execute(f"DROP TRIGGER {table}_sealed_{event.lower()} ON {table}")
    op.execute("DROP FUNCTION seal_rows()")
    op.drop_column("opinions", "salt")
    op.drop_table("row_seals")
