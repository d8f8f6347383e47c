"""Which table does the ledger have? A row for each matter of a household."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, handed_on, id_column, metadata, optional, placed
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

_SAYS_THE_SAME: Final = "EXISTS (SELECT FROM ledger_rows o WHERE o.unit_id = $2 AND o.mark = r.mark)"

# Whose row it is, is sealed with a data key of the row's own. `mark`: a blind index of household, matter and day, so
# that the same row is not entered twice. Until when its ticket has time and when it has ended is kept here as well, by
# triggers on tickets, opinions and rows (migration 0083): what is open or overdue is a range of an index.
ledger_rows = Table(
    "ledger_rows",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    optional("data_key", LargeBinary()),
    optional("household", LargeBinary()),
    optional("mark", LargeBinary()),
    column("matter", Text()),
    optional("category", Text(collation="C")),
    column("entered_on", Date()),
    optional("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    optional("result", Text()),
    optional("satisfaction", Integer()),
    optional("written_off_on", Date()),
    optional("written_off_by", Text()),
    optional("write_off_reason", Text()),
    optional("ticket_due_at", Moment),
    optional("ticket_ended_at", Moment),
    Column(
        "is_open",
        Boolean(),
        Computed("written_off_on IS NULL AND ticket_ended_at IS NULL", persisted=True),
        nullable=False,
    ),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("created_by", Text()),
    column("updated_at", Moment),
    optional("erased_at", Moment),
    CheckConstraint("(data_key IS NULL) = (household IS NULL)", name="sealed_with_a_key"),
    CheckConstraint("(written_off_on IS NULL) = (written_off_by IS NULL)", name="written_off_by_somebody"),
    CheckConstraint("satisfaction BETWEEN 1 AND 5", name="known_satisfaction"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE") | handed_on(_SAYS_THE_SAME),
)
Index("uq_ledger_rows_mark", ledger_rows.c.unit_id, ledger_rows.c.mark, unique=True)
Index("uq_ledger_rows_opinion", ledger_rows.c.opinion_id, unique=True)
_NEWEST = (ledger_rows.c.entered_on, ledger_rows.c.id)
subtree_indexes("ix_ledger_rows_status", ledger_rows.c.is_open, *_NEWEST)
subtree_indexes("ix_ledger_rows_category", ledger_rows.c.category, *_NEWEST, where="category IS NOT NULL")
# Overdue is what waits for long without a ticket, and what has one that is late.
subtree_indexes("ix_ledger_rows_waiting", *_NEWEST, where="is_open AND ticket_due_at IS NULL")
subtree_indexes(
    "ix_ledger_rows_due", ledger_rows.c.ticket_due_at, *_NEWEST, where="is_open AND ticket_due_at IS NOT NULL"
)
# What is erased by age: whose row it is, and later what it says.
Index("ix_ledger_rows_kept", *_NEWEST, postgresql_where=text("erased_at IS NULL AND NOT is_open"))
Index(
    "ix_ledger_rows_sealed", *_NEWEST,
    postgresql_where=text("erased_at IS NULL AND NOT is_open AND data_key IS NOT NULL"),
)  # fmt: skip
