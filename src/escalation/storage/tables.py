"""Which tables are there? Declared once: Alembic compares against them, queries are built from them."""

from typing import Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
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
from sqlalchemy.dialects.postgresql import INTERVAL, JSONB, UUID

from escalation.storage.columns import (
    Moment,
    Path,
    column,
    id_column,
    maybe_unit,
    metadata,
    optional,
    placed,
    unit_column,
)

__all__ = ["metadata"]

# One row. Only sandbox mode moves the offset; every reading of the time adds it.
clock = Table(
    "clock",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    column("advanced_by", INTERVAL(), default="'0'"),
    CheckConstraint("id = 1", name="one_row"),
)

documents = Table(
    "documents",
    metadata,
    column("kind", Text()),
    column("version", Integer()),
    column("document", JSONB()),
    column("published_at", Moment),
    column("published_by", Text()),
    PrimaryKeyConstraint("kind", "version"),
    CheckConstraint("kind IN ('workflow', 'policy', 'calendar')", name="known_kind"),
)

units = Table(
    "units",
    metadata,
    id_column(),
    Column("serial", BigInteger, Identity(always=False), nullable=False, unique=True),
    Column("code", Text, nullable=False, unique=True),
    column("name", Text()),
    column("kind", Text()),
    optional("designation", Text()),
    column("level", SmallInteger()),
    maybe_unit("parent_id"),
    Column("path", Path, nullable=False, unique=True),
    column("has_office", Boolean(), default="false"),
    column("active", Boolean(), default="true"),
    maybe_unit("successor_id"),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("updated_at", Moment),
    CheckConstraint("active OR successor_id IS NOT NULL", name="dissolved_has_successor"),
    CheckConstraint("path LIKE '/%/'", name="path_form"),
    UniqueConstraint("id", "path"),
)
Index("ix_units_parent", units.c.parent_id)

members = Table(
    "members",
    metadata,
    id_column(),
    column("name", Text()),
    unit_column("home_unit_id"),
    optional("rank", Text()),
    column("skills", ARRAY(Text), default="'{}'"),
    Column("external_ref", Text, nullable=True, unique=True),
    column("active", Boolean(), default="true"),
    column("created_at", Moment),
    column("updated_at", Moment),
)
Index("ix_members_home_unit", members.c.home_unit_id)

memberships = Table(
    "memberships",
    metadata,
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    unit_column(),
    column("role", Text()),
    column("since", Moment),
    PrimaryKeyConstraint("member_id", "unit_id", "role"),
    CheckConstraint("role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')", name="known_role"),
)
Index("ix_memberships_unit_role", memberships.c.unit_id, memberships.c.role)

# 引领工作队: many teams a unit; a member serves in a team while working in a home department.
teams = Table(
    "teams",
    metadata,
    id_column(),
    unit_column(),
    column("name", Text()),
    column("created_at", Moment),
    UniqueConstraint("unit_id", "name"),
)

team_members = Table(
    "team_members",
    metadata,
    column("team_id", UUID(as_uuid=True), ForeignKey("teams.id")),
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("team_role", Text()),
    maybe_unit("home_unit_id"),
    PrimaryKeyConstraint("team_id", "member_id"),
    CheckConstraint("team_role IN ('leader', 'deputy', 'member')", name="known_role"),
)
Index("ix_team_members_member", team_members.c.member_id)

api_keys = Table(
    "api_keys",
    metadata,
    id_column(),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),
    column("name", Text()),
    unit_column(),
    column("role", Text()),
    optional("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("created_at", Moment),
    column("created_by", Text()),
    column("expires_at", Moment),
    optional("revoked_at", Moment),
    CheckConstraint("role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')", name="known_role"),
)
Index("ix_api_keys_unit", api_keys.c.unit_id)

# The routing catalogue (派单目录): which departments answer for a category, first choice first.
categories = Table(
    "categories",
    metadata,
    Column("code", Text, primary_key=True),
    optional("parent_code", Text(), ForeignKey("categories.code")),
    column("name_zh", Text()),
    column("name_en", Text()),
    column("keywords", ARRAY(Text), default="'{}'"),
    column("departments", ARRAY(Text), default="'{}'"),
    column("confidential", Boolean(), default="false"),
    column("rank", Integer()),
)

tickets = Table(
    "tickets",
    metadata,
    id_column(),
    Column("number", Text, nullable=False, unique=True),
    column("version", Integer()),
    column("workflow_version", Integer()),
    column("policy_version", Integer()),
    column("state", Text()),
    column("is_open", Boolean()),
    column("level", SmallInteger()),
    column("holder_unit_id", UUID(as_uuid=True)),
    column("holder_path", Path),
    column("origin_unit_id", UUID(as_uuid=True)),
    column("origin_path", Path),
    maybe_unit("handler_unit_id"),
    maybe_unit("dispatcher_unit_id"),
    maybe_unit("sender_unit_id"),
    optional("assignee_id", UUID(as_uuid=True), ForeignKey("members.id")),
    optional("accused_unit_id", UUID(as_uuid=True)),
    optional("accused_path", Path),
    column("title", Text()),
    column("content", Text()),
    optional("category", Text(), ForeignKey("categories.code")),
    column("urgency", Text()),
    column("difficulty", Text()),
    column("source", Text()),
    column("key_task", Boolean()),
    column("confidential", Boolean()),
    column("problem", Boolean()),
    column("stuck", Boolean()),
    column("no_return", Boolean()),
    column("started_at", Moment),
    column("due_at", Moment),
    column("due_original_at", Moment),
    column("due_rule", Text()),
    column("due_limit", Text()),
    column("due_policy_version", Integer()),
    column("budget", INTERVAL()),
    column("used", INTERVAL()),
    optional("running_since", Moment),
    column("provisional", Boolean()),
    column("calendar_version", Integer()),
    column("stage", Text()),
    column("stage_started_at", Moment),
    optional("stage_due_at", Moment),
    optional("stage_rule", Text()),
    optional("stage_limit", Text()),
    column("stage_budget", INTERVAL()),
    column("stage_used", INTERVAL()),
    optional("stage_running_since", Moment),
    column("stage_extensions", Integer()),
    optional("resume_at", Moment),
    column("warning", Text()),
    optional("warned_at", Moment),
    optional("first_breached_at", Moment),
    optional("wake_at", Moment),
    column("failed_decisions", Integer()),
    column("returns", Integer()),
    column("redispatches", Integer()),
    column("redos", Integer()),
    column("escalations", Integer()),
    column("joint_open", Integer()),
    column("call_tries", Integer()),
    column("extensions", Integer()),
    column("urges", Integer()),
    column("requests_open", Integer()),
    column("orders_open", Integer()),
    optional("outcome", Text()),
    optional("reply", Text()),
    optional("resolved_by", Text()),
    optional("reason_code", Text()),
    optional("solved", Boolean()),
    optional("satisfaction", SmallInteger()),
    optional("merged_into_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    optional("source_system", Text()),
    optional("external_ref", Text()),
    column("event_count", Integer()),
    column("event_hash", LargeBinary()),
    column("created_by", Text()),
    column("created_at", Moment),
    column("updated_at", Moment),
    optional("closed_at", Moment),
    # The next broken promise, stage or overall: what "overdue" compares with the time, so that lists are right even
    # while every worker is down.
    Column("next_due_at", Moment, Computed("LEAST(stage_due_at, due_at)", persisted=True)),
    CheckConstraint("NOT is_open OR (wake_at IS NOT NULL AND stage_due_at IS NOT NULL)", name="open_has_clock"),
    CheckConstraint("version >= 1 AND event_count >= version", name="every_version_has_an_event"),
    placed("holder_unit_id", "holder_path"),
    placed("origin_unit_id", "origin_path"),
    placed("accused_unit_id", "accused_path"),
    CheckConstraint("(source_system IS NULL) = (external_ref IS NULL)", name="external_ref_has_system"),
    UniqueConstraint("source_system", "external_ref"),
)
Index("ix_tickets_wake", tickets.c.wake_at, postgresql_where=text("wake_at IS NOT NULL"))
# The walk that counts dates anew goes by due date.
Index("ix_tickets_due", tickets.c.is_open, tickets.c.next_due_at, tickets.c.id)
# When a unit moves, paths of closed tickets change too; when one is dissolved, its open tickets go on elsewhere.
Index("ix_tickets_holder", tickets.c.holder_path, tickets.c.is_open)
Index("ix_tickets_origin", tickets.c.origin_path, tickets.c.is_open)
Index("ix_tickets_handler", tickets.c.handler_unit_id, postgresql_where=text("is_open"))
Index("ix_tickets_dispatcher", tickets.c.dispatcher_unit_id, postgresql_where=text("is_open"))
Index("ix_tickets_accused", tickets.c.accused_path, postgresql_where=text("accused_path IS NOT NULL"))

# In whose lists a ticket stands, and as what (storage/ticket_listings.py). Derived: the database keeps it by triggers
# and knows the derivation as the view `ticket_listings_derived`. Whatever a list is narrowed to is looked up here.
ticket_listings = Table(
    "ticket_listings",
    metadata,
    column("unit_serial", BigInteger()),
    column("ticket_id", UUID(as_uuid=True)),
    column("mark", SmallInteger()),
    column("relation", SmallInteger()),
    column("is_open", Boolean()),
    # Never empty, but not declared so: see the indexes.
    optional("next_due_at", Moment),
    optional("created_at", Moment),
    optional("updated_at", Moment),
    column("holder_unit_id", UUID(as_uuid=True)),
    optional("accused_path", Path),
    column("state", Text()),
    column("level", SmallInteger()),
    optional("category", Text()),
    column("urgency", Text()),
    column("difficulty", Text()),
    column("warning", Text()),
    column("stage", Text()),
    column("stuck", Boolean()),
    column("problem", Boolean()),
    column("key_task", Boolean()),
    PrimaryKeyConstraint("ticket_id", "unit_serial", "mark"),
)
# Of each order there is one index, and a range names it by what the index is limited to. If two could serve a range,
# PostgreSQL would take the wrong one and sort, whenever it believes that a unit has few tickets.
_LISTED_BY: Final = tuple(ticket_listings.c[name] for name in ("unit_serial", "mark", "relation", "is_open"))
for _order, _limited_to in (
    ("next_due_at", "next_due_at IS NOT NULL"),
    ("created_at", "created_at IS NOT NULL AND mark = 0"),
    ("updated_at", "updated_at IS NOT NULL AND mark = 0"),
):
    Index(
        f"ix_ticket_listings_{_order}",
        *_LISTED_BY,
        ticket_listings.c[_order],
        ticket_listings.c.ticket_id,
        postgresql_where=text(_limited_to),
    )

# 编号: unit-year-serial. A number reserved for a request that then fails is not given again.
ticket_serials = Table(
    "ticket_serials",
    metadata,
    unit_column(),
    column("year", SmallInteger()),
    column("last", Integer()),
    PrimaryKeyConstraint("unit_id", "year"),
)

# Append-only (a trigger refuses UPDATE of anything but feed_pos, and DELETE); hash-chained per ticket. What happens to
# an opinion or a webhook endpoint stands here too, so that there is one order of everything; it belongs to no chain.
events = Table(
    "events",
    metadata,
    id_column(),
    Column("n", BigInteger, Identity(always=True), nullable=False),
    optional("feed_pos", BigInteger()),
    optional("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    optional("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    optional("endpoint_id", UUID(as_uuid=True)),
    optional("sequence", Integer()),
    column("type", Text()),
    column("occurred_at", Moment),
    column("trigger", Text()),
    column("action", Text()),
    column("principal", Text()),
    optional("actor_unit_id", UUID(as_uuid=True)),
    optional("actor_role", Text()),
    optional("reason", Text()),
    optional("from_state", Text()),
    optional("to_state", Text()),
    optional("ticket_version", Integer()),
    optional("workflow_version", Integer()),
    column("request_id", Text()),
    column("data", JSONB()),
    optional("hash", LargeBinary()),
    CheckConstraint("num_nonnulls(ticket_id, opinion_id, endpoint_id) = 1", name="about_one_thing"),
    CheckConstraint(
        "ticket_id IS NULL OR num_nulls(sequence, to_state, ticket_version, workflow_version, hash) = 0",
        name="sealed_if_of_a_ticket",
    ),
    UniqueConstraint("ticket_id", "sequence"),
)
Index("ix_events_opinion", events.c.opinion_id, events.c.n, postgresql_where=text("opinion_id IS NOT NULL"))
Index("ix_events_unnumbered", events.c.n, postgresql_where=text("feed_pos IS NULL"))
Index("uq_events_feed_pos", events.c.feed_pos, unique=True, postgresql_where=text("feed_pos IS NOT NULL"))

hand_overs = Table(
    "hand_overs",
    metadata,
    id_column(),
    Column("n", BigInteger, Identity(always=True), nullable=False),
    column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("direction", Text()),
    column("trigger", Text()),
    column("action", Text()),
    optional("reason", Text()),
    unit_column("from_unit_id"),
    unit_column("to_unit_id"),
    column("sent_at", Moment),
    column("sent_by", Text()),
    column("previous", JSONB()),
    optional("signed_at", Moment),
    optional("signed_by", Text()),
    optional("withdrawn_at", Moment),
    CheckConstraint("direction IN ('up', 'down', 'sideways', 'back')", name="known_direction"),
)
Index("ix_hand_overs_ticket", hand_overs.c.ticket_id, hand_overs.c.n)

joint_tasks = Table(
    "joint_tasks",
    metadata,
    id_column(),
    column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    unit_column(),
    column("task", Text()),
    column("due_at", Moment),
    column("state", Text()),
    optional("result", Text()),
    optional("reason", Text()),
    column("created_at", Moment),
    optional("ended_at", Moment),
    optional("ended_by", Text()),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_when_not_open"),
)
Index("ix_joint_tasks_ticket", joint_tasks.c.ticket_id)
Index("ix_joint_tasks_open", joint_tasks.c.unit_id, joint_tasks.c.ticket_id, postgresql_where=text("state = 'open'"))

# What a holder asked for and cannot grant: an extension, parking, an end, or to be rid of the ticket (退单).
requests = Table(
    "requests",
    metadata,
    id_column(),
    column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("kind", Text()),
    column("state", Text()),
    column("approver", Text()),
    column("asked_at", Moment),
    column("asked_by", Text()),
    unit_column("asked_unit_id"),
    optional("reason_code", Text()),
    optional("reason", Text()),
    optional("until", Moment),
    maybe_unit("suggested_unit_id"),
    column("decide_by", Moment),
    optional("decided_at", Moment),
    optional("decided_by", Text()),
    optional("answer", Text()),
    CheckConstraint("kind IN ('extension', 'parking', 'termination', 'objection')", name="known_kind"),
    CheckConstraint("state IN ('pending', 'approved', 'refused', 'lapsed')", name="known_state"),
    CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided_when_not_pending"),
)
Index("ix_requests_ticket", requests.c.ticket_id, requests.c.asked_at)
Index(
    "uq_requests_pending",
    requests.c.ticket_id,
    requests.c.kind,
    unique=True,
    postgresql_where=text("state = 'pending'"),
)

# 督办单: at most one open order per ticket and level (政府督查工作条例 art. 15).
orders = Table(
    "orders",
    metadata,
    id_column(),
    column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("level", SmallInteger()),
    column("colour", Text()),
    column("text", Text()),
    column("state", Text()),
    column("issued_at", Moment),
    column("issued_by", Text()),
    unit_column("issued_unit_id"),
    column("due_at", Moment),
    optional("wake_at", Moment),
    optional("ended_at", Moment),
    optional("ended_by", Text()),
    optional("answer", Text()),
    CheckConstraint("colour IN ('yellow', 'orange', 'red')", name="known_colour"),
    CheckConstraint("state IN ('open', 'answered', 'ended')", name="known_state"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_when_not_open"),
)
Index("ix_orders_ticket", orders.c.ticket_id, orders.c.issued_at)
Index("uq_orders_open", orders.c.ticket_id, orders.c.level, unique=True, postgresql_where=text("state = 'open'"))

# A citizen's opinion. Name and contact are sealed (AES-GCM); contact_index finds equal contacts without opening them.
opinions = Table(
    "opinions",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("status", Text()),
    optional("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("title", Text()),
    column("content", Text()),
    optional("category", Text(), ForeignKey("categories.code")),
    column("suggested_categories", ARRAY(Text), default="'{}'"),
    column("source", Text()),
    column("confidential", Boolean(), default="false"),
    column("sketch", ARRAY(Integer), default="'{}'"),
    optional("citizen_name", LargeBinary()),
    optional("contact", LargeBinary()),
    optional("contact_masked", Text()),
    optional("contact_index", LargeBinary()),
    optional("place", Text()),
    optional("source_system", Text()),
    optional("external_ref", Text()),
    Column("tracking_hash", LargeBinary, nullable=False, unique=True),
    optional("reason", Text()),
    optional("submitted_at", Moment),
    column("received_at", Moment),
    column("received_by", Text()),
    column("updated_at", Moment),
    CheckConstraint("status IN ('inbox', 'attached', 'dismissed')", name="known_status"),
    CheckConstraint("(status = 'attached') = (ticket_id IS NOT NULL)", name="attached_has_ticket"),
    CheckConstraint("(source_system IS NULL) = (external_ref IS NULL)", name="external_ref_has_system"),
    UniqueConstraint("source_system", "external_ref"),
    placed("unit_id", "unit_path"),
)
Index("ix_opinions_unit", opinions.c.unit_id)
Index("ix_opinions_inbox", opinions.c.unit_path, opinions.c.received_at, postgresql_where=text("status = 'inbox'"))
Index("ix_opinions_received", opinions.c.received_at, opinions.c.id)
Index("ix_opinions_ticket", opinions.c.ticket_id, postgresql_where=text("ticket_id IS NOT NULL"))
Index("ix_opinions_sketch", opinions.c.sketch, postgresql_using="gin")
Index("ix_opinions_contact", opinions.c.contact_index, postgresql_where=text("contact_index IS NOT NULL"))

# Every look at a citizen's unmasked contact is on record.
contact_reads = Table(
    "contact_reads",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    column("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    column("principal", Text()),
    column("reason", Text()),
    column("at", Moment),
)
Index("ix_contact_reads_opinion", contact_reads.c.opinion_id)

# Long work that a caller can watch: imports now, more kinds later. Chunks advance `done`; a restart goes on from there.
operations = Table(
    "operations",
    metadata,
    id_column(),
    column("kind", Text()),
    column("state", Text()),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("options", JSONB(), default="'{}'"),
    column("total", Integer()),
    column("done", Integer(), default="0"),
    column("accepted", Integer(), default="0"),
    column("refused", Integer(), default="0"),
    optional("error", Text()),
    column("created_at", Moment),
    column("created_by", Text()),
    optional("finished_at", Moment),
    CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name="known_state"),
    placed("unit_id", "unit_path"),
)
Index("ix_operations_kind", operations.c.kind, operations.c.created_at)
Index("ix_operations_unfinished", operations.c.created_at, postgresql_where=text("state IN ('waiting', 'running')"))

# What an operation still has to read, in pieces that one transaction can do; a piece goes with the work it holds.
operation_parts = Table(
    "operation_parts",
    metadata,
    column("operation_id", UUID(as_uuid=True), ForeignKey("operations.id")),
    column("number", Integer()),
    column("sealed", LargeBinary()),
    PrimaryKeyConstraint("operation_id", "number"),
)

receipts = Table(
    "receipts",
    metadata,
    column("operation_id", UUID(as_uuid=True), ForeignKey("operations.id")),
    column("line", Integer()),
    optional("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    optional("code", Text()),
    optional("detail", Text()),
    column("params", JSONB(), default="'{}'"),
    PrimaryKeyConstraint("operation_id", "line"),
    CheckConstraint("(opinion_id IS NULL) = (code IS NOT NULL)", name="accepted_or_explained"),
)
Index("ix_receipts_opinion", receipts.c.opinion_id)

# The answer given to a request, sealed, so that a repeated key gets the same bytes. Written with the change itself.
idempotency = Table(
    "idempotency",
    metadata,
    column("principal", Text()),
    column("key", Text()),
    column("fingerprint", LargeBinary()),
    column("status", SmallInteger()),
    column("body", LargeBinary()),
    column("created_at", Moment),
    PrimaryKeyConstraint("principal", "key"),
)
Index("ix_idempotency_created", idempotency.c.created_at)

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
)
Index("ix_incidents_open", incidents.c.at, postgresql_where=text("resolved_at IS NULL"))
Index("ix_incidents_ticket", incidents.c.ticket_id)
