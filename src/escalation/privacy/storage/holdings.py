"""What is held about a person (holdings)? Every opinion with their contact, and what became of it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime.subtree import end_of

MOST: Final = 500
"""Opinions of one contact that are looked at."""


async def find_by_index(connection: Connection, indexes: Sequence[bytes], path: str) -> list[Row]:
    """Opinions received in a subtree whose contact has one of these indexes, newest first, with what is sealed."""
    return await connection.rows(_FOUND, indexes=list(indexes), path=path, end=end_of(path))


async def find_looks(connection: Connection, ids: Sequence[UUID]) -> list[Any]:
    """`opinion_id, at, principal, reason` of every look at these contacts, oldest first."""
    return list(await connection.rows(_LOOKS, ids=list(ids)))


_FOUND: Final = Compiled(
    f"""
    SELECT o.id, o.status, o.title, o.content, o.place, o.category, o.source, o.confidential, o.submitted_at,
           o.received_at, o.reason, o.code_way, o.code_given_at, o.data_key, o.citizen_name, o.contact,
           u.code AS unit_code, u.name AS unit_name, t.number, t.state, t.reply, t.satisfaction, t.solved, t.closed_at
    FROM opinions o JOIN units u ON u.id = o.unit_id LEFT JOIN tickets t ON t.id = o.ticket_id
    WHERE o.contact_index = ANY ($1::bytea[]) AND o.unit_path >= $2 AND o.unit_path < $3
    ORDER BY o.received_at DESC, o.id LIMIT {MOST}
    """,
    ("indexes", "path", "end"),
    {},
)
_LOOKS: Final = Compiled(
    """
    SELECT opinion_id, occurred_at AS at, principal, reason FROM events
    WHERE opinion_id = ANY ($1::uuid[]) AND type = 'opinion.contact_read'
    UNION ALL
    SELECT opinion_id, at, principal, reason FROM contact_reads WHERE opinion_id = ANY ($1::uuid[])
    ORDER BY at
    """,
    ("ids",),
    {},
)
