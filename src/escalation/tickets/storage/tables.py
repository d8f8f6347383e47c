"""Which tables do tickets have? The ticket itself, and what belongs to one."""

from sqlalchemy import (
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

from escalation.kit.database.columns import (
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
from escalation.kit.database.rights import may

_ASSIGNED = "is_open AND assignee_id IS NOT NULL"
_DONE = "NOT is_open AND assignee_id IS NOT NULL"
# As PostgreSQL writes it.
_NEXT_DUE = """COALESCE(LEAST(stage_due_at,
CASE WHEN fulfilled_at IS NULL THEN due_at ELSE NULL::timestamp with time zone END), due_at)"""

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
    optional("due_granted", INTERVAL()),
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
    optional("stage_granted", INTERVAL()),
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
    optional("resolved_person_id", UUID(as_uuid=True)),
    optional("resolved_member_id", UUID(as_uuid=True)),
    optional("resolved_unit_id", UUID(as_uuid=True)),
    optional("resolved_role", Text()),
    optional("reason_code", Text()),
    optional("solved", Boolean()),
    optional("satisfaction", SmallInteger()),
    optional("merged_into_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    optional("source_system", Text()),
    optional("external_ref", Text()),
    # History of another system: it was closed there, and no clock has looked at it here.
    column("imported", Boolean(), default="false"),
    column("event_count", Integer()),
    column("event_hash", LargeBinary()),
    column("created_by", Text()),
    column("created_at", Moment),
    column("updated_at", Moment),
    # When the last change was written, by the database's own stamp: `updated_at` is when it was decided. None of a
    # ticket that was last changed before there were stamps.
    optional("changed_at", Moment),
    optional("closed_at", Moment),
    optional("fulfilled_at", Moment),
    # What digests of its rows and words begin with. Without it, what was erased cannot be guessed from them.
    optional("salt", LargeBinary()),
    # Whether the citizen said that it is solved with their own code (`code`), or was asked by somebody (`call`).
    optional("confirmed_by", Text()),
    # What is due first, as `domain/lateness.py` has it: lists are right even while every worker is down.
    Column("next_due_at", Moment, Computed(_NEXT_DUE, persisted=True)),
    CheckConstraint("NOT is_open OR (wake_at IS NOT NULL AND stage_due_at IS NOT NULL)", name="open_has_clock"),
    CheckConstraint("version >= 1 AND event_count >= version", name="every_version_has_an_event"),
    placed("holder_unit_id", "holder_path"),
    placed("origin_unit_id", "origin_path"),
    placed("accused_unit_id", "accused_path"),
    CheckConstraint("(source_system IS NULL) = (external_ref IS NULL)", name="external_ref_has_system"),
    UniqueConstraint("source_system", "external_ref"),
    info=may("INSERT", "UPDATE"),
)
# By what a filter leaves few of (see selective_filters.py); its closed tickets beside those that wait for a member.
Index("ix_tickets_category", tickets.c.category, tickets.c.id, postgresql_where=text("category IS NOT NULL"))
Index("ix_tickets_in_hand", tickets.c.holder_path, tickets.c.id, postgresql_where=text(_ASSIGNED))
Index("ix_tickets_done_by", tickets.c.assignee_id, tickets.c.id, postgresql_where=text(_DONE))
Index("ix_tickets_wake", tickets.c.wake_at, postgresql_where=text("wake_at IS NOT NULL"))
# The walk that counts dates anew goes by due date.
Index("ix_tickets_due", tickets.c.is_open, tickets.c.next_due_at, tickets.c.id)
# When a unit moves, paths of closed tickets change too; when one is dissolved, its open tickets go on elsewhere.
Index("ix_tickets_holder", tickets.c.holder_path, tickets.c.is_open)
Index("ix_tickets_origin", tickets.c.origin_path, tickets.c.is_open)
Index("ix_tickets_handler", tickets.c.handler_unit_id, postgresql_where=text("is_open"))
Index("ix_tickets_dispatcher", tickets.c.dispatcher_unit_id, postgresql_where=text("is_open"))
Index("ix_tickets_confidential", tickets.c.id, postgresql_where=text("confidential"))
Index("ix_tickets_merged_into", tickets.c.merged_into_id, postgresql_where=text("merged_into_id IS NOT NULL"))
Index("ix_tickets_accused", tickets.c.accused_path, postgresql_where=text("accused_path IS NOT NULL"))

# 编号: unit-year-serial. A number reserved for a request that then fails is not given again.
ticket_serials = Table(
    "ticket_serials",
    metadata,
    unit_column(),
    column("year", SmallInteger()),
    column("last", Integer()),
    PrimaryKeyConstraint("unit_id", "year"),
    info=may("INSERT", "UPDATE"),
)

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
    info=may("INSERT", "UPDATE"),
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
    optional("due_limit", Text()),
    optional("due_from", Moment),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_when_not_open"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_joint_tasks_ticket", joint_tasks.c.ticket_id)

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
    optional("decide_limit", Text()),
    optional("until_limit", Text()),
    # Whose decision it waits for, named by the database from the approver and whoever holds the ticket by now.
    optional("decider_unit_id", UUID(as_uuid=True)),
    CheckConstraint("kind IN ('extension', 'parking', 'termination', 'objection')", name="known_kind"),
    CheckConstraint("state IN ('pending', 'approved', 'refused', 'lapsed')", name="known_state"),
    CheckConstraint("(state = 'pending') = (decided_at IS NULL)", name="decided_when_not_pending"),
    info=may("INSERT", "UPDATE"),
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
    optional("wake_limit", Text()),
    optional("wake_from", Moment),
    CheckConstraint("colour IN ('yellow', 'orange', 'red')", name="known_colour"),
    CheckConstraint("state IN ('open', 'answered', 'ended')", name="known_state"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_when_not_open"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_orders_ticket", orders.c.ticket_id, orders.c.issued_at)
Index("uq_orders_open", orders.c.ticket_id, orders.c.level, unique=True, postgresql_where=text("state = 'open'"))

# What waits for somebody, in the order in which it is due.
for _name, _columns, _waiting in (
    ("requests_decider", (requests.c.decider_unit_id, requests.c.decide_by, requests.c.id), "state = 'pending'"),
    ("joint_tasks_due", (joint_tasks.c.unit_id, joint_tasks.c.due_at, joint_tasks.c.id), "state = 'open'"),
    ("tickets_assigned", (tickets.c.assignee_id, tickets.c.next_due_at, tickets.c.id), _ASSIGNED),
    ("tickets_ordered", (tickets.c.holder_unit_id, tickets.c.next_due_at, tickets.c.id), "orders_open > 0"),
):
    Index(f"ix_{_name}", *_columns, postgresql_where=text(_waiting))
