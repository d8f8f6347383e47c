"""Which table does key rotation have? Of every master key that something was sealed with, by what it is recognised."""

from sqlalchemy import Column, LargeBinary, Table

from escalation.kit.database.columns import Moment, column, metadata
from escalation.kit.database.rights import may

# A check value is derived from its key, which cannot be learnt from it.
master_keys = Table(
    "master_keys",
    metadata,
    Column("key_id", LargeBinary, primary_key=True),
    column("check_value", LargeBinary()),
    column("since", Moment),
    info=may("INSERT", "DELETE"),
)
