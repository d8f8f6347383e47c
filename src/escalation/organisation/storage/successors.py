"""Which unit stands for another one today (successors)? Itself while active, or the last of its successors."""

from uuid import UUID as UuidValue

from sqlalchemy import ColumnElement, TableValuedAlias, column, func
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Path


def standing_for(unit: ColumnElement[UuidValue]) -> TableValuedAlias:
    """For FROM: the `id` and `path` of that unit, asked of the database for each row; no row for no unit."""
    columns = column("id", UUID(as_uuid=True)), column("path", Path)
    return func.unit_or_successor(unit).table_valued(*columns, name="standing")
