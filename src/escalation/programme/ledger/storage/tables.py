"""Which table does the ledger have? A row for each matter of a household."""

from typing import Final

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, handed_on, id_column, metadata, optional, placed
from escalation.kit.database.rights import may

_SAYS_THE_SAME: Final = "EXISTS (SELECT FROM ledger_rows o WHERE o.unit_id = $2 AND o.mark = r.mark)"

# Whose row it is, is sealed with a data key of the row's own. `mark`: a blind index of household, matter and day, so
# that the same row is not entered twice. Whether its ticket has ended is asked of the ticket whenever it is read: so it
# is right after a ticket was opened again or merged, without anybody keeping two rows alike.
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
Index("ix_ledger_rows_unit", ledger_rows.c.unit_id, ledger_rows.c.entered_on, ledger_rows.c.id)
Index(
    "ix_ledger_rows_category", ledger_rows.c.unit_id, ledger_rows.c.category,
    postgresql_where=text("category IS NOT NULL"),
)  # fmt: skip
Index("ix_ledger_rows_subtree", ledger_rows.c.unit_path, ledger_rows.c.entered_on)
Index(
    "ix_ledger_rows_kept", ledger_rows.c.entered_on, ledger_rows.c.id, postgresql_where=text("erased_at IS NULL")
)  # fmt: skip
