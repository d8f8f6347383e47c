"""Which table says in whose lists a ticket stands (listings)? One that the database derives."""

from typing import Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, metadata, optional
from escalation.kit.database.rights import may

# In whose lists a ticket stands, and as what (see ticket_listings.py). Derived: the database keeps it by triggers
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
    # Of a ticket that was ever late: since when, and when it was changed last.
    optional("first_breached_at", Moment),
    optional("late_changed_at", Moment),
    PrimaryKeyConstraint("ticket_id", "unit_serial", "mark"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
# Of each order there is one index, and a range names it by what the index is limited to. If two could serve a range,
# PostgreSQL would take the wrong one and sort, whenever it believes that a unit has few tickets.
_LISTED_BY: Final = tuple(ticket_listings.c[name] for name in ("unit_serial", "mark", "relation", "is_open"))
for _order, _limited_to in (
    ("next_due_at", "next_due_at IS NOT NULL"),
    ("created_at", "created_at IS NOT NULL AND mark = 0"),
    ("updated_at", "updated_at IS NOT NULL AND mark = 0"),
    ("late_changed_at", "late_changed_at IS NOT NULL AND mark = 0"),
):
    Index(
        f"ix_ticket_listings_{_order}",
        *_LISTED_BY,
        ticket_listings.c[_order],
        ticket_listings.c.ticket_id,
        postgresql_where=text(_limited_to),
    )

# The words by which a ticket is found, beside it: they do not change when it moves. Kept by a trigger.
ticket_words = Table(
    "ticket_words",
    metadata,
    Column("ticket_id", UUID(as_uuid=True), ForeignKey("tickets.id"), primary_key=True),
    column("words", ARRAY(Text)),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_ticket_words_words", ticket_words.c.words, postgresql_using="gin")
