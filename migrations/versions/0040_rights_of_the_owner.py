"""What needs the rights of the owner runs with them and lends them to nobody: seals, and days of the attempt log."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# A table that whoever is connected has made for the session hides none of ours: the temporary schema comes last.
PATH = "SET search_path = {schema}, pg_temp"
BEGIN_DAY = """
CREATE FUNCTION begin_day_of_attempts(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  {path} SET datestyle = 'ISO' AS $$
BEGIN
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I PARTITION OF webhook_attempts FOR VALUES FROM (%L) TO (%L)',
    to_char(day, '"webhook_attempts_"YYYYMMDD'), day || 'T00:00Z', day + 1 || 'T00:00Z'
  );
END $$
"""
DROP_DAY = """
CREATE FUNCTION drop_day_of_attempts(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  {path} SET datestyle = 'ISO' AS $$
BEGIN
  EXECUTE format('DROP TABLE IF EXISTS %I', to_char(day, '"webhook_attempts_"YYYYMMDD'));
END $$
"""
DAYS = "begin_day_of_attempts(date)", "drop_day_of_attempts(date)"


def upgrade() -> None:
    schema = op.get_bind().scalar(text("SELECT quote_ident(current_schema())"))
    path = PATH.format(schema=schema)
    for function in (BEGIN_DAY, DROP_DAY):
        op.execute(function.format(path=path))
    op.execute(f"ALTER FUNCTION seal_rows() {path}")
    # Whoever may call it could hang it on a table of theirs, called like one of ours, and seal what is not there.
    for function in ("seal_rows()", *DAYS):
        op.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")


def downgrade() -> None:
    op.execute("GRANT EXECUTE ON FUNCTION seal_rows() TO PUBLIC")
    op.execute("ALTER FUNCTION seal_rows() SET search_path FROM CURRENT")
    for function in DAYS:
        op.execute(f"DROP FUNCTION {function}")
