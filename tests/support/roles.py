"""As whom do tests speak to a database? What the application asks goes by its role, what a story does by hand not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

import asyncpg

from escalation.kit.database.connection import Connection, Database, connect
from escalation.kit.embedded.cluster import APPLICATION, SUPERUSER


class TwoRoles(Database):
    """A database whose `connection` and `transaction` are the application's, and whose `pool` is the owner's.

    `replica` is the owner's as well, to put rows back as they were: no trigger refuses it and no foreign key is
    followed. It is a connection of its own because PostgreSQL forgets all plans of one that becomes a replica.
    """

    def __init__(self, application: Database, owner: Database, replica: "asyncpg.Connection[asyncpg.Record]") -> None:
        super().__init__(owner.pool)
        self.application = application
        self.replica = replica

    @asynccontextmanager
    async def connection(self, *, changes: bool = True) -> AsyncIterator[Connection]:
        """The application's."""
        async with self.application.connection(changes=changes) as connection:
            yield connection

    def anew(self) -> Self:
        """The same connections; nothing that was noted at this one."""
        return type(self)(Database(self.application.pool), Database(self.pool), self.replica)

    async def close(self) -> None:
        """All of them."""
        await self.replica.close()
        await self.application.close()
        await super().close()


async def connect_both(application: str, owner: str, *, size: int = 10) -> TwoRoles:
    """Open a pool for each role."""
    replica = await asyncpg.connect(
        owner, max_cacheable_statement_size=0, max_cached_statement_lifetime=0,
        server_settings={"session_replication_role": "replica", "lock_timeout": "5000"},
    )  # fmt: skip
    return TwoRoles(await connect(application, size=size), await connect(owner, size=size), replica)


def as_asked(database: Database) -> Database:
    """The same database, of which all connections are those that the application asks by."""
    return database.application if isinstance(database, TwoRoles) else database


def as_owner(database: Database) -> Database:
    """The same database, of which all connections are the owner's."""
    return Database(database.pool)


def as_application(dsn: str) -> str:
    """The same database, as the application."""
    return dsn.replace(f"://{SUPERUSER}@", f"://{APPLICATION}@")
