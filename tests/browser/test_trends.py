"""A county sees where zeal fades, why, and how a unit did week by week, in a real browser."""

import pytest
from playwright.async_api import expect

from escalation.application.unit_activity import ACTIVITY_SOURCES
from escalation.programme.trends.engine.weekly import step
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.programme.trends.test_trends import registered
from tests.support.world import World


@pytest.mark.browser
async def test_an_alarm_says_why_and_leads_to_its_unit(windows: Windows, world: World) -> None:
    """A village is told of itself alone."""
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/programme/trends")
    await expect(page.get_by_text("No weeks yet")).to_be_visible()
    await registered(world, "V1", 5, 24)
    await registered(world, "V3", 1, 24)
    while await step(world.runtime, ACTIVITY_SOURCES):
        pass
    await page.reload()
    alarms = page.locator(".alarms")
    await expect(alarms.get_by_role("listitem")).to_have_count(2)
    await expect(alarms).to_contain_text("busy first, slack later")
    await page.get_by_text("The numbers of each week").click()
    await assert_accessible(page)
    await alarms.get_by_role("link", name="单位V1").click()
    await expect(page.get_by_role("heading", name="Activity of 单位V1 by week")).to_be_visible()
    await expect(alarms.get_by_role("listitem")).to_have_count(1)
    village = await work_as(windows, world, "娜仁", "V3", "handler")
    await village.goto("/console/programme/trends")
    await expect(village.get_by_text("No alarms")).to_be_visible()
    await assert_accessible(village)
