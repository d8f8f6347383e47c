"""A page of another site asks, in a real browser: with a key where the operator lets it, and never with our cookies.

Both kinds of pages follow the feed with what every browser has for it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI
from playwright.async_api import Page

from escalation.application.app import attach, build_app
from escalation.kit.runtime.context import Runtime
from tests.browser.test_local_sign_in import accept
from tests.browser.windows import Windows
from tests.feed.endpoints import an_event
from tests.feed.feeds import number_events
from tests.support.makers import a_ticket
from tests.support.waiting import until
from tests.support.world import World

ASK = """
async ([url, options]) => {
    try {
        const answer = await fetch(url, options);
        return [answer.status, answer.headers.get("X-Request-Id"), answer.headers.get("Idempotency-Replayed")];
    } catch (refused) {
        return refused.name;
    }
}
"""

FOLLOW = """
([url, options]) => new Promise(resolve => {
    window.seen = [];
    window.source = new EventSource(url, options);
    window.source.addEventListener("ticket.commented", each => window.seen.push(JSON.parse(each.data).type));
    window.source.onopen = () => resolve("open");
    window.source.onerror = () => resolve(window.source.readyState === EventSource.CLOSED ? "refused" : "again");
})
"""
SEEN = "() => window.seen"


@asynccontextmanager
async def another_site() -> AsyncIterator[str]:
    """One page, on this host as our server is: for cookies it is the same site, whatever the port. Its origin."""
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 11\r\nConnection: close\r\n\r\n<p>City</p>"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(page)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.fixture
async def city() -> AsyncIterator[str]:
    async with another_site() as origin:
        yield origin


@pytest.fixture
async def app(runtime: Runtime, city: str) -> FastAPI:
    return attach(build_app(default_language="en", allowed_origins=[city]), runtime)


async def at(page: Page, site: str) -> Page:
    """A page of a site in the same browser, with the same cookies."""
    other = await page.context.new_page()
    await other.goto(site)
    return other


async def test_a_page_of_a_named_site_asks_with_a_key_and_our_cookies_count_nowhere_else(
    windows: Windows, world: World, city: str
) -> None:
    ours = await accept(windows, world, "巴特尔", ("V1", "leader"))
    key = await world.key("V1", "leader")
    change = {
        "method": "POST",
        "headers": {**key, "Idempotency-Key": "from-afar", "X-Request-Id": "asked", "Content-Type": "application/json"},
        "body": '{"title": "路灯不亮", "content": "东门的路灯不亮。", "source": "web"}',
    }
    opinions, me = f"{windows.origin}/v1/opinions", f"{windows.origin}/v1/me"
    assert (await ours.request.get(me)).status == 200

    page = await at(ours, city)
    assert await page.evaluate(ASK, [opinions, change]) == [201, "asked", None]
    assert await page.evaluate(ASK, [opinions, change]) == [201, "asked", "true"]
    assert (await page.evaluate(ASK, [f"{windows.origin}/v1/nothing", {"headers": key}]))[0] == 404
    assert (await page.evaluate(ASK, [me, {}]))[0] == 401
    assert await page.evaluate(ASK, [me, {"credentials": "include"}]) == "TypeError"

    async with another_site() as elsewhere:
        page = await at(ours, elsewhere)
        assert await page.evaluate(ASK, [opinions, change]) == "TypeError"
        assert await page.evaluate(ASK, [me, {"credentials": "include"}]) == "TypeError"


@pytest.mark.browser
async def test_our_pages_follow_the_feed_by_their_session_and_pages_of_a_named_site_by_a_ticket(
    windows: Windows, world: World, city: str
) -> None:
    ours = await accept(windows, world, "巴特尔", ("V1", "leader"))
    await ours.goto("/livez")  # Something of ours on which scripts may ask.
    ticket = await a_ticket(world, "V1")
    key = await world.key("V1", "leader")
    page, url = await at(ours, city), f"{windows.origin}/v1/events/stream"
    asked = await ours.request.post(f"{url}-tickets", headers=key)
    with_ticket = f"{url}?ticket={(await asked.json())['ticket']}"

    assert await ours.evaluate(FOLLOW, ["/v1/events/stream", {}]) == "open"
    assert await page.evaluate(FOLLOW, [url, {"withCredentials": True}]) == "refused"
    assert await page.evaluate(FOLLOW, [with_ticket, {}]) == "open"
    await an_event(world, ticket)
    await number_events(world.runtime)

    for each in (ours, page):

        async def has_seen(each: Page = each) -> bool:
            return bool(await each.evaluate(SEEN) == ["ticket.commented"])

        await until(has_seen)
        await each.evaluate("() => window.source.close()")
    assert await page.evaluate(FOLLOW, [with_ticket, {}]) == "refused"
