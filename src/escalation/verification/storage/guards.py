"""Which guards of the database are missing? Triggers that keep logs append-only, and that seal rows."""

from typing import Final

from escalation.kit.database.connection import Compiled, Connection
from escalation.verification.storage.registers import REGISTERS

GUARDS: Final = frozenset(
    {
        ("events", "events_append_only"),
        ("events", "events_never_emptied"),
        ("events", "events_hashed"),
        ("row_seals", "row_seals_append_only"),
        ("row_seals", "row_seals_never_emptied"),
        *((each.name, f"{each.name}_sealed_{event}") for each in REGISTERS for event in ("insert", "update", "delete")),
    }
)
"""Triggers by table and name."""


async def missing_guards(connection: Connection) -> list[str]:
    """Names of the triggers that are not there or switched off."""
    found = {(row["table_name"], row["name"]) for row in await connection.rows(_TRIGGERS)}
    return sorted(name for _, name in GUARDS - found)


_TRIGGERS: Final = Compiled(
    """
    SELECT c.relname::text AS table_name, t.tgname::text AS name
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)
    """,
    (),
    {},
)
