"""Which tables do meetings have? When each unit has to meet, the meetings, what they talk about, what they decide."""

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from escalation.kit.database.columns import Moment, Path, column, handed_on, id_column, metadata, optional, placed
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

# One row for each unit that has to meet: from when the interval counts, and whether it was told.
meeting_rounds = Table(
    "meeting_rounds",
    metadata,
    Column("unit_id", UUID(as_uuid=True), primary_key=True),
    column("unit_path", Path),
    column("every_months", SmallInteger()),
    column("warn_days", SmallInteger()),
    column("counted_from", Moment),
    column("due_on", Date()),
    column("warn_at", Moment),
    column("due_at", Moment),
    column("state", Text()),
    placed("unit_id", "unit_path"),
    CheckConstraint("state IN ('waiting', 'due_soon', 'overdue')", name="known_state"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_meeting_rounds_path", meeting_rounds.c.unit_path)
Index("ix_meeting_rounds_warn", meeting_rounds.c.warn_at, postgresql_where=text("state = 'waiting'"))
Index("ix_meeting_rounds_due", meeting_rounds.c.due_at, postgresql_where=text("state <> 'overdue'"))

meetings = Table(
    "meetings",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("state", Text()),
    column("planned_at", Moment),
    optional("place", Text()),
    # 期次: numbered within the year when it is held, so that there are no gaps.
    optional("year", SmallInteger()),
    optional("session", Integer()),
    optional("held_at", Moment),
    optional("chair", Text()),
    optional("attendance", Text()),
    optional("summary", Text()),
    optional("outlook", Text()),
    optional("reason", Text()),
    column("version", Integer()),
    column("created_at", Moment),
    column("created_by", Text()),
    column("updated_at", Moment),
    placed("unit_id", "unit_path"),
    UniqueConstraint("unit_id", "year", "session"),
    CheckConstraint("state IN ('planned', 'held', 'cancelled')", name="known_state"),
    CheckConstraint("(state = 'held') = (held_at IS NOT NULL)", name="held_at_if_held"),
    CheckConstraint("num_nonnulls(held_at, year, session) IN (0, 3)", name="numbered_if_held"),
    CheckConstraint("(state = 'cancelled') = (reason IS NOT NULL)", name="cancelled_with_a_reason"),
    # The minutes of a unit that is no more are numbered as its own, and stay so.
    info=may("INSERT", "UPDATE") | handed_on("r.state <> 'planned'"),
)
Index("ix_meetings_planned", meetings.c.planned_at, meetings.c.id)
subtree_indexes("ix_meetings_state", meetings.c.state, meetings.c.planned_at, meetings.c.id)
Index("ix_meetings_held", meetings.c.unit_id, meetings.c.held_at, postgresql_where=text("state = 'held'"))

# A ticket, or a matter of which there is none. `removed_by` is empty where a later draw found that it waits no longer.
agenda_items = Table(
    "agenda_items",
    metadata,
    id_column(),
    column("meeting_id", UUID(as_uuid=True), ForeignKey("meetings.id")),
    optional("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    optional("topic", Text()),
    column("why", ARRAY(Text())),
    optional("reason", Text()),
    column("place", Integer()),
    column("added_at", Moment),
    column("added_by", Text()),
    optional("removed_at", Moment),
    optional("removed_by", Text()),
    optional("removed_reason", Text()),
    column("version", Integer()),
    UniqueConstraint("meeting_id", "ticket_id"),
    CheckConstraint("num_nonnulls(ticket_id, topic) = 1", name="ticket_or_topic"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_agenda_items_ticket", agenda_items.c.ticket_id, postgresql_where=text("ticket_id IS NOT NULL"))

meeting_decisions = Table(
    "meeting_decisions",
    metadata,
    id_column(),
    column("meeting_id", UUID(as_uuid=True), ForeignKey("meetings.id")),
    column("item_id", UUID(as_uuid=True), ForeignKey("agenda_items.id")),
    column("kind", Text()),
    column("text", Text()),
    optional("action", Text()),
    # Who has to carry it out (责任单位), until when.
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    optional("due_on", Date()),
    optional("due_at", Moment),
    column("state", Text()),
    # Why the ticket could not be moved when it was last tried: code, message ids, parameters.
    optional("refusal", JSONB()),
    optional("note", Text()),
    column("decided_at", Moment),
    column("decided_by", Text()),
    optional("ended_at", Moment),
    optional("ended_by", Text()),
    optional("told_at", Moment),
    column("version", Integer()),
    placed("unit_id", "unit_path"),
    CheckConstraint("kind IN ('move', 'order', 'task')", name="known_kind"),
    CheckConstraint("state IN ('open', 'done', 'withdrawn')", name="known_state"),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_if_not_open"),
    CheckConstraint("(due_on IS NULL) = (due_at IS NULL)", name="due_at_the_end_of_a_day"),
    info=may("INSERT", "UPDATE") | handed_on("r.state <> 'open'"),
)
Index("ix_meeting_decisions_meeting", meeting_decisions.c.meeting_id)
Index("ix_meeting_decisions_item", meeting_decisions.c.item_id)
subtree_indexes("ix_meeting_decisions_newest", meeting_decisions.c.id)
subtree_indexes("ix_meeting_decisions_state", meeting_decisions.c.state, meeting_decisions.c.id)
Index(
    "ix_meeting_decisions_due",
    meeting_decisions.c.due_at,
    postgresql_where=text("state = 'open' AND told_at IS NULL AND due_at IS NOT NULL"),
)
