"""No statement is compiled or prepared for a request: the second of its kind finds both done.

Every route is asked twice, each time with everything as it was and by a server that has just started. What the second
request runs, the first one has compiled (SQLAlchemy) and prepared (PostgreSQL, which keeps its plan with it).
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import httpx2
import pytest
from asyncpg.connection import LoggedQuery
from fastapi import FastAPI
from sqlalchemy import literal_column, select
from sqlalchemy.sql.compiler import SQLCompiler

from escalation.kit.database import clock
from escalation.kit.database.connection import Compiled, Connection, Database, compile_statement
from tests.support.callers import Callers, begin_anew, pairs, settle
from tests.support.roles import TwoRoles, as_application, connect_both
from tests.support.route_inventory import OPERATIONS, Operation
from tests.support.snapshots import Snapshot
from tests.support.things import Things, one_of_everything

UNPLANNED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET LOCAL")
"""There is nothing about these to be prepared."""


@dataclass(slots=True)
class Work:
    """What was done since `begin`: texts compiled, and texts run."""

    compiled: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)

    def begin(self) -> None:
        self.compiled.clear()
        self.run.clear()

    def note(self, query: LoggedQuery) -> None:
        if not query.query.startswith(UNPLANNED):
            self.run.append(query.query)


@pytest.fixture(scope="module")
def app(composed: FastAPI) -> FastAPI:
    """It is attached to what this module makes."""
    return composed


@pytest.fixture(scope="module")
async def only(dsn: str) -> AsyncIterator[TwoRoles]:
    """A pool of one connection, so that what was prepared once is there."""
    database = await connect_both(as_application(dsn), dsn, size=1)
    yield database
    await database.close()


@pytest.fixture(scope="module")
async def beginning(only: TwoRoles, app: FastAPI) -> AsyncIterator[tuple[Callers, Things, Snapshot]]:
    callers = await settle(only, app)
    for operation in OPERATIONS:
        await callers.key(operation.good.by)
    things = await one_of_everything(callers)
    snapshot = await Snapshot.take(only, "prepared")
    yield callers, things, snapshot
    await snapshot.drop(only)


@pytest.fixture
async def work(only: TwoRoles, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Work]:
    done = Work()
    compile_ = SQLCompiler.__init__

    def noted(compiler: SQLCompiler, *args: Any, **more: Any) -> None:
        compile_(compiler, *args, **more)
        done.compiled.append(str(compiler))

    monkeypatch.setattr(SQLCompiler, "__init__", noted)
    async with only.application.pool.acquire() as raw:
        raw.add_query_logger(done.note)
    yield done
    async with only.application.pool.acquire() as raw:
        raw.remove_query_logger(done.note)


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks for one operation, each time with everything as it was."""

    app: FastAPI
    only: TwoRoles
    beginning: tuple[Callers, Things, Snapshot]
    work: Work

    async def __call__(self, operation: Operation) -> httpx2.Response:
        callers, things, snapshot = self.beginning
        await snapshot.restore(self.only)
        await self.only.pool.execute("DELETE FROM documents WHERE version > 1")
        runtime = begin_anew(self.only, self.app)
        again = Callers(self.app, replace(callers.world, runtime=runtime))
        request = operation.request(things)
        takes_a_key = "Idempotency-Key" in operation.takes("header")
        headers = [*pairs(request.pop("headers", {})), *([(b"Idempotency-Key", b"a-1")] if takes_a_key else [])]
        self.work.begin()
        return await again.ask(operation.good.by, operation.method, operation.url(things), headers=headers, **request)


@pytest.fixture
def ask(app: FastAPI, only: TwoRoles, beginning: tuple[Callers, Things, Snapshot], work: Work) -> Asking:
    return Asking(app, only, beginning, work)


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
async def test_a_second_request_compiles_and_prepares_nothing(ask: Asking, work: Work, operation: Operation) -> None:
    first = await ask(operation)
    prepared = await _prepared(ask.only)
    second = await ask(operation)
    assert (first.status_code, second.status_code) == (operation.good.status,) * 2, second.text
    assert (work.compiled, set(work.run) - prepared) == ([], set())


async def test_a_statement_that_is_compiled_for_each_request_is_noticed(
    ask: Asking, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the time is asked for by a text that is made anew, and that no other request has run."""
    asked = 0

    async def read_now(connection: Connection) -> object:
        nonlocal asked
        asked += 1
        return await connection.value(compile_statement(select(clock.NOW).limit(literal_column(str(asked)))))

    operation = next(each for each in OPERATIONS if str(each) == "POST /v1/units")
    monkeypatch.setattr("escalation.organisation.usecases.units.read_now", read_now)
    await ask(operation)
    prepared = await _prepared(ask.only)
    await ask(operation)
    assert (len(work.compiled), len(set(work.run) - prepared)) == (asked // 2, asked // 2) != (0, 0)


async def test_a_text_of_its_own_for_each_value_is_noticed(ask: Asking, work: Work) -> None:
    """The control: a value that is written into the text."""
    found = []
    for text in ("SELECT 7 + $1", "SELECT 7 + $1", "SELECT 8 + $1"):
        prepared = await _prepared(ask.only)
        work.begin()
        async with ask.only.connection() as connection:
            await connection.value(Compiled(text, ("number",), {}), number=1)
        found.append(set(work.run) - prepared)
    assert found == [{"SELECT 7 + $1"}, set(), {"SELECT 8 + $1"}]


async def test_a_long_statement_is_prepared_once_as_well(ask: Asking, work: Work) -> None:
    """The driver by itself prepares what is longer than 15 kB each time, and everything again after five minutes."""
    long = Compiled(f"SELECT $1 = ANY (ARRAY[{', '.join(['1'] * 10_000)}])", ("number",), {})
    async with ask.only.connection() as connection:
        await connection.value(long, number=1)
    assert long.text in await _prepared(ask.only)


async def _prepared(database: Database) -> set[str]:
    async with database.connection() as connection:
        rows = await connection.raw.fetch("SELECT statement FROM pg_prepared_statements")
    return {row["statement"] for row in rows}
