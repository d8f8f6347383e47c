"""Which source systems are there, and whose is each of them? Named statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.opinions.domain.source_systems import IMPORT, SystemOwner

OWNED: Final = f"""
  SELECT s.name, u.id, u.path, s.is_named
  FROM source_systems s JOIN units u ON u.id = s.unit_id WHERE s.name = ANY (CAST(:systems AS text[]))
  UNION ALL
  SELECT '{IMPORT}-' || u.code, u.id, u.path, true FROM units u WHERE u.code = ANY (ARRAY(
    SELECT substr(n, {len(IMPORT) + 2}) FROM unnest(CAST(:systems AS text[])) n WHERE starts_with(n, '{IMPORT}-')
  ))
"""
"""SQL for a table of those of `:systems` that are somebody's, with the `path` of each owner."""

OWNERS: Final = f"ARRAY(SELECT ROW(o.name, o.id, o.path, o.is_named) FROM ({OWNED}) o)"
"""SQL for the owners of `:systems`, to be read along with something else; `owners_of` makes a mapping of it."""


class NamedSystem(NamedTuple):
    """A source system as the operator is shown it."""

    name: str
    code: str
    unit: str
    is_named: bool
    since: datetime


def owners_of(rows: Sequence[Any]) -> Mapping[str, SystemOwner]:
    """What `OWNERS` found, by name; what is not there is nobody's."""
    return {name: SystemOwner(*owner) for name, *owner in rows}


async def find_owners(connection: Connection, names: Collection[str]) -> Mapping[str, SystemOwner]:
    """Whose these names are."""
    row = await connection.row(_FOUND, systems=list(names))
    return owners_of(row["owners"] if row else ())


async def take_over(connection: Connection, name: str, unit_id: UUID, now: datetime) -> None:
    """Make a name a unit's, if it is nobody's or that of a unit below which nobody has named.

    Of two that do so at once the first one has it, and the other finds that out by asking again.
    """
    await connection.run(_TAKEN, name=name, unit=unit_id, now=now)


async def name_owner(connection: Connection, name: str, unit_id: UUID, now: datetime) -> None:
    """Make a name a unit's, whosever it was, until it is given to another."""
    await connection.run(_NAMED, name=name, unit=unit_id, now=now)


async def release(connection: Connection, name: str) -> bool:
    """Make a name nobody's; `False` if it was so before."""
    return await connection.run(_RELEASED, name=name) == 1


async def list_systems(connection: Connection) -> list[NamedSystem]:
    """All of them, by name."""
    return [NamedSystem(*row) for row in await connection.rows(_LISTED)]


_FOUND: Final = Compiled("SELECT " + OWNERS.replace(":systems", "$1") + " AS owners", ("systems",), {})
_TAKEN: Final = Compiled(
    """
    INSERT INTO source_systems AS s (name, unit_id, is_named, since) VALUES ($1, $2, false, $3)
    ON CONFLICT (name) DO UPDATE SET unit_id = excluded.unit_id, since = excluded.since
    WHERE NOT s.is_named AND s.unit_id <> excluded.unit_id AND starts_with(
      (SELECT path FROM units WHERE id = s.unit_id), (SELECT path FROM units WHERE id = excluded.unit_id)
    )
    """,
    ("name", "unit", "now"),
    {},
)
_NAMED: Final = Compiled(
    """
    INSERT INTO source_systems (name, unit_id, is_named, since) VALUES ($1, $2, true, $3)
    ON CONFLICT (name) DO UPDATE SET unit_id = excluded.unit_id, is_named = true, since = excluded.since
    """,
    ("name", "unit", "now"),
    {},
)
_RELEASED: Final = Compiled("DELETE FROM source_systems WHERE name = $1", ("name",), {})
_LISTED: Final = Compiled(
    """
    SELECT s.name, u.code, u.name, s.is_named, s.since FROM source_systems s JOIN units u ON u.id = s.unit_id
    ORDER BY s.name
    """,
    (),
    {},
)
