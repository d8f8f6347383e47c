"""What an owner of the database can do by hand: with the triggers on, or past them; and how it is undone."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import asyncpg

from escalation.application.tables import METADATA
from escalation.verification.usecases.verify import verify
from tests.support.world import World

PSQL: Final = {"application_name": "psql"}
_PAST: Final = {"session_replication_role": "replica"}


async def past_triggers(dsn: str, *statements: str) -> None:
    """Run statements with all triggers and foreign keys switched off."""
    await _run(dsn, PSQL | _PAST, statements)


async def by_hand(dsn: str, *statements: str) -> None:
    """Run statements as they are, triggers and all."""
    await _run(dsn, PSQL, statements)


async def named(world: World) -> dict[str, set[str]]:
    """What verification names, each with the invariants that it breaks; warnings as well."""
    found: dict[str, set[str]] = {}
    for finding in (await verify(world.runtime)).findings:
        found.setdefault(finding.subject, set()).add(finding.invariant)
    return found


@asynccontextmanager
async def kept(dsn: str, tables: frozenset[str]) -> AsyncIterator[None]:
    """Whatever happens inside, the tables are as they were afterwards."""
    await past_triggers(dsn, *(f"CREATE TABLE kept_{name} AS TABLE {name}" for name in sorted(tables)))
    try:
        yield
    finally:
        await past_triggers(dsn, *_restoring(tables), *(f"DROP TABLE kept_{name}" for name in sorted(tables)))


async def restore(dsn: str, tables: frozenset[str]) -> None:
    """Put back what was remembered."""
    await past_triggers(dsn, *_restoring(tables))


def _restoring(tables: frozenset[str]) -> Iterator[str]:
    for name in sorted(tables):
        columns = ", ".join(f'"{each.name}"' for each in METADATA.tables[name].c if each.computed is None)
        yield f"DELETE FROM {name}"
        yield f"INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM kept_{name}"


async def _run(dsn: str, settings: dict[str, str], statements: tuple[str, ...]) -> None:
    raw = await asyncpg.connect(dsn, server_settings=settings)
    try:
        async with raw.transaction():
            for statement in statements:
                await raw.execute(statement)
    finally:
        await raw.close()
