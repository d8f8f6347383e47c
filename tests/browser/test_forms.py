"""The forms of moves, in a real browser: units from the tree, lines of several, a standard reply that is changed."""

from uuid import UUID

import httpx2
import pytest
from playwright.async_api import expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def in_hand(world: World) -> UUID:
    ticket = await a_ticket(world, "K1")
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1"))
    await move(world, ticket, world.actor("K1"), "sign")
    return ticket


@pytest.mark.browser
async def test_units_are_chosen_in_the_tree_and_a_standard_reply_is_changed(
    windows: Windows, world: World, client: httpx2.AsyncClient
) -> None:
    """Only what the move would take can be chosen; every line of a list has its own task and date."""
    offered = {"unit_id": str(world.id("K1")), "name": "已修复", "text": "{ticket_number} 反映的问题已经解决。"}
    await client.post("/v1/standard-replies", json=offered, headers=await world.key("K1", "office"))
    joint, solved = await in_hand(world), await in_hand(world)
    page = await work_as(windows, world, "苏和", "K1", "office")

    await page.goto(f"/console/tickets/{joint}")
    await page.get_by_role("button", name="Coordinate").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Choose in the tree").click()
    tree = dialog.get_by_role("tree", name="Units by level")
    await expect(tree.get_by_role("treeitem", name="单位K2")).to_be_visible()
    await tree.get_by_role("treeitem", name="单位K1", exact=True).click()
    await expect(tree.get_by_role("treeitem", name="单位K1-JT")).to_be_visible()
    assert await tree.get_by_role("treeitem", name="单位V1").count() == 0, "nothing that the move would refuse"
    await assert_accessible(page)
    await tree.get_by_role("treeitem", name="单位K1-ZJ").click()
    await tree.get_by_role("treeitem", name="单位K1-JT").focus()
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".chip")).to_have_count(2)
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog.get_by_text("This is needed.")).to_be_visible()
    for nth in (0, 1):
        await dialog.locator(".joint-line textarea").nth(nth).fill(f"第 {nth + 1} 项任务")
    await dialog.locator(".joint-line input").first.fill("2099-01-01T09:00")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(page.locator(".tasks")).to_contain_text("第 2 项任务")
    await expect(page.locator(".tasks")).to_contain_text("第 1 项任务")

    await page.goto(f"/console/tickets/{solved}")
    await page.get_by_role("button", name="Resolve").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Take a standard reply").select_option(label="已修复 · 单位K1")
    reply = dialog.locator("textarea").first
    number = await page.locator(".head .row span").first.inner_text()
    await expect(reply).to_have_value(f"{number} 反映的问题已经解决。")
    await reply.fill(f"{await reply.input_value()}谢谢您的意见。")
    await dialog.locator("select").first.select_option("solved")
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Submit").click()
    await expect(page.locator(".reply").first).to_have_text(f"{number} 反映的问题已经解决。谢谢您的意见。")


@pytest.mark.browser
async def test_what_is_seldom_needed_is_folded_and_kept_in_sight_once_begun(windows: Windows, world: World) -> None:
    """The reason that may be left out when a ticket is dispatched."""
    ticket = await a_ticket(world, "K1")
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto(f"/console/tickets/{ticket}")
    await page.get_by_role("button", name="Dispatch").click()
    folded = page.get_by_role("dialog").locator(".folded")
    await expect(folded.locator("textarea")).to_be_hidden()
    await assert_accessible(page)
    await folded.locator("summary").click()
    await folded.get_by_label("Reason").fill("由下级收回。")
    await assert_accessible(page)
    await page.reload()
    await page.get_by_role("button", name="Dispatch").click()
    await expect(folded.get_by_label("Reason")).to_have_value("由下级收回。")
    await expect(folded.locator("textarea")).to_be_visible()


@pytest.mark.browser
async def test_a_date_is_said_in_the_language_that_somebody_has_chosen(windows: Windows, world: World) -> None:
    """The browser speaks English, and writes the date as it does; the page is Chinese."""
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/programme/surveys")
    await page.get_by_role("button", name="Order a survey").click()
    await page.get_by_role("dialog").locator("input[type=date]").first.fill("2026-03-01")
    await expect(page.locator(".date-words")).to_have_count(0)
    await page.evaluate("localStorage.setItem('console.language', 'zh')")
    await page.reload()
    await page.get_by_role("button", name="发起调查").click()
    await page.get_by_role("dialog").locator("input[type=date]").first.fill("2026-03-01")
    await expect(page.locator(".date-words").first).to_have_text("2026年3月1日星期日")
    await assert_accessible(page)
