"""Files hang on tickets and opinions; what is known of them stands here, and they themselves elsewhere."""

from collections.abc import Sequence

from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABLES = """
CREATE TABLE attachments (
  id uuid CONSTRAINT pk_attachments PRIMARY KEY,
  ticket_id uuid CONSTRAINT fk_attachments_ticket_id REFERENCES tickets (id),
  opinion_id uuid CONSTRAINT fk_attachments_opinion_id REFERENCES opinions (id),
  state text NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL,
  received bigint NOT NULL DEFAULT 0,
  expected_sha256 bytea,
  media_type text,
  sha256 bytea,
  width integer,
  height integer,
  sealed_key bytea,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  created_unit_id uuid CONSTRAINT fk_attachments_created_unit_id REFERENCES units (id),
  ended_at timestamptz,
  reason text,
  is_purged boolean NOT NULL DEFAULT false,
  CONSTRAINT ck_attachments_belongs_to_one_thing CHECK (num_nonnulls(ticket_id, opinion_id) = 1),
  CONSTRAINT ck_attachments_state CHECK (state IN ('uploading', 'ready', 'refused', 'removed')),
  CONSTRAINT ck_attachments_received CHECK (received BETWEEN 0 AND size),
  CONSTRAINT ck_attachments_known_when_ready
    CHECK (state <> 'ready' OR num_nulls(media_type, sha256, sealed_key) = 0),
  CONSTRAINT ck_attachments_ended CHECK (state NOT IN ('refused', 'removed') OR ended_at IS NOT NULL)
);
CREATE INDEX ix_attachments_ticket_id_id ON attachments (ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX ix_attachments_opinion_id_id ON attachments (opinion_id, id) WHERE opinion_id IS NOT NULL;
CREATE INDEX ix_attachments_uploading ON attachments (created_at) WHERE state = 'uploading';
CREATE INDEX ix_attachments_to_purge ON attachments (id) WHERE state <> 'uploading' AND NOT is_purged;
CREATE TABLE attachment_parts (
  attachment_id uuid NOT NULL CONSTRAINT fk_attachment_parts_attachment_id
    REFERENCES attachments (id) ON DELETE CASCADE,
  start bigint NOT NULL,
  size bigint NOT NULL,
  object_name text NOT NULL,
  CONSTRAINT pk_attachment_parts PRIMARY KEY (attachment_id, start)
);
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";\n")):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE attachment_parts, attachments")
