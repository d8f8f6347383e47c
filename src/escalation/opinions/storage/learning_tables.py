"""Which table does learning have? One row: what was learnt from decisions so far, and how far they were read."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, SmallInteger, Table

from escalation.kit.database.columns import Moment, column, metadata, optional
from escalation.kit.database.rights import may

# `state` are arrays of numbers, see opinions/domain/learning.py; `position` is the last place of the feed that was
# read.
suggestion_model = Table(
    "suggestion_model",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    column("version", Integer()),
    column("catalogue_version", Integer()),
    column("position", BigInteger()),
    column("updated_at", Moment),
    optional("state", LargeBinary()),
    CheckConstraint("id = 1", name="one_row"),
    info=may("INSERT", "UPDATE"),
)
