"""Records of the programme are told of in the one log of events; a message may be about one."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0061"
down_revision: str | None = "0060"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

GUARD: Final = """
CREATE TRIGGER events_append_only BEFORE DELETE OR UPDATE OF {} ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
BEFORE: Final = (
    "id, n, ticket_id, opinion_id, endpoint_id, sequence, type, occurred_at, trigger, action, principal, "
    "actor_unit_id, actor_role, actor_person_id, actor_member_id, "
    "actor_means, reason, from_state, to_state, ticket_version, workflow_version, request_id, data, "
    "salt, words_digest, digests, hash"
)
FIXED: Final = BEFORE.replace("endpoint_id, ", "endpoint_id, record_id, unit_id, ")
# UNION, not UNION ALL: a circle of successors would end the search instead of going on for ever.
STANDING: Final = """
CREATE FUNCTION unit_or_successor(unit uuid) RETURNS SETOF units LANGUAGE sql STABLE ROWS 1 AS $$
  WITH RECURSIVE chain AS (
    SELECT id, successor_id, active FROM units WHERE id = $1
    UNION SELECT n.id, n.successor_id, n.active FROM chain c JOIN units n ON n.id = c.successor_id AND NOT c.active
  )
  SELECT u.* FROM chain c JOIN units u ON u.id = c.id WHERE c.active OR c.successor_id IS NULL LIMIT 1
$$
"""
ABOUT_ONE: Final = "num_nonnulls(ticket_id, opinion_id, endpoint_id{}) = 1"


def upgrade() -> None:
    # Without a value, so that no row is rewritten; the hashes of events that have none leave out what is null.
    for name in ("record_id", "unit_id"):
        op.add_column("events", sa.Column(name, sa.UUID(), nullable=True))
    # Every row there is keeps them, as it kept those before: nothing is read to find that out.
    op.drop_constraint(op.f("ck_events_about_one_thing"), "events")
    _check("about_one_thing", ABOUT_ONE.format(", record_id"))
    _check("record_of_a_unit", "(record_id IS NULL) = (unit_id IS NULL)")
    op.execute("DROP TRIGGER events_append_only ON events")
    op.execute(GUARD.format(FIXED))
    op.execute(STANDING)


def _check(name: str, rule: str) -> None:
    op.execute(f"ALTER TABLE events ADD CONSTRAINT ck_events_{name} CHECK ({rule}) NOT VALID")


def downgrade() -> None:
    """Take it back, and with it every event of a record."""
    op.execute("DROP FUNCTION unit_or_successor(uuid)")
    op.execute("DROP TRIGGER events_append_only ON events")
    op.execute("DELETE FROM events WHERE record_id IS NOT NULL")
    op.execute(GUARD.format(BEFORE))
    op.drop_constraint(op.f("ck_events_record_of_a_unit"), "events")
    op.drop_constraint(op.f("ck_events_about_one_thing"), "events")
    _check("about_one_thing", ABOUT_ONE.format(""))
    for name in ("unit_id", "record_id"):
        op.drop_column("events", name)
