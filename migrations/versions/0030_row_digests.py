"""Events say what the rows are that were written with them, and words can be erased without breaking a chain."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

WORDS = "ARRAY['instructions', 'note', 'reply', 'result', 'steps', 'task', 'text']"
FIXED = (
    "id, n, ticket_id, opinion_id, endpoint_id, sequence, type, occurred_at, trigger, action, principal, "
    "actor_unit_id, actor_role, actor_person_id, actor_member_id, "
    "actor_means, reason, from_state, to_state, ticket_version, workflow_version, request_id, data, "
    "salt, words_digest, digests, hash"
)
# Two changes are none of what an event says: words go, and their digest stays; an event gets the hash that it lacks.
REFUSE = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'events' AND TG_OP = 'UPDATE' THEN
    IF OLD.words_digest IS NULL AND octet_length(NEW.words_digest) = 32 AND NEW.reason IS NULL AND NEW.salt IS NULL
       AND NEW.data = OLD.data - {WORDS}
       AND to_jsonb(NEW) - ARRAY['words_digest', 'reason', 'salt', 'data']
         = to_jsonb(OLD) - ARRAY['words_digest', 'reason', 'salt', 'data'] THEN
      RETURN NEW;
    END IF;
    IF OLD.hash IS NULL AND NEW.ticket_id IS NULL
       AND to_jsonb(NEW) - ARRAY['salt', 'hash'] = to_jsonb(OLD) - ARRAY['salt', 'hash'] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
REFUSE_BEFORE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
GUARD = """
CREATE TRIGGER events_append_only BEFORE DELETE OR UPDATE OF {} ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
# Events of no ticket are in no chain: each has a hash of its own, which the database makes as it makes the event.
HASHED = """
CREATE FUNCTION hash_unchained_event() RETURNS trigger LANGUAGE plpgsql
  SET timezone = 'UTC' SET bytea_output = 'hex' AS $$
BEGIN
  IF NEW.reason IS NOT NULL THEN
    NEW.salt := uuid_send(gen_random_uuid());
  END IF;
  NEW.hash := sha256(convert_to(jsonb_strip_nulls(
    to_jsonb(NEW) - ARRAY['feed_pos', 'salt', 'words_digest', 'reason', 'hash']
    || jsonb_build_object('words', encode(sha256(NEW.salt || convert_to(NEW.reason, 'UTF8')), 'hex'))
  )::text, 'UTF8'));
  RETURN NEW;
END $$
"""
UNCHAINED = """
CREATE TRIGGER events_hashed BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.ticket_id IS NULL)
  EXECUTE FUNCTION hash_unchained_event()
"""


def upgrade() -> None:
    op.add_column("tickets", sa.Column("salt", sa.LargeBinary(), nullable=True))
    for name in ("salt", "words_digest", "digests"):
        op.add_column("events", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.execute("DROP TRIGGER events_append_only ON events")
    for statement in (REFUSE, GUARD.format(FIXED), HASHED, UNCHAINED):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER events_hashed ON events")
    op.execute("DROP FUNCTION hash_unchained_event()")
    op.execute("DROP TRIGGER events_append_only ON events")
    op.execute(REFUSE_BEFORE)
    op.execute(GUARD.format(FIXED.replace("salt, words_digest, digests, ", "")))
    for name in ("digests", "words_digest", "salt"):
        op.drop_column("events", name)
    op.drop_column("tickets", "salt")
