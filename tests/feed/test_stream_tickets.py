"""A stream is opened by an address: once, for a moment, as whoever asked, and as long as they may read."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from escalation.application.app import attach
from escalation.errors import Unauthenticated
from escalation.feed.usecases import feed, stream_tickets
from escalation.feed.usecases.stream_tickets import LONGEST_STREAM, make_stream_ticket, still_reads, use_stream_ticket
from escalation.forms.domain.ticket_forms import TicketFormKind
from escalation.forms.usecases.ticket_forms import link_form
from escalation.kit.runtime.brief_cache import KEPT_FOR
from escalation.kit.runtime.spent_tokens import forget_spent
from escalation.sign_in.domain.configuration import SignInConfiguration
from tests.feed.endpoints import an_event
from tests.feed.feeds import number_events, page, told
from tests.feed.servers import Reader, served
from tests.sign_in.browsers import browser, signed_in
from tests.sign_in.conftest import CHEAP
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.waiting import no_hanging
from tests.support.world import World


async def a_stream_ticket(client: httpx2.AsyncClient, key: dict[str, str]) -> str:
    answer = await client.post("/v1/events/stream-tickets", headers=key)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["ticket"]
    return made


async def test_a_ticket_opens_one_stream_of_what_its_maker_may_see(
    world: World, client: httpx2.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket = await a_ticket(world)
    await an_event(world, ticket)
    await number_events(world.runtime)
    near, far = [await a_stream_ticket(client, await world.key(*who)) for who in (("K1", "office"), ("V3", "handler"))]

    stream = await client.get(f"/v1/events/stream?seconds=0&after=earliest&ticket={near}")
    again = await client.get(f"/v1/events/stream?seconds=0&after=earliest&ticket={near}")
    others = await client.get(f"/v1/events/stream?seconds=0&after=earliest&ticket={far}")

    seen = [part for part in told(stream.text) if "data" in part]
    expected = [each["type"] for each in (await page(client, await world.key("K1", "office")))["items"]]
    assert [part["event"] for part in seen] == expected != []
    assert (again.status_code, again.json()["code"]) == (401, "UNAUTHENTICATED")
    assert [part for part in told(others.text) if "data" in part] == []
    assert near[:40] not in capsys.readouterr().out


async def test_what_is_no_ticket_or_is_past_its_time_opens_nothing(world: World, client: httpx2.AsyncClient) -> None:
    runtime = world.runtime
    good = await a_stream_ticket(client, await world.key("K1", "office"))
    key_id = await runtime.database.pool.fetchval("SELECT id FROM api_keys")
    actor = replace(world.actor("K1", "office"), principal=f"key:{key_id}")
    in_time = await make_stream_ticket(runtime, actor)
    late = await make_stream_ticket(runtime, actor, lifetime=timedelta(0))
    link = await link_form(runtime, await a_ticket(world), TicketFormKind.ASSIGNMENT, actor)
    for wrong in (late.token, link.token, good[:-9] + "AAAAAAAAA", "x", "A" * 400, "é"):
        answer = await client.get(f"/v1/events/stream?seconds=0&ticket={wrong}")
        assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED"), wrong
    assert (await client.get(f"/v1/events/stream?seconds=0&ticket={in_time.token}")).status_code == 200
    both = await client.get(f"/v1/events/stream?ticket={good}", headers=await world.key("K1", "office"))
    assert (both.status_code, both.json()["errors"][0]["pointer"]) == (422, "?ticket")
    elsewhere = await client.get(f"/v1/events?ticket={good}", headers=await world.key("K1", "office"))
    assert elsewhere.status_code == 400


async def test_of_two_who_come_with_one_ticket_one_gets_in(world: World, client: httpx2.AsyncClient) -> None:
    ticket = await a_stream_ticket(client, await world.key("K1", "office"))
    answers = await asyncio.gather(*(client.get(f"/v1/events/stream?seconds=0&ticket={ticket}") for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401, 401]


async def test_used_tickets_are_forgotten_once_they_are_past_their_time(
    world: World, client: httpx2.AsyncClient
) -> None:
    pool = world.runtime.database.pool
    ticket = await a_stream_ticket(client, await world.key("K1", "office"))
    await client.get(f"/v1/events/stream?seconds=0&ticket={ticket}")
    async with world.runtime.database.connection() as connection:
        assert await forget_spent(connection, 10) == 0
        async with as_owner(world.runtime.database).connection() as owner:
            await owner.raw.execute("UPDATE spent_tokens SET expires_at = expires_at - interval '1 hour'")
        assert await forget_spent(connection, 10) == 1
    assert await pool.fetchval("SELECT count(*) FROM spent_tokens") == 0


async def test_a_stream_by_ticket_ends_with_the_key_within_five_seconds_and_at_last(
    world: World, app: FastAPI, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert feed.LOOK_EVERY + KEPT_FOR <= 5
    monkeypatch.setattr(feed, "LOOK_EVERY", 0.02)
    asked: list[float] = []
    follow = feed.follow

    def noted(*args: object, seconds: float, **more: object) -> object:
        asked.append(seconds)
        return follow(*args, seconds=seconds, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(feed, "follow", noted)
    async with served(app) as url:
        ticket = await a_stream_ticket(client, await world.key("K1", "office"))
        reader = Reader(url, {}, f"after=earliest&ticket={ticket}&seconds=3600")
        reading = asyncio.create_task(reader.read())
        await an_event(world, await a_ticket(world))
        await number_events(world.runtime)
        assert await reader.has(2)
        async with as_owner(world.runtime.database).connection() as connection:
            await connection.raw.execute("UPDATE api_keys SET revoked_at = now()")
        async with no_hanging():
            await reading
    assert asked == [stream_tickets.LONGEST_STREAM] == [LONGEST_STREAM]


async def test_a_stream_by_ticket_ends_where_its_reader_signs_out_and_nowhere_else(world: World, app: FastAPI) -> None:
    attach(app, world.runtime, configuration=SignInConfiguration(hashing=CHEAP))
    here = await signed_in(app, world, "巴特尔", ("K1", "office"))
    there = browser(app)
    assert (await there.sign_in("巴特尔")).status_code == 200
    runtime = world.runtime
    readers = []
    for window in (here, there):
        made = await window.ask("POST", "/v1/events/stream-tickets")
        readers.append(await use_stream_ticket(runtime, made.json()["ticket"]))
    mine = await here.get("/v1/sessions")
    (own,) = [each["id"] for each in mine["items"] if UUID(each["id"]) == readers[0].sign_in_id]
    assert (await here.ask("DELETE", f"/v1/sessions/{own}")).status_code == 204
    with pytest.raises(Unauthenticated):
        await still_reads(runtime, readers[0])
    assert await still_reads(runtime, readers[1]) == readers[1]


async def test_a_stream_begins_now_and_a_reader_who_is_cut_off_goes_on_from_there(
    world: World, client: httpx2.AsyncClient
) -> None:
    key = await world.key("K1", "office")
    ticket = await a_ticket(world)
    await number_events(world.runtime)
    greeting, *parts = told((await client.get("/v1/events/stream?seconds=0", headers=key)).text)
    assert not [part for part in parts if "data" in part]
    assert (set(greeting), int(greeting["retry"]) > 0) == ({"id", "retry"}, True)

    await an_event(world, ticket)
    await number_events(world.runtime)

    goes_on = {**key, "Last-Event-ID": greeting["id"]}
    parts = told((await client.get("/v1/events/stream?seconds=0", headers=goes_on)).text)
    assert [part["event"] for part in parts if "data" in part] == ["ticket.commented"]
