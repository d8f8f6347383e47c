"""Which table does the log of events have? One, for everything that happens."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from escalation.kit.database.columns import Moment, column, id_column, metadata, optional
from escalation.kit.database.rights import may

# Append-only (a trigger refuses UPDATE of anything but feed_pos, and DELETE); hash-chained per ticket. What happens to
# an opinion, a webhook endpoint or a record of the programme stands here too, so that there is one order of everything;
# it belongs to no chain, and has a hash of its own that a trigger makes.
events = Table(
    "events",
    metadata,
    id_column(),
    Column("n", BigInteger, Identity(always=True), nullable=False),
    optional("feed_pos", BigInteger()),
    optional("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    optional("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    optional("endpoint_id", UUID(as_uuid=True)),
    # A record of the programme, and the unit that it belonged to: whoever sees that unit, or its successor, sees this.
    optional("record_id", UUID(as_uuid=True)),
    optional("unit_id", UUID(as_uuid=True)),
    optional("sequence", Integer()),
    column("type", Text()),
    column("occurred_at", Moment),
    column("trigger", Text()),
    column("action", Text()),
    column("principal", Text()),
    optional("actor_unit_id", UUID(as_uuid=True)),
    optional("actor_role", Text()),
    optional("actor_person_id", UUID(as_uuid=True)),
    optional("actor_member_id", UUID(as_uuid=True)),
    optional("actor_means", Text()),
    optional("reason", Text()),
    optional("from_state", Text()),
    optional("to_state", Text()),
    optional("ticket_version", Integer()),
    optional("workflow_version", Integer()),
    column("request_id", Text()),
    column("data", JSONB()),
    # Of an event of no ticket that has a reason: what the digest of the reason begins with.
    optional("salt", LargeBinary()),
    # Of words that were erased: what they were, as a digest, so that the chain holds without them.
    optional("words_digest", LargeBinary()),
    # What the rows were from this event on that were written with it (tickets/domain/row_digests.py).
    optional("digests", LargeBinary()),
    optional("hash", LargeBinary()),
    CheckConstraint("num_nonnulls(ticket_id, opinion_id, endpoint_id, record_id) = 1", name="about_one_thing"),
    CheckConstraint("(record_id IS NULL) = (unit_id IS NULL)", name="record_of_a_unit"),
    CheckConstraint(
        "ticket_id IS NULL OR num_nulls(sequence, to_state, ticket_version, workflow_version, hash) = 0",
        name="sealed_if_of_a_ticket",
    ),
    UniqueConstraint("ticket_id", "sequence"),
    info=may("INSERT", "UPDATE (feed_pos, reason, data, salt, words_digest)"),
)
Index("ix_events_opinion", events.c.opinion_id, events.c.n, postgresql_where=text("opinion_id IS NOT NULL"))
# Who read whom a visit was to; nothing else asks for the events of one record.
Index(
    "ix_events_households_read",
    events.c.record_id,
    events.c.n,
    postgresql_where=text("type = 'visit.households_read'"),
)
# Events lie in the order in which they happened: some pages tell where a week does.
Index("ix_events_occurred_at", events.c.occurred_at, postgresql_using="brin")
Index("ix_events_unnumbered", events.c.n, postgresql_where=text("feed_pos IS NULL"))
Index("uq_events_feed_pos", events.c.feed_pos, unique=True, postgresql_where=text("feed_pos IS NOT NULL"))
