"""The feed as a stream: it goes on where a reader left off, and no reader holds up another."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from starlette.types import Message

from escalation.actors import Actor, Role
from escalation.events.domain.envelope import Fact
from escalation.feed.api import streams
from escalation.feed.storage.pages import read_for_all
from escalation.feed.usecases import feed, subscription
from escalation.feed.usecases.feed import cursor_behind
from escalation.kit.database.connection import Connection
from tests.feed.endpoints import an_event
from tests.feed.feeds import number_events, page, read_on, told
from tests.feed.servers import Reader, served
from tests.support.makers import a_ticket
from tests.support.programs import serving
from tests.support.roles import as_owner
from tests.support.waiting import LONGEST, no_hanging, until
from tests.support.world import TREE, World


@pytest.fixture
async def url(app: FastAPI) -> AsyncIterator[str]:
    async with served(app) as address:
        yield address


async def some_events(world: World, ticket: UUID, count: int) -> list[str]:
    """Written, and with their places."""
    made = [str(await an_event(world, ticket)) for _ in range(count)]
    await number_events(world.runtime)
    return made


async def so_many_listen(app: FastAPI, count: int) -> bool:
    """Whether so many have read what there is, and wait for what comes."""
    return len(app.state.follower._listeners) == count


def ids(reader: Reader) -> list[str]:
    return [event["id"] for event in reader.events]


async def test_a_stream_tells_what_the_pages_do_and_then_what_comes(
    world: World, client: httpx2.AsyncClient, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LOOK_EVERY", LONGEST)  # What comes is told because it comes, or never.
    key = await world.key("K1", "integrator")
    ticket = await a_ticket(world)
    await some_events(world, ticket, 5)
    reader = Reader(url, key)
    reading = asyncio.create_task(reader.read(at_most=9))
    assert await reader.has(6)
    await some_events(world, ticket, 3)
    await reading
    assert reader.events == await read_on(client, key)
    assert reader.last_id == reader.events[-1]["feed_cursor"]


async def test_nothing_between_keeps_a_stream_back(world: World, url: str) -> None:
    reader = Reader(url, await world.key("K1", "integrator"), "seconds=0")
    await reader.read()
    assert reader.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert reader.headers["cache-control"] == "no-store, no-transform"
    assert reader.headers["x-accel-buffering"] == "no"
    assert "content-length" not in reader.headers
    assert reader.headers["x-request-id"]


async def test_types_and_a_ticket_can_be_asked_for(world: World, url: str) -> None:
    key = await world.key("K1", "integrator")
    ticket, other = await a_ticket(world), await a_ticket(world)
    reader = Reader(url, key, f"type=ticket.commented&ticket_id={ticket}")
    reading = asyncio.create_task(reader.read(at_most=2))
    await some_events(world, ticket, 1)
    assert await reader.has(1)
    await some_events(world, other, 3)
    await some_events(world, ticket, 1)
    await reading
    assert [(event["type"], event["ticket_id"]) for event in reader.events] == [("ticket.commented", str(ticket))] * 2


async def test_whoever_comes_again_and_again_misses_nothing_and_hears_nothing_twice(
    world: World, client: httpx2.AsyncClient, url: str
) -> None:
    key = await world.key("K1", "integrator")
    ticket = await a_ticket(world)
    reader, chance, done = Reader(url, key), random.Random(7), asyncio.Event()

    async def write() -> None:
        while not done.is_set():
            await some_events(world, ticket, chance.randrange(1, 4))
            await asyncio.sleep(chance.uniform(0, 0.03))

    writing = asyncio.create_task(write())
    for _ in range(15):
        await reader.read(at_most=chance.randrange(1, 9))
    done.set()
    await writing
    reader.query = "seconds=0"
    await reader.read()
    assert reader.events == await read_on(client, key)


async def test_a_stream_that_has_nothing_to_tell_shows_that_it_lives_and_how_far_it_came(
    world: World, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.02)
    monkeypatch.setattr(feed, "LOOK_EVERY", 0.02)
    reader = Reader(url, await world.key("V3"))
    reading = asyncio.create_task(reader.read())
    await until(lambda: is_still_there(reader, 3))
    await some_events(world, await a_ticket(world, "K2"), 3)
    behind_all = cursor_behind(world.runtime.vault, 4)

    async def came_so_far() -> bool:
        return reader.last_id == behind_all

    await until(came_so_far)
    reading.cancel()
    await asyncio.wait([reading])
    assert reader.events == []


async def is_still_there(reader: Reader, times: int) -> bool:
    return reader.comments.count("still here") >= times


async def test_a_stream_ends_when_its_time_is_over_and_not_before(
    world: World, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr(streams, "HEARTBEAT", 0.0)
    monkeypatch.setattr(feed, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(feed, "monotonic", lambda: now)
    reader = Reader(url, await world.key("V3"), "seconds=600")
    reading = asyncio.create_task(reader.read())
    for moment in (0.0, 599.9):
        now = moment
        await until(partial(is_still_there, reader, reader.comments.count("still here") + 2))
    assert not reading.done()
    now = 600.0
    await reading


@pytest.mark.parametrize(("cursor", "status"), [("x", 400), ("A" * 40, 400), ("", 200)])
async def test_a_stream_that_cannot_begin_is_refused_like_a_page(
    world: World, client: httpx2.AsyncClient, cursor: str, status: int
) -> None:
    headers = {**await world.key("V3"), "Last-Event-ID": cursor}
    answer = await client.get("/v1/events/stream?seconds=0", headers=headers)
    assert answer.status_code == status


async def test_a_reader_who_was_away_too_long_is_told_where_to_begin(world: World, client: httpx2.AsyncClient) -> None:
    key = await world.key("K1", "office")
    old = (await page(client, key))["next"]
    await a_ticket(world)
    await number_events(world.runtime)
    await world.advance(days=40)
    key = await World(world.runtime, world.units).key("K1", "office")
    answer = await client.get("/v1/events/stream", headers={**key, "Last-Event-ID": old})
    assert (answer.status_code, answer.json()["code"]) == (410, "CURSOR_EXPIRED")
    again = await client.get(f"/v1/events/stream?seconds=0&after={answer.json()['earliest']}", headers=key)
    assert again.status_code == 200


async def test_one_key_has_five_streams_at_a_time(
    world: World, client: httpx2.AsyncClient, app: FastAPI, url: str
) -> None:
    key = await world.key("K1", "office")
    await a_ticket(world)
    await number_events(world.runtime)
    readers = [Reader(url, key) for _ in range(streams.MOST_OF_A_KEY)]
    reading = [asyncio.create_task(reader.read()) for reader in readers]
    for reader in readers:
        assert await reader.has(1)
    refused = await client.get("/v1/events/stream", headers=key)
    other = await client.get("/v1/events/stream?seconds=0", headers=await world.key("K1", "leader"))
    reading[0].cancel()
    await asyncio.wait(reading[:1])

    async def it_has_left() -> bool:
        return bool(app.state.streams._open.total() == streams.MOST_OF_A_KEY - 1)

    await until(it_has_left)
    again = await client.get("/v1/events/stream?seconds=0", headers=key)
    for task in reading:
        task.cancel()
    await asyncio.wait(reading)
    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_REQUESTS")
    assert int(refused.headers["retry-after"]) > 0
    assert (other.status_code, again.status_code) == (200, 200)


async def test_a_stream_ends_with_its_key(
    world: World, url: str, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "LOOK_EVERY", 0.02)
    reader = Reader(url, await world.key("K1", "office"))
    reading = asyncio.create_task(reader.read())
    await some_events(world, await a_ticket(world), 1)
    assert await reader.has(2)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE api_keys SET revoked_at = now()")
    app.state.authenticator.keys.known.clear()
    async with no_hanging():
        await reading


# -- Slow readers ------------------------------------------------------------------------------------------------------


class Deaf:
    """A reader over ASGI who takes so many parts and then no more."""

    def __init__(self, app: FastAPI, key: dict[str, str], *, takes: int) -> None:
        self.parts: list[bytes] = []
        self.hears_no_more = asyncio.Event()
        self._takes = takes
        self._scope = {
            "type": "http", "method": "GET", "path": "/v1/events/stream", "raw_path": b"", "query_string": b"",
            "headers": [(b"host", b"testserver"), (b"authorization", key["Authorization"].encode())],
            "app": app, "root_path": "",
            "scheme": "http", "server": ("x", 80), "client": ("x", 1), "http_version": "1.1",
        }  # fmt: skip
        self._app = app

    async def listen(self) -> None:
        await self._app(self._scope, self._receive, self._send)

    async def _receive(self) -> Message:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if len(self.parts) >= self._takes:
            self.hears_no_more.set()
            await asyncio.Event().wait()
        self.parts.append(message.get("body", b""))


async def test_nobody_waits_for_a_reader_who_takes_nothing_any_more(
    world: World, app: FastAPI, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PATIENCE", LONGEST)
    key = await world.key("K1", "office")
    ticket = await a_ticket(world)
    deaf, good = Deaf(app, key, takes=3), Reader(url, key)
    listening, reading = asyncio.create_task(deaf.listen()), asyncio.create_task(good.read(at_most=21))
    await some_events(world, ticket, 10)
    assert await good.has(11)
    await deaf.hears_no_more.wait()
    await some_events(world, ticket, 10)
    await reading
    assert not listening.done()
    listening.cancel()
    await asyncio.wait([listening])
    await until(partial(so_many_listen, app, 0))


async def test_a_reader_who_takes_nothing_any_more_is_cut_off(
    world: World, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PATIENCE", 0.02)
    deaf = Deaf(app, await world.key("K1", "office"), takes=3)
    listening = asyncio.create_task(deaf.listen())
    await some_events(world, await a_ticket(world), 10)
    async with no_hanging():
        await listening
    assert deaf.hears_no_more.is_set()
    assert app.state.streams._open == {}
    assert app.state.follower._listeners == set()


async def test_a_reader_for_whom_too_much_waits_has_to_come_again_and_misses_nothing(
    world: World, client: httpx2.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscription, "MOST_WAITING", 20)
    key = await world.key("K1", "office")
    ticket = await a_ticket(world)
    slow = Deaf(app, key, takes=10_000)
    listening = asyncio.create_task(slow.listen())
    await until(partial(so_many_listen, app, 1))
    await some_events(world, ticket, 50)
    async with no_hanging():
        await listening
    seen = told(b"".join(slow.parts).decode())
    last = [part["id"] for part in seen if "id" in part][-1]
    rest = await client.get("/v1/events/stream?seconds=0", headers={**key, "Last-Event-ID": last})
    events = [part["data"] for part in [*seen, *told(rest.text)] if "data" in part]
    assert len(events) == 51
    assert len(set(events)) == 51


# -- Many readers ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Queries:
    """How often new events are read for all readers, and how many such queries there are at a time."""

    count: int = 0
    at_a_time: int = 0
    most_at_a_time: int = 0

    async def read_for_all(
        self, connection: Connection, actors: Sequence[Actor], *, after: int, upto: int
    ) -> list[tuple[Fact, int, Sequence[int]]]:
        self.count += 1
        self.at_a_time += 1
        self.most_at_a_time = max(self.most_at_a_time, self.at_a_time)
        try:
            return await read_for_all(connection, actors, after=after, upto=upto)
        finally:
            self.at_a_time -= 1


async def test_a_hundred_readers_hear_what_they_may_and_cost_one_query_at_a_time(
    world: World, client: httpx2.AsyncClient, app: FastAPI, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = [(code, role) for code, *_ in TREE for role in (Role.HANDLER, Role.LEADER)]
    readers = [Reader(url, await world.key(*each), "after=latest") for each in who for _ in range(4)]
    reading = [asyncio.create_task(reader.read()) for reader in readers]
    await until(partial(so_many_listen, app, len(readers)))
    queries = Queries()
    monkeypatch.setattr(subscription, "read_for_all", queries.read_for_all)
    tickets = [await a_ticket(world, code) for code in ("V1", "V3", "K2", "C")]
    await number_events(world.runtime)
    for _ in range(10):
        for ticket in tickets:
            await an_event(world, ticket)
        await number_events(world.runtime)
    for reader, each in zip(readers[::4], who, strict=True):
        expected = [event["id"] for event in await read_on(client, await world.key(*each))]
        assert await reader.has(len(expected))
        assert ids(reader) == expected, each
    for task in reading:
        task.cancel()
    await asyncio.wait(reading)
    assert len(readers) == 96
    # Each time that events got their places is one query at most, however many read.
    assert (queries.most_at_a_time, queries.count <= 1 + 10) == (1, True)
    assert len({tuple(ids(reader)) for reader in readers}) > 4


# -- The end of the server ---------------------------------------------------------------------------------------------


async def test_streams_end_at_once_when_the_server_stops(world: World, app: FastAPI) -> None:
    async with served(app) as url:
        reader = Reader(url, await world.key("K1", "office"))
        reading = asyncio.create_task(reader.read())
        await some_events(world, await a_ticket(world), 1)
        assert await reader.has(2)
    # It was told that this is the end: whoever is cut off gets an error.
    await reading


@pytest.mark.slow
async def test_a_reader_goes_on_where_they_were_when_the_server_was_started_again(
    world: World, client: httpx2.AsyncClient, environment: dict[str, str]
) -> None:
    """Real processes, with the sequencer in them; and with the clocks of the programme, which are about no ticket."""
    key = await world.key("K1", "integrator")
    ticket = await a_ticket(world)
    with serving(environment=environment) as server:
        reader = Reader(server.url, key, f"ticket_id={ticket}")
        reading = asyncio.create_task(reader.read())
        await an_event(world, ticket)
        assert await reader.has(2)
        assert await asyncio.to_thread(server.stop) == 0
        async with no_hanging():
            await asyncio.wait([reading])
    for _ in range(3):
        await an_event(world, ticket)
    with serving(environment=environment) as server:
        reader.url = server.url
        reading = asyncio.create_task(reader.read(at_most=4))
        assert await reader.has(5)
        await an_event(world, ticket)
        await reading
        server.stop()
    assert [event["sequence"] for event in reader.events] == [1, 2, 3, 4, 5, 6]
    assert reader.events == await read_on(client, key, reader.query)
