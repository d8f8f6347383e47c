"""Which table says when which limit of a ticket passed (breaches), and under whom? One that decisions write."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, PrimaryKeyConstraint, SmallInteger, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, metadata, unit_column
from escalation.tickets.storage.tables import hand_overs

# A row for each limit that passed, as events tell it: the view `ticket_breaches_derived` is the derivation. Kept, so
# that a report reads what was late in its period and nothing else.
ticket_breaches = Table(
    "ticket_breaches",
    metadata,
    column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("kind", Text()),
    column("at", Moment),
    unit_column(),
    column("level", SmallInteger()),
    PrimaryKeyConstraint("ticket_id", "kind", "at"),
    CheckConstraint("kind IN ('promise', 'stage')", name="known_kind"),
)
Index("ix_ticket_breaches_at", ticket_breaches.c.at, ticket_breaches.c.ticket_id)
# What the clock let climb, by when.
Index(
    "ix_hand_overs_climbed",
    hand_overs.c.sent_at,
    hand_overs.c.ticket_id,
    postgresql_where=text("trigger = 'clock' AND action = 'escalate'"),
)
