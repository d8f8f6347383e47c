"""How is everything put back as it was, after a test that changes it? What took many requests to make is kept aside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from escalation.application.tables import METADATA
from escalation.kit.database.connection import Database
from tests.conftest import EMPTYING, KEPT
from tests.support.fingerprints import WRITTEN, differing
from tests.support.roles import TwoRoles

# The first documents are put back by emptying, and no other one is kept aside.
_TABLES: Final = sorted(set(METADATA.tables) - {"documents"})
_COLUMNS: Final = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name = ANY ($1) GROUP BY table_name
"""


@dataclass(slots=True)
class Snapshot:
    """All rows as they were in one moment, and the schema that has them."""

    back: Mapping[str, str]
    """What gives a table its rows, for each that had any."""
    schema: str
    left: dict[str, str] = field(default_factory=dict)
    """What had been written when it was put back last. Whoever writes after that, here or elsewhere, changes it."""

    @classmethod
    async def take(cls, database: Database, name: str) -> Self:
        """Copy everything into a schema of its own, named for what it holds: there may be several at a time."""
        aside = f"kept_{name}"
        async with database.pool.acquire() as raw:
            columns = dict(map(tuple, await raw.fetch(_COLUMNS, _TABLES)))
            copies = [f"CREATE TABLE {aside}.{name} AS TABLE {name}" for name in _TABLES]
            await raw.execute("; ".join([f"CREATE SCHEMA {aside}", *copies]))
            full = [name for name in _TABLES if await raw.fetchval(f"SELECT EXISTS (SELECT FROM {aside}.{name})")]
        return cls({name: _insertion(name, columns[name], aside) for name in full}, aside)

    async def restore(self, database: TwoRoles) -> None:
        """Give all tables the rows they had: those that somebody has written to since, or all of them if need be."""
        raw = database.replica
        async with raw.transaction():
            changed = differing(self.left, dict(map(tuple, await raw.fetch(WRITTEN))))
            if self.left and not changed:
                return
            only_rows = self.left and set(changed) <= set(_TABLES)
            await raw.execute(self._of_some(changed) if only_rows else self._of_all())
            self.left = dict(map(tuple, await raw.fetch(WRITTEN)))

    async def drop(self, database: Database) -> None:
        """Keep nothing any longer."""
        await database.pool.execute(f"DROP SCHEMA {self.schema} CASCADE")

    def _of_all(self) -> str:
        others = [rows for name, rows in self.back.items() if name not in KEPT]
        return "; ".join([EMPTYING, self._of_some(sorted(KEPT.intersection(_TABLES))), *others])

    def _of_some(self, names: Iterable[str]) -> str:
        # Seals come back with the rows that they are about: no trigger makes them anew, and none refuses anything.
        rows = [f"DELETE FROM {name}; {self.back.get(name, '')}" for name in names]
        return "; ".join(rows)


def _insertion(name: str, columns: str, aside: str) -> str:
    return f"INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {aside}.{name}"
