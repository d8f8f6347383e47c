"""Whom may the lines of a file mean (named members)? By reference, or by name and home unit, serving or not."""

from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


class NamedMember(NamedTuple):
    """Somebody whom a line of a file may mean: where they work, and whether they serve."""

    id: UUID
    name: str
    external_ref: str | None
    home_unit_id: UUID
    home_path: str
    serves: bool


async def list_named(
    connection: Connection, refs: Iterable[str], names: Iterable[str], homes: Iterable[UUID]
) -> list[NamedMember]:
    """Whoever has one of the references, or one of the names at one of the home units."""
    rows = await connection.rows(_NAMED, refs=list(refs), names=list(names), homes=list(homes))
    return [NamedMember(*row) for row in rows]


_NAMED: Final = Compiled(
    """
    SELECT m.id, m.name, m.external_ref, m.home_unit_id, h.path, m.active
    FROM members m JOIN units h ON h.id = m.home_unit_id
    WHERE m.external_ref = ANY ($1::text[]) OR (m.home_unit_id = ANY ($3::uuid[]) AND m.name = ANY ($2::text[]))
    """,
    ("refs", "names", "homes"),
    {},
)
