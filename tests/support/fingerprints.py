"""Has anything changed in the database? Every row of every table, as one line of a fingerprint a table."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from escalation.application.tables import METADATA
from tests.support.world import World

_EVERYTHING = " UNION ALL ".join(
    f"SELECT '{name}', count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '')"
    f' FROM "{name}" t'
    for name in sorted(METADATA.tables)
)

WRITTEN = " UNION ALL ".join(
    f"SELECT '{name}', count(*) || ' rows, ' || coalesce(sum(xmin::text::bigint), 0) FROM \"{name}\""
    for name in sorted(METADATA.tables)
)
"""For each table what differs as soon as anything was written to it: see `written`."""


async def fingerprint(world: World) -> dict[str, str]:
    """How many rows each table has, and the md5 of all of them."""
    async with world.runtime.database.connection(changes=False) as connection:
        return dict(map(tuple, await connection.raw.fetch(_EVERYTHING)))


async def written(world: World) -> dict[str, str]:
    """How many rows each table has, and the transactions that wrote them, summed up.

    Whatever is inserted, updated (even to what it was) or deleted changes it: each version of a row has the number of
    its transaction, and those only grow. A tenth of the work of a fingerprint, but the same only for rows that nobody
    wrote: what was put back as it was differs.
    """
    async with world.runtime.database.connection(changes=False) as connection:
        return dict(map(tuple, await connection.raw.fetch(WRITTEN)))


@asynccontextmanager
async def unchanged(world: World) -> AsyncIterator[None]:
    """What is asked inside the block writes nothing to any table."""
    before = await written(world)
    yield
    assert differing(before, await written(world)) == []


def differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables that changed."""
    return [name for name in before if before[name] != after[name]]
