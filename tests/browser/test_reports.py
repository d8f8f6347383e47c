"""Whoever supervises works with reports, in a real browser: from a figure to its tickets, and away with a file."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.statistics.test_reports_api import settle_down
from tests.support.makers import a_ticket
from tests.support.world import World


async def export(page: Page, button: str) -> Path:
    """The file that a button leaves to the browser."""
    async with page.expect_download() as kept:
        await page.get_by_role("button", name=button).click()
    await expect(page.get_by_text("The file was saved")).to_be_visible()
    return await (await kept.value).path()


def rows_of(file: Path) -> list[list[str]]:
    """Code, name and figure of each line."""
    return [line.split(",")[:3] for line in file.read_text("utf-8-sig").splitlines()[1:]]


@pytest.mark.browser
async def test_a_report_leads_down_to_a_unit_to_its_tickets_and_into_a_file(windows: Windows, world: World) -> None:
    """What is seen is in the address; a figure lists exactly the tickets it counts, and the file has the same rows."""
    for origin in ("V1", "V1", "V3"):
        await a_ticket(world, origin)
    await world.advance(days=40)
    await settle_down(world)
    page = await work_as(windows, world, "苏和", "K1", "supervisor")
    await page.goto("/console/reports/overdue?group=origin")
    table = page.get_by_role("region", name="First received by")
    await expect(table.get_by_role("row", name="单位V1")).to_contain_text("2")
    await assert_accessible(page)
    rows = rows_of(await export(page, "CSV file"))
    assert rows == [["V1", "单位V1", "2"], ["V3", "单位V3", "1"], ["", "Total", "3"]]

    await page.locator(".part-tabs").get_by_role("link", name="Ever late").click()
    await page.get_by_role("link", name="Everything").click()
    await page.wait_for_url("**/console/reports/breached?period=all")
    await table.get_by_role("link", name="单位V1", exact=True).click()
    await page.wait_for_url("**unit=V1")
    await page.reload()
    await expect(table.get_by_role("row")).to_have_count(3)
    await table.get_by_role("link", name="List the tickets: 单位V1 Ever late 2").click()
    await expect(page.locator("a.matter")).to_have_count(2)
    await expect(page.locator(".filter-chips")).to_contain_text("Ever late")
    # What the clock has sent up is a list as long as no period is asked for: lists do not know when it was.
    await page.goto("/console/reports/climbed?period=all&group=origin")
    await page.get_by_role("link", name="List the tickets: 单位V1 Tickets concerned 2").click()
    await expect(page.locator("a.matter")).to_have_count(2)
    await expect(page.locator(".filter-chips")).to_contain_text("Sent up by the clock")

    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto("/console/reports/on-time?since=2020-01-01&until=2020-02-30&unit=V1")
    await expect(page.get_by_role("heading", name="Nothing to count in this period")).to_be_visible()
    await page.get_by_text("Change unit").click()
    await page.get_by_label("Name, code or pinyin of a unit").fill("V3")
    await page.get_by_role("link", name="单位V3").click()
    await page.wait_for_url("**unit=V3**")
    await assert_accessible(page)


@pytest.mark.browser
async def test_the_monday_of_a_supervisor_needs_no_mouse(windows: Windows, world: World) -> None:
    """From the wall down to a unit, to what is late there: urged together, one of them read, and an order given."""
    for _ in range(2):
        await a_ticket(world, "V1")
    page = await work_as(windows, world, "苏和", "C", "supervisor")
    await page.goto("/console/wall?view=heat")
    await world.advance(days=2)
    await page.reload()
    for unit in ("单位K1", "单位T1", "单位V1"):
        await page.locator(".tiles").get_by_role("link", name=unit).press("Enter")
        await expect(page.get_by_role("heading", name=unit)).to_be_visible()
    await assert_accessible(page)
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    bar = page.get_by_role("region", name="Move many at once")
    await expect(bar).to_contain_text("2 selected")
    await bar.get_by_role("button", name="Urge").press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.locator("textarea").fill("请尽快处理。")
    await dialog.get_by_role("button", name="Submit").press("Enter")
    await expect(dialog).to_contain_text("All 2 done")
    await page.keyboard.press("Escape")
    await page.locator("a.matter").first.press("Enter")
    await page.wait_for_url("**/console/tickets/*")
    await expect(page.get_by_text("请尽快处理。")).to_be_visible()
    await page.get_by_role("button", name="Supervise", exact=True).press("Enter")
    order = page.get_by_role("dialog", name="Supervise")
    await order.locator("textarea").press_sequentially("请三日内办结并反馈。")
    await order.locator("select").focus()
    await page.keyboard.press("ArrowDown")
    await order.locator("textarea").press("Control+Enter")
    await expect(order).to_have_count(0)
    await expect(page.locator(".tasks")).to_contain_text("请三日内办结并反馈。")
    await assert_accessible(page)
