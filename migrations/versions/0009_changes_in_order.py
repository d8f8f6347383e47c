"""A list of what was changed is in the order in which changes become visible, so that a copy can be kept in step."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# A change is stamped when it is written, not when it was decided. Before its first stamp a transaction announces the
# moment by a shared lock, which it keeps until its changes are visible: whoever reads the list goes no further than
# the earliest moment that is announced. See settled_changes.py, which reads the keys.
LOCK = 0x7570
STAMP = f"""
CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('escalation.is_changing', true), '') = '' THEN
    PERFORM pg_advisory_xact_lock_shared(
      ({LOCK}::bigint << 43) + floor(extract(epoch FROM clock_timestamp() + advanced_by) * 1000)::bigint
    ) FROM clock;
    PERFORM set_config('escalation.is_changing', 'yes', true);
  END IF;
  NEW.changed_at := (SELECT clock_timestamp() + advanced_by FROM clock);
  RETURN NEW;
END $$
"""
TRIGGERS = (
    "CREATE TRIGGER tickets_made BEFORE INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION stamp_change()",
    """
    CREATE TRIGGER tickets_changed BEFORE UPDATE ON tickets FOR EACH ROW
      WHEN (OLD.updated_at IS DISTINCT FROM NEW.updated_at) EXECUTE FUNCTION stamp_change()
    """,
)
VIEW, FUNCTION = "pg_get_viewdef('ticket_listings_derived'::regclass)", "pg_get_functiondef('follow_ticket'::regproc)"
# Of tickets that were not changed since this was so, the moment of decision is as good.
STAMPED = "coalesce({row}.changed_at, {row}.updated_at)"


def upgrade() -> None:
    op.add_column("tickets", sa.Column("changed_at", postgresql.TIMESTAMP(timezone=True), nullable=True))
    for statement in (STAMP, *TRIGGERS):
        op.execute(statement)
    view = _replaced(_definition(VIEW), "t.updated_at", f"{STAMPED.format(row='t')} AS updated_at")
    op.get_bind().exec_driver_sql(f"CREATE OR REPLACE VIEW ticket_listings_derived AS {view}")
    follows = _replaced(_definition(FUNCTION), "NEW.updated_at", STAMPED.format(row="NEW"))
    op.get_bind().exec_driver_sql(follows)


def downgrade() -> None:
    view = _replaced(_definition(VIEW), "COALESCE(t.changed_at, t.updated_at) AS updated_at", "t.updated_at")
    op.get_bind().exec_driver_sql(f"CREATE OR REPLACE VIEW ticket_listings_derived AS {view}")
    follows = _replaced(_definition(FUNCTION), STAMPED.format(row="NEW"), "NEW.updated_at")
    op.get_bind().exec_driver_sql(follows)
    for trigger in ("tickets_made", "tickets_changed"):
        op.execute(f"DROP TRIGGER {trigger} ON tickets")
    op.execute("DROP FUNCTION stamp_change()")
    op.drop_column("tickets", "changed_at")


def _definition(function: str) -> str:
    return str(op.get_bind().exec_driver_sql(f"SELECT {function}").scalar_one())


def _replaced(definition: str, old: str, new: str) -> str:
    if definition.count(old) != 1:
        raise LookupError(old)
    return definition.replace(old, new)
