"""Safety nets of the database, taken away for a moment to see what they hold."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.support.roles import as_owner
from tests.support.world import World


@asynccontextmanager
async def without(world: World, table: str, constraint: str) -> AsyncIterator[None]:
    """Lift a constraint; afterwards everything that could break it goes, and it comes back."""
    async with as_owner(world.runtime.database).connection() as connection:
        definition = await connection.raw.fetchval(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1", constraint
        )
        await connection.raw.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    try:
        yield
    finally:
        async with as_owner(world.runtime.database).transaction() as connection:
            await connection.raw.execute("SET LOCAL session_replication_role = replica")
            await connection.raw.execute(f"DELETE FROM {table}")
            await connection.raw.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} {definition}")
