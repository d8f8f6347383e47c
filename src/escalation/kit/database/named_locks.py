"""Who waits for whom (named locks)? Who takes a name has it until their transaction ends: what they counted holds."""

from typing import Final

from escalation.kit.database.connection import Compiled, Connection


async def take_lock(connection: Connection, of: str, key: object) -> None:
    """Wait until nobody else has the name; only within a transaction."""
    await connection.run(_TAKEN, name=f"{of} {key}")


_TAKEN: Final = Compiled("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", ("name",), {})
