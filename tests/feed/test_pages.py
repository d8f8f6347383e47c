"""The feed by pages: cursors that lose nothing, windows, waiting, and what is too old."""

import asyncio
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from escalation.errors import Unauthenticated
from escalation.feed.storage import pages
from escalation.feed.usecases.feed import cursor_behind
from escalation.feed.usecases.subscription import Ended, FeedItem, Listener
from escalation.kit.runtime.encryption import Vault
from tests.feed.endpoints import an_endpoint, an_event, another_event, left
from tests.feed.feeds import Json, number_events, page, read_on
from tests.support.makers import a_ticket
from tests.support.roles import as_asked, as_owner
from tests.support.waiting import until
from tests.support.world import World

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
async def key(world: World) -> dict[str, str]:
    """Of somebody who sees everything."""
    return await world.key("C", "integrator")


async def refused(client: httpx2.AsyncClient, key: dict[str, str], query: str, status: int) -> Json:
    answer = await client.get(f"/v1/events?{query}", headers=key)
    assert answer.status_code == status, answer.text
    problem: Json = answer.json()
    return problem


def ids(items: list[Json]) -> list[str]:
    return [item["id"] for item in items]


# -- Cursors -----------------------------------------------------------------------------------------------------------


async def test_pages_of_any_size_hold_the_same_events_once_and_in_order(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    ticket = await a_ticket(world)
    written = [await an_event(world, ticket) for _ in range(11)]
    await number_events(world.runtime)
    whole = ids(await read_on(client, key, "limit=500"))
    assert whole[1:] == [str(event) for event in written]
    for limit in (1, 5, 12):
        assert ids(await read_on(client, key, f"limit={limit}")) == whole


async def test_the_cursor_of_an_empty_page_goes_on_with_what_comes_later(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    empty = await page(client, key)
    assert (empty["items"], empty["has_more"]) == ([], False)
    await a_ticket(world)
    await number_events(world.runtime)
    assert len((await page(client, key, f"after={empty['next']}"))["items"]) == 1


async def test_every_event_brings_a_cursor_behind_itself_that_is_good_for_any_question(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    ticket = await a_ticket(world)
    for _ in range(4):
        await an_event(world, ticket)
    await number_events(world.runtime)
    items = (await page(client, key))["items"]
    for query in ("", "type=ticket.*", f"ticket_id={ticket}"):
        found = await page(client, key, f"after={items[2]['feed_cursor']}&{query}")
        assert ids(found["items"]) == ids(items[3:])
    assert cursor_behind(Vault(b"\x07" * 32), 3) == items[2]["feed_cursor"]


async def test_a_cursor_of_one_question_is_not_good_for_another(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    of_types = (await page(client, key, "type=ticket.*"))["next"]
    await page(client, key, f"type=ticket.*&type=ticket.*&after={of_types}")
    for query in ("", "type=ticket.created", f"type=ticket.*&ticket_id={UUID(int=7)}"):
        assert (await refused(client, key, f"{query}&after={of_types}", 400))["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize("cursor", ["", "x", "A" * 40, "A" * 3000, "%E6%84%8F", "null", "0", "-1", "EARLIEST"])
async def test_what_is_no_cursor_is_refused(client: httpx2.AsyncClient, key: dict[str, str], cursor: str) -> None:
    assert (await refused(client, key, f"after={cursor}", 400))["code"] == "INVALID_CURSOR"


async def test_a_cursor_that_was_tampered_with_or_made_elsewhere_is_refused(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    await a_ticket(world)
    await number_events(world.runtime)
    cursor = (await page(client, key))["next"]
    for place in range(len(cursor)):
        letter = "A" if cursor[place] != "A" else "B"
        await refused(client, key, f"after={cursor[:place]}{letter}{cursor[place + 1 :]}", 400)
    await refused(client, key, f"after={cursor_behind(Vault(bytes(32)), 0)}", 400)


async def test_a_cursor_from_the_future_is_refused(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    """As it is held by somebody who read on before a backup was restored."""
    await a_ticket(world)
    await number_events(world.runtime)
    assert (await page(client, key, f"after={cursor_behind(world.runtime.vault, 1)}"))["items"] == []
    await refused(client, key, f"after={cursor_behind(world.runtime.vault, 2)}", 400)


async def test_the_cursor_of_somebody_else_shows_what_oneself_may_see(world: World, client: httpx2.AsyncClient) -> None:
    for code in ("V1", "K2", "V1"):
        await a_ticket(world, code)
    await number_events(world.runtime)
    theirs = (await page(client, await world.key("K2", "office"), "limit=1"))["next"]
    own = await page(client, await world.key("V1"), f"after={theirs}")
    assert len(own["items"]) == 1


async def test_without_a_cursor_one_begins_with_the_oldest_or_with_what_comes(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    await a_ticket(world)
    await number_events(world.runtime)
    earliest, latest = await page(client, key, "after=earliest"), await page(client, key, "after=latest")
    assert (len(earliest["items"]), latest["items"], latest["next"]) == (1, [], earliest["next"])


# -- What is too old ---------------------------------------------------------------------------------------------------


async def test_a_cursor_older_than_thirty_days_is_answered_with_the_first_that_is_not(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    old = (await page(client, key))["next"]
    for _ in range(3):
        await a_ticket(world)
        await number_events(world.runtime)
        await world.advance(days=20)
    assert len((await page(client, key, "type=ticket.*"))["items"]) == 1
    gone = await refused(client, key, f"after={old}", 410)
    assert gone["code"] == "CURSOR_EXPIRED"
    assert len((await page(client, key, f"after={gone['earliest']}"))["items"]) == 1
    assert len((await page(client, key, f"after={gone['earliest']}&type=ticket.*"))["items"]) == 1


async def test_whoever_has_read_everything_is_never_too_late_however_long_nothing_happens(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    await a_ticket(world)
    await number_events(world.runtime)
    cursor = (await page(client, key))["next"]
    await world.advance(days=200)
    assert (await page(client, key, f"after={cursor}"))["items"] == []
    await a_ticket(world)
    await number_events(world.runtime)
    assert len((await page(client, key, f"after={cursor}"))["items"]) == 1


async def test_an_event_can_be_looked_at_alone_however_old_it_is(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    await a_ticket(world)
    await number_events(world.runtime)
    (item,) = (await page(client, key))["items"]
    await world.advance(days=100)
    assert (await client.get(item["links"]["self"], headers=await world.key("C", "integrator"))).json() == item


async def test_an_event_without_a_place_is_not_shown_yet(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    event = await an_event(world, await a_ticket(world))
    before = await client.get(f"/v1/events/{event}", headers=key)
    await number_events(world.runtime)
    after = await client.get(f"/v1/events/{event}", headers=key)
    assert (before.status_code, after.status_code) == (404, 200)


# -- Questions ---------------------------------------------------------------------------------------------------------


async def test_types_and_a_ticket_can_be_asked_for(
    world: World, client: httpx2.AsyncClient, key: dict[str, str]
) -> None:
    one, other = await a_ticket(world), await a_ticket(world)
    for ticket in (one, other, one):
        await an_event(world, ticket, "ticket.overdue")
    await number_events(world.runtime)
    found = [
        len(await read_on(client, key, query))
        for query in ("", "type=ticket.over*", "type=ticket.created&type=*.overdue", f"ticket_id={one}", "type=*")
    ]
    assert found == [5, 3, 5, 3, 5]
    assert len(await read_on(client, key, f"ticket_id={one}&type=ticket.overdue&limit=1")) == 2


@pytest.mark.parametrize("query", ["type=ticket.nonsense", "type=", "type=%25", "limit=501", "wait=26", "wait=-1"])
async def test_a_question_that_has_no_answer_is_refused(
    client: httpx2.AsyncClient, key: dict[str, str], query: str
) -> None:
    await refused(client, key, query, 422)


async def test_a_page_looks_through_a_window_and_tells_how_far_it_came(
    world: World, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "WINDOW", 3)
    pages._page.cache_clear()
    for code in ("K2", "K2", "K2", "K2", "V1", "K2"):
        await a_ticket(world, code)
    await number_events(world.runtime)
    key = await world.key("V1")
    first = await page(client, key)
    second = await page(client, key, f"after={first['next']}")
    pages._page.cache_clear()
    assert (first["items"], first["has_more"]) == ([], True)
    assert (len(second["items"]), second["has_more"]) == (1, False)


async def test_the_events_of_one_ticket_are_found_at_any_distance(
    world: World, client: httpx2.AsyncClient, key: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "WINDOW", 2)
    pages._page.cache_clear()
    for _ in range(5):
        await a_ticket(world)
    ticket = await a_ticket(world)
    await number_events(world.runtime)
    found = await page(client, key, f"ticket_id={ticket}")
    pages._page.cache_clear()
    assert len(found["items"]) == 1


# -- What is shown -----------------------------------------------------------------------------------------------------


async def test_who_lost_sight_is_told_that_much_and_nothing_more(world: World, client: httpx2.AsyncClient) -> None:
    ticket = await a_ticket(world, "V1")
    event = await left(world, ticket, units=["K1-JT"], overseers=["K2"])
    await number_events(world.runtime)
    (shown,) = (await page(client, await world.key("K1-JT")))["items"]
    assert (shown["id"], shown["type"], shown["ticket_id"]) == (str(event), "ticket.scope_left", str(ticket))
    assert (shown["sequence"], shown["data"]) == (2, {})
    alone = await client.get(f"/v1/events/{event}", headers=await world.key("K1-JT"))
    assert alone.json() == shown
    # Above, only roles that reach a subtree ever saw it; and who sees the ticket still has lost nothing.
    seen = [await page(client, await world.key(*who)) for who in (("K2", "office"), ("K2", "handler"))]
    assert [len(each["items"]) for each in seen] == [1, 0]
    assert [item["type"] for item in (await page(client, await world.key("V1")))["items"]] == ["ticket.created"]


async def test_what_happens_to_endpoints_concerns_integrators_and_administrators(
    world: World, client: httpx2.AsyncClient
) -> None:
    endpoint = await an_endpoint(world, "T1")
    await another_event(world, "endpoint.failing", endpoint=endpoint)
    await number_events(world.runtime)
    roles = ("handler", "leader", "office", "supervisor", "integrator", "admin")
    seen = {role for role in roles if (await page(client, await world.key("K1", role)))["items"]}
    assert seen == {"integrator", "admin"}
    assert (await page(client, await world.key("V1", "admin")))["items"] == []


# -- Waiting -----------------------------------------------------------------------------------------------------------


async def one_who_waits(app: FastAPI) -> Listener:
    """The only one, once they wait."""

    async def is_there() -> bool:
        return len(app.state.follower._listeners) == 1

    await until(is_there)
    listener: Listener = next(iter(app.state.follower._listeners))
    return listener


async def test_somebody_who_waits_is_answered_because_something_came(
    world: World, client: httpx2.AsyncClient, key: dict[str, str], app: FastAPI
) -> None:
    waiting = asyncio.create_task(page(client, key, "wait=25"))
    await one_who_waits(app)
    await a_ticket(world)
    await number_events(world.runtime)
    # Had it been answered because its time was over, there would be nothing.
    assert len((await waiting)["items"]) == 1


async def test_somebody_who_waits_in_vain_is_told_how_far_the_feed_has_come(
    world: World, client: httpx2.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait = Listener.wait

    async def wait_until_it_went_by(self: Listener, seconds: float) -> list[FeedItem]:
        async def went_by() -> bool:
            return self.place == 1

        await until(went_by)
        return await wait(self, 0.01)

    monkeypatch.setattr(Listener, "wait", wait_until_it_went_by)
    key = await world.key("V3")
    waiting = asyncio.create_task(page(client, key, "wait=25"))
    await one_who_waits(app)
    await a_ticket(world, "K2")
    await number_events(world.runtime)
    found = await waiting
    assert found["items"] == []
    assert found["next"] == cursor_behind(world.runtime.vault, 1)


async def test_whoever_is_behind_is_not_kept_waiting(
    world: World, client: httpx2.AsyncClient, key: dict[str, str], app: FastAPI
) -> None:
    await a_ticket(world)
    await number_events(world.runtime)
    assert len((await page(client, key, "wait=25"))["items"]) == 1
    assert app.state.follower._task is None, "they joined those who wait"


async def test_no_connection_is_held_while_somebody_waits(
    world: World, client: httpx2.AsyncClient, key: dict[str, str], app: FastAPI
) -> None:
    pool = as_asked(world.runtime.database).pool
    waiting = [asyncio.create_task(page(client, key, "wait=25")) for _ in range(40)]

    async def all_wait() -> bool:
        return len(app.state.follower._listeners) == len(waiting)

    await until(all_wait)
    assert pool.get_size() - pool.get_idle_size() <= 1  # of the one who looks for all of them
    app.state.drain.has_begun = True
    assert [found["items"] for found in await asyncio.gather(*waiting)] == [[]] * 40


async def test_a_key_that_ends_while_it_waits_is_told_nothing(
    world: World, client: httpx2.AsyncClient, app: FastAPI
) -> None:
    key = await world.key("K1", "office")
    waiting = asyncio.create_task(client.get("/v1/events?wait=25", headers=key))
    await one_who_waits(app)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE api_keys SET revoked_at = now()")
    app.state.authenticator.keys.known.clear()
    await a_ticket(world)
    await number_events(world.runtime)
    answer = await waiting
    assert (answer.status_code, answer.json()["code"]) == (401, Unauthenticated.code)


async def test_who_waits_is_sent_away_when_the_server_stops(
    client: httpx2.AsyncClient, key: dict[str, str], app: FastAPI
) -> None:
    waiting = asyncio.create_task(page(client, key, "wait=25"))
    listener = await one_who_waits(app)
    app.state.drain.has_begun = True
    found = await waiting
    assert (found["items"], listener.ended) == ([], Ended.STOPPING)
