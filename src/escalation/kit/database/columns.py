"""Of what are tables made? The metadata they are declared in, and the columns that many of them have."""

from typing import TypeVar
from uuid import UUID as UuidValue

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Text,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID
from sqlalchemy.types import TypeEngine

T = TypeVar("T")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_HANDED_ON = "handed_on"
Moment = TIMESTAMP(timezone=True)
Path = Text(collation="C")


def column(name: str, kind: TypeEngine[T], *constraints: ForeignKey, default: str | None = None) -> Column[T]:
    """A column that always has a value."""
    server_default = text(default) if default is not None else None
    return Column(name, kind, *constraints, nullable=False, server_default=server_default)


def optional(name: str, kind: TypeEngine[T], *constraints: ForeignKey) -> Column[T]:
    """A column that may be empty."""
    return Column(name, kind, *constraints, nullable=True)


def id_column() -> Column[UuidValue]:
    """The primary key: a UUIDv7 that the program makes."""
    return Column("id", UUID(as_uuid=True), primary_key=True)


def unit_column(name: str = "unit_id") -> Column[UuidValue]:
    """A unit."""
    return column(name, UUID(as_uuid=True), ForeignKey("units.id"))


def maybe_unit(name: str) -> Column[UuidValue]:
    """A unit, or none."""
    return optional(name, UUID(as_uuid=True), ForeignKey("units.id"))


def placed(unit_id: str, path: str) -> ForeignKeyConstraint:
    """The path is that of the unit, always.

    Moving a unit in the tree rewrites it, and a decision that was made on the old path is refused.
    """
    return ForeignKeyConstraint([unit_id, path], ["units.id", "units.path"], onupdate="CASCADE")


def handed_on(unless: str | None = None) -> dict[str, str]:
    """That rows of a table go with their `unit_id` and `unit_path` to the successor of a unit that is dissolved.

    For `Table(info=may(…) | handed_on())`. `unless`: SQL about a row `r` that stays, because the successor, `$2`, has
    one that it cannot stand beside: whoever makes something unique by unit has to say so.
    """
    return {_HANDED_ON: unless or "false"}


def handed_on_tables() -> dict[str, str]:
    """The tables that are handed on, by name, each with what stays."""
    return {table.name: table.info[_HANDED_ON] for table in metadata.sorted_tables if _HANDED_ON in table.info}


def normalized(words: ColumnElement[str]) -> ColumnElement[str]:
    """A text as it is compared (Unicode NFKC), for whatever was typed and is so as well."""
    return func.normalize(words, literal_column("NFKC"))
