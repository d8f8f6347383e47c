"""Files come and go in the console, in a real browser: a line is taken or refused by itself, and goes out again."""

import asyncio
import csv
from io import StringIO

import pytest
from playwright.async_api import Page, expect

from escalation.opinions.engine.imports import step
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


async def kept(page: Page, button: str) -> list[list[str]]:
    """The rows of the table that a button has the browser keep, without the header."""
    async with page.expect_download() as download:
        await page.get_by_role("button", name=button).click()
    text = await asyncio.to_thread((await (await download.value).path()).read_text, encoding="utf-8-sig")
    return list(csv.reader(StringIO(text)))[1:]


@pytest.mark.browser
async def test_a_file_is_imported_line_by_line_and_what_came_of_it_is_exported(windows: Windows, world: World) -> None:
    lines = [f"路灯{number},村口的路灯坏了。,电话" for number in range(300)]
    for at in (0, 70, 140, 210, 299):
        lines[at] = "路灯,村口的路灯坏了。,传言"
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.get_by_role("link", name="Files").click()
    await expect(page.get_by_role("heading", name="Nothing was imported or sent again")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("link", name="Import").click()
    await page.get_by_role("button", name="Import").click()
    await expect(page.get_by_text("Choose a file.")).to_be_visible()
    await assert_accessible(page)
    file = "\r\n".join(["标题,内容,来源", *lines]).encode("gb18030")
    await page.get_by_label("File", exact=True).set_input_files(
        {"name": "诉求.csv", "mimeType": "text/csv", "buffer": file}
    )
    await page.get_by_role("button", name="Check first").click()
    await expect(page.locator(".receipts")).to_contain_text("300 lines")
    await expect(page.locator(".receipts li")).to_have_count(5)
    await expect(page.get_by_text("nothing was imported")).to_be_visible()
    await assert_accessible(page)
    await page.get_by_role("button", name="Import").click()
    await page.wait_for_url("**/operations/run/*")
    await expect(page.get_by_text("0 of 300 done")).to_be_visible()
    while await step(world.runtime):
        pass
    await expect(page.get_by_text("300 of 300 done")).to_be_visible()
    await expect(page.locator(".work-counts")).to_contain_text("295 taken")
    await expect(page.locator(".receipts li")).to_have_count(5)
    await assert_accessible(page)
    assert [line for line, _ in await kept(page, "Download refused lines")] == ["2", "72", "142", "212", "301"]

    await page.goto("/console/operations/exports?kind=opinions")
    await page.get_by_label("Table (.csv)").check()
    await assert_accessible(page)
    assert len(await kept(page, "Export")) == 295
    await expect(page.get_by_text("Exported,")).to_be_visible()
    for part in ("erasures", "incidents", "messages", "checkpoints"):
        await page.goto(f"/console/operations/{part}")
        await expect(page.locator(".note h2")).to_be_visible()
        await assert_accessible(page)
    await page.goto("/console/hooks")
    await expect(page.get_by_role("alert")).to_contain_text("Your post does not see this page")
