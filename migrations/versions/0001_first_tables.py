"""First tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


# A history is written once. Only the sequencer's position in the feed is filled in later.
APPEND_ONLY = (
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER events_append_only
      BEFORE DELETE OR UPDATE OF id, n, ticket_id, sequence, type, occurred_at, trigger, action, principal,
        actor_unit_id, actor_role, reason, from_state, to_state, ticket_version, workflow_version, request_id,
        data, hash
      ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    "CREATE TRIGGER events_never_emptied BEFORE TRUNCATE ON events EXECUTE FUNCTION refuse_change()",
)

# Tickets are updated some ten times in their life: room on the page keeps those updates from touching every index, and
# dead rows at the head of the wake-up index are cleared early.
STORAGE = (
    """
    ALTER TABLE tickets
      SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000)
    """,
    "ALTER TABLE ticket_serials SET (fillfactor = 50)",
    "INSERT INTO clock (id) VALUES (1)",
)


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "categories",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("keywords", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("departments", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("confidential", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["categories.code"], name=op.f("fk_categories_parent_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_categories")),
    )
    op.create_table(
        "clock",
        sa.Column("id", sa.SmallInteger(), nullable=False),
        sa.Column("advanced_by", postgresql.INTERVAL(), server_default=sa.text("'0'"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_clock_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock")),
    )
    op.create_table(
        "documents",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('workflow', 'policy', 'calendar')", name=op.f("ck_documents_known_kind")),
        sa.PrimaryKeyConstraint("kind", "version", name=op.f("pk_documents")),
    )
    op.create_table(
        "idempotency",
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("principal", "key", name=op.f("pk_idempotency")),
    )
    op.create_index("ix_idempotency_created", "idempotency", ["created_at"], unique=False)
    op.create_table(
        "units",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("serial", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("designation", sa.Text(), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("parent_id", sa.UUID(), nullable=True),
        sa.Column("path", sa.Text(collation="C"), nullable=False),
        sa.Column("has_office", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("successor_id", sa.UUID(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("path LIKE '/%/'", name=op.f("ck_units_path_form")),
        sa.CheckConstraint("active OR successor_id IS NOT NULL", name=op.f("ck_units_dissolved_has_successor")),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["units.id"], name=op.f("fk_units_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
        sa.UniqueConstraint("id", "path", name=op.f("uq_units_id_path")),
        sa.UniqueConstraint("path", name=op.f("uq_units_path")),
        sa.UniqueConstraint("serial", name=op.f("uq_units_serial")),
    )
    op.create_index("ix_units_parent", "units", ["parent_id"], unique=False)
    op.create_table(
        "members",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("home_unit_id", sa.UUID(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("skills", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("external_ref", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["home_unit_id"], ["units.id"], name=op.f("fk_members_home_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("external_ref", name=op.f("uq_members_external_ref")),
    )
    op.create_index("ix_members_home_unit", "members", ["home_unit_id"], unique=False)
    op.create_table(
        "operations",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("accepted", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("refused", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("finished_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name=op.f("ck_operations_known_state")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_operations_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
    )
    op.create_index("ix_operations_kind", "operations", ["kind", "created_at"], unique=False)
    op.create_index(
        "ix_operations_unfinished",
        "operations",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'running')"),
    )
    op.create_table(
        "operation_parts",
        sa.Column("operation_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_operation_parts_operation_id")),
        sa.PrimaryKeyConstraint("operation_id", "number", name=op.f("pk_operation_parts")),
    )
    op.create_table(
        "teams",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_teams_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("unit_id", "name", name=op.f("uq_teams_unit_id_name")),
    )
    op.create_table(
        "ticket_serials",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_ticket_serials_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "year", name=op.f("pk_ticket_serials")),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("member_id", sa.UUID(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')",
            name=op.f("ck_api_keys_known_role"),
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_api_keys_member_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_api_keys_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_api_keys_secret_hash")),
    )
    op.create_index("ix_api_keys_unit", "api_keys", ["unit_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')",
            name=op.f("ck_memberships_known_role"),
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_memberships_member_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_memberships_unit_id")),
        sa.PrimaryKeyConstraint("member_id", "unit_id", "role", name=op.f("pk_memberships")),
    )
    op.create_index("ix_memberships_unit_role", "memberships", ["unit_id", "role"], unique=False)
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.UUID(), nullable=False),
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("team_role", sa.Text(), nullable=False),
        sa.Column("home_unit_id", sa.UUID(), nullable=True),
        sa.CheckConstraint("team_role IN ('leader', 'deputy', 'member')", name=op.f("ck_team_members_known_role")),
        sa.ForeignKeyConstraint(["home_unit_id"], ["units.id"], name=op.f("fk_team_members_home_unit_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_team_members_member_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id")),
        sa.PrimaryKeyConstraint("team_id", "member_id", name=op.f("pk_team_members")),
    )
    op.create_index("ix_team_members_member", "team_members", ["member_id"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("workflow_version", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("holder_unit_id", sa.UUID(), nullable=False),
        sa.Column("holder_path", sa.Text(collation="C"), nullable=False),
        sa.Column("origin_unit_id", sa.UUID(), nullable=False),
        sa.Column("origin_path", sa.Text(collation="C"), nullable=False),
        sa.Column("handler_unit_id", sa.UUID(), nullable=True),
        sa.Column("dispatcher_unit_id", sa.UUID(), nullable=True),
        sa.Column("sender_unit_id", sa.UUID(), nullable=True),
        sa.Column("assignee_id", sa.UUID(), nullable=True),
        sa.Column("accused_unit_id", sa.UUID(), nullable=True),
        sa.Column("accused_path", sa.Text(collation="C"), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key_task", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Boolean(), nullable=False),
        sa.Column("stuck", sa.Boolean(), nullable=False),
        sa.Column("no_return", sa.Boolean(), nullable=False),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_original_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_rule", sa.Text(), nullable=False),
        sa.Column("due_limit", sa.Text(), nullable=False),
        sa.Column("due_policy_version", sa.Integer(), nullable=False),
        sa.Column("budget", postgresql.INTERVAL(), nullable=False),
        sa.Column("used", postgresql.INTERVAL(), nullable=False),
        sa.Column("running_since", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("calendar_version", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_started_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("stage_due_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("stage_rule", sa.Text(), nullable=True),
        sa.Column("stage_limit", sa.Text(), nullable=True),
        sa.Column("stage_budget", postgresql.INTERVAL(), nullable=False),
        sa.Column("stage_used", postgresql.INTERVAL(), nullable=False),
        sa.Column("stage_running_since", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("stage_extensions", sa.Integer(), nullable=False),
        sa.Column("resume_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("warning", sa.Text(), nullable=False),
        sa.Column("warned_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("first_breached_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("wake_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("failed_decisions", sa.Integer(), nullable=False),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("redispatches", sa.Integer(), nullable=False),
        sa.Column("redos", sa.Integer(), nullable=False),
        sa.Column("escalations", sa.Integer(), nullable=False),
        sa.Column("joint_open", sa.Integer(), nullable=False),
        sa.Column("call_tries", sa.Integer(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("urges", sa.Integer(), nullable=False),
        sa.Column("requests_open", sa.Integer(), nullable=False),
        sa.Column("orders_open", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("satisfaction", sa.SmallInteger(), nullable=True),
        sa.Column("merged_into_id", sa.UUID(), nullable=True),
        sa.Column("source_system", sa.Text(), nullable=True),
        sa.Column("external_ref", sa.Text(), nullable=True),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("event_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("closed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "next_due_at",
            postgresql.TIMESTAMP(timezone=True),
            sa.Computed("LEAST(stage_due_at, due_at)", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(source_system IS NULL) = (external_ref IS NULL)", name=op.f("ck_tickets_external_ref_has_system")
        ),
        sa.CheckConstraint(
            "NOT is_open OR (wake_at IS NOT NULL AND stage_due_at IS NOT NULL)", name=op.f("ck_tickets_open_has_clock")
        ),
        sa.CheckConstraint(
            "version >= 1 AND event_count >= version", name=op.f("ck_tickets_every_version_has_an_event")
        ),
        sa.ForeignKeyConstraint(
            ["accused_unit_id", "accused_path"],
            ["units.id", "units.path"],
            name=op.f("fk_tickets_accused_unit_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["assignee_id"], ["members.id"], name=op.f("fk_tickets_assignee_id")),
        sa.ForeignKeyConstraint(["sender_unit_id"], ["units.id"], name=op.f("fk_tickets_sender_unit_id")),
        sa.ForeignKeyConstraint(["category"], ["categories.code"], name=op.f("fk_tickets_category")),
        sa.ForeignKeyConstraint(["dispatcher_unit_id"], ["units.id"], name=op.f("fk_tickets_dispatcher_unit_id")),
        sa.ForeignKeyConstraint(["handler_unit_id"], ["units.id"], name=op.f("fk_tickets_handler_unit_id")),
        sa.ForeignKeyConstraint(
            ["holder_unit_id", "holder_path"],
            ["units.id", "units.path"],
            name=op.f("fk_tickets_holder_unit_id"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["merged_into_id"], ["tickets.id"], name=op.f("fk_tickets_merged_into_id")),
        sa.ForeignKeyConstraint(
            ["origin_unit_id", "origin_path"],
            ["units.id", "units.path"],
            name=op.f("fk_tickets_origin_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
        sa.UniqueConstraint("source_system", "external_ref", name=op.f("uq_tickets_source_system_external_ref")),
    )
    op.create_index(
        "ix_tickets_accused",
        "tickets",
        ["accused_path"],
        unique=False,
        postgresql_where=sa.text("accused_path IS NOT NULL"),
    )
    op.create_index("ix_tickets_created", "tickets", ["created_at", "id"], unique=False)
    op.create_index(
        "ix_tickets_dispatcher", "tickets", ["dispatcher_unit_id", "is_open", "next_due_at", "id"], unique=False
    )
    op.create_index("ix_tickets_due", "tickets", ["is_open", "next_due_at", "id"], unique=False)
    op.create_index("ix_tickets_handler", "tickets", ["handler_unit_id", "is_open", "next_due_at", "id"], unique=False)
    op.create_index("ix_tickets_holder", "tickets", ["holder_path", "is_open", "next_due_at", "id"], unique=False)
    op.create_index("ix_tickets_origin", "tickets", ["origin_path", "is_open", "next_due_at", "id"], unique=False)
    op.create_index(
        "ix_tickets_problem",
        "tickets",
        ["is_open", "next_due_at", "id"],
        unique=False,
        postgresql_where=sa.text("problem"),
    )
    op.create_index(
        "ix_tickets_sender",
        "tickets",
        ["sender_unit_id", "is_open", "next_due_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'dispatched'"),
    )
    op.create_index(
        "ix_tickets_stuck", "tickets", ["is_open", "next_due_at", "id"], unique=False, postgresql_where=sa.text("stuck")
    )
    op.create_index("ix_tickets_updated", "tickets", ["updated_at", "id"], unique=False)
    op.create_index(
        "ix_tickets_wake", "tickets", ["wake_at"], unique=False, postgresql_where=sa.text("wake_at IS NOT NULL")
    )
    op.create_index(
        "ix_tickets_warned",
        "tickets",
        ["warning", "next_due_at", "id"],
        unique=False,
        postgresql_where=sa.text("is_open AND warning IN ('yellow', 'orange')"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("n", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("feed_pos", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("actor_unit_id", sa.UUID(), nullable=True),
        sa.Column("actor_role", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("ticket_version", sa.Integer(), nullable=False),
        sa.Column("workflow_version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_events_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("ticket_id", "sequence", name=op.f("uq_events_ticket_id_sequence")),
    )
    op.create_index("ix_events_unnumbered", "events", ["n"], unique=False, postgresql_where=sa.text("feed_pos IS NULL"))
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("n", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("from_unit_id", sa.UUID(), nullable=False),
        sa.Column("to_unit_id", sa.UUID(), nullable=False),
        sa.Column("sent_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("previous", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("signed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "direction IN ('up', 'down', 'sideways', 'back')", name=op.f("ck_hand_overs_known_direction")
        ),
        sa.ForeignKeyConstraint(["from_unit_id"], ["units.id"], name=op.f("fk_hand_overs_from_unit_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_hand_overs_ticket_id")),
        sa.ForeignKeyConstraint(["to_unit_id"], ["units.id"], name=op.f("fk_hand_overs_to_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index("ix_hand_overs_ticket", "hand_overs", ["ticket_id", "n"], unique=False)
    op.create_table(
        "incidents",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("ticket_version", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("resolved_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_incidents_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(
        "ix_incidents_open", "incidents", ["at"], unique=False, postgresql_where=sa.text("resolved_at IS NULL")
    )
    op.create_index("ix_incidents_ticket", "incidents", ["ticket_id"], unique=False)
    op.create_table(
        "joint_tasks",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_joint_tasks_ended_when_not_open")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_joint_tasks_ticket_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_joint_tasks_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_tasks")),
    )
    op.create_index(
        "ix_joint_tasks_open",
        "joint_tasks",
        ["unit_id", "ticket_id"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_joint_tasks_ticket", "joint_tasks", ["ticket_id"], unique=False)
    op.create_table(
        "requests",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("asked_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_unit_id", sa.UUID(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("suggested_unit_id", sa.UUID(), nullable=True),
        sa.Column("decide_by", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'pending') = (decided_at IS NULL)", name=op.f("ck_requests_decided_when_not_pending")
        ),
        sa.CheckConstraint(
            "kind IN ('extension', 'parking', 'termination', 'objection')", name=op.f("ck_requests_known_kind")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'approved', 'refused', 'lapsed')", name=op.f("ck_requests_known_state")
        ),
        sa.ForeignKeyConstraint(["asked_unit_id"], ["units.id"], name=op.f("fk_requests_asked_unit_id")),
        sa.ForeignKeyConstraint(["suggested_unit_id"], ["units.id"], name=op.f("fk_requests_suggested_unit_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_requests_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    op.create_index("ix_requests_ticket", "requests", ["ticket_id", "asked_at"], unique=False)
    op.create_index(
        "uq_requests_pending",
        "requests",
        ["ticket_id", "kind"],
        unique=True,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("issued_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("issued_unit_id", sa.UUID(), nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("wake_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_orders_ended_when_not_open")),
        sa.CheckConstraint("colour IN ('yellow', 'orange', 'red')", name=op.f("ck_orders_known_colour")),
        sa.CheckConstraint("state IN ('open', 'answered', 'ended')", name=op.f("ck_orders_known_state")),
        sa.ForeignKeyConstraint(["issued_unit_id"], ["units.id"], name=op.f("fk_orders_issued_unit_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_orders_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
    )
    op.create_index("ix_orders_ticket", "orders", ["ticket_id", "issued_at"], unique=False)
    op.create_index(
        "uq_orders_open", "orders", ["ticket_id", "level"], unique=True, postgresql_where=sa.text("state = 'open'")
    )
    op.create_table(
        "opinions",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("suggested_categories", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("sketch", sa.ARRAY(sa.Integer()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("citizen_name", sa.LargeBinary(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("contact_masked", sa.Text(), nullable=True),
        sa.Column("contact_index", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("source_system", sa.Text(), nullable=True),
        sa.Column("external_ref", sa.Text(), nullable=True),
        sa.Column("tracking_hash", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("submitted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_by", sa.Text(), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'attached') = (ticket_id IS NOT NULL)", name=op.f("ck_opinions_attached_has_ticket")
        ),
        sa.CheckConstraint("status IN ('inbox', 'attached', 'dismissed')", name=op.f("ck_opinions_known_status")),
        sa.CheckConstraint(
            "(source_system IS NULL) = (external_ref IS NULL)", name=op.f("ck_opinions_external_ref_has_system")
        ),
        sa.ForeignKeyConstraint(["category"], ["categories.code"], name=op.f("fk_opinions_category")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_opinions_ticket_id")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_opinions_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
        sa.UniqueConstraint("source_system", "external_ref", name=op.f("uq_opinions_source_system_external_ref")),
        sa.UniqueConstraint("tracking_hash", name=op.f("uq_opinions_tracking_hash")),
    )
    op.create_index(
        "ix_opinions_contact",
        "opinions",
        ["contact_index"],
        unique=False,
        postgresql_where=sa.text("contact_index IS NOT NULL"),
    )
    op.create_index(
        "ix_opinions_inbox",
        "opinions",
        ["unit_path", "received_at"],
        unique=False,
        postgresql_where=sa.text("status = 'inbox'"),
    )
    op.create_index("ix_opinions_received", "opinions", ["received_at", "id"], unique=False)
    op.create_index("ix_opinions_sketch", "opinions", ["sketch"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_opinions_ticket", "opinions", ["ticket_id"], unique=False, postgresql_where=sa.text("ticket_id IS NOT NULL")
    )
    op.create_index("ix_opinions_unit", "opinions", ["unit_id"], unique=False)
    op.create_table(
        "contact_reads",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("opinion_id", sa.UUID(), nullable=False),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_contact_reads_opinion_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_reads")),
    )
    op.create_index("ix_contact_reads_opinion", "contact_reads", ["opinion_id"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("operation_id", sa.UUID(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.UUID(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint("(opinion_id IS NULL) = (code IS NOT NULL)", name=op.f("ck_receipts_accepted_or_explained")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_receipts_operation_id")),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_receipts_opinion_id")),
        sa.PrimaryKeyConstraint("operation_id", "line", name=op.f("pk_receipts")),
    )
    op.create_index("ix_receipts_opinion", "receipts", ["opinion_id"], unique=False)
    for statement in (*APPEND_ONLY, *STORAGE):
        op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_receipts_opinion", table_name="receipts")
    op.drop_table("receipts")
    op.drop_index("ix_contact_reads_opinion", table_name="contact_reads")
    op.drop_table("contact_reads")
    op.drop_index("ix_opinions_unit", table_name="opinions")
    op.drop_index("ix_opinions_ticket", table_name="opinions", postgresql_where=sa.text("ticket_id IS NOT NULL"))
    op.drop_index("ix_opinions_sketch", table_name="opinions", postgresql_using="gin")
    op.drop_index("ix_opinions_received", table_name="opinions")
    op.drop_index("ix_opinions_inbox", table_name="opinions", postgresql_where=sa.text("status = 'inbox'"))
    op.drop_index("ix_opinions_contact", table_name="opinions", postgresql_where=sa.text("contact_index IS NOT NULL"))
    op.drop_table("opinions")
    op.drop_index("uq_orders_open", table_name="orders", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_orders_ticket", table_name="orders")
    op.drop_table("orders")
    op.drop_index("uq_requests_pending", table_name="requests", postgresql_where=sa.text("state = 'pending'"))
    op.drop_index("ix_requests_ticket", table_name="requests")
    op.drop_table("requests")
    op.drop_index("ix_joint_tasks_ticket", table_name="joint_tasks")
    op.drop_index("ix_joint_tasks_open", table_name="joint_tasks", postgresql_where=sa.text("state = 'open'"))
    op.drop_table("joint_tasks")
    op.drop_index("ix_incidents_ticket", table_name="incidents")
    op.drop_index("ix_incidents_open", table_name="incidents", postgresql_where=sa.text("resolved_at IS NULL"))
    op.drop_table("incidents")
    op.drop_index("ix_hand_overs_ticket", table_name="hand_overs")
    op.drop_table("hand_overs")
    op.drop_index("ix_events_unnumbered", table_name="events", postgresql_where=sa.text("feed_pos IS NULL"))
    op.drop_table("events")
    op.drop_index(
        "ix_tickets_warned",
        table_name="tickets",
        postgresql_where=sa.text("is_open AND warning IN ('yellow', 'orange')"),
    )
    op.drop_index("ix_tickets_wake", table_name="tickets", postgresql_where=sa.text("wake_at IS NOT NULL"))
    op.drop_index("ix_tickets_updated", table_name="tickets")
    op.drop_index("ix_tickets_stuck", table_name="tickets", postgresql_where=sa.text("stuck"))
    op.drop_index("ix_tickets_sender", table_name="tickets", postgresql_where=sa.text("state = 'dispatched'"))
    op.drop_index("ix_tickets_problem", table_name="tickets", postgresql_where=sa.text("problem"))
    op.drop_index("ix_tickets_origin", table_name="tickets")
    op.drop_index("ix_tickets_holder", table_name="tickets")
    op.drop_index("ix_tickets_handler", table_name="tickets")
    op.drop_index("ix_tickets_due", table_name="tickets")
    op.drop_index("ix_tickets_dispatcher", table_name="tickets")
    op.drop_index("ix_tickets_created", table_name="tickets")
    op.drop_index("ix_tickets_accused", table_name="tickets", postgresql_where=sa.text("accused_path IS NOT NULL"))
    op.drop_table("tickets")
    op.drop_index("ix_team_members_member", table_name="team_members")
    op.drop_table("team_members")
    op.drop_index("ix_memberships_unit_role", table_name="memberships")
    op.drop_table("memberships")
    op.drop_index("ix_api_keys_unit", table_name="api_keys")
    op.drop_table("api_keys")
    op.drop_table("ticket_serials")
    op.drop_table("teams")
    op.drop_table("operation_parts")
    op.drop_index(
        "ix_operations_unfinished", table_name="operations", postgresql_where=sa.text("state IN ('waiting', 'running')")
    )
    op.drop_index("ix_operations_kind", table_name="operations")
    op.drop_table("operations")
    op.drop_index("ix_members_home_unit", table_name="members")
    op.drop_table("members")
    op.drop_index("ix_units_parent", table_name="units")
    op.drop_table("units")
    op.drop_index("ix_idempotency_created", table_name="idempotency")
    op.drop_table("idempotency")
    op.drop_table("documents")
    op.drop_table("clock")
    op.drop_table("categories")
    op.execute("DROP FUNCTION refuse_change()")
