"""Which table do source systems have? Each name with the unit whose it is."""

from sqlalchemy import Boolean, Column, Index, Table, Text

from escalation.kit.database.columns import Moment, column, metadata, unit_column
from escalation.kit.database.rights import may

# `is_named`: the operator named the unit; otherwise it was the first to send under the name.
source_systems = Table(
    "source_systems",
    metadata,
    Column("name", Text, primary_key=True),
    unit_column(),
    column("is_named", Boolean()),
    column("since", Moment),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_source_systems_unit", source_systems.c.unit_id)
