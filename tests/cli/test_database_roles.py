"""Who serves is told when they could do more than that, and refused when that was not meant."""

import signal
from collections.abc import AsyncIterator

import asyncpg
import pytest

from escalation.kit.database.migrate import is_up_to_date
from escalation.kit.embedded.cluster import APPLICATION
from tests.conftest import _create_database, dsn_of
from tests.support.programs import begin, run, serving
from tests.support.roles import TwoRoles, as_application
from tests.support.waiting import LONGEST


@pytest.fixture
async def one_role(worker_id: str) -> AsyncIterator[str]:
    """A database whose tables were given to nobody but their owner."""
    name = f"one_role_{worker_id}"
    await _create_database(name)
    raw = await asyncpg.connect(dsn_of(name))
    await raw.execute(f"DROP OWNED BY {APPLICATION}")
    await raw.close()
    yield dsn_of(name)
    raw = await asyncpg.connect(dsn_of("postgres"))
    await raw.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await raw.close()


@pytest.mark.usefixtures("database")
def test_nobody_serves_as_the_owner_of_tables_that_are_for_another_role(environment: dict[str, str], dsn: str) -> None:
    refused = [run(word, environment=environment | {"ESCALATION_DATABASE_URL": dsn}) for word in ("serve", "work")]
    assert [each.returncode for each in refused] == [1, 1]
    assert all(f"The tables are for the role {APPLICATION}" in each.stderr for each in refused)


async def test_tables_are_up_to_date_for_a_role_that_may_read_them(database: TwoRoles, dsn: str, one_role: str) -> None:
    found = [await is_up_to_date(at, role=role) for at in (dsn, one_role) for role in (None, APPLICATION, "nobody")]
    assert found == [True, True, False, True, False, False]


async def test_who_cannot_make_tables_is_told_whose_address_is_missing(
    environment: dict[str, str], one_role: str
) -> None:
    """The tables are not for the application yet, so there is something to do that it may not."""
    alone = {"ESCALATION_DATABASE_URL": as_application(one_role), "ESCALATION_OWNER_DATABASE_URL": ""}
    refused = run("migrate", environment=environment | alone)
    assert refused.returncode == 1
    assert f"The role {APPLICATION} may not make tables" in refused.stderr
    assert "ESCALATION_OWNER_DATABASE_URL" in refused.stderr


def test_whom_the_server_does_not_let_in_is_not_told_to_wait(environment: dict[str, str]) -> None:
    refused = run("keys", "list", environment=environment | {"ESCALATION_DATABASE_URL": dsn_of("nowhere")})
    assert refused.returncode == 1
    assert "does not let this program in" in refused.stderr
    assert "Try again" not in refused.stderr


def test_where_one_role_is_all_there_is_it_serves_and_says_so_until_there_are_two(
    environment: dict[str, str], one_role: str
) -> None:
    alone = environment | {"ESCALATION_DATABASE_URL": one_role, "ESCALATION_OWNER_DATABASE_URL": ""}
    two = {"ESCALATION_DATABASE_URL": as_application(one_role), "ESCALATION_OWNER_DATABASE_URL": one_role}
    with serving("--no-worker", environment=alone) as server:
        server.stop()
    assert any("owns the tables it serves from" in line for line in server.said)
    assert run("keys", "list", environment=environment | two | {"ESCALATION_MIGRATE": ""}).returncode == 7
    assert run("migrate", environment=environment | two).returncode == 0
    with begin("work", environment=environment | two | {"ESCALATION_OWNER_DATABASE_URL": ""}) as worker:
        assert worker.stderr is not None
        said = [next(line for line in worker.stderr if "Working" in line or "owns the tables" in line)]
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=LONGEST)
    assert "Working" in said[0]
