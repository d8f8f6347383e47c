"""Has anything changed in the database? Every row of every table, as one line a table."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from escalation.application.tables import METADATA
from tests.support.world import World

_EVERYTHING = " UNION ALL ".join(
    f"SELECT '{name}', count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '')"
    f' FROM "{name}" t'
    for name in sorted(METADATA.tables)
)


async def fingerprint(world: World) -> dict[str, str]:
    """How many rows each table has, and the md5 of all of them."""
    async with world.runtime.database.connection(changes=False) as connection:
        return dict(map(tuple, await connection.raw.fetch(_EVERYTHING)))


@asynccontextmanager
async def unchanged(world: World) -> AsyncIterator[None]:
    """What is asked inside the block leaves every table as it was."""
    before = await fingerprint(world)
    yield
    assert differing(before, await fingerprint(world)) == []


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables that changed."""
    return [name for name in before if before[name] != after[name]]
