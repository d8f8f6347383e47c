"""Which table says when which limit of a ticket passed (breaches), and under whom? One that decisions write."""

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, metadata, optional, unit_column
from escalation.kit.database.rights import may

# A row for each limit that passed, as events tell it: the view `ticket_breaches_derived` is the derivation. Kept, so
# that a report reads what was late and nothing else. A ticket that goes on after a merger has the breaches of the one
# that ended as well, each with the ticket that it lapsed of: a limit that passed is counted there, once.
ticket_breaches = Table(
    "ticket_breaches",
    metadata,
    column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("kind", Text()),
    column("at", Moment),
    unit_column(),
    column("level", SmallInteger()),
    optional("inherited_from", UUID(as_uuid=True), ForeignKey("tickets.id")),
    UniqueConstraint("ticket_id", "kind", "at", "inherited_from", postgresql_nulls_not_distinct=True),
    CheckConstraint("kind IN ('promise', 'stage')", name="known_kind"),
    info=may("INSERT", "DELETE"),
)
