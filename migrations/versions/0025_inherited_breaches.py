"""A ticket that goes on after a merger inherits breaches, and listings say what was ever late, for reports to go by."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BREACHES = "ticket_breaches_derived"
# What lapsed of the ticket itself: the derivation as it was, but for what a merger brought along before it was told so.
BEFORE = "(e.type <> 'ticket.overdue'::text) AND"
OWN_ONLY = f"""{BEFORE} NOT (e.type = 'ticket.merged_from' AND EXISTS (
  SELECT FROM tickets f WHERE f.id = (e.data ->> 'from_ticket_id')::uuid
    AND f.first_breached_at = (e.data #>> '{{changes,first_breached_at,1}}')::timestamptz
)) AND"""
# And what lapsed of the tickets that were merged into it, one by one, however many mergers lie between.
INHERITED = """
CREATE VIEW ticket_breaches_derived AS
SELECT ticket_id, kind, at, unit_id, level, NULL::uuid AS inherited_from FROM ticket_breaches_own
UNION ALL
SELECT DISTINCT heir.ticket_id, b.kind, b.at, b.unit_id, b.level, b.ticket_id
FROM (SELECT DISTINCT ticket_id FROM events WHERE ticket_id IS NOT NULL AND type = 'ticket.merged_from') heir
CROSS JOIN LATERAL (
  WITH RECURSIVE merged AS (
    SELECT (m.data ->> 'from_ticket_id')::uuid AS id FROM events m
    WHERE m.ticket_id = heir.ticket_id AND m.type = 'ticket.merged_from'
    UNION
    SELECT (m.data ->> 'from_ticket_id')::uuid FROM merged JOIN events m ON m.ticket_id = merged.id
    WHERE m.type = 'ticket.merged_from'
  )
  SELECT id FROM merged
) merged
CROSS JOIN LATERAL (SELECT * FROM ticket_breaches_own o WHERE o.ticket_id = merged.id OFFSET 0) b
"""
# A stretch of ids at a time. OFFSET 0 keeps the derivation of each ticket apart.
CHUNK = 5_000
SPAN = "SELECT id FROM tickets WHERE id > '{after}' ORDER BY id LIMIT {size}"
HEIRS = """
  t.id > '{after}' AND t.id <= '{upto}' AND t.first_breached_at IS NOT NULL
  AND EXISTS (SELECT FROM events e WHERE e.ticket_id = t.id AND e.type = 'ticket.merged_from')
"""
TAKEN_OUT = f"DELETE FROM ticket_breaches b USING tickets t WHERE b.ticket_id = t.id AND {HEIRS}"
FILLED = f"""
INSERT INTO ticket_breaches (ticket_id, kind, at, unit_id, level, inherited_from)
SELECT d.ticket_id, d.kind, d.at, d.unit_id, d.level, d.inherited_from
FROM tickets t
CROSS JOIN LATERAL (SELECT * FROM ticket_breaches_derived d WHERE d.ticket_id = t.id OFFSET 0) d
WHERE {HEIRS}
"""

LISTINGS, FROM = "ticket_listings_derived", "\n   FROM "
STAMPED = "coalesce({row}.changed_at, {row}.updated_at)"
CHANGED = f"CASE WHEN {{row}}.first_breached_at IS NOT NULL THEN {STAMPED} END"
LISTED_ANEW = "list_ticket_anew", "list_ticket_of_joint_unit_anew", "list_tickets_of_moved_units_anew"
WITHOUT, WITH = "stuck, problem, key_task", "stuck, problem, key_task, first_breached_at, late_changed_at"
FOLLOWED = "is_open, next_due_at, updated_at, state, level, category, urgency, difficulty, warning, stage"
PLACED = (
    "holder_path, origin_path, handler_unit_id, dispatcher_unit_id, sender_unit_id, accused_path, "
    "stuck, problem, key_task"
)
NOTED = f"""
UPDATE ticket_listings l
SET first_breached_at = t.first_breached_at, late_changed_at = {STAMPED.format(row="t")}
FROM tickets t
WHERE l.ticket_id = t.id AND t.id > '{{after}}' AND t.id <= '{{upto}}' AND t.first_breached_at IS NOT NULL
"""
INDEX = "ix_ticket_listings_late_changed_at"


def upgrade() -> None:
    op.add_column("ticket_breaches", sa.Column("inherited_from", sa.UUID(), nullable=True))
    op.create_foreign_key(
        op.f("fk_ticket_breaches_inherited_from"), "ticket_breaches", "tickets", ["inherited_from"], ["id"]
    )
    op.drop_constraint("pk_ticket_breaches", "ticket_breaches")
    op.create_unique_constraint(
        op.f("uq_ticket_breaches_ticket_id_kind_at_inherited_from"), "ticket_breaches",
        ["ticket_id", "kind", "at", "inherited_from"], postgresql_nulls_not_distinct=True,
    )  # fmt: skip
    own = _replaced(_definition(f"pg_get_viewdef('{BREACHES}'::regclass)"), BEFORE, OWN_ONLY)
    op.execute(f"DROP VIEW {BREACHES}")
    for view in (f"CREATE VIEW ticket_breaches_own AS {own}", INHERITED):
        op.get_bind().exec_driver_sql(view)
    for name in ("first_breached_at", "late_changed_at"):
        op.add_column("ticket_listings", sa.Column(name, postgresql.TIMESTAMP(timezone=True), nullable=True))
    _list_what_was_late()
    for statement in (TAKEN_OUT, FILLED, NOTED):
        _fill(statement)
    op.create_index(
        INDEX, "ticket_listings", ["unit_serial", "mark", "relation", "is_open", "late_changed_at", "ticket_id"],
        postgresql_where=sa.text("late_changed_at IS NOT NULL AND mark = 0"),
    )  # fmt: skip
    op.drop_index("ix_ticket_breaches_at", table_name="ticket_breaches")
    op.drop_index("ix_hand_overs_climbed", table_name="hand_overs")


def downgrade() -> None:
    op.create_index(
        "ix_hand_overs_climbed", "hand_overs", ["sent_at", "ticket_id"],
        postgresql_where=sa.text("trigger = 'clock' AND action = 'escalate'"),
    )  # fmt: skip
    op.create_index("ix_ticket_breaches_at", "ticket_breaches", ["at", "ticket_id"])
    op.drop_index(INDEX, table_name="ticket_listings")
    _list_as_before()
    for name in ("late_changed_at", "first_breached_at"):
        op.drop_column("ticket_listings", name)
    own = _definition("pg_get_viewdef('ticket_breaches_own'::regclass)")
    for view in (BREACHES, "ticket_breaches_own"):
        op.execute(f"DROP VIEW {view}")
    op.get_bind().exec_driver_sql(f"CREATE VIEW {BREACHES} AS {own}")
    op.execute("DELETE FROM ticket_breaches WHERE inherited_from IS NOT NULL")
    op.drop_constraint("uq_ticket_breaches_ticket_id_kind_at_inherited_from", "ticket_breaches")
    op.create_primary_key(op.f("pk_ticket_breaches"), "ticket_breaches", ["ticket_id", "kind", "at"])
    op.drop_column("ticket_breaches", "inherited_from")


def _list_what_was_late() -> None:
    view = _definition(f"pg_get_viewdef('{LISTINGS}'::regclass)")
    more = f",\n    t.first_breached_at,\n    {CHANGED.format(row='t')} AS late_changed_at"
    view = _replaced(view, f"t.key_task{FROM}", f"t.key_task{more}{FROM}")
    op.get_bind().exec_driver_sql(f"CREATE OR REPLACE VIEW {LISTINGS} AS {view}")
    for function in LISTED_ANEW:
        _redefine(function, WITHOUT, WITH)
    _redefine("follow_ticket", "warning, stage)", "warning, stage, first_breached_at, late_changed_at)")
    _redefine("follow_ticket", "NEW.stage)", f"NEW.stage, NEW.first_breached_at, {CHANGED.format(row='NEW')})")
    _follow(f"{FOLLOWED}, first_breached_at")


def _list_as_before() -> None:
    _follow(FOLLOWED)
    _redefine("follow_ticket", f"NEW.stage, NEW.first_breached_at, {CHANGED.format(row='NEW')})", "NEW.stage)")
    _redefine("follow_ticket", "warning, stage, first_breached_at, late_changed_at)", "warning, stage)")
    for function in LISTED_ANEW:
        _redefine(function, WITH, WITHOUT)
    view = _definition(f"pg_get_viewdef('{LISTINGS}'::regclass)")
    op.execute(f"DROP VIEW {LISTINGS}")
    before, _, rest = view.partition(",\n    t.first_breached_at,")
    op.get_bind().exec_driver_sql(f"CREATE VIEW {LISTINGS} AS {before}{FROM}{rest.partition(FROM)[2]}")


def _redefine(function: str, old: str, new: str) -> None:
    definition = _definition(f"pg_get_functiondef('{function}'::regproc)")
    if old not in definition:
        raise LookupError(old)
    op.get_bind().exec_driver_sql(definition.replace(old, new))


def _follow(columns: str) -> None:
    """Which changes leave a ticket in the same lists, and have to be followed there."""

    def of(row: str, names: str) -> str:
        return f"ROW ({', '.join(f'{row}.{name}' for name in names.split(', '))})"

    op.execute("DROP TRIGGER tickets_followed ON tickets")
    op.execute(
        f"""
        CREATE TRIGGER tickets_followed AFTER UPDATE ON tickets FOR EACH ROW
          WHEN ({of("OLD", PLACED)} IS NOT DISTINCT FROM {of("NEW", PLACED)}
                AND {of("OLD", columns)} IS DISTINCT FROM {of("NEW", columns)})
          EXECUTE FUNCTION follow_ticket()
        """
    )


def _definition(function: str) -> str:
    return str(op.get_bind().exec_driver_sql(f"SELECT {function}").scalar_one()).rstrip(";")


def _replaced(definition: str, old: str, new: str) -> str:
    if definition.count(old) != 1:
        raise LookupError(f"{old!r} in {definition}")
    return definition.replace(old, new)


def _fill(statement: str) -> None:
    after = "00000000-0000-0000-0000-000000000000"
    while ids := op.get_bind().exec_driver_sql(SPAN.format(after=after, size=CHUNK)).scalars().all():
        op.get_bind().exec_driver_sql(statement.format(after=after, upto=ids[-1]))
        after = str(ids[-1])
