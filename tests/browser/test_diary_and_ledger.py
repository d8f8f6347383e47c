"""A cadre writes in the diary and keeps the ledger on a phone, and the township reviews, in a real browser."""

import pytest
from playwright.async_api import expect

from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


@pytest.mark.browser
async def test_an_entry_is_written_on_a_phone_and_reviewed_above(windows: Windows, world: World) -> None:
    """What is typed outlives a reload, but not who was met; what was said is an opinion, and the grade is seen."""
    page = await work_as(windows, world, "经办人", "V1", "handler")
    await page.set_viewport_size(PHONE)
    await page.goto("/console/programme/diary/write")
    await page.get_by_label("Title").fill("入户走访")
    await page.get_by_label("Content").fill("楼道灯坏了。")
    await page.get_by_role("button", name="Add somebody").click()
    await page.get_by_label("Name 1").fill("王小明")
    await assert_accessible(page)
    await page.reload()
    await expect(page.get_by_label("Content")).to_have_value("楼道灯坏了。")
    await expect(page.get_by_label("Name 1")).to_have_count(0)
    await page.get_by_role("button", name="Hand in").dblclick()
    await expect(page.get_by_role("heading", name="入户走访")).to_be_visible()
    await page.get_by_role("button", name="Register an opinion").click()
    await page.get_by_label("Matter").fill("楼道灯")
    await page.get_by_label("What people said").fill("坏了一个月。")
    await page.get_by_role("dialog").get_by_role("button", name="Register an opinion").click()
    await expect(page.get_by_role("link", name="楼道灯")).to_be_visible()
    await assert_accessible(page)
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM diary_entries") == 1

    above = await work_as(windows, world, "负责人", "T1", "leader")
    await above.goto("/console/programme/diary?view=review")
    await expect(above.get_by_role("link", name="入户走访")).to_be_visible()
    await assert_accessible(above)
    await above.get_by_role("link", name="入户走访").click()
    await above.get_by_role("button", name="Review", exact=True).click()
    await above.get_by_label("Excellent").check()
    await above.get_by_role("dialog").get_by_role("button", name="Review").click()
    await expect(above.locator("#review ~ p .badge")).to_contain_text("Excellent")


@pytest.mark.browser
async def test_a_row_is_entered_becomes_a_ticket_and_a_file_is_looked_at_first(windows: Windows, world: World) -> None:
    page = await work_as(windows, world, "负责人", "V1", "leader")
    await page.goto("/console/programme/ledger")
    await page.get_by_role("button", name="Enter a row").click()
    await page.get_by_label("Householder").fill("王小明")
    await page.get_by_role("textbox", name="Matter").fill("屋顶漏雨。")
    await assert_accessible(page)
    await page.get_by_role("button", name="Save").click()
    await page.get_by_role("link", name="王小明").click()
    await page.get_by_role("button", name="Form a ticket").click()
    await page.get_by_role("dialog").get_by_role("button", name="Form a ticket").click()
    await expect(page.locator(".facts")).to_contain_text("V1-20")
    await assert_accessible(page)
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM tickets") == 1

    await page.get_by_role("link", name="Ledger").last.click()
    await page.get_by_role("button", name="Import a table").click()
    table = "户主,诉求\n高娃,吃水困难\n,修路\n".encode()
    await page.locator("input[type=file]").set_input_files(
        {"name": "台账.csv", "mimeType": "text/csv", "buffer": table}
    )
    await page.get_by_role("button", name="Look first").click()
    await expect(page.locator(".receipts")).to_contain_text("1")
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM ledger_rows") == 1
    await page.get_by_role("button", name="Import", exact=True).click()
    await page.get_by_role("button", name="Close").click()
    await expect(page.get_by_role("link", name="高娃")).to_be_visible()
    assert windows.complaints == []
