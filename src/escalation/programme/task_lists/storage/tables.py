"""Which tables do task lists have? The tasks of each unit and year, and the tickets that show what was done."""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, handed_on, id_column, metadata, optional, placed
from escalation.kit.database.rights import may

_HAS_THE_ITEM: Final = (
    "EXISTS (SELECT FROM unit_tasks o WHERE (o.unit_id, o.year, o.kind, o.code) = ($2, r.year, r.kind, r.code))"
)

unit_tasks = Table(
    "unit_tasks",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("year", SmallInteger()),
    column("kind", Text()),
    # Of the item of the list that it comes from; none of a task that the unit has set itself.
    optional("code", Text()),
    column("zh", Text()),
    optional("en", Text()),
    column("place", Integer()),
    column("percent", SmallInteger(), default="0"),
    optional("note", Text()),
    optional("due_on", Date()),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("updated_at", Moment),
    optional("updated_by", Text()),
    optional("retired_at", Moment),
    placed("unit_id", "unit_path"),
    UniqueConstraint("unit_id", "year", "kind", "code"),
    CheckConstraint("kind IN ('list', 'besides', 'key', 'own')", name="known_kind"),
    CheckConstraint("(kind = 'own') = (code IS NULL)", name="code_if_of_a_list"),
    CheckConstraint("percent BETWEEN 0 AND 100", name="percent_of_a_whole"),
    info=may("INSERT", "UPDATE") | handed_on(_HAS_THE_ITEM),
)
Index("ix_unit_tasks_path", unit_tasks.c.year, unit_tasks.c.unit_path)

unit_task_tickets = Table(
    "unit_task_tickets",
    metadata,
    Column("task_id", UUID(as_uuid=True), ForeignKey("unit_tasks.id")),
    Column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id")),
    column("added_at", Moment),
    column("added_by", Text()),
    PrimaryKeyConstraint("task_id", "ticket_id"),
    info=may("INSERT", "DELETE"),
)
Index("ix_unit_task_tickets_ticket", unit_task_tickets.c.ticket_id)
