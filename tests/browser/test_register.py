"""A clerk writes down what somebody said, and forms a ticket of it, in a real browser."""

import pytest
from playwright.async_api import expect

from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


@pytest.mark.browser
async def test_an_opinion_is_registered_with_whoever_said_it_and_becomes_a_ticket(
    windows: Windows, world: World
) -> None:
    """What is typed outlives a reload, but not who said it; sent twice it is there once, and said before is shown."""
    page = await work_as(windows, world, "经办人", "V1", "handler")
    await page.set_viewport_size(PHONE)
    await page.goto("/console/register")
    await page.get_by_label("What it is about").fill("东门路灯不亮")
    await page.get_by_label("What was said").fill("东门外的路灯不亮。")
    await page.get_by_label("Telephone or address").fill("13800131234")
    await assert_accessible(page)
    await page.reload()
    await expect(page.get_by_label("What was said")).to_have_value("东门外的路灯不亮。")
    await expect(page.get_by_label("Telephone or address")).to_have_value("")
    await page.get_by_label("Telephone or address").fill("13800131234")
    await page.get_by_role("button", name="Register", exact=True).dblclick()
    await expect(page.get_by_role("heading", name="Registered")).to_be_focused()
    await assert_accessible(page)
    rows = await world.runtime.database.pool.fetch("SELECT title, contact_masked FROM opinions")
    assert [(row["title"], row["contact_masked"] is None) for row in rows] == [("东门路灯不亮", False)]
    await page.get_by_role("button", name="Register another one").click()
    await page.get_by_label("What it is about").fill("路灯不亮")
    await expect(page.get_by_role("heading", name="Somebody may have said it before")).to_be_visible()
    await page.get_by_role("link", name="东门路灯不亮").click()
    await page.get_by_role("button", name="Make it a ticket").click()
    await expect(page.locator(".told-line")).to_contain_text("✓")
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM tickets") == 1
