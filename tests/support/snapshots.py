"""How is everything put back as it was, after a test that changes it? What took many requests to make is kept aside."""

from dataclasses import dataclass
from typing import Final, Self

from escalation.application.tables import METADATA
from escalation.kit.database.connection import Database
from tests.conftest import EMPTYING

_MOVED: Final = ("clock", "feed_head", "message_progress")
"""Tables of one row, which is never taken away."""
# The first documents are put back by emptying, and no other one is kept aside.
_TABLES: Final = sorted(set(METADATA.tables) - {"documents", *_MOVED})
_COLUMNS: Final = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name = ANY ($1) GROUP BY table_name
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All rows as they were in one moment, and the schema that has them."""

    restoring: str
    schema: str

    @classmethod
    async def take(cls, database: Database, name: str) -> Self:
        """Copy everything into a schema of its own, named for what it holds: there may be several at a time."""
        aside = f"kept_{name}"
        async with database.pool.acquire() as raw:
            columns = dict(map(tuple, await raw.fetch(_COLUMNS, _TABLES)))
            copies = [f"CREATE TABLE {aside}.{name} AS TABLE {name}" for name in (*_TABLES, *_MOVED)]
            await raw.execute("; ".join([f"CREATE SCHEMA {aside}", *copies]))
            full = [name for name in _TABLES if await raw.fetchval(f"SELECT EXISTS (SELECT FROM {aside}.{name})")]
        back = [
            f"INSERT INTO {name} ({columns[name]}) OVERRIDING SYSTEM VALUE SELECT {columns[name]} FROM {aside}.{name}"
            for name in full
        ]
        heads = [
            f"UPDATE clock SET advanced_by = kept.advanced_by FROM {aside}.clock kept",
            f"UPDATE feed_head SET pos = kept.pos FROM {aside}.feed_head kept",
            f"UPDATE message_progress SET feed_pos = kept.feed_pos FROM {aside}.message_progress kept",
        ]
        # Seals come back with the rows that they are about: no trigger makes them anew.
        past_triggers = ["SET LOCAL session_replication_role = replica", "DELETE FROM row_seals"]
        return cls("; ".join([EMPTYING, *past_triggers, *back, *heads]), aside)

    async def restore(self, database: Database) -> None:
        """Empty all tables, and give them the rows they had."""
        async with database.pool.acquire() as raw, raw.transaction():
            await raw.execute(self.restoring)

    async def drop(self, database: Database) -> None:
        """Keep nothing any longer."""
        await database.pool.execute(f"DROP SCHEMA {self.schema} CASCADE")
