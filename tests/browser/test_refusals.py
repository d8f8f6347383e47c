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
    await page.locator(".rest summary").click()
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
