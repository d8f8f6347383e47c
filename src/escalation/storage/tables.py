"""Which tables are there? Declared once: Alembic compares against them, queries are built from them."""

from typing import TypeVar
from uuid import UUID as UuidValue

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import INTERVAL, JSONB, TIMESTAMP, UUID
from sqlalchemy.types import TypeEngine

T = TypeVar("T")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Moment = TIMESTAMP(timezone=True)
Path = Text(collation="C")


def _column(name: str, kind: TypeEngine[T], *constraints: ForeignKey, default: str | None = None) -> Column[T]:
    """A column that always has a value."""
    server_default = text(default) if default is not None else None
    return Column(name, kind, *constraints, nullable=False, server_default=server_default)


def _optional(name: str, kind: TypeEngine[T], *constraints: ForeignKey) -> Column[T]:
    return Column(name, kind, *constraints, nullable=True)


def _id() -> Column[UuidValue]:
    return Column("id", UUID(as_uuid=True), primary_key=True)


def _unit(name: str = "unit_id") -> Column[UuidValue]:
    return _column(name, UUID(as_uuid=True), ForeignKey("units.id"))


def _maybe_unit(name: str) -> Column[UuidValue]:
    return _optional(name, UUID(as_uuid=True), ForeignKey("units.id"))


def _placed(unit_id: str, path: str) -> ForeignKeyConstraint:
    """The path is that of the unit, always.

    Moving a unit in the tree rewrites it, and a decision that was made on the old path is refused.
    """
    return ForeignKeyConstraint([unit_id, path], ["units.id", "units.path"], onupdate="CASCADE")


# One row. Only sandbox mode moves the offset; every reading of the time adds it.
clock = Table(
    "clock",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    _column("advanced_by", INTERVAL(), default="'0'"),
    CheckConstraint("id = 1", name="one_row"),
)

documents = Table(
    "documents",
    metadata,
    _column("kind", Text()),
    _column("version", Integer()),
    _column("document", JSONB()),
    _column("published_at", Moment),
    _column("published_by", Text()),
    PrimaryKeyConstraint("kind", "version"),
    CheckConstraint("kind IN ('workflow', 'policy', 'calendar')", name="known_kind"),
)

units = Table(
    "units",
    metadata,
    _id(),
    Column("serial", BigInteger, Identity(always=False), nullable=False, unique=True),
    Column("code", Text, nullable=False, unique=True),
    _column("name", Text()),
    _column("kind", Text()),
    _optional("designation", Text()),
    _column("level", SmallInteger()),
    _maybe_unit("parent_id"),
    Column("path", Path, nullable=False, unique=True),
    _column("has_office", Boolean(), default="false"),
    _column("active", Boolean(), default="true"),
    _maybe_unit("successor_id"),
    _column("version", Integer(), default="1"),
    _column("created_at", Moment),
    _column("updated_at", Moment),
    CheckConstraint("active OR successor_id IS NOT NULL", name="dissolved_has_successor"),
    CheckConstraint("path LIKE '/%/'", name="path_form"),
    UniqueConstraint("id", "path"),
)
Index("ix_units_parent", units.c.parent_id)

members = Table(
    "members",
    metadata,
    _id(),
    _column("name", Text()),
    _unit("home_unit_id"),
    _optional("rank", Text()),
    _column("skills", ARRAY(Text), default="'{}'"),
    Column("external_ref", Text, nullable=True, unique=True),
    _column("active", Boolean(), default="true"),
    _column("created_at", Moment),
    _column("updated_at", Moment),
)
Index("ix_members_home_unit", members.c.home_unit_id)

memberships = Table(
    "memberships",
    metadata,
    _column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    _unit(),
    _column("role", Text()),
    _column("since", Moment),
    PrimaryKeyConstraint("member_id", "unit_id", "role"),
    CheckConstraint("role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')", name="known_role"),
)
Index("ix_memberships_unit_role", memberships.c.unit_id, memberships.c.role)

# 引领工作队: many teams a unit; a member serves in a team while working in a home department.
teams = Table(
    "teams",
    metadata,
    _id(),
    _unit(),
    _column("name", Text()),
    _column("created_at", Moment),
    UniqueConstraint("unit_id", "name"),
)

team_members = Table(
    "team_members",
    metadata,
    _column("team_id", UUID(as_uuid=True), ForeignKey("teams.id")),
    _column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    _column("team_role", Text()),
    _maybe_unit("home_unit_id"),
    PrimaryKeyConstraint("team_id", "member_id"),
    CheckConstraint("team_role IN ('leader', 'deputy', 'member')", name="known_role"),
)
Index("ix_team_members_member", team_members.c.member_id)

api_keys = Table(
    "api_keys",
    metadata,
    _id(),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),
    _column("name", Text()),
    _unit(),
    _column("role", Text()),
    _optional("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    _column("created_at", Moment),
    _column("created_by", Text()),
    _column("expires_at", Moment),
    _optional("revoked_at", Moment),
    CheckConstraint("role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')", name="known_role"),
)
Index("ix_api_keys_unit", api_keys.c.unit_id)

# The routing catalogue (派单目录): which departments answer for a category, first choice first.
categories = Table(
    "categories",
    metadata,
    Column("code", Text, primary_key=True),
    _optional("parent_code", Text(), ForeignKey("categories.code")),
    _column("name_zh", Text()),
    _column("name_en", Text()),
    _column("keywords", ARRAY(Text), default="'{}'"),
    _column("departments", ARRAY(Text), default="'{}'"),
    _column("confidential", Boolean(), default="false"),
    _column("rank", Integer()),
)

tickets = Table(
    "tickets",
    metadata,
    _id(),
    Column("number", Text, nullable=False, unique=True),
    _column("version", Integer()),
    _column("workflow_version", Integer()),
    _column("policy_version", Integer()),
    _column("state", Text()),
    _column("is_open", Boolean()),
    _column("level", SmallInteger()),
    _column("holder_unit_id", UUID(as_uuid=True)),
    _column("holder_path", Path),
    _column("origin_unit_id", UUID(as_uuid=True)),
    _column("origin_path", Path),
    _maybe_unit("handler_unit_id"),
    _maybe_unit("dispatcher_unit_id"),
    _maybe_unit("sender_unit_id"),
    _optional("assignee_id", UUID(as_uuid=True), ForeignKey("members.id")),
    _optional("accused_unit_id", UUID(as_uuid=True)),
    _optional("accused_path", Path),
    _column("title", Text()),
    _column("content", Text()),
    _optional("category", Text(), ForeignKey("categories.code")),
    _column("urgency", Text()),
    _column("difficulty", Text()),
    _column("source", Text()),
    _column("key_task", Boolean()),
    _column("confidential", Boolean()),
    _column("problem", Boolean()),
    _column("stuck", Boolean()),
    _column("no_return", Boolean()),
    _column("started_at", Moment),
    _column("due_at", Moment),
    _column("due_original_at", Moment),
    _column("due_rule", Text()),
    _column("due_limit", Text()),
    _column("due_policy_version", Integer()),
    _column("budget", INTERVAL()),
    _column("used", INTERVAL()),
    _optional("running_since", Moment),
    _column("provisional", Boolean()),
    _column("calendar_version", Integer()),
    _column("stage", Text()),
    _column("stage_started_at", Moment),
    _optional("stage_due_at", Moment),
    _optional("stage_rule", Text()),
    _optional("stage_limit", Text()),
    _column("stage_budget", INTERVAL()),
    _column("stage_used", INTERVAL()),
    _optional("stage_running_since", Moment),
    _column("stage_extensions", Integer()),
    _optional("resume_at", Moment),
    _column("warning", Text()),
    _optional("warned_at", Moment),
    _optional("first_breached_at", Moment),
    _optional("wake_at", Moment),
    _column("failed_decisions", Integer()),
    _column("returns", Integer()),
    _column("redispatches", Integer()),
    _column("redos", Integer()),
    _column("escalations", Integer()),
    _column("joint_open", Integer()),
    _column("call_tries", Integer()),
    _column("extensions", Integer()),
    _column("urges", Integer()),
    _column("requests_open", Integer()),
    _column("orders_open", Integer()),
    _optional("outcome", Text()),
    _optional("reply", Text()),
    _optional("resolved_by", Text()),
    _optional("reason_code", Text()),
    _optional("solved", Boolean()),
    _optional("satisfaction", SmallInteger()),
    _optional("merged_into_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _optional("source_system", Text()),
    _optional("external_ref", Text()),
    _column("event_count", Integer()),
    _column("event_hash", LargeBinary()),
    _column("created_by", Text()),
    _column("created_at", Moment),
    _column("updated_at", Moment),
    _optional("closed_at", Moment),
    # The next broken promise, stage or overall: what "overdue" compares with the time, so that lists are right even
    # while every worker is down.
    Column("next_due_at", Moment, Computed("LEAST(stage_due_at, due_at)", persisted=True)),
    CheckConstraint("NOT is_open OR (wake_at IS NOT NULL AND stage_due_at IS NOT NULL)", name="open_has_clock"),
    CheckConstraint("version >= 1 AND event_count >= version", name="every_version_has_an_event"),
    _placed("holder_unit_id", "holder_path"),
    _placed("origin_unit_id", "origin_path"),
    _placed("accused_unit_id", "accused_path"),
    CheckConstraint("(source_system IS NULL) = (external_ref IS NULL)", name="external_ref_has_system"),
    UniqueConstraint("source_system", "external_ref"),
)
Index("ix_tickets_wake", tickets.c.wake_at, postgresql_where=text("wake_at IS NOT NULL"))
# A list by due date begins in one of these: in the order of the whole, or with one unit, for each tie (scope.TIES).
# They hold closed tickets as well, apart from the open ones: two indexes for a tie would be two to write at every move.
Index("ix_tickets_due", tickets.c.is_open, tickets.c.next_due_at, tickets.c.id)
Index("ix_tickets_holder", tickets.c.holder_path, tickets.c.is_open, tickets.c.next_due_at, tickets.c.id)
Index("ix_tickets_origin", tickets.c.origin_path, tickets.c.is_open, tickets.c.next_due_at, tickets.c.id)
Index("ix_tickets_handler", tickets.c.handler_unit_id, tickets.c.is_open, tickets.c.next_due_at, tickets.c.id)
Index("ix_tickets_dispatcher", tickets.c.dispatcher_unit_id, tickets.c.is_open, tickets.c.next_due_at, tickets.c.id)
Index(
    "ix_tickets_sender",
    tickets.c.sender_unit_id,
    tickets.c.is_open,
    tickets.c.next_due_at,
    tickets.c.id,
    postgresql_where=text("state = 'dispatched'"),
)
# What is rare and asked for by all: the agenda of a meeting, what is about to be late.
Index("ix_tickets_stuck", tickets.c.is_open, tickets.c.next_due_at, tickets.c.id, postgresql_where=text("stuck"))
Index("ix_tickets_problem", tickets.c.is_open, tickets.c.next_due_at, tickets.c.id, postgresql_where=text("problem"))
Index(
    "ix_tickets_warned",
    tickets.c.warning,
    tickets.c.next_due_at,
    tickets.c.id,
    postgresql_where=text("is_open AND warning IN ('yellow', 'orange')"),
)
Index("ix_tickets_created", tickets.c.created_at, tickets.c.id)
Index("ix_tickets_updated", tickets.c.updated_at, tickets.c.id)
Index("ix_tickets_accused", tickets.c.accused_path, postgresql_where=text("accused_path IS NOT NULL"))

# 编号: unit-year-serial. A number reserved for a request that then fails is not given again.
ticket_serials = Table(
    "ticket_serials",
    metadata,
    _unit(),
    _column("year", SmallInteger()),
    _column("last", Integer()),
    PrimaryKeyConstraint("unit_id", "year"),
)

# Append-only (a trigger refuses UPDATE of anything but feed_pos, and DELETE); hash-chained per ticket.
events = Table(
    "events",
    metadata,
    _id(),
    Column("n", BigInteger, Identity(always=True), nullable=False),
    _optional("feed_pos", BigInteger()),
    _column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _column("sequence", Integer()),
    _column("type", Text()),
    _column("occurred_at", Moment),
    _column("trigger", Text()),
    _column("action", Text()),
    _column("principal", Text()),
    _optional("actor_unit_id", UUID(as_uuid=True)),
    _optional("actor_role", Text()),
    _optional("reason", Text()),
    _optional("from_state", Text()),
    _column("to_state", Text()),
    _column("ticket_version", Integer()),
    _column("workflow_version", Integer()),
    _column("request_id", Text()),
    _column("data", JSONB()),
    _column("hash", LargeBinary()),
    UniqueConstraint("ticket_id", "sequence"),
)
Index("ix_events_unnumbered", events.c.n, postgresql_where=text("feed_pos IS NULL"))

hand_overs = Table(
    "hand_overs",
    metadata,
    _id(),
    Column("n", BigInteger, Identity(always=True), nullable=False),
    _column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _column("direction", Text()),
    _column("trigger", Text()),
    _column("action", Text()),
    _optional("reason", Text()),
    _unit("from_unit_id"),
    _unit("to_unit_id"),
    _column("sent_at", Moment),
    _column("sent_by", Text()),
    _column("previous", JSONB()),
    _optional("signed_at", Moment),
    _optional("signed_by", Text()),
    _optional("withdrawn_at", Moment),
    CheckConstraint("direction IN ('up', 'down', 'sideways', 'back')", name="known_direction"),
)
Index("ix_hand_overs_ticket", hand_overs.c.ticket_id, hand_overs.c.n)

joint_tasks = Table(
    "joint_tasks",
    metadata,
    _id(),
    _column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _unit(),
    _column("task", Text()),
    _column("due_at", Moment),
    _column("state", Text()),
    _optional("result", Text()),
    _optional("reason", Text()),
    _column("created_at", Moment),
    _optional("ended_at", Moment),
    _optional("ended_by", Text()),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_when_not_open"),
)
Index("ix_joint_tasks_ticket", joint_tasks.c.ticket_id)
Index("ix_joint_tasks_open", joint_tasks.c.unit_id, joint_tasks.c.ticket_id, postgresql_where=text("state = 'open'"))

# What a holder asked for and cannot grant: an extension, parking, an end, or to be rid of the ticket (退单).
requests = Table(
    "requests",
    metadata,
    _id(),
    _column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _column("kind", Text()),
    _column("state", Text()),
    _column("approver", Text()),
    _column("asked_at", Moment),
    _column("asked_by", Text()),
    _unit("asked_unit_id"),
    _optional("reason_code", Text()),
    _optional("reason", Text()),
    _optional("until", Moment),
    _maybe_unit("suggested_unit_id"),
    _column("decide_by", Moment),
    _optional("decided_at", Moment),
    _optional("decided_by", Text()),
    _optional("answer", Text()),
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
    _id(),
    _column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _column("level", SmallInteger()),
    _column("colour", Text()),
    _column("text", Text()),
    _column("state", Text()),
    _column("issued_at", Moment),
    _column("issued_by", Text()),
    _unit("issued_unit_id"),
    _column("due_at", Moment),
    _optional("wake_at", Moment),
    _optional("ended_at", Moment),
    _optional("ended_by", Text()),
    _optional("answer", Text()),
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
    _id(),
    _column("unit_id", UUID(as_uuid=True)),
    _column("unit_path", Path),
    _column("status", Text()),
    _optional("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _column("title", Text()),
    _column("content", Text()),
    _optional("category", Text(), ForeignKey("categories.code")),
    _column("suggested_categories", ARRAY(Text), default="'{}'"),
    _column("source", Text()),
    _column("confidential", Boolean(), default="false"),
    _column("sketch", ARRAY(Integer), default="'{}'"),
    _optional("citizen_name", LargeBinary()),
    _optional("contact", LargeBinary()),
    _optional("contact_masked", Text()),
    _optional("contact_index", LargeBinary()),
    _optional("place", Text()),
    _optional("source_system", Text()),
    _optional("external_ref", Text()),
    Column("tracking_hash", LargeBinary, nullable=False, unique=True),
    _optional("reason", Text()),
    _optional("submitted_at", Moment),
    _column("received_at", Moment),
    _column("received_by", Text()),
    _column("updated_at", Moment),
    CheckConstraint("status IN ('inbox', 'attached', 'dismissed')", name="known_status"),
    CheckConstraint("(status = 'attached') = (ticket_id IS NOT NULL)", name="attached_has_ticket"),
    CheckConstraint("(source_system IS NULL) = (external_ref IS NULL)", name="external_ref_has_system"),
    UniqueConstraint("source_system", "external_ref"),
    _placed("unit_id", "unit_path"),
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
    _column("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    _column("principal", Text()),
    _column("reason", Text()),
    _column("at", Moment),
)
Index("ix_contact_reads_opinion", contact_reads.c.opinion_id)

# Long work that a caller can watch: imports now, more kinds later. Chunks advance `done`; a restart goes on from there.
operations = Table(
    "operations",
    metadata,
    _id(),
    _column("kind", Text()),
    _column("state", Text()),
    _column("unit_id", UUID(as_uuid=True)),
    _column("unit_path", Path),
    _column("options", JSONB(), default="'{}'"),
    _column("total", Integer()),
    _column("done", Integer(), default="0"),
    _column("accepted", Integer(), default="0"),
    _column("refused", Integer(), default="0"),
    _optional("error", Text()),
    _column("created_at", Moment),
    _column("created_by", Text()),
    _optional("finished_at", Moment),
    CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name="known_state"),
    _placed("unit_id", "unit_path"),
)
Index("ix_operations_kind", operations.c.kind, operations.c.created_at)
Index("ix_operations_unfinished", operations.c.created_at, postgresql_where=text("state IN ('waiting', 'running')"))

# What an operation still has to read, in pieces that one transaction can do; a piece goes with the work it holds.
operation_parts = Table(
    "operation_parts",
    metadata,
    _column("operation_id", UUID(as_uuid=True), ForeignKey("operations.id")),
    _column("number", Integer()),
    _column("sealed", LargeBinary()),
    PrimaryKeyConstraint("operation_id", "number"),
)

receipts = Table(
    "receipts",
    metadata,
    _column("operation_id", UUID(as_uuid=True), ForeignKey("operations.id")),
    _column("line", Integer()),
    _optional("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    _optional("code", Text()),
    _optional("detail", Text()),
    _column("params", JSONB(), default="'{}'"),
    PrimaryKeyConstraint("operation_id", "line"),
    CheckConstraint("(opinion_id IS NULL) = (code IS NOT NULL)", name="accepted_or_explained"),
)
Index("ix_receipts_opinion", receipts.c.opinion_id)

# The answer given to a request, sealed, so that a repeated key gets the same bytes. Written with the change itself.
idempotency = Table(
    "idempotency",
    metadata,
    _column("principal", Text()),
    _column("key", Text()),
    _column("fingerprint", LargeBinary()),
    _column("status", SmallInteger()),
    _column("body", LargeBinary()),
    _column("created_at", Moment),
    PrimaryKeyConstraint("principal", "key"),
)
Index("ix_idempotency_created", idempotency.c.created_at)

# A ticket whose decision raised is set aside here, visible, and never blocks the line.
incidents = Table(
    "incidents",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    _column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    _column("ticket_version", Integer()),
    _column("error", Text()),
    _column("at", Moment),
    _optional("resolved_at", Moment),
)
Index("ix_incidents_open", incidents.c.at, postgresql_where=text("resolved_at IS NULL"))
Index("ix_incidents_ticket", incidents.c.ticket_id)
