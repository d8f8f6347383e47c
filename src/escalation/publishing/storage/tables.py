"""Which table does publishing have? The units whose administrators publish for everybody."""

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, metadata
from escalation.kit.database.rights import may

publishers = Table(
    "publishers",
    metadata,
    Column("unit_id", UUID(as_uuid=True), ForeignKey("units.id"), primary_key=True),
    column("named_at", Moment),
    info=may("INSERT", "DELETE"),
)
