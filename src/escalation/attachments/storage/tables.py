"""Which tables do attachments have? What is known of each file; the files themselves lie in the object store."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, id_column, maybe_unit, metadata, optional
from escalation.kit.database.rights import may

# `received`: bytes that have come. `sealed_key`: the file's key, sealed by the vault; gone with the file.
# `is_purged`: nothing of it lies in the object store that is not needed.
attachments = Table(
    "attachments",
    metadata,
    id_column(),
    optional("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    optional("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    column("state", Text()),
    column("name", Text()),
    column("size", BigInteger()),
    column("received", BigInteger(), default="0"),
    optional("expected_sha256", LargeBinary()),
    optional("media_type", Text()),
    optional("sha256", LargeBinary()),
    optional("width", Integer()),
    optional("height", Integer()),
    optional("sealed_key", LargeBinary()),
    column("created_at", Moment),
    column("created_by", Text()),
    maybe_unit("created_unit_id"),
    optional("ended_at", Moment),
    optional("reason", Text()),
    column("is_purged", Boolean(), default="false"),
    CheckConstraint("num_nonnulls(ticket_id, opinion_id) = 1", name="belongs_to_one_thing"),
    CheckConstraint("state IN ('uploading', 'ready', 'refused', 'removed')", name="state"),
    CheckConstraint("received BETWEEN 0 AND size", name="received"),
    CheckConstraint("state <> 'ready' OR num_nulls(media_type, sha256, sealed_key) = 0", name="known_when_ready"),
    CheckConstraint("state NOT IN ('refused', 'removed') OR ended_at IS NOT NULL", name="ended"),
    info=may("INSERT", "UPDATE"),
)
Index(
    "ix_attachments_ticket_id_id",
    attachments.c.ticket_id,
    attachments.c.id,
    postgresql_where=text("ticket_id IS NOT NULL"),
)
Index(
    "ix_attachments_opinion_id_id",
    attachments.c.opinion_id,
    attachments.c.id,
    postgresql_where=text("opinion_id IS NOT NULL"),
)
Index("ix_attachments_uploading", attachments.c.created_at, postgresql_where=text("state = 'uploading'"))
Index(
    "ix_attachments_to_purge",
    attachments.c.id,
    postgresql_where=text("state <> 'uploading' AND NOT is_purged"),
)

# The pieces of a file that is being uploaded, each an object of its own; gone once it is whole.
attachment_parts = Table(
    "attachment_parts",
    metadata,
    column("attachment_id", UUID(as_uuid=True), ForeignKey("attachments.id", ondelete="CASCADE")),
    column("start", BigInteger()),
    column("size", BigInteger()),
    column("object_name", Text()),
    PrimaryKeyConstraint("attachment_id", "start"),
    info=may("INSERT", "DELETE"),
)

# How much citizens announced on a day (UTC): from one address, which only its blind index stands for, and, without one,
# from all. Kept for two days.
photo_quotas = Table(
    "photo_quotas",
    metadata,
    column("day", Date()),
    column("address_index", LargeBinary()),
    column("bytes", BigInteger()),
    PrimaryKeyConstraint("day", "address_index"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
