"""Leading groups and supervision groups in a real browser: one is put in charge, and a group is sent and ended."""

import httpx2
from playwright.async_api import expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.test_contact_points import pick
from tests.browser.windows import Windows
from tests.support.world import World


async def test_an_office_names_who_is_in_charge_and_sends_a_group(
    windows: Windows, world: World, client: httpx2.AsyncClient
) -> None:
    for name in ("娜仁托娅", "敖其尔"):
        body = {"name": name, "home_unit_id": str(world.id("K1-ZJ"))}
        made = await client.post("/v1/members", headers=await world.key("C", "admin"), json=body)
        assert made.status_code == 201
    page = await work_as(windows, world, "巴特尔", "K1", "office")
    await page.goto("/console/programme/groups")
    await expect(page.locator(".findings").first).to_contain_text("There is no leading group.")
    await page.get_by_role("button", name="Form a group 单位K1").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Form a group").click()
    await page.get_by_role("button", name="Name somebody In charge").click()
    await pick(page, "Who", "娜仁", "娜仁托娅")
    await dialog.get_by_label("Why").fill("换届")
    await dialog.get_by_role("button", name="Name somebody").click()
    await expect(dialog).to_have_count(0)
    await expect(page.locator(".holder").first).to_contain_text("娜仁托娅")
    await expect(page.get_by_text("Began: 换届")).to_be_visible()
    await assert_accessible(page)
    await page.goto("/console/programme/groups?view=supervision")
    await page.get_by_role("button", name="Form a supervision group").click()
    await dialog.get_by_label("Name").fill("危房改造专项督导组")
    await dialog.get_by_label("Last day").fill(await page.evaluate(LATER))
    await pick(page, "Supervised units", "T1", "单位T1")
    await pick(page, "Head", "敖其尔", "敖其尔")
    await dialog.get_by_role("button", name="Form a supervision group").click()
    await expect(page.get_by_role("heading", name="危房改造专项督导组")).to_be_visible()
    await expect(page.locator(".findings")).to_contain_text("敖其尔 cannot sign in yet")
    await assert_accessible(page)
    await page.get_by_role("button", name="End early").click()
    await dialog.get_by_label("Why").fill("任务完成")
    await dialog.get_by_role("button", name="End early").click()
    await expect(page.locator(".told-words")).to_contain_text("Ended")
    await expect(page.get_by_text("任务完成")).to_be_visible()


LATER = "new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10)"
"""In twenty days."""
