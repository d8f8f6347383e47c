"""Which tables do roll-ups have? Counts by unit and day, what each ticket added to them, and how far they have come."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, metadata, optional
from escalation.kit.database.rights import may
from escalation.statistics.domain.rates import COUNTS

# A row counts the tickets of one day by one basis for a unit: `alone` those at the unit itself, otherwise with all that
# is below it, so that a city is as few rows as a village. Who asks for a unit is that unit or one above it: those down
# to `seen_from`, a number of units from the top, may see the tickets of the row.
rate_rollups = Table(
    "rate_rollups",
    metadata,
    column("basis", Text()),
    column("unit_serial", Integer()),
    column("alone", Boolean()),
    column("day", Date()),
    column("seen_from", SmallInteger()),
    column("confidential", Boolean()),
    *(column(name, BigInteger() if name == "seconds" else Integer()) for name in COUNTS),
    PrimaryKeyConstraint("basis", "unit_serial", "alone", "day", "seen_from", "confidential"),
    info=may("INSERT", "UPDATE", "TRUNCATE"),
)

# What a ticket has added by now, to be taken back when that changes: its days by each basis, and its counts for each
# unit, packed (see ticket_contributions.py). A promise that is not broken yet breaks at `breaks_at`, which no event
# tells in time.
rate_contributions = Table(
    "rate_contributions",
    metadata,
    Column("ticket_id", UUID(as_uuid=True), primary_key=True),
    column("confidential", Boolean()),
    optional("closed", Date()),
    optional("due", Date()),
    optional("dispatched", Date()),
    optional("breaks_at", Moment),
    column("seconds", Integer()),
    column("places", ARRAY(Integer)),
    column("counts", ARRAY(BigInteger)),
    info=may("INSERT", "UPDATE", "DELETE", "TRUNCATE"),
)
Index(
    "ix_rate_contributions_breaks",
    rate_contributions.c.breaks_at,
    postgresql_where=text("breaks_at IS NOT NULL"),
)

# To add up the tickets of a day anew (see rollup_checks.py).
for _basis in ("closed", "due", "dispatched"):
    Index(f"ix_rate_contributions_{_basis}", rate_contributions.c[_basis])

# One row: events of the feed up to `feed_pos` are counted, and tickets up to `walked_to` while they are all counted
# anew (`null`: they are). Days are those of `zone`. What had happened by `as_of` is in the counts.
rollup_progress = Table(
    "rollup_progress",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    column("feed_pos", BigInteger()),
    optional("walked_to", UUID(as_uuid=True)),
    column("zone", Text()),
    column("as_of", Moment),
    CheckConstraint("id = 1", name="one_row"),
    info=may("UPDATE"),
)
