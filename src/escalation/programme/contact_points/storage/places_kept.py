"""What do contact points know of their unit and of whose people keep in touch (kept places)? Triggers derive it."""

from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection


async def wrongly_placed(connection: Connection, after: UUID, upto: UUID) -> list[UUID]:
    """Contact points of a range of ids that know another home unit, or another place of a unit, than there is."""
    return [row["id"] for row in await connection.rows(_WRONG, after=after, upto=upto)]


async def rebuild_places(connection: Connection, after: UUID, upto: UUID) -> None:
    """Derive anew where contact points of a range lie. Whoever moves meanwhile waits, and is heard afterwards."""
    await connection.run(_REBUILT, after=after, upto=upto)


_IS: Final = """FROM contact_points p JOIN units u ON u.id = p.unit_id
    JOIN members m ON m.id = p.member_id JOIN units h ON h.id = m.home_unit_id
    WHERE p.id > $1 AND p.id <= $2
      AND (p.unit_path, p.home_unit_id, p.home_path) IS DISTINCT FROM (u.path, m.home_unit_id, h.path)"""
_WRONG: Final = Compiled(f"SELECT p.id {_IS} ORDER BY p.id", ("after", "upto"), {})
# Members are locked before their contact points, as by whoever moves them.
_REBUILT: Final = Compiled(
    f"""
    WITH kept AS MATERIALIZED (
      SELECT p.id, u.path AS unit_path, m.home_unit_id, h.path AS home_path {_IS}
      ORDER BY m.id FOR SHARE OF m FOR KEY SHARE OF u, h
    )
    UPDATE contact_points p SET unit_path = k.unit_path, home_unit_id = k.home_unit_id, home_path = k.home_path
    FROM kept k WHERE p.id = k.id
    """,
    ("after", "upto"),
    {},
)
