"""What the server refuses is said in plain words, with what to do next: a status each, from the server that runs.

What cannot be provoked there is answered in the browser in its name: 409 behind a version that is right, 429 and 503.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Final

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, Route, expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World

ANSWERED_IN_THE_BROWSER: Final[tuple[tuple[int, str, dict[str, str], str], ...]] = (
    (409, "GUARD_FAILED", {}, "A rule stands against it. Look at the newest before you decide."),
    (429, "TOO_MANY_REQUESTS", {"Retry-After": "30"}, "Too much at a time. Try again in 30 seconds."),
    (
        503,
        "DB_UNAVAILABLE",
        {"Retry-After": "5"},
        "The server is busy. Try again in a moment;",
    ),
    (503, "OUTCOME_UNKNOWN", {}, "It is not known whether this arrived. Submit again: it is done once only."),
)


UNREAD: Final[tuple[tuple[int, str, dict[str, str], str, str], ...]] = (
    (503, "DB_UNAVAILABLE", {"Retry-After": "1"}, "The server is busy. Try again in a moment.", "Try again"),
    (429, "TOO_MANY_REQUESTS", {"Retry-After": "30"}, "Too much at a time. Try again in 30 seconds.", "Try again"),
    (403, "FORBIDDEN", {}, "ask the administrator of your unit", "Go to the first page"),
    (401, "UNAUTHENTICATED", {}, "You are no longer signed in.", "Sign in"),
)
"""What a page says that could not be read, and the way out that it offers."""


def answering(status: int, code: str, headers: dict[str, str]) -> Callable[[Route], Awaitable[None]]:
    """Answers a request in the name of the server."""
    problem = json.dumps({"status": status, "code": code, "detail": "A rule stands against it."})

    async def answer(route: Route) -> None:
        await route.fulfill(status=status, body=problem, headers={"Content-Type": "application/problem+json"} | headers)

    return answer


async def submit(page: Page) -> None:
    await page.get_by_role("dialog").get_by_role("button", name="Submit").click()


async def expect_refusal(page: Page, words: str) -> None:
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(words)


@pytest.mark.browser
async def test_every_refusal_says_what_to_do_next(app: FastAPI, windows: Windows, world: World) -> None:
    """Nothing that was typed is lost on the way from one to the next."""
    ticket = await a_ticket(world, "V1")
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.goto(f"/console/tickets/{world.id('V1')}")
    await expect(page.get_by_role("heading", name="There is no such ticket")).to_be_visible()

    await page.goto(f"/console/tickets/{ticket}")
    await page.locator(".moves summary", has_text="More").click()
    await page.locator(".rest").get_by_role("button", name="Supervise").click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("textarea").fill("请三日内办结。")
    await dialog.locator("select").select_option(index=1)
    await dialog.locator("input[type=datetime-local]").fill("2020-01-01T09:00")
    await submit(page)
    await expect_refusal(page, "Some things need to be put right")
    await expect(dialog.locator(".field:has(input[type=datetime-local]) .wrong")).to_be_visible()
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Cancel").click()

    await page.get_by_role("button", name="Comment").click()
    await dialog.locator("textarea").fill("看过现场了。")
    for status, code, headers, words in ANSWERED_IN_THE_BROWSER:
        refuse = answering(status, code, headers)
        await page.route("**/transitions", refuse)
        await submit(page)
        await expect_refusal(page, words)
        await page.unroute("**/transitions", refuse)

    await move(world, ticket, world.actor("V1", "leader"), "comment", text="已转告村委会。")
    await submit(page)
    await expect_refusal(page, "The ticket has changed while you were writing.")
    await dialog.get_by_role("button", name="Show the newest").click()
    await expect(page.locator(".history")).to_contain_text("已转告村委会。")
    await page.get_by_role("button", name="Comment").click()
    await expect(dialog.locator("textarea")).to_have_value("看过现场了。")

    pool = world.runtime.database.pool
    await pool.execute("UPDATE memberships SET role = 'supervisor'")
    app.state.sign_in.sessions.clear()
    await submit(page)
    await expect_refusal(page, "ask the administrator of your unit")
    await pool.execute("UPDATE sessions SET ended_at = clock_timestamp()")
    app.state.sign_in.sessions.clear()
    await submit(page)
    await expect_refusal(page, "Sign in again; what you wrote is kept on this device.")
    await expect(dialog.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.browser
async def test_a_page_that_cannot_be_read_says_why_and_what_to_do(windows: Windows, world: World) -> None:
    """Nothing was typed here: no word of what is kept. When it can be read again it is there by one press."""
    page = await work_as(windows, world, "苏和", "K1", "supervisor")
    note, figures = page.locator(".note[role=alert]"), page.locator(".figures")
    for status, code, headers, words, way in UNREAD:
        await page.route("**/v1/reports/by-unit*", answering(status, code, headers))
        await page.goto("/console/wall")
        # What passes by itself is asked for again first.
        await expect(note).to_contain_text(words, timeout=20_000)
        await expect(note).not_to_contain_text("you wrote")
        await expect(note.get_by_text(way, exact=True)).to_be_visible()
        await assert_accessible(page)
        await page.unroute("**/v1/reports/by-unit*")
    await page.route("**/v1/reports/by-unit*", lambda route: route.abort())
    await page.goto("/console/wall")
    await expect(note).to_contain_text("The server does not answer.", timeout=20_000)
    await page.unroute("**/v1/reports/by-unit*")
    await note.get_by_role("button", name="Try again").click()
    await expect(figures).to_be_visible()
    # What was read before stays: it is said that it may be old.
    await page.context.set_offline(True)
    await expect(page.get_by_role("status").filter(has_text="No network.")).to_be_visible()
    await expect(figures).to_be_visible()
    await page.get_by_role("link", name="Reports").click()
    await expect(page.get_by_role("status").filter(has_text="was not read before")).to_be_visible()


@pytest.mark.browser
async def test_a_page_whose_files_have_other_names_since_an_upgrade_is_found(windows: Windows, world: World) -> None:
    """The frame that somebody has open names files that are gone: it is read anew, once."""
    page = await work_as(windows, world, "苏和", "K1", "supervisor")
    await expect(page.locator(".figures")).to_be_visible()
    files = "**/assets/ReportsPage-*.js"
    await page.route(files, lambda route: route.fulfill(status=404))
    async with page.expect_request("**/console/reports"):
        await page.get_by_role("link", name="Reports").click()
    await page.unroute(files)
    await page.wait_for_url("**/console/reports")
    await expect(page.get_by_role("heading", name="Reports")).to_be_visible()
