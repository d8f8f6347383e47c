"""An office draws a sample, looks into what was drawn and gives an order, in a real browser; the village reads it."""

import pytest
from playwright.async_api import expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.test_visits import visited
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World


@pytest.mark.browser
async def test_a_sample_is_drawn_looked_into_and_followed_up(windows: Windows, world: World) -> None:
    """Refusals are said in the dialog; what was found stands on a page of its own, and is counted by unit."""
    tickets = [await a_ticket(world, origin) for origin in ("V1", "V1", "V3")]
    await move(world, tickets[0], world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/programme/supervision")
    await expect(page.get_by_text("No samples yet")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="Draw a sample").click()
    dialog = page.get_by_role("dialog", name="Draw a sample")
    await dialog.get_by_label("Out of which").select_option("closed")
    await dialog.get_by_role("button", name="Draw a sample").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("nothing to draw")
    await dialog.get_by_label("Out of which").select_option("open")
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Draw a sample").click()
    await page.wait_for_url("**/programme/supervision/samples/*")
    await expect(page.locator(".drawn li")).to_have_count(3)
    await assert_accessible(page)

    mine = page.locator(".drawn li").filter(has_text="单位V1").first
    await mine.get_by_role("button", name="Record a check").click()
    dialog = page.get_by_role("dialog", name="Record a check")
    await dialog.get_by_label("What was found").fill("路灯没有修。")
    await dialog.get_by_label("Verdict").select_option("not_done")
    await dialog.get_by_label("Issue an order as well").check()
    await dialog.get_by_label("What is demanded").fill("三日内修好。")
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Record a check").dblclick()
    await expect(page.get_by_text("Recorded.")).to_be_visible()
    await mine.get_by_role("link", name="found not done").click()
    await page.wait_for_url("**/programme/supervision/checks/*")
    await expect(page.get_by_text("路灯没有修。")).to_be_visible()
    await expect(page.get_by_text("An order was issued")).to_be_visible()
    await assert_accessible(page)
    address = page.url
    await page.get_by_role("link", name="All samples").click()
    results = page.get_by_role("table", name="What checks found, by unit · Tickets")
    await expect(results.get_by_role("row", name="单位T1")).to_contain_text("1")

    village = await work_as(windows, world, "娜仁", "V1", "handler")
    await village.goto(address)
    await expect(village.get_by_text("路灯没有修。")).to_be_visible()
    await village.goto("/console/programme/supervision")
    await expect(village.get_by_role("button", name="Draw a sample")).to_have_count(0)


@pytest.mark.browser
async def test_a_visit_is_drawn_and_looked_into_in_the_words_of_visits(windows: Windows, world: World) -> None:
    """What is wrong with it is listed, as no order can follow, and is counted apart from tickets."""
    await visited(world, "V1", 2)
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/programme/supervision")
    await page.get_by_role("button", name="Draw a sample").click()
    dialog = page.get_by_role("dialog", name="Draw a sample")
    await dialog.get_by_label("Out of which").select_option("made")
    await dialog.get_by_label("by confirmation of the visited").check()
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Draw a sample").click()
    await page.get_by_role("button", name="Record a check").click()
    dialog = page.get_by_role("dialog", name="Record a check")
    await dialog.get_by_label("What the visited say").fill("没有人来过。")
    await dialog.get_by_label("Verdict").select_option("not_done")
    await expect(dialog.get_by_label("Issue an order as well")).to_have_count(0)
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Record a check").click()
    await page.get_by_role("link", name="nobody was there").click()
    await expect(page.get_by_text("没有人来过。")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("link", name="All samples").click()
    await expect(page.get_by_role("region", name="Findings to follow up")).to_contain_text("Visit to 单位V1")
    await expect(page.get_by_role("heading", name="Tickets", exact=True)).to_be_visible()
    await expect(page.get_by_text("Nothing was looked into yet.")).to_have_count(1)
    results = page.get_by_role("table", name="What checks found, by unit · Visits")
    await expect(results.get_by_role("row", name="单位T1")).to_contain_text("0%")
    await assert_accessible(page)
