"""Which tables does the feed have? Its head, and where it stood when a day began."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    SmallInteger,
    Table,
)

from escalation.kit.database.columns import column, metadata
from escalation.kit.database.rights import may

# One row: how many committed events have their place in the feed.
feed_head = Table(
    "feed_head",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    column("pos", BigInteger(), default="0"),
    CheckConstraint("id = 1", name="one_row"),
    info=may("UPDATE"),
)

# Where the feed stood when a day began: cursors before the first day that is kept are too old.
feed_days = Table(
    "feed_days",
    metadata,
    Column("day", Date, primary_key=True),
    column("first_pos", BigInteger()),
    info=may("INSERT", "DELETE"),
)
