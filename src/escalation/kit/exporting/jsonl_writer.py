"""How is an export written as JSON lines (jsonl writer)? With names and codes as the interface has them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

import orjson

from escalation.kit.exporting.columns import Cells, Table


def jsonl_rows(table: Table, rows: Iterable[Cells]) -> bytes:
    """An object a line, every column in it; moments in UTC."""
    return b"".join(
        orjson.dumps({column.name: _value(row.get(column.name)) for column in table.columns}, str) + b"\n"
        for row in rows
    )


def _value(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC)
        case UUID():
            return str(value)
        case _:
            return value
