"""Whom does a subject of a provider stand for (provider identities), and which flows have come back already?"""

from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.identity.domain.posts import KnownPerson
from escalation.identity.storage.people import known_person, person_of
from escalation.kit.database.connection import Compiled, Connection


async def find_identity(connection: Connection, issuer: str, subject: str) -> KnownPerson | None:
    """The person a subject was linked to, with their posts."""
    row = await connection.row(_FOUND, issuer=issuer, subject=subject)
    return person_of(row) if row else None


async def link_identity(connection: Connection, issuer: str, subject: str, person_id: UUID, now: datetime) -> None:
    """Say who a subject is. Raises a unique violation if that was said already."""
    await connection.run(_LINKED, issuer=issuer, subject=subject, person=person_id, now=now)


async def find_member_by_reference(connection: Connection, reference: str) -> tuple[UUID, str] | None:
    """The id and name of a member who serves and has this reference."""
    row = await connection.row(_MEMBER, reference=reference)
    return (row["id"], row["name"]) if row else None


async def spend_flow(connection: Connection, state_hash: bytes) -> bool:
    """Let a flow come back; `False` if it did before."""
    return await connection.run(_SPENT, state=state_hash) == 1


async def forget_flows(connection: Connection, limit: int) -> int:
    """Forget at most `limit` flows whose cookie is long gone; how many there were."""
    return await connection.run(_FORGOTTEN, limit=limit)


_FOUND: Final = Compiled(
    f"""
    SELECT i.person_id, {known_person("i.person_id")} FROM provider_identities i WHERE i.issuer = $1 AND i.subject = $2
    """,
    ("issuer", "subject"),
    {},
)
_LINKED: Final = Compiled(
    "INSERT INTO provider_identities (issuer, subject, person_id, linked_at) VALUES ($1, $2, $3, $4)",
    ("issuer", "subject", "person", "now"),
    {},
)
_MEMBER: Final = Compiled("SELECT id, name FROM members WHERE external_ref = $1 AND active", ("reference",), {})
_SPENT: Final = Compiled(
    "INSERT INTO spent_flows (state_hash, spent_at) VALUES ($1, clock_timestamp()) ON CONFLICT DO NOTHING",
    ("state",),
    {},
)
_FORGOTTEN: Final = Compiled(
    """
    DELETE FROM spent_flows WHERE state_hash IN (
      SELECT state_hash FROM spent_flows WHERE spent_at < clock_timestamp() - interval '1 day' LIMIT $1
    )
    """,
    ("limit",),
    {},
)
