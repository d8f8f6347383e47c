"""Work is done by the keyboard alone: from sign-in to a result, and from the inbox to a dispatched ticket."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.sign_in.browsers import PASSWORD
from tests.support.makers import a_ticket, an_opinion
from tests.support.world import World


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def expect_told(page: Page, words: str) -> None:
    await expect(page.locator(".told")).to_contain_text(words)
    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.browser
async def test_from_sign_in_to_a_result_without_a_mouse(windows: Windows, world: World) -> None:
    """After each step whoever uses the keyboard is somewhere, and never at the beginning of the page."""
    ticket, other = await a_ticket(world, "V1"), await a_ticket(world, "V1")
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.context.clear_cookies()
    await page.goto("/console/")
    await page.wait_for_url("**/sign-in**")
    await page.get_by_label("Name").focus()
    await page.keyboard.type("巴特尔")
    await press(page, "Tab")
    await page.keyboard.type(PASSWORD)
    await press(page, "Enter")
    await expect(page.locator("a.matter")).to_have_count(2)
    await press(page, "j", "Enter")
    await page.wait_for_url(f"**/tickets/{ticket}")
    await expect(page.get_by_role("button", name="Dispatch")).to_be_visible()
    for move, then in (("Dispatch", "Sign for"), ("Sign for", "Resolve here")):
        await press(page, "a")
        await expect(page.get_by_role("dialog", name=move)).to_be_visible()
        await press(page, "Control+Enter")
        await expect_told(page, f"{move}: done")
        await expect(page.get_by_role("button", name=then)).to_be_visible()
        assert await page.evaluate("document.activeElement.matches('h1, .button')")
    await press(page, "a")
    dialog = page.get_by_role("dialog", name="Resolve here")
    await dialog.locator("select").first.focus()
    await page.keyboard.type("Sol")
    await press(page, "Tab")
    await page.keyboard.type("灯已修好。")
    await press(page, "Control+Enter")
    await expect_told(page, "Resolve here: done")
    assert await world.runtime.database.pool.fetchval("SELECT reply FROM tickets WHERE id = $1", ticket) == "灯已修好。"
    async with page.context.expect_page() as opened:
        await press(page, "p")
    paper = await opened.value
    await paper.wait_for_url("**/v1/forms/**")
    await expect(paper.locator("h1")).to_be_visible()
    await page.bring_to_front()
    await press(page, "g", "d")
    await expect(page.locator(f'a.matter[href$="{other}"]')).to_be_visible()
    await press(page, "?")
    await expect(page.get_by_role("dialog", name="Shortcuts")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("checkbox", name="Single-key shortcuts").focus()
    await press(page, "Space", "Escape", "g", "t")
    await expect(page.get_by_role("heading", name="My work")).to_be_visible()


@pytest.mark.browser
async def test_two_alike_become_a_ticket_that_is_dispatched_without_a_mouse(windows: Windows, world: World) -> None:
    for _ in range(2):
        await an_opinion(world)
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await expect(page.get_by_role("heading", name="My work")).to_be_visible()
    await press(page, "g", "i")
    await expect(page.locator(".opinions li")).to_have_count(2)
    await press(page, "x", "j", "x", "a")
    await expect(page.get_by_role("button", name="Make one ticket of them")).to_be_focused()
    await press(page, "Enter")
    await expect(page.get_by_role("link", name="Open")).to_be_focused()
    await press(page, "Enter")
    await expect(page.get_by_role("button", name="Dispatch")).to_be_visible()
    await press(page, "a")
    await expect(page.get_by_role("dialog", name="Dispatch")).to_be_visible()
    await press(page, "Control+Enter")
    await expect_told(page, "Dispatch: done")
    assert await world.runtime.database.pool.fetchval("SELECT state FROM tickets") == "dispatched"
