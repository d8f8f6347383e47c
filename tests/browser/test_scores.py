"""A county looks at the scores of its townships: why they are so, who is named, and which rates are behind them."""

import pytest
from playwright.async_api import expect

from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World


@pytest.mark.browser
async def test_scores_say_what_made_them_and_lead_down(windows: Windows, world: World) -> None:
    """Period, basis and unit are the address; a rate that a unit does not have is a dash with its reason."""
    for origin, days in (("V1", 0), ("V3", 60)):
        ticket, leader, village = await a_ticket(world, origin), world.actor(origin, "leader"), world.actor(origin)
        await move(world, ticket, leader, "dispatch", unit_id=world.id(origin))
        await move(world, ticket, village, "sign")
        await world.advance(days=days)
        await move(world, ticket, village, "resolve", outcome="solved", reply="已办。")
        await move(world, ticket, leader, "audit_pass")
        await move(world, ticket, world.actor("K1", "office"), "confirm", solved=True)
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/programme/scores?since=2020-01-01")
    ranking = page.locator(".ranking")
    await expect(ranking.locator(".score-row").first).to_contain_text("Place 1")
    await expect(page.locator(".listed.commended")).to_contain_text("单位T1")
    late = ranking.locator(".score-row").filter(has_text="单位T2")
    await late.get_by_text("What made the score").click()
    parts = late.get_by_role("region", name="What made the score of 单位T2")
    await expect(parts.get_by_role("row", name="On-time closure rate")).to_contain_text("0 %")
    await expect(parts.get_by_role("row", name="Satisfaction rate")).to_contain_text("its weight went to the others")
    await assert_accessible(page)

    await page.get_by_role("navigation", name="What is shown").get_by_role("link", name="Rates").click()
    satisfaction = page.locator(".rates li").filter(has=page.get_by_role("link", name="Satisfaction rate", exact=True))
    await expect(satisfaction).to_contain_text("—")
    await expect(satisfaction).to_contain_text("there are no ratings")
    await page.get_by_role("link", name="On-time closure rate", exact=True).click()
    table = page.get_by_role("region", name="Unit")
    await expect(table.get_by_role("row", name="单位T1")).to_contain_text("100 %")
    await expect(table.get_by_role("row", name="单位T2")).to_contain_text("0 %")
    await assert_accessible(page)
    async with page.expect_download() as kept:
        await page.get_by_role("button", name="CSV").click()
    assert (await kept.value).suggested_filename.endswith(".csv")
    await table.get_by_role("link", name="单位T2").click()
    await page.wait_for_url("**unit=T2**")
    await expect(page.get_by_role("region", name="Unit").get_by_role("row", name="单位V3")).to_be_visible()
