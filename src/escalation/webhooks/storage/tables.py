"""Which tables do webhooks have? Settings, what is owed, and what was tried.

What is owed and what was tried refer to an endpoint without a foreign key: each check would lock the endpoint's row for
every delivery. Times of attempts and leases are the wall's; what falls due goes by the sandbox's clock.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import INET, INTERVAL, JSONB, REAL, UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, metadata, optional, placed
from escalation.kit.database.rights import may

Id = UUID(as_uuid=True)

# An endpoint belongs to a unit and receives what an integrator of that unit could see.
# `kept_by`: who made it active since it was made; if they, or else its maker, did so with a key that was revoked, it is
# disabled.
# `type_patterns` are the globs of `event_types` as LIKE patterns; `filter`: values by field of the ticket.
webhook_endpoints = Table(
    "webhook_endpoints",
    metadata,
    id_column(),
    column("unit_id", Id),
    column("unit_path", Path),
    column("url", Text()),
    column("description", Text(), default="''"),
    column("state", Text()),
    optional("state_reason", Text()),
    column("state_at", Moment),
    column("event_types", ARRAY(Text)),
    column("type_patterns", ARRAY(Text)),
    column("filter", JSONB(), default="'{}'"),
    column("format", Text(), default="'standard'"),
    column("payload", Text(), default="'full'"),
    column("ordering", Text(), default="'ticket'"),
    column("ordering_hold", INTERVAL(), default="'15 minutes'"),
    column("max_in_flight", SmallInteger(), default="8"),
    optional("rate_per_second", REAL()),
    column("timeout_ms", Integer(), default="15000"),
    optional("headers", LargeBinary()),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("created_by", Text()),
    optional("kept_by", Text()),
    column("updated_at", Moment),
    CheckConstraint("state IN ('active', 'paused', 'disabled')", name="known_state"),
    CheckConstraint("format IN ('standard', 'cloudevents')", name="known_format"),
    CheckConstraint("payload IN ('full', 'thin')", name="known_payload"),
    CheckConstraint("ordering IN ('ticket', 'none')", name="known_ordering"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_webhook_endpoints_unit", webhook_endpoints.c.unit_path, webhook_endpoints.c.created_at)

# `sealed`: the secret of `v1`, or the private key of `v1a`, bound to its endpoint and itself.
webhook_secrets = Table(
    "webhook_secrets",
    metadata,
    id_column(),
    column("endpoint_id", Id, ForeignKey("webhook_endpoints.id", ondelete="CASCADE")),
    column("algorithm", Text()),
    column("sealed", LargeBinary()),
    optional("public_key", LargeBinary()),
    column("created_at", Moment),
    optional("expires_at", Moment),
    CheckConstraint("algorithm IN ('v1', 'v1a')", name="known_algorithm"),
    CheckConstraint("(algorithm = 'v1a') = (public_key IS NOT NULL)", name="public_key_of_v1a"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_webhook_secrets_endpoint", webhook_secrets.c.endpoint_id)

# How an endpoint fares: apart from its settings, because it changes often, and written only when it changes. Its row is
# also the lock under which deliveries are claimed. `paced_until`: up to when the share of its rate is used up.
webhook_health = Table(
    "webhook_health",
    metadata,
    Column("endpoint_id", Id, ForeignKey("webhook_endpoints.id", ondelete="CASCADE"), primary_key=True),
    column("breaker", Text(), default="'closed'"),
    column("slots", SmallInteger(), default="32"),
    column("failures_in_a_row", Integer(), default="0"),
    column("window_total", Integer(), default="0"),
    column("window_failed", Integer(), default="0"),
    optional("window_since", Moment),
    column("openings", SmallInteger(), default="0"),
    optional("open_until", Moment),
    optional("failing_since", Moment),
    column("failing_deliveries", Integer(), default="0"),
    column("warned", SmallInteger(), default="0"),
    column("redirects_in_a_row", SmallInteger(), default="0"),
    column("blocked_in_a_row", SmallInteger(), default="0"),
    optional("paced_until", Moment),
    optional("last_success_at", Moment),
    optional("last_failure_at", Moment),
    CheckConstraint("breaker IN ('closed', 'open', 'half_open')", name="known_breaker"),
    info=may("INSERT", "UPDATE"),
)

# Hot and small: a row is here only while a delivery is owed. `subject_id` is the ticket, opinion or endpoint that the
# event is about, and order is kept within it, by place in the feed. lane: 0 live, 1 retry, 2 replay. state: 0 due,
# 1 leased.
webhook_queue = Table(
    "webhook_queue",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    column("endpoint_id", Id),
    column("event_id", Id),
    column("subject_id", Id),
    column("feed_pos", BigInteger()),
    optional("previous_sequence", Integer()),
    column("lane", SmallInteger(), default="0"),
    column("state", SmallInteger(), default="0"),
    column("cause", Text(), default="'live'"),
    column("attempt", SmallInteger(), default="0"),
    column("due_at", Moment),
    column("hold_until", Moment),
    column("expires_at", Moment),
    optional("lease_id", Id),
    optional("leased_until", Moment),
    column("created_at", Moment),
    UniqueConstraint("endpoint_id", "event_id"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index(
    "ix_webhook_queue_due",
    webhook_queue.c.endpoint_id,
    webhook_queue.c.lane,
    webhook_queue.c.due_at,
    webhook_queue.c.id,
    postgresql_where=text("state = 0"),
)
Index("ix_webhook_queue_subject", webhook_queue.c.endpoint_id, webhook_queue.c.subject_id, webhook_queue.c.feed_pos)
Index("ix_webhook_queue_leased", webhook_queue.c.endpoint_id, postgresql_where=text("state = 1"))

# The last event of each ticket that an endpoint was given: with it a receiver sees a gap.
webhook_tails = Table(
    "webhook_tails",
    metadata,
    column("endpoint_id", Id),
    column("ticket_id", Id),
    column("sequence", Integer()),
    PrimaryKeyConstraint("endpoint_id", "ticket_id"),
    info=may("INSERT", "UPDATE", "DELETE"),
)

# Append-only log of attempts, a partition a day; old days are dropped whole.
webhook_attempts = Table(
    "webhook_attempts",
    metadata,
    column("endpoint_id", Id),
    column("event_id", Id),
    column("event_type", Text()),
    column("attempt", SmallInteger()),
    column("cause", Text()),
    column("started_at", Moment),
    column("duration_ms", Integer()),
    column("outcome", Text()),
    optional("status", SmallInteger()),
    optional("remote_ip", INET()),
    optional("error", Text()),
    optional("response_headers", JSONB()),
    optional("response_body", LargeBinary()),
    optional("next_at", Moment),
    postgresql_partition_by="RANGE (started_at)",
    info=may("INSERT", "UPDATE (response_headers, response_body)", "DELETE"),
)
Index("ix_webhook_attempts_endpoint", webhook_attempts.c.endpoint_id, webhook_attempts.c.started_at)
Index("ix_webhook_attempts_event", webhook_attempts.c.event_id)

# What was given up, and why; it can be sent again as long as it is kept.
webhook_dead = Table(
    "webhook_dead",
    metadata,
    column("endpoint_id", Id),
    column("event_id", Id),
    column("subject_id", Id),
    column("feed_pos", BigInteger()),
    optional("previous_sequence", Integer()),
    column("attempts", SmallInteger()),
    column("reason", Text()),
    column("dead_at", Moment),
    PrimaryKeyConstraint("endpoint_id", "event_id"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_webhook_dead_at", webhook_dead.c.endpoint_id, webhook_dead.c.dead_at, webhook_dead.c.event_id)
