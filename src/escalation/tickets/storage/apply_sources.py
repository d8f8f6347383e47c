"""Which rows does the statement that applies decisions begin with? Arguments as queries, each part by its table."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Table

from escalation.events.storage import tables as event_tables
from escalation.kit.database.connection import DIALECT
from escalation.tickets.storage import breach_tables, opinion_tables
from escalation.tickets.storage import tables as ticket_tables
from escalation.tickets.storage.apply_arguments import READ_VERSION, ApplyPart, ApplyShape, columns_of

_TABLES: Final[Mapping[ApplyPart, Table]] = {
    ApplyPart.TICKETS: ticket_tables.tickets,
    ApplyPart.EVENTS: event_tables.events,
    ApplyPart.HAND_OVERS: ticket_tables.hand_overs,
    ApplyPart.JOINT_TASKS: ticket_tables.joint_tasks,
    ApplyPart.REQUESTS: ticket_tables.requests,
    ApplyPart.ORDERS: ticket_tables.orders,
    ApplyPart.OPINIONS: opinion_tables.opinions,
    ApplyPart.BREACHES: breach_tables.ticket_breaches,
}


def source(shape: ApplyShape, part: ApplyPart) -> str:
    """The rows of a part as a query.

    What PostgreSQL cannot see through, it takes for ten rows; else it would plan each batch anew for its size.
    """
    names = columns_of(part, shape.needs)
    table = _TABLES[part]
    kinds = {name: "INTEGER" if name == READ_VERSION else kind_of(table, name) for name in names}
    if part in shape.ones:
        return "SELECT " + ", ".join(f'CAST(:{part}_{name} AS {kinds[name]}) AS "{name}"' for name in names)
    arrays = {name: f"CAST(:{part}_{name} AS {kinds[name]}[])" for name in names}
    first, *others = arrays.values()
    values = (_value(name, array) for name, array in arrays.items())
    unnested = ", ".join([f"(SELECT {first})", *others])
    return f"SELECT {', '.join(values)} FROM unnest({unnested}) AS r({names_of(names)})"


def _value(name: str, array: str) -> str:
    """A row's own value, or the one that holds for all."""
    if name in _NEVER_ALIKE:
        return f'r."{name}"'
    return f'CASE WHEN cardinality({array}) = 1 THEN ({array})[1] ELSE r."{name}" END AS "{name}"'


def kind_of(table: Table, name: str) -> str:
    """The type of a column, as a cast names it."""
    return table.c[name].type.compile(dialect=DIALECT).replace(' COLLATE "C"', "")


def names_of(names: Iterable[str], of: str = "") -> str:
    """Columns in a row, with a prefix if they are those of a table."""
    return ", ".join(f'{of}"{name}"' for name in names)


# Of two rows at least, these differ.
_NEVER_ALIKE: Final = frozenset({"id", "hash", "event_hash"})
