"""Webhooks, the feed, and events that are not about a ticket."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ABOUT_ONE_THING = "num_nonnulls(ticket_id, opinion_id, endpoint_id) = 1"
SEALED_IF_OF_A_TICKET = "ticket_id IS NULL OR num_nulls(sequence, to_state, ticket_version, workflow_version, hash) = 0"

# The columns that 0001 did not know are written once as well.
APPEND_ONLY = (
    "DROP TRIGGER events_append_only ON events",
    """
    CREATE TRIGGER events_append_only
      BEFORE DELETE OR UPDATE OF id, n, ticket_id, opinion_id, endpoint_id, sequence, type, occurred_at, trigger,
        action, principal, actor_unit_id, actor_role, reason, from_state, to_state, ticket_version, workflow_version,
        request_id, data, hash
      ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
)

# What is owed comes and goes: dead rows are cleared early. Attempts of a day that has no partition land in the default.
STORAGE = (
    "INSERT INTO feed_head (id) VALUES (1)",
    """
    ALTER TABLE webhook_queue
      SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000)
    """,
    "CREATE TABLE webhook_attempts_default PARTITION OF webhook_attempts DEFAULT",
)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "feed_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("first_pos", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_feed_days")),
    )
    op.create_table(
        "feed_head",
        sa.Column("id", sa.SmallInteger(), nullable=False),
        sa.Column("pos", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_head")),
    )
    op.create_table(
        "webhook_attempts",
        sa.Column("endpoint_id", sa.UUID(), nullable=False),
        sa.Column("event_id", sa.UUID(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("remote_ip", postgresql.INET(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("response_headers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("response_body", sa.LargeBinary(), nullable=True),
        sa.Column("next_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        postgresql_partition_by="RANGE (started_at)",
    )
    op.create_index("ix_webhook_attempts_endpoint", "webhook_attempts", ["endpoint_id", "started_at"], unique=False)
    op.create_index("ix_webhook_attempts_event", "webhook_attempts", ["event_id"], unique=False)
    op.create_table(
        "webhook_dead",
        sa.Column("endpoint_id", sa.UUID(), nullable=False),
        sa.Column("event_id", sa.UUID(), nullable=False),
        sa.Column("subject_id", sa.UUID(), nullable=False),
        sa.Column("feed_pos", sa.BigInteger(), nullable=False),
        sa.Column("previous_sequence", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dead_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("endpoint_id", "event_id", name=op.f("pk_webhook_dead")),
    )
    op.create_index("ix_webhook_dead_at", "webhook_dead", ["endpoint_id", "dead_at", "event_id"], unique=False)
    op.create_table(
        "webhook_queue",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("endpoint_id", sa.UUID(), nullable=False),
        sa.Column("event_id", sa.UUID(), nullable=False),
        sa.Column("subject_id", sa.UUID(), nullable=False),
        sa.Column("feed_pos", sa.BigInteger(), nullable=False),
        sa.Column("previous_sequence", sa.Integer(), nullable=True),
        sa.Column("lane", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("cause", sa.Text(), server_default=sa.text("'live'"), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("hold_until", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("lease_id", sa.UUID(), nullable=True),
        sa.Column("leased_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_queue")),
        sa.UniqueConstraint("endpoint_id", "event_id", name=op.f("uq_webhook_queue_endpoint_id_event_id")),
    )
    op.create_index(
        "ix_webhook_queue_due",
        "webhook_queue",
        ["endpoint_id", "lane", "due_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 0"),
    )
    op.create_index(
        "ix_webhook_queue_leased",
        "webhook_queue",
        ["endpoint_id"],
        unique=False,
        postgresql_where=sa.text("state = 1"),
    )
    op.create_index(
        "ix_webhook_queue_subject", "webhook_queue", ["endpoint_id", "subject_id", "feed_pos"], unique=False
    )
    op.create_table(
        "webhook_tails",
        sa.Column("endpoint_id", sa.UUID(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("endpoint_id", "ticket_id", name=op.f("pk_webhook_tails")),
    )
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("state_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("event_types", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("type_patterns", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("filter", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("format", sa.Text(), server_default=sa.text("'standard'"), nullable=False),
        sa.Column("payload", sa.Text(), server_default=sa.text("'full'"), nullable=False),
        sa.Column("ordering", sa.Text(), server_default=sa.text("'ticket'"), nullable=False),
        sa.Column("ordering_hold", postgresql.INTERVAL(), server_default=sa.text("'15 minutes'"), nullable=False),
        sa.Column("max_in_flight", sa.SmallInteger(), server_default=sa.text("8"), nullable=False),
        sa.Column("rate_per_second", sa.REAL(), nullable=True),
        sa.Column("timeout_ms", sa.Integer(), server_default=sa.text("15000"), nullable=False),
        sa.Column("headers", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("format IN ('standard', 'cloudevents')", name=op.f("ck_webhook_endpoints_known_format")),
        sa.CheckConstraint("ordering IN ('ticket', 'none')", name=op.f("ck_webhook_endpoints_known_ordering")),
        sa.CheckConstraint("payload IN ('full', 'thin')", name=op.f("ck_webhook_endpoints_known_payload")),
        sa.CheckConstraint("state IN ('active', 'paused', 'disabled')", name=op.f("ck_webhook_endpoints_known_state")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_webhook_endpoints_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_endpoints")),
    )
    op.create_index("ix_webhook_endpoints_unit", "webhook_endpoints", ["unit_path", "created_at"], unique=False)
    op.create_table(
        "webhook_health",
        sa.Column("endpoint_id", sa.UUID(), nullable=False),
        sa.Column("breaker", sa.Text(), server_default=sa.text("'closed'"), nullable=False),
        sa.Column("slots", sa.SmallInteger(), server_default=sa.text("32"), nullable=False),
        sa.Column("failures_in_a_row", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("window_total", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("window_failed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("window_since", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("openings", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("open_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("failing_since", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("failing_deliveries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("warned", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("redirects_in_a_row", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("blocked_in_a_row", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("paced_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("last_success_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("last_failure_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("breaker IN ('closed', 'open', 'half_open')", name=op.f("ck_webhook_health_known_breaker")),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["webhook_endpoints.id"], name=op.f("fk_webhook_health_endpoint_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("endpoint_id", name=op.f("pk_webhook_health")),
    )
    op.create_table(
        "webhook_secrets",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("endpoint_id", sa.UUID(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(algorithm = 'v1a') = (public_key IS NOT NULL)", name=op.f("ck_webhook_secrets_public_key_of_v1a")
        ),
        sa.CheckConstraint("algorithm IN ('v1', 'v1a')", name=op.f("ck_webhook_secrets_known_algorithm")),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["webhook_endpoints.id"], name=op.f("fk_webhook_secrets_endpoint_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_secrets")),
    )
    op.create_index("ix_webhook_secrets_endpoint", "webhook_secrets", ["endpoint_id"], unique=False)
    op.add_column("events", sa.Column("opinion_id", sa.UUID(), nullable=True))
    op.add_column("events", sa.Column("endpoint_id", sa.UUID(), nullable=True))
    op.alter_column("events", "ticket_id", existing_type=sa.UUID(), nullable=True)
    op.alter_column("events", "sequence", existing_type=sa.INTEGER(), nullable=True)
    op.alter_column("events", "to_state", existing_type=sa.TEXT(), nullable=True)
    op.alter_column("events", "ticket_version", existing_type=sa.INTEGER(), nullable=True)
    op.alter_column("events", "workflow_version", existing_type=sa.INTEGER(), nullable=True)
    op.alter_column("events", "hash", existing_type=postgresql.BYTEA(), nullable=True)
    op.create_index(
        "uq_events_feed_pos", "events", ["feed_pos"], unique=True, postgresql_where=sa.text("feed_pos IS NOT NULL")
    )
    op.create_index(
        "ix_events_opinion", "events", ["opinion_id", "n"], postgresql_where=sa.text("opinion_id IS NOT NULL")
    )
    op.create_foreign_key(op.f("fk_events_opinion_id"), "events", "opinions", ["opinion_id"], ["id"])
    for name, rule in (("about_one_thing", ABOUT_ONE_THING), ("sealed_if_of_a_ticket", SEALED_IF_OF_A_TICKET)):
        op.create_check_constraint(op.f(f"ck_events_{name}"), "events", rule)
    for statement in (*APPEND_ONLY, *STORAGE):
        op.execute(statement)


def downgrade() -> None:
    """Take them back, and with them every event that is not about a ticket."""
    op.execute("DROP TRIGGER events_append_only ON events")
    op.execute("DELETE FROM events WHERE ticket_id IS NULL")
    op.drop_constraint(op.f("ck_events_about_one_thing"), "events")
    op.drop_constraint(op.f("ck_events_sealed_if_of_a_ticket"), "events")
    op.drop_constraint(op.f("fk_events_opinion_id"), "events", type_="foreignkey")
    op.drop_index("ix_events_opinion", table_name="events", postgresql_where=sa.text("opinion_id IS NOT NULL"))
    op.drop_index("uq_events_feed_pos", table_name="events", postgresql_where=sa.text("feed_pos IS NOT NULL"))
    op.alter_column("events", "hash", existing_type=postgresql.BYTEA(), nullable=False)
    op.alter_column("events", "workflow_version", existing_type=sa.INTEGER(), nullable=False)
    op.alter_column("events", "ticket_version", existing_type=sa.INTEGER(), nullable=False)
    op.alter_column("events", "to_state", existing_type=sa.TEXT(), nullable=False)
    op.alter_column("events", "sequence", existing_type=sa.INTEGER(), nullable=False)
    op.alter_column("events", "ticket_id", existing_type=sa.UUID(), nullable=False)
    op.drop_column("events", "endpoint_id")
    op.drop_column("events", "opinion_id")
    op.drop_index("ix_webhook_secrets_endpoint", table_name="webhook_secrets")
    op.drop_table("webhook_secrets")
    op.drop_table("webhook_health")
    op.drop_index("ix_webhook_endpoints_unit", table_name="webhook_endpoints")
    op.drop_table("webhook_endpoints")
    op.drop_table("webhook_tails")
    op.drop_index("ix_webhook_queue_subject", table_name="webhook_queue")
    op.drop_index("ix_webhook_queue_leased", table_name="webhook_queue", postgresql_where=sa.text("state = 1"))
    op.drop_index("ix_webhook_queue_due", table_name="webhook_queue", postgresql_where=sa.text("state = 0"))
    op.drop_table("webhook_queue")
    op.drop_index("ix_webhook_dead_at", table_name="webhook_dead")
    op.drop_table("webhook_dead")
    op.drop_index("ix_webhook_attempts_event", table_name="webhook_attempts")
    op.drop_index("ix_webhook_attempts_endpoint", table_name="webhook_attempts")
    op.drop_table("webhook_attempts")
    op.drop_table("feed_head")
    op.drop_table("feed_days")
    op.execute(
        """
        CREATE TRIGGER events_append_only
          BEFORE DELETE OR UPDATE OF id, n, ticket_id, sequence, type, occurred_at, trigger, action, principal,
            actor_unit_id, actor_role, reason, from_state, to_state, ticket_version, workflow_version, request_id,
            data, hash
          ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()
        """
    )
