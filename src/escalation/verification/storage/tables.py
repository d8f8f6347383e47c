"""Which tables does verification have? The seals of rows that no chain covers, and signed checkpoints."""

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, LargeBinary, Table, Text, text

from escalation.kit.database.columns import Moment, column, metadata, optional
from escalation.kit.database.rights import may

# What rows of other tables were when they were written last: the database keeps it by triggers, and nothing of it is
# ever changed but that the engine gives each line its position. `digest`: none if the row was taken out. `program` and
# `role`: with what and as whom somebody was connected who wrote the row. `sequence`: up to which event of its ticket a
# row counts as sealed, of one that is older than digests.
row_seals = Table(
    "row_seals",
    metadata,
    Column("n", BigInteger, Identity(always=True), primary_key=True),
    optional("position", BigInteger()),
    column("table_name", Text()),
    column("key", Text()),
    optional("digest", LargeBinary()),
    optional("sequence", Integer()),
    column("at", Moment),
    column("role", Text()),
    column("program", Text()),
    info=may("UPDATE (position)"),
)
Index("ix_row_seals_row", row_seals.c.table_name, row_seals.c.key, row_seals.c.n)
Index("uq_row_seals_position", row_seals.c.position, unique=True, postgresql_where=text("position IS NOT NULL"))
Index("ix_row_seals_unnumbered", row_seals.c.n, postgresql_where=text("position IS NULL"))

# What both logs came to, signed; and the peaks of their trees, from which the next one grows.
checkpoints = Table(
    "checkpoints",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    column("made_at", Moment),
    column("document", Text()),
    column("events_peaks", LargeBinary()),
    column("seals_peaks", LargeBinary()),
    info=may("INSERT"),
)
