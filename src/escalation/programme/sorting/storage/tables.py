"""Which table does sorting have? When each unit has sorted its inbox, and whether it was told to."""

from sqlalchemy import Boolean, Column, Index, Table, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, metadata, optional, placed
from escalation.kit.database.rights import may

# One row for each unit that has sorted, or was told to. `overdue`: it was, and has not sorted since.
sorting_rounds = Table(
    "sorting_rounds",
    metadata,
    Column("unit_id", UUID(as_uuid=True), primary_key=True),
    column("unit_path", Path),
    optional("sorted_at", Moment),
    optional("told_at", Moment),
    column("overdue", Boolean(), default="false"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_sorting_rounds_overdue", sorting_rounds.c.unit_path, postgresql_where=text("overdue"))
