"""Meetings, task lists and sorting in a real browser: a county meets, decides, says how far it is, sorts its inbox."""

import pytest
from playwright.async_api import expect

from escalation.kit.runtime.context import StoredResponse
from escalation.opinions.usecases.opinions import OpinionInput, register
from escalation.programme.meetings.engine import rounds
from escalation.programme.task_lists.engine import yearly_lists
from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World


async def climbed(world: World) -> None:
    """A ticket of a township that it has sent up to the county."""
    ticket = await a_ticket(world, "T1")
    await move(world, ticket, world.actor("T1", "leader"), "dispatch", unit_id=world.id("T1"))
    await move(world, ticket, world.actor("T1"), "sign")
    await move(world, ticket, world.actor("T1", "leader"), "escalate", reason="本级无力解决")


async def say(world: World, *titles: str) -> None:
    """Opinions in the inbox of the county."""
    for title in titles:
        await register(
            world.runtime, world.actor("K1", "office"), OpinionInput(title, f"{title}，请处理。", "phone"),
            render=lambda _: StoredResponse(201, b""), request_id="test",
        )  # fmt: skip


@pytest.mark.browser
async def test_a_county_meets_decides_and_keeps_minutes(windows: Windows, world: World) -> None:
    await climbed(world)
    await rounds.step(world.runtime)
    page = await work_as(windows, world, "娜仁", "K1", "office")
    await page.goto("/console/programme/meetings")
    await expect(page.locator(".countdown")).to_contain_text("days left")
    await assert_accessible(page)
    await page.get_by_role("button", name="Plan a meeting").click()
    await page.get_by_role("button", name="Save").click()
    line = page.locator(".agenda-line")
    await expect(line).to_contain_text("escalated to here")
    await assert_accessible(page)
    await line.get_by_role("button", name="Decide").click()
    await page.get_by_label("What is decided").fill("挂牌督办")
    await page.get_by_label("Move the ticket now").check()
    await page.locator("dialog select").first.select_option("supervise")
    await assert_accessible(page)
    await page.locator("dialog textarea").nth(1).fill("请说明进度。")
    await page.locator("dialog select").nth(1).select_option("yellow")
    await page.locator("dialog").get_by_role("button", name="Decide").click()
    await expect(line.locator(".decisions")).to_contain_text("carried out")
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM orders") == 1
    await page.get_by_role("button", name="Record that it was held").click()
    await page.get_by_label("Chair").fill("巴特尔")
    await page.locator("dialog button[type=submit]").click()
    await expect(page.locator(".meeting header h2")).to_contain_text("Session 1 of")
    await page.set_viewport_size(PHONE)
    await assert_accessible(page)


@pytest.mark.browser
async def test_a_county_says_how_far_it_is_and_sorts_its_inbox(windows: Windows, world: World) -> None:
    await yearly_lists.step(world.runtime)
    await say(world, "小区暖气不热", "小区暖气一直不热", "草场围栏被毁")
    page = await work_as(windows, world, "娜仁", "K1", "office")
    await page.goto("/console/programme/tasks")
    first = page.locator(".task-line").first
    await first.get_by_role("button", name="Update").click()
    await page.locator("dialog input[type=range]").fill("60")
    await page.get_by_role("button", name="Save").click()
    await expect(first).to_contain_text("60 %")
    await assert_accessible(page)
    await page.goto("/console/programme/sorting")
    card = page.locator(".proposal")
    # Whoever compares first loads the library with it.
    await expect(card).to_contain_text("2 opinions", timeout=20_000)
    await card.get_by_label("Form one ticket").check()
    await assert_accessible(page)
    await page.get_by_role("button", name="Form 1 ticket").click()
    await expect(page.get_by_role("status")).to_contain_text("1 ticket formed.")
    await expect(page.locator(".proposal")).to_have_count(0)
    formed = await world.runtime.database.pool.fetchval("SELECT count(*) FROM opinions WHERE ticket_id IS NOT NULL")
    assert formed == 2
    await page.set_viewport_size(PHONE)
    await assert_accessible(page)
