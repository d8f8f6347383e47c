"""Many tickets are moved at once: selected by mouse, key and thumb, with a result for each."""

import pytest
from playwright.async_api import Route, expect

from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World


@pytest.mark.browser
async def test_selected_tickets_are_moved_together_and_each_says_what_became_of_it(
    windows: Windows, world: World
) -> None:
    """One has changed meanwhile; of the last few no answer comes, and they are sent again with the same key."""
    tickets = [await a_ticket(world, "V1") for _ in range(23)]
    page = await work_as(windows, world, "巴特尔", "V1", "leader")
    await page.goto("/console/tickets")
    await expect(page.locator(".tickets tbody tr")).to_have_count(23)
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    bar = page.get_by_role("region", name="Move many at once")
    await expect(bar).to_contain_text("1 selected")
    await page.locator(".tickets tbody input").nth(2).click(modifiers=["Shift"])
    await expect(bar).to_contain_text("3 selected")
    await bar.get_by_role("button", name="Select these 23").click()
    await expect(bar).to_contain_text("23 selected")
    await assert_accessible(page)
    await move(world, tickets[0], world.actor("V1", "leader"), "comment", text="已电话核实。")

    keys: list[str] = []

    async def lose_the_second(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        await (route.abort() if len(keys) == 2 else route.continue_())

    await page.route("**/v1/tickets/transitions", lose_the_second)
    await bar.locator("summary").click()
    await bar.get_by_role("button", name="Comment").click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("textarea").fill("已通知各村。")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog).to_contain_text("19 done, 4 not done")
    await expect(dialog.get_by_role("listitem").filter(has_text="has changed while you were writing")).to_have_count(1)
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Try the 3 again").click()
    await expect(dialog).to_contain_text("22 done, 1 not done")
    assert keys[1] == keys[2] != keys[0]
    await dialog.get_by_role("button", name="Close").click()
    await expect(bar).to_be_hidden()
    written = "SELECT count(*) FROM events WHERE type = 'ticket.commented'"
    assert await world.runtime.database.pool.fetchval(written) == 23


@pytest.mark.browser
async def test_many_are_moved_with_a_thumb(windows: Windows, world: World) -> None:
    """What all of them have in common is offered, and nothing else; nothing sticks out of a narrow screen."""
    first, other = await a_ticket(world, "V1"), await a_ticket(world, "V1")
    office = world.actor("K1", "office")
    await move(world, other, office, "dispatch", unit_id=world.id("V1"))
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.set_viewport_size(PHONE)
    await page.goto("/console/tickets")
    for ticket in (first, other):
        await page.locator(f'tr:has(a[href$="{ticket}"]) .pick label').click()
    bar = page.get_by_role("region", name="Move many at once")
    await expect(bar.get_by_role("button", name="Comment")).to_be_attached()
    assert await bar.get_by_role("button", name="Dispatch").count() == 0
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await assert_accessible(page)
