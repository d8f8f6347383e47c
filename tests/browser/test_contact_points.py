"""Contact points in a real browser: one is assigned, the rule says what is too much, and it ends again."""

import re

import httpx2
from playwright.async_api import Page, expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


async def pick(page: Page, label: str, typed: str, name: str) -> None:
    """Choose one by typing."""
    await page.get_by_role("searchbox", name=label).fill(typed)
    await page.locator(".hits").get_by_role("button", name=name).first.click()


async def test_an_office_assigns_a_village_and_ends_it_and_sees_who_is_left(
    windows: Windows, world: World, client: httpx2.AsyncClient
) -> None:
    made = await client.post(
        "/v1/members", headers=await world.key("C", "admin"),
        json={"name": "娜仁托娅", "home_unit_id": str(world.id("K1")), "rank": "division"},
    )  # fmt: skip
    assert made.status_code == 201
    page = await work_as(windows, world, "巴特尔", "K1", "office")
    await page.goto("/console/programme/contact-points")
    await expect(page.get_by_text("No contact points")).to_be_visible()
    for unit in ("V1", "V2"):
        await page.get_by_role("button", name="Assign a contact point").click()
        dialog = page.get_by_role("dialog")
        await pick(page, "Cadre", "娜仁", "娜仁托娅")
        await pick(page, "Unit", unit, f"单位{unit}")
        await dialog.get_by_role("button", name="Assign a contact point").click()
        await expect(dialog).to_have_count(0)
    await expect(page.locator(".told-words")).to_contain_text("Village: 2, at most 1.")
    await assert_accessible(page)
    await page.get_by_role("button", name="Cadres").click()
    await expect(page.locator(".findings")).to_contain_text("Township: 0 of at least 1.")
    await page.get_by_role("button", name="Nobody there").click()
    await expect(page.locator(".unit-grid")).to_contain_text("单位V3")
    await assert_accessible(page)
    await page.get_by_role("button", name="Of a unit").click()
    await page.get_by_role("button", name=re.compile("End.*单位V2")).click()
    await page.get_by_label("Reason").fill("分工调整")
    await page.get_by_role("dialog").get_by_role("button", name="End").click()
    await expect(page.locator(".told-words")).to_contain_text("Ended")
    await page.get_by_label("With those that have ended").check()
    await expect(page.get_by_text("分工调整")).to_be_visible()
    await page.goto("/console/programme/teams")
    await expect(page.locator(".unit-grid")).to_contain_text("单位K1")
    await assert_accessible(page)
