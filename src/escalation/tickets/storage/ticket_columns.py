"""How is what is said of ticket columns asked of another table that has them: a listing, or one ticket looked up?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, FromClause
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from escalation.tickets.storage.tables import tickets

Kind = TypeVar("Kind")


def of_table(
    table: FromClause, condition: ColumnElement[Kind], renamed: Mapping[str, str] = MappingProxyType({})
) -> ColumnElement[Kind]:
    """What is said of `tickets`, asked of a table that has columns of the same names, but for those `renamed`."""

    def replace(element: ExternallyTraversible, **_: object) -> ColumnElement[Any] | None:
        if isinstance(element, Column) and element.table is tickets:
            return table.c[renamed.get(element.name, element.name)]
        return None

    return replacement_traverse(condition, {}, replace)
