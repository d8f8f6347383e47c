"""A probe that is ready says what is wrong elsewhere: nobody works, or the engine is late; 503 is for this process."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from escalation.application.app import attach, build_probes
from escalation.application.lags import QUEUES
from escalation.application.tasks import run_all
from escalation.cli.engine import engine_beside
from escalation.kit.database.connection import Compiled, Params, connect
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.workers import BEAT, FORGOTTEN, SILENT, Heartbeat, see_workers
from escalation.kit.web.engine_status import EngineWatch
from tests.support.makers import a_ticket
from tests.support.receivers import receiver
from tests.support.waiting import no_hanging, until
from tests.support.world import World
from tests.webhooks.desk import at, some_events, turn

ZH = {"Accept-Language": "zh"}


@pytest.fixture
def app(app: FastAPI) -> FastAPI:
    """The application, which reads anew each time."""
    app.state.engine_watch = EngineWatch(QUEUES, fresh=0)
    return app


@pytest.fixture
async def probes(runtime: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """What a worker serves."""
    transport = httpx2.ASGITransport(app=build_probes(runtime))
    async with httpx2.AsyncClient(transport=transport, base_url="http://worker") as client:
        yield client


async def troubles(client: httpx2.AsyncClient) -> list[tuple[str, str]]:
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    return [(each["code"], each["detail"]) for each in answer.json()["degraded"]]


async def samples(client: httpx2.AsyncClient) -> dict[str, float]:
    """Figures by name, with the queue where there is one."""
    families = text_string_to_metric_families((await client.get("/metrics")).text)
    return {
        f"{sample.name}{'/' + sample.labels['queue'] if 'queue' in sample.labels else ''}": sample.value
        for family in families
        for sample in family.samples
    }


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that the database was asked about workers, of which it can be asked many at a time."""
    found: list[str] = []
    arguments = Compiled.arguments

    def noted(statement: Compiled, params: Params) -> list[object]:
        if " workers" in statement.text:
            found.append(statement.text)
        return arguments(statement, params)

    monkeypatch.setattr(Compiled, "arguments", noted)
    return found


async def test_while_nobody_works_the_probe_is_ready_and_says_so(client: httpx2.AsyncClient, runtime: Runtime) -> None:
    assert await troubles(client) == [
        ("nobody_works", "Engine: nobody has ever worked on this database. Start `escalation work`.")
    ]
    worker = Heartbeat(["deadlines"])
    await worker.step(runtime)
    assert await troubles(client) == []
    assert (await samples(client))["escalation_workers"] == 1

    silent = SILENT + timedelta(seconds=1)
    await runtime.database.pool.execute("UPDATE workers SET beat_at = beat_at - $1::interval", silent)
    ((code, detail),) = await troubles(client)
    assert code == "nobody_works"
    assert "nobody works since 2" in detail
    found = await samples(client)
    assert found["escalation_workers"] == 0
    assert SILENT.total_seconds() < found["escalation_worker_last_beat_seconds"]
    chinese = (await client.get("/readyz", headers=ZH)).json()["degraded"][0]["detail"]
    assert "没有工作进程" in chinese


async def test_a_worker_that_ended_in_order_is_missed_at_once(client: httpx2.AsyncClient, runtime: Runtime) -> None:
    one, other = Heartbeat([]), Heartbeat([])
    await one.step(runtime)
    await other.step(runtime)
    await one.end(runtime)
    assert await troubles(client) == []
    await other.end(runtime)
    assert [code for code, _ in await troubles(client)] == ["nobody_works"]


async def test_the_engine_is_heard_of_with_all_it_runs_until_it_stops(runtime: Runtime) -> None:
    stop = asyncio.Event()
    sender = Sender(AddressPolicy(), allow_http=False, user_agent="test")

    async def is_heard_of() -> bool:
        async with runtime.database.connection() as connection:
            return (await see_workers(connection)).at_work == 1

    async with no_hanging(), sender, asyncio.TaskGroup() as group:
        group.create_task(run_all(runtime, sender, stop))
        await until(is_heard_of)
        row = await runtime.database.pool.fetchrow("SELECT * FROM workers")
        stop.set()
    assert row is not None
    assert {"deadlines", "feed", "deliveries", "imports"} <= set(row["tasks"])
    assert row["version"]
    assert not await is_heard_of()


async def test_where_the_engine_runs_beside_the_server_the_first_answer_finds_it_at_work(
    client: httpx2.AsyncClient, runtime: Runtime
) -> None:
    sender = Sender(AddressPolicy(), allow_http=False, user_agent="test")
    async with no_hanging(), sender, engine_beside(runtime, sender):
        assert await troubles(client) == []


async def test_turning_the_clock_makes_no_worker_late(world: World, client: httpx2.AsyncClient) -> None:
    await Heartbeat([]).step(world.runtime)
    await turn(world, days=3)
    assert await troubles(client) == []
    assert timedelta(seconds=BEAT) * 3 < SILENT < FORGOTTEN


async def test_who_was_not_heard_of_for_days_is_forgotten(runtime: Runtime) -> None:
    await Heartbeat([]).step(runtime)
    await runtime.database.pool.execute("UPDATE workers SET beat_at = beat_at - $1::interval", FORGOTTEN)
    await Heartbeat([]).step(runtime)
    assert await runtime.database.pool.fetchval("SELECT count(*) FROM workers") == 1


async def test_what_waits_for_too_long_in_any_queue_is_named_by_whoever_is_asked(
    world: World, client: httpx2.AsyncClient
) -> None:
    await Heartbeat([]).step(world.runtime)
    async with receiver() as here:
        await at(world, here)
        await some_events(world, 1)
        await a_ticket(world)
        assert await troubles(client) == []
        await turn(world, days=90)
        late = [detail.split()[6] for _, detail in await troubles(client)]
    assert late == ["deadlines", "feed", "deliveries"]
    found = await samples(client)
    assert all(found[f"escalation_engine_lag_seconds/{queue}"] > 86_400 for queue in late)


async def test_what_an_endpoint_is_owed_that_is_spared_makes_nobody_late(
    world: World, client: httpx2.AsyncClient
) -> None:
    await Heartbeat([]).step(world.runtime)
    async with receiver() as here:
        endpoint = await at(world, here)
        await some_events(world, 1)
    await turn(world, hours=1)
    assert [code for code, _ in await troubles(client)] == ["engine_late"]
    await world.runtime.database.pool.execute(
        "UPDATE webhook_health SET breaker = 'open', open_until = now() + interval '9 hours' WHERE endpoint_id = $1",
        endpoint,
    )
    assert await troubles(client) == []


async def test_without_a_database_metrics_are_still_told_and_nobody_guesses(
    dsn: str, composed: FastAPI, runtime: Runtime
) -> None:
    gone = await connect(dsn, size=2)
    await gone.close()
    app = attach(composed, replace(runtime, database=gone))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
        assert (await client.get("/readyz")).status_code == 503
        told = await client.get("/metrics")
    assert told.status_code == 200
    assert "escalation_workers NaN" in told.text
    assert 'escalation_engine_lag_seconds{queue="feed"} NaN' in told.text


async def test_many_who_ask_at_once_make_the_database_answer_once(
    app: FastAPI, client: httpx2.AsyncClient, looks: list[str]
) -> None:
    app.state.engine_watch = EngineWatch(QUEUES, fresh=3_600)
    await asyncio.gather(*[client.get(path) for path in ("/readyz", "/metrics") * 20])
    assert len(looks) == 1

    app.state.engine_watch = EngineWatch(QUEUES, fresh=0)
    await client.get("/readyz")
    await client.get("/readyz")
    assert len(looks) == 3


async def test_a_worker_serves_its_probes_and_nothing_else(probes: httpx2.AsyncClient) -> None:
    statuses = [(await probes.get(path)).status_code for path in ("/livez", "/readyz", "/metrics", "/v1/tickets", "/")]
    assert statuses == [200, 200, 200, 404, 404]
