"""Which table do incidents have? One, for tickets whose decision raised."""

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, metadata, optional
from escalation.kit.database.rights import may

# A ticket whose decision raised is set aside here, visible, and never blocks the line.
incidents = Table(
    "incidents",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("ticket_version", Integer()),
    column("error", Text()),
    column("at", Moment),
    optional("resolved_at", Moment),
    info=may("INSERT", "UPDATE"),
)
Index("ix_incidents_open", incidents.c.at, postgresql_where=text("resolved_at IS NULL"))
Index("ix_incidents_ticket", incidents.c.ticket_id)
