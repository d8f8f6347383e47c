"""Rows of the ledger know until when their ticket has time and when it ended; contact points, where both sides are."""

from collections.abc import Sequence
from typing import Final

from alembic import op

revision: str = "0082"
down_revision: str | None = "0081"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# What a ticket tells the rows that led to it. One that is open and has no limit is late at no time.
_TOLD: Final = """
  CASE WHEN {t}.is_open THEN coalesce({t}.next_due_at, 'infinity') END,
  CASE WHEN NOT {t}.is_open THEN coalesce({t}.closed_at, {t}.updated_at) END
"""
_PLANNED: Final = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
_LEDGER: Final = (
    f"""
    CREATE FUNCTION ledger_row_asks_ticket() RETURNS trigger LANGUAGE plpgsql {_PLANNED} AS $$
    BEGIN
      SELECT told.due_at, told.ended_at INTO NEW.ticket_due_at, NEW.ticket_ended_at
      FROM opinions o JOIN tickets t ON t.id = o.ticket_id
      CROSS JOIN LATERAL (SELECT {_TOLD.format(t="t")}) AS told (due_at, ended_at)
      WHERE o.id = NEW.opinion_id;
      RETURN NEW;
    END $$
    """,
    f"""
    CREATE FUNCTION opinion_tells_ledger_row() RETURNS trigger LANGUAGE plpgsql {_PLANNED} AS $$
    BEGIN
      UPDATE ledger_rows SET opinion_id = opinion_id WHERE opinion_id = NEW.id;
      RETURN NULL;
    END $$
    """,
    f"""
    CREATE FUNCTION ticket_tells_ledger_rows() RETURNS trigger LANGUAGE plpgsql {_PLANNED} AS $$
    BEGIN
      UPDATE ledger_rows r SET (ticket_due_at, ticket_ended_at) = (SELECT {_TOLD.format(t="NEW")})
      FROM opinions o WHERE o.ticket_id = NEW.id AND r.opinion_id = o.id;
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER ledger_rows_entered BEFORE INSERT ON ledger_rows FOR EACH ROW
      WHEN (NEW.opinion_id IS NOT NULL) EXECUTE FUNCTION ledger_row_asks_ticket()
    """,
    """
    CREATE TRIGGER ledger_rows_linked BEFORE UPDATE OF opinion_id ON ledger_rows FOR EACH ROW
      EXECUTE FUNCTION ledger_row_asks_ticket()
    """,
    """
    CREATE TRIGGER opinions_ledger_rows AFTER UPDATE OF ticket_id ON opinions FOR EACH ROW
      WHEN (OLD.ticket_id IS DISTINCT FROM NEW.ticket_id) EXECUTE FUNCTION opinion_tells_ledger_row()
    """,
    """
    CREATE TRIGGER tickets_ledger_rows AFTER UPDATE ON tickets FOR EACH ROW
      WHEN (
        (OLD.is_open, OLD.next_due_at, OLD.closed_at) IS DISTINCT FROM (NEW.is_open, NEW.next_due_at, NEW.closed_at)
      )
      EXECUTE FUNCTION ticket_tells_ledger_rows()
    """,
)
# Whoever asks for a path waits for a unit that is moving, and has the path that it has then.
_PATHS: Final = (
    """
    CREATE FUNCTION contact_point_asks_units() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.unit_path := (SELECT path FROM units WHERE id = NEW.unit_id FOR KEY SHARE);
      RETURN NEW;
    END $$
    """,
    # Who moves meanwhile waits, and then finds what was written.
    """
    CREATE FUNCTION contact_point_asks_member() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT m.home_unit_id INTO NEW.home_unit_id FROM members m WHERE m.id = NEW.member_id FOR SHARE;
      NEW.home_path := (SELECT path FROM units WHERE id = NEW.home_unit_id FOR KEY SHARE);
      RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION member_tells_contact_points() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE contact_points
      SET home_unit_id = NEW.home_unit_id,
          home_path = (SELECT path FROM units WHERE id = NEW.home_unit_id FOR KEY SHARE)
      WHERE member_id = NEW.id;
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER contact_points_assigned BEFORE INSERT ON contact_points FOR EACH ROW
      EXECUTE FUNCTION contact_point_asks_units()
    """,
    """
    CREATE TRIGGER contact_points_held BEFORE INSERT ON contact_points FOR EACH ROW
      EXECUTE FUNCTION contact_point_asks_member()
    """,
    """
    CREATE TRIGGER contact_points_followed BEFORE UPDATE OF unit_id ON contact_points FOR EACH ROW
      WHEN (OLD.unit_id IS DISTINCT FROM NEW.unit_id) EXECUTE FUNCTION contact_point_asks_units()
    """,
    """
    CREATE TRIGGER members_contact_points AFTER UPDATE OF home_unit_id ON members FOR EACH ROW
      WHEN (OLD.home_unit_id IS DISTINCT FROM NEW.home_unit_id) EXECUTE FUNCTION member_tells_contact_points()
    """,
)
_TRIGGERS: Final = (
    ("ledger_rows_entered", "ledger_rows"), ("ledger_rows_linked", "ledger_rows"),
    ("opinions_ledger_rows", "opinions"), ("tickets_ledger_rows", "tickets"),
    ("contact_points_assigned", "contact_points"), ("contact_points_held", "contact_points"),
    ("contact_points_followed", "contact_points"), ("members_contact_points", "members"),
)  # fmt: skip
_FUNCTIONS: Final = (
    "ledger_row_asks_ticket", "opinion_tells_ledger_row", "ticket_tells_ledger_rows", "contact_point_asks_units",
    "contact_point_asks_member", "member_tells_contact_points",
)  # fmt: skip


def upgrade() -> None:
    op.execute("""
      ALTER TABLE ledger_rows ADD COLUMN ticket_due_at timestamptz, ADD COLUMN ticket_ended_at timestamptz,
        ADD COLUMN is_open boolean GENERATED ALWAYS AS (written_off_on IS NULL AND ticket_ended_at IS NULL) STORED
    """)
    op.execute("ALTER TABLE ledger_rows ALTER COLUMN is_open SET NOT NULL")
    for statement in _LEDGER:
        op.execute(statement)
    op.execute("UPDATE ledger_rows SET opinion_id = opinion_id WHERE opinion_id IS NOT NULL")
    op.execute("""
      ALTER TABLE contact_points ADD COLUMN unit_path text COLLATE "C", ADD COLUMN home_unit_id uuid,
        ADD COLUMN home_path text COLLATE "C"
    """)
    op.execute("""
      UPDATE contact_points p SET unit_path = u.path, home_unit_id = h.id, home_path = h.path
      FROM units u, members m JOIN units h ON h.id = m.home_unit_id WHERE u.id = p.unit_id AND m.id = p.member_id
    """)
    for name in ("unit_path", "home_unit_id", "home_path"):
        op.alter_column("contact_points", name, nullable=False)
    op.drop_constraint("fk_contact_points_unit_id", "contact_points")
    for name, path in (("unit_id", "unit_path"), ("home_unit_id", "home_path")):
        op.create_foreign_key(
            f"fk_contact_points_{name}", "contact_points", "units", [name, path], ["id", "path"], onupdate="CASCADE"
        )
    for statement in _PATHS:
        op.execute(statement)


def downgrade() -> None:
    for trigger, table in _TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger} ON {table}")
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    for name in ("unit_id", "home_unit_id"):
        op.drop_constraint(f"fk_contact_points_{name}", "contact_points")
    for name in ("home_path", "home_unit_id", "unit_path"):
        op.drop_column("contact_points", name)
    op.create_foreign_key("fk_contact_points_unit_id", "contact_points", "units", ["unit_id"], ["id"])
    for name in ("is_open", "ticket_ended_at", "ticket_due_at"):
        op.drop_column("ledger_rows", name)
