"""Has anything changed in the database? Every row of every table, as one line of a fingerprint a table."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from escalation.application.tables import METADATA
from tests.support.world import World

_CALLED: Final = {"api_keys": "to_jsonb(t) - 'seen_at'"}
"""When somebody called last is written down whatever they are answered: it is no change."""


def _all_rows(name: str) -> str:
    row = f"({_CALLED.get(name, 't')})::text"
    rows = f"coalesce(md5(string_agg({row}, E'\\n' ORDER BY {row})), '')"
    return f"SELECT '{name}', count(*) || ' rows, ' || {rows} FROM \"{name}\" t"


_EVERYTHING = " UNION ALL ".join(map(_all_rows, sorted(METADATA.tables)))

WRITTEN = " UNION ALL ".join(
    _all_rows(name)
    if name in _CALLED
    else f"SELECT '{name}', count(*) || ' rows, ' || coalesce(sum(xmin::text::bigint), 0) FROM \"{name}\""
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
