"""What waits for a unit or a member is found in the order of its due dates: tasks, requests, orders, own tickets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# Whose decision a request waits for: the dispatcher's, or that of the holder's leader, or of the office of the holder's
# territory. It goes along when the ticket changes hands.
DECIDER = """
CREATE FUNCTION decider_of_request(approver text, asked_of uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE approver WHEN 'dispatcher' THEN t.dispatcher_unit_id WHEN 'leader' THEN t.holder_unit_id ELSE (
    SELECT u.id FROM units u
    WHERE u.serial = ANY (string_to_array(trim('/' FROM t.holder_path), '/')::bigint[])
      AND u.kind IN ('territory', 'enterprise')
    ORDER BY length(u.path) DESC LIMIT 1
  ) END
  FROM tickets t WHERE t.id = asked_of
$$
"""
FUNCTIONS = (
    """
    CREATE FUNCTION name_decider() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.decider_unit_id := decider_of_request(NEW.approver, NEW.ticket_id);
      RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION name_deciders_anew() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE requests SET decider_unit_id = decider_of_request(approver, ticket_id)
      WHERE ticket_id = NEW.id AND state = 'pending';
      RETURN NULL;
    END $$
    """,
)
TRIGGERS = (
    "CREATE TRIGGER requests_asked BEFORE INSERT ON requests FOR EACH ROW EXECUTE FUNCTION name_decider()",
    """
    CREATE TRIGGER tickets_handed_on AFTER UPDATE ON tickets FOR EACH ROW
      WHEN (NEW.requests_open > 0 AND ROW (OLD.holder_path, OLD.dispatcher_unit_id)
            IS DISTINCT FROM ROW (NEW.holder_path, NEW.dispatcher_unit_id))
      EXECUTE FUNCTION name_deciders_anew()
    """,
)
PENDING = "UPDATE requests SET decider_unit_id = decider_of_request(approver, ticket_id) WHERE state = 'pending'"
INDEXES = {
    "ix_requests_decider": ("requests", ["decider_unit_id", "decide_by", "id"], "state = 'pending'"),
    "ix_joint_tasks_due": ("joint_tasks", ["unit_id", "due_at", "id"], "state = 'open'"),
    "ix_tickets_assigned": (
        "tickets", ["assignee_id", "next_due_at", "id"], "is_open AND assignee_id IS NOT NULL",
    ),
    "ix_tickets_ordered": ("tickets", ["holder_unit_id", "next_due_at", "id"], "orders_open > 0"),
}  # fmt: skip


# Of two indexes on the unit the planner would take the wrong one. This one serves whoever asks for a unit as well.
FORMER = "ix_joint_tasks_open", "joint_tasks", ["unit_id", "ticket_id"]


def upgrade() -> None:
    op.add_column("requests", sa.Column("decider_unit_id", sa.UUID(), nullable=True))
    for statement in (DECIDER, *FUNCTIONS, *TRIGGERS, PENDING):
        op.execute(statement)
    for name, (table, columns, where) in INDEXES.items():
        op.create_index(name, table, columns, postgresql_where=sa.text(where))

    op.drop_index(FORMER[0], table_name=FORMER[1])
    op.drop_index("ix_tickets_assignee", table_name="tickets")


def downgrade() -> None:
    assigned = sa.text("is_open AND assignee_id IS NOT NULL")
    op.create_index("ix_tickets_assignee", "tickets", ["assignee_id"], postgresql_where=assigned)
    op.create_index(*FORMER, postgresql_where=sa.text("state = 'open'"))
    for name, (table, *_) in INDEXES.items():
        op.drop_index(name, table_name=table)
    op.execute("DROP TRIGGER tickets_handed_on ON tickets")
    op.execute("DROP TRIGGER requests_asked ON requests")
    for function in ("name_deciders_anew()", "name_decider()", "decider_of_request(text, uuid)"):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_column("requests", "decider_unit_id")
