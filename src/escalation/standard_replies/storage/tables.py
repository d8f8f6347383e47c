"""Which tables do standard replies have? One of the replies as they are, one of every version there was."""

from sqlalchemy import Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, id_column, metadata, optional, unit_column
from escalation.kit.database.rights import may

standard_replies = Table(
    "standard_replies",
    metadata,
    id_column(),
    unit_column(),
    optional("category", Text()),
    column("name", Text()),
    column("text", Text()),
    column("version", Integer()),
    column("created_at", Moment),
    column("updated_at", Moment),
    optional("retired_at", Moment),
    info=may("INSERT", "UPDATE"),
)
Index("ix_standard_replies_unit", standard_replies.c.unit_id, postgresql_where=text("retired_at IS NULL"))

# What was said with a reply, was said with one of these.
standard_reply_versions = Table(
    "standard_reply_versions",
    metadata,
    Column("reply_id", UUID(as_uuid=True), ForeignKey("standard_replies.id")),
    column("version", Integer()),
    optional("category", Text()),
    column("name", Text()),
    column("text", Text()),
    column("at", Moment),
    column("by", Text()),
    PrimaryKeyConstraint("reply_id", "version"),
    info=may("INSERT"),
)
