"""Which rights does the application have in the database? Declared with each table, granted as tables are migrated.

The role that serves owns nothing. It reads everything, writes to each table what `may` says there, and makes, changes
or empties none: what it may not do, no mistake of the program and no smuggled statement can do either.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, MetaData, Row, Table, text

_WRITES: Final = "writes_of_the_application"


def may(*writes: str) -> dict[str, tuple[str, ...]]:
    """What the application does to a table besides reading: words of a GRANT, such as `INSERT` or `UPDATE (reason)`.

    For `Table(info=…)`. A lock (`FOR UPDATE`) and `ON CONFLICT DO UPDATE` need UPDATE; keys that follow theirs do not.
    """
    return {_WRITES: writes}


def declared(table: Table) -> tuple[str, ...]:
    """What the application writes to a table. Raises `KeyError` if the table does not say."""
    writes: tuple[str, ...] = table.info[_WRITES]
    return writes


def grant(connection: Connection, metadata: MetaData, role: str) -> None:
    """Give a role what the tables declare, and take from it whatever else it had. As the owner of the tables.

    Covers tables, views and sequences of ours that are not declared, and those that are made later, for reading: so
    the role can make a backup. What runs with the owner's rights is for nobody else to call. Where the owner serves as
    well, the owner keeps what it has.
    """
    quoted = connection.dialect.identifier_preparer.quote_identifier(role)
    schema = connection.scalar(text("SELECT quote_ident(current_schema())"))
    is_owner = connection.scalar(text("SELECT current_user = :role"), {"role": role})
    functions = connection.execute(_DEFINERS).all()
    for function in functions:
        connection.exec_driver_sql(f"REVOKE EXECUTE ON FUNCTION {function.name} FROM PUBLIC")
    if is_owner:
        return
    relations = connection.scalars(_RELATIONS).all()
    for statement in (
        f"GRANT USAGE ON SCHEMA {schema} TO {quoted}",
        f"REVOKE ALL ON {', '.join(relations)} FROM {quoted}",
        f"GRANT SELECT ON {', '.join(relations)} TO {quoted}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {quoted}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON SEQUENCES TO {quoted}",
        *_writes(metadata, dict(map(tuple, connection.execute(_DEFAULT_PARTITIONS))), quoted),
        *_calls(functions, quoted),
    ):
        connection.exec_driver_sql(statement)


def _writes(metadata: MetaData, default_partitions: Mapping[str, str], role: str) -> Iterator[str]:
    """The default partition is cleared by its own name."""
    for table in metadata.sorted_tables:
        names = [name for name in (table.name, default_partitions.get(table.name)) if name]
        yield from (f"GRANT {write} ON {', '.join(names)} TO {role}" for write in declared(table))


def _calls(functions: Iterable[Row[Any]], role: str) -> Iterator[str]:
    """Triggers call theirs without having the right to."""
    yield from (f"GRANT EXECUTE ON FUNCTION {each.name} TO {role}" for each in functions if not each.is_for_triggers)


_RELATIONS: Final = text("""
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND pg_has_role(c.relowner, 'USAGE')
    ORDER BY 1
""")
_DEFINERS: Final = text("""
    SELECT p.oid::regprocedure::text AS name, p.prorettype = 'trigger'::regtype AS is_for_triggers FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace AND p.prosecdef AND pg_has_role(p.proowner, 'USAGE')
    ORDER BY 1
""")
_DEFAULT_PARTITIONS: Final = text("""
    SELECT partrelid::regclass::text, partdefid::regclass::text FROM pg_partitioned_table
    WHERE partdefid <> 0
""")
