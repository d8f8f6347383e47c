"""The console tells what is new: one stream for all tabs of a browser, and nothing moves until somebody asks."""

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, Route, expect

from escalation.feed.usecases.subscription import Ended
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.feed.endpoints import an_event
from tests.feed.feeds import number_events
from tests.support.makers import a_ticket, an_opinion
from tests.support.waiting import until
from tests.support.world import World


def streams_of(app: FastAPI) -> int:
    """How many the server sends now."""
    return sum(app.state.streams._open.values())


async def listens(app: FastAPI) -> bool:
    return streams_of(app) == 1 and len(app.state.follower._listeners) == 1


async def expect_news(pages: list[Page], words: str) -> None:
    for page in pages:
        await expect(page.get_by_role("button", name=words)).to_be_visible()


@pytest.mark.browser
async def test_six_tabs_share_a_stream_and_miss_nothing_when_the_one_that_reads_it_is_closed(
    app: FastAPI, windows: Windows, world: World
) -> None:
    ticket = await a_ticket(world, "V1")
    await number_events(world.runtime)
    first = await work_as(windows, world, "巴特尔", "V1", "leader")
    await expect(first.get_by_role("heading", name="My work")).to_be_visible()
    tabs = [first]
    for path in ("desk", "tickets", f"tickets/{ticket}", "wall", "inbox"):
        tab = await first.context.new_page()
        await tab.goto(f"/console/{path}")
        await expect(tab.locator("h1")).to_be_visible()
        tabs.append(tab)
    await until(lambda: listens(app))
    desk, tickets, one, wall, inbox = tabs[1:]

    await an_event(world, ticket)
    await an_opinion(world)
    await number_events(world.runtime)
    await expect_news([first, desk, tickets, wall, inbox], "1 new")
    await expect_news([one], "This ticket has just changed: show")
    assert streams_of(app) == 1
    assert await inbox.get_by_role("heading", name="The inbox is empty").count() == 1, "nothing moves by itself"

    await first.close()
    await until(lambda: listens(app))
    other = await a_ticket(world, "V1")
    await number_events(world.runtime)
    await expect_news([desk, tickets, wall], "2 new")
    await assert_accessible(tickets)
    await tickets.get_by_role("button", name="2 new").click()
    await expect(tickets.locator(f'a.matter[href$="{other}"]')).to_be_visible()
    await expect(tickets.get_by_role("button", name="new")).to_have_count(0)
    await inbox.get_by_role("button", name="1 new").click()
    await expect(inbox.locator(".opinions li")).to_have_count(1)


@pytest.mark.browser
async def test_what_happens_between_the_first_answer_and_the_page_that_shows_it_is_told(
    app: FastAPI, windows: Windows, world: World
) -> None:
    """A thin line: the ticket is there before the file of its page is, and is moved meanwhile."""
    ticket = await a_ticket(world, "V1")
    await number_events(world.runtime)
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await page.route("**/TicketPage-*.js", hold)
    await page.goto(f"/console/tickets/{ticket}", wait_until="commit")
    await until(lambda: listens(app))
    await an_event(world, ticket)
    await number_events(world.runtime)
    for route in held:
        await route.continue_()
    await expect(page.locator(".history li").first).to_be_visible()
    await expect_news([page], "This ticket has just changed: show")


@pytest.mark.browser
async def test_what_happened_while_nobody_read_is_told_and_a_session_that_ended_ends_the_stream(
    app: FastAPI, windows: Windows, world: World
) -> None:
    """The one tab loses its network, something happens, and the stream goes on where it was."""
    ticket = await a_ticket(world, "V1")
    await number_events(world.runtime)
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.goto("/console/tickets")
    await expect(page.locator("a.matter")).to_be_visible()
    await until(lambda: listens(app))
    await page.context.set_offline(True)  # A stream that is open stays open: the server hangs up.
    for listener in tuple(app.state.follower._listeners):
        listener.end(Ended.SLOW)
    await an_event(world, ticket)
    await number_events(world.runtime)
    await page.context.set_offline(False)
    await expect_news([page], "1 new")

    await world.runtime.database.pool.execute("UPDATE sessions SET ended_at = clock_timestamp()")
    app.state.sign_in.sessions.clear()
    await expect(page.locator("main > [role=alert]")).to_contain_text("You are no longer signed in")
    assert streams_of(app) == 0
