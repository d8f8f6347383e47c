"""As whom do tests speak to a database? What the application asks goes by its role, what a story does by hand not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from escalation.kit.database.connection import Connection, Database, connect
from escalation.kit.embedded.cluster import APPLICATION, SUPERUSER


class TwoRoles(Database):
    """A database whose `connection` and `transaction` are the application's, and whose `pool` is the owner's."""

    def __init__(self, application: Database, owner: Database) -> None:
        super().__init__(owner.pool)
        self.application = application

    @asynccontextmanager
    async def connection(self, *, changes: bool = True) -> AsyncIterator[Connection]:
        """The application's."""
        async with self.application.connection(changes=changes) as connection:
            yield connection

    def anew(self) -> Self:
        """The same connections; nothing that was noted at this one."""
        return type(self)(Database(self.application.pool), Database(self.pool))

    async def close(self) -> None:
        """Both."""
        await self.application.close()
        await super().close()


async def connect_both(application: str, owner: str, *, size: int = 10) -> TwoRoles:
    """Open a pool for each role."""
    return TwoRoles(await connect(application, size=size), await connect(owner, size=size))


def as_asked(database: Database) -> Database:
    """The same database, of which all connections are those that the application asks by."""
    return database.application if isinstance(database, TwoRoles) else database


def as_owner(database: Database) -> Database:
    """The same database, of which all connections are the owner's."""
    return Database(database.pool)


def as_application(dsn: str) -> str:
    """The same database, as the application."""
    return dsn.replace(f"://{SUPERUSER}@", f"://{APPLICATION}@")
