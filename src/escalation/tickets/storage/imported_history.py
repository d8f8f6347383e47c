"""Which tickets of other systems are known already (imported history)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


@dataclass(frozen=True, slots=True)
class KnownTicket:
    """What is known under an external reference."""

    id: UUID
    origin_path: str
    imported: bool
    title: str
    closed_at: datetime | None


async def hold_back_imports(connection: Connection, source_system: str) -> None:
    """Other imports of history from a system wait until the transaction ends."""
    await connection.run(_LOCKED, system=source_system)


async def find_known(connection: Connection, source_system: str, refs: Sequence[str]) -> dict[str, KnownTicket]:
    """The tickets that have these references within a system."""
    rows = await connection.rows(_KNOWN, system=source_system, refs=list(refs))
    return {
        row["external_ref"]: KnownTicket(row["id"], row["origin_path"], row["imported"], row["title"], row["closed_at"])
        for row in rows
    }


_LOCKED: Final = Compiled(
    "SELECT pg_advisory_xact_lock(hashtextextended('import history ' || $1::text, 0))", ("system",), {}
)
_KNOWN: Final = Compiled(
    """
    SELECT external_ref, id, origin_path, imported, title, closed_at FROM tickets
    WHERE source_system = $1 AND external_ref = ANY ($2::text[])
    """,
    ("system", "refs"),
    {},
)
