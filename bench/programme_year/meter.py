"""What did each mechanism take? Seconds by the clock and of processors, and round trips to the database."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from time import perf_counter, process_time

from bench.support.cpu import Family
from escalation.kit.database.connection import Compiled, Connection, Database, Row


@dataclass(slots=True)
class Cost:
    """Of one mechanism. `calls`: use cases, or steps of the worker; `trips`: statements, with BEGIN and COMMIT."""

    calls: int = 0
    trips: int = 0
    wall: float = 0.0
    client: float = 0.0
    database: float = 0.0


@dataclass(slots=True)
class Meter:
    """Counts for whichever mechanism is at work: one at a time, however many of its use cases run at once."""

    database: Family
    costs: dict[str, Cost] = field(default_factory=dict)
    current: Cost = field(default_factory=Cost)

    @contextmanager
    def at(self, mechanism: str) -> Iterator[Cost]:
        """Count for this mechanism as long as the block."""
        before, self.current = self.current, self.costs.setdefault(mechanism, Cost())
        started, client, database = perf_counter(), process_time(), self.database.seconds()
        try:
            yield self.current
        finally:
            self.current.wall += perf_counter() - started
            self.current.client += process_time() - client
            self.current.database += self.database.seconds() - database
            self.current = before


class CountedDatabase(Database):
    """A database whose round trips are counted."""

    def __init__(self, database: Database, meter: Meter) -> None:
        """Over the pool of another one."""
        super().__init__(database.pool, database.folder)
        self._meter = meter

    @asynccontextmanager
    async def connection(self, *, changes: bool = True) -> AsyncIterator[Connection]:
        """As ever, and counted."""
        async with super().connection(changes=changes) as connection:
            yield _Counted(connection, self._meter)


class _Counted(Connection):
    def __init__(self, connection: Connection, meter: Meter) -> None:
        super().__init__(connection.raw)
        self._meter = meter

    async def rows(self, statement: Compiled, **params: object) -> list[Row]:
        self._meter.current.trips += 1
        return await super().rows(statement, **params)

    async def row(self, statement: Compiled, **params: object) -> Row | None:
        self._meter.current.trips += 1
        return await super().row(statement, **params)

    async def run(self, statement: Compiled, **params: object) -> int:
        self._meter.current.trips += 1
        return await super().run(statement, **params)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        self._meter.current.trips += 2
        async with super().transaction():
            yield self
