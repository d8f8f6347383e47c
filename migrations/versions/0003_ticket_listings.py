"""In whose lists a ticket stands: a row for every unit that may list it, kept by the database itself."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# The one derivation. Paths name units by their serials, so that everybody above a unit is read off its path. What a
# ticket is to a unit (relation): 1 below, 2 held, 3 involved, 4 tied, 5 concealed.
DERIVED = """
CREATE VIEW ticket_listings_derived AS
SELECT s.unit_serial, t.id AS ticket_id, m.mark,
       CASE WHEN s.is_concealed THEN 5 WHEN s.is_held THEN 2 WHEN s.is_own AND s.is_placed THEN 3 WHEN s.is_own THEN 4
            ELSE 1 END::smallint AS relation,
       t.is_open, t.next_due_at, t.created_at, t.updated_at, t.holder_unit_id, t.accused_path, t.state, t.level,
       t.category, t.urgency, t.difficulty, t.warning, t.stage, t.stuck, t.problem, t.key_task
FROM tickets t
CROSS JOIN LATERAL (
  SELECT unit_serial, bool_or(is_held) AS is_held, bool_or(is_own) AS is_own, bool_or(is_placed) AS is_placed,
         bool_or(is_concealed) AS is_concealed
  FROM (
    SELECT p.serial::bigint AS unit_serial, c.is_holder AND p.n = cardinality(c.line) AS is_held,
           p.n = cardinality(c.line) AS is_own, true AS is_placed,
           coalesce(starts_with('/' || array_to_string(c.line[1 : p.n], '/') || '/', t.accused_path), false)
             AS is_concealed
    FROM (VALUES (string_to_array(trim('/' FROM t.holder_path), '/'), true),
                 (string_to_array(trim('/' FROM t.origin_path), '/'), false)) c (line, is_holder)
    CROSS JOIN LATERAL unnest(c.line) WITH ORDINALITY p (serial, n)
    UNION ALL
    SELECT u.serial, false, true, false, coalesce(starts_with(u.path, t.accused_path), false)
    FROM units u
    WHERE u.id = ANY (ARRAY[t.handler_unit_id, t.dispatcher_unit_id, t.sender_unit_id]
                      || ARRAY(SELECT j.unit_id FROM joint_tasks j WHERE j.ticket_id = t.id AND j.state = 'open'))
  ) line_and_ties
  GROUP BY unit_serial
) s
CROSS JOIN LATERAL (
  SELECT 0::smallint AS mark
  UNION ALL SELECT 1::smallint WHERE t.stuck
  UNION ALL SELECT 2::smallint WHERE t.problem
  UNION ALL SELECT 3::smallint WHERE t.key_task
) m
WHERE s.is_placed OR NOT s.is_concealed
"""

COLUMNS = (
    "unit_serial, ticket_id, mark, relation, is_open, next_due_at, created_at, updated_at, holder_unit_id, "
    "accused_path, state, level, category, urgency, difficulty, warning, stage, stuck, problem, key_task"
)
# What changes with a move that leaves the ticket in the same lists.
FOLLOWED = "is_open, next_due_at, updated_at, state, level, category, urgency, difficulty, warning, stage"
# What decides in which lists it stands, and as what.
PLACED = (
    "holder_path, origin_path, handler_unit_id, dispatcher_unit_id, sender_unit_id, accused_path, "
    "stuck, problem, key_task"
)


def _of(row: str, columns: str) -> str:
    return ", ".join(f"{row}.{name}" for name in columns.split(", "))


# Their statements run for one ticket at a time, whatever the size of the tables was when they were planned.
PLANNED = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off"
FUNCTIONS = (
    f"""
    CREATE FUNCTION list_ticket_anew() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
    BEGIN
      DELETE FROM ticket_listings WHERE ticket_id = NEW.id;
      INSERT INTO ticket_listings ({COLUMNS})
      SELECT {COLUMNS} FROM ticket_listings_derived WHERE ticket_id = NEW.id;
      RETURN NULL;
    END $$
    """,
    f"""
    CREATE FUNCTION list_ticket_of_joint_unit_anew() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
    DECLARE joint CONSTANT bigint := (SELECT serial FROM units WHERE id = NEW.unit_id);
    BEGIN
      DELETE FROM ticket_listings WHERE ticket_id = NEW.ticket_id AND unit_serial = joint;
      INSERT INTO ticket_listings ({COLUMNS})
      SELECT {COLUMNS} FROM ticket_listings_derived WHERE ticket_id = NEW.ticket_id AND unit_serial = joint;
      RETURN NULL;
    END $$
    """,
    f"""
    CREATE FUNCTION follow_ticket() RETURNS trigger LANGUAGE plpgsql {PLANNED} AS $$
    BEGIN
      UPDATE ticket_listings SET ({FOLLOWED}) = ({_of("NEW", FOLLOWED)}) WHERE ticket_id = NEW.id;
      RETURN NULL;
    END $$
    """,
)
# Of a ticket that is about somebody, it matters where those stand who are tied to it: who comes below the accused does
# not see it any more. That is all that the place of a unit says of tickets whose own paths stay as they are.
FUNCTION_OF_UNITS = f"""
CREATE FUNCTION list_tickets_of_moved_units_anew() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved CONSTANT uuid[] := ARRAY(SELECT n.id FROM units_after n JOIN units_before o USING (id) WHERE n.path <> o.path);
  listed_anew CONSTANT uuid[] := CASE WHEN moved <> '{{}}' THEN ARRAY(
    SELECT DISTINCT t.id
    FROM tickets t
    CROSS JOIN LATERAL unnest(
      ARRAY[t.handler_unit_id, t.dispatcher_unit_id, t.sender_unit_id]
      || ARRAY(SELECT j.unit_id FROM joint_tasks j WHERE j.ticket_id = t.id AND j.state = 'open')
    ) AS tied(unit_id)
    JOIN unnest(moved) AS m(unit_id) USING (unit_id)
    WHERE t.accused_path IS NOT NULL
  ) ELSE '{{}}' END;
BEGIN
  PERFORM FROM tickets WHERE id = ANY (listed_anew) ORDER BY id FOR UPDATE;
  DELETE FROM ticket_listings WHERE ticket_id = ANY (listed_anew);
  INSERT INTO ticket_listings ({COLUMNS})
  SELECT {COLUMNS} FROM ticket_listings_derived WHERE ticket_id = ANY (listed_anew);
  RETURN NULL;
END $$
"""
OLD_PLACE, NEW_PLACE = f"ROW ({_of('OLD', PLACED)})", f"ROW ({_of('NEW', PLACED)})"
OLD_FOLLOWED, NEW_FOLLOWED = f"ROW ({_of('OLD', FOLLOWED)})", f"ROW ({_of('NEW', FOLLOWED)})"
TRIGGERS = (
    """
    CREATE TRIGGER tickets_listed AFTER INSERT ON tickets FOR EACH ROW EXECUTE FUNCTION list_ticket_anew()
    """,
    f"""
    CREATE TRIGGER tickets_listed_anew AFTER UPDATE ON tickets FOR EACH ROW
      WHEN ({OLD_PLACE} IS DISTINCT FROM {NEW_PLACE}) EXECUTE FUNCTION list_ticket_anew()
    """,
    f"""
    CREATE TRIGGER tickets_followed AFTER UPDATE ON tickets FOR EACH ROW
      WHEN ({OLD_PLACE} IS NOT DISTINCT FROM {NEW_PLACE} AND {OLD_FOLLOWED} IS DISTINCT FROM {NEW_FOLLOWED})
      EXECUTE FUNCTION follow_ticket()
    """,
    """
    CREATE TRIGGER joint_tasks_listed AFTER INSERT ON joint_tasks FOR EACH ROW
      EXECUTE FUNCTION list_ticket_of_joint_unit_anew()
    """,
    """
    CREATE TRIGGER joint_tasks_listed_anew AFTER UPDATE ON joint_tasks FOR EACH ROW
      WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION list_ticket_of_joint_unit_anew()
    """,
    """
    CREATE TRIGGER units_moved AFTER UPDATE ON units
      REFERENCING OLD TABLE AS units_before NEW TABLE AS units_after
      FOR EACH STATEMENT EXECUTE FUNCTION list_tickets_of_moved_units_anew()
    """,
)
# Rows come and go with every move: dead ones are cleared early.
STORAGE = """
ALTER TABLE ticket_listings SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000)
"""
# Each range of a list names its index by what that is limited to.
ORDERS = {
    "next_due_at": "next_due_at IS NOT NULL",
    "created_at": "created_at IS NOT NULL AND mark = 0",
    "updated_at": "updated_at IS NOT NULL AND mark = 0",
}
# What only lists began in.
INDEXES = {
    "ix_tickets_sender": (["sender_unit_id", "is_open", "next_due_at", "id"], "state = 'dispatched'"),
    "ix_tickets_stuck": (["is_open", "next_due_at", "id"], "stuck"),
    "ix_tickets_problem": (["is_open", "next_due_at", "id"], "problem"),
    "ix_tickets_warned": (["warning", "next_due_at", "id"], "is_open AND warning IN ('yellow', 'orange')"),
    "ix_tickets_created": (["created_at", "id"], None),
    "ix_tickets_updated": (["updated_at", "id"], None),
}
# What finds the tickets of a unit that moves or is dissolved; the order was for lists.
TIES = {
    "ix_tickets_holder": "holder_path",
    "ix_tickets_origin": "origin_path",
    "ix_tickets_handler": "handler_unit_id",
    "ix_tickets_dispatcher": "dispatcher_unit_id",
}


def upgrade() -> None:
    """Make them, and list what there is."""
    moment = postgresql.TIMESTAMP(timezone=True)
    op.create_table(
        "ticket_listings",
        sa.Column("unit_serial", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("mark", sa.SmallInteger(), nullable=False),
        sa.Column("relation", sa.SmallInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("next_due_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=True),
        sa.Column("updated_at", moment, nullable=True),
        sa.Column("holder_unit_id", sa.UUID(), nullable=False),
        sa.Column("accused_path", sa.Text(collation="C"), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.Text(), nullable=False),
        sa.Column("warning", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stuck", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Boolean(), nullable=False),
        sa.Column("key_task", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "unit_serial", "mark", name=op.f("pk_ticket_listings")),
    )
    op.execute(DERIVED)
    op.execute(f"INSERT INTO ticket_listings ({COLUMNS}) SELECT {COLUMNS} FROM ticket_listings_derived")
    place = ["unit_serial", "mark", "relation", "is_open"]
    for order, limited_to in ORDERS.items():
        op.create_index(
            f"ix_ticket_listings_{order}", "ticket_listings", [*place, order, "ticket_id"],
            postgresql_where=sa.text(limited_to),
        )  # fmt: skip
    for statement in (STORAGE, *FUNCTIONS, FUNCTION_OF_UNITS, *TRIGGERS):
        op.execute(statement)
    for name in (*INDEXES, *TIES):
        op.drop_index(name, table_name="tickets")
    for name, column in TIES.items():
        if "_path" in column:
            op.create_index(name, "tickets", [column, "is_open"])
        else:
            op.create_index(name, "tickets", [column], postgresql_where=sa.text("is_open"))


def downgrade() -> None:
    """Take them back."""
    for name in TIES:
        op.drop_index(name, table_name="tickets")
    for name, column in TIES.items():
        op.create_index(name, "tickets", [column, "is_open", "next_due_at", "id"])
    for name, (columns, where) in INDEXES.items():
        op.create_index(name, "tickets", columns, postgresql_where=sa.text(where) if where else None)
    for trigger in ("tickets_listed", "tickets_listed_anew", "tickets_followed"):
        op.execute(f"DROP TRIGGER {trigger} ON tickets")
    for trigger in ("joint_tasks_listed", "joint_tasks_listed_anew"):
        op.execute(f"DROP TRIGGER {trigger} ON joint_tasks")
    op.execute("DROP TRIGGER units_moved ON units")
    for function in (
        "list_ticket_anew",
        "list_ticket_of_joint_unit_anew",
        "follow_ticket",
        "list_tickets_of_moved_units_anew",
    ):
        op.execute(f"DROP FUNCTION {function}()")
    op.execute("DROP VIEW ticket_listings_derived")
    op.drop_table("ticket_listings")
