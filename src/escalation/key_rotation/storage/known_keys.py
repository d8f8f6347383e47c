"""With which master keys was something sealed here (known keys)? Each by its id and a check value."""

from typing import Final

from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import DIALECT, Compiled, Connection
from escalation.kit.runtime.encryption import Vault


async def read_known_keys(connection: Connection) -> dict[bytes, bytes]:
    """Check values by the ids of their keys."""
    return {row["key_id"]: row["check_value"] for row in await connection.rows(_KNOWN)}


async def find_sealed_with(connection: Connection) -> set[bytes]:
    """Ids of keys that have sealed something, seen at a few rows: for databases that know of no key yet."""
    return {row["key_id"] for row in await connection.rows(_SEEN) if row["key_id"] is not None}


async def is_unused(connection: Connection) -> bool:
    """Whether there is nothing yet that any key could have sealed."""
    return await connection.value(_UNUSED) is True


async def note_key(connection: Connection, vault: Vault) -> None:
    """Know from now on that the master key of today seals here."""
    await connection.run(_NOTED, key_id=vault.key_id, check_value=vault.check_values[vault.key_id])


async def forget_other_keys(connection: Connection, vault: Vault) -> None:
    """Know the master key of today alone: nothing needs another one."""
    await connection.run(_FORGOTTEN, key_id=vault.key_id)


_KNOWN: Final = Compiled("SELECT key_id, check_value FROM master_keys", (), {})
_SEEN: Final = Compiled(
    """
    SELECT (SELECT substring(contact FOR 4) FROM opinions WHERE contact_index IS NOT NULL AND data_key IS NULL LIMIT 1)
           AS key_id
    UNION ALL
    (SELECT substring(sealed FOR 4) FROM webhook_secrets LIMIT 1)
    """,
    (),
    {},
)
_UNUSED: Final = Compiled(
    "SELECT "
    + " AND ".join(
        f"NOT EXISTS (SELECT FROM {table})"
        for table in ("opinions", "members", "webhook_endpoints", "idempotency", "operation_parts")
    ),
    (),
    {},
)
_NOTED: Final = Compiled(
    f"""
    INSERT INTO master_keys (key_id, check_value, since)
    SELECT $1, $2, {NOW.cast(Moment).compile(dialect=DIALECT)}
    ON CONFLICT (key_id) DO NOTHING
    """,
    ("key_id", "check_value"),
    {},
)
_FORGOTTEN: Final = Compiled("DELETE FROM master_keys WHERE key_id <> $1", ("key_id",), {})
