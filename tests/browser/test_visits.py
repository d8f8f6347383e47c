"""Visits in a real browser: what is owed, one recorded at the door without a network, and how much is done."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.async_api import Page, expect

from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import StoredResponse
from escalation.programme.visits.engine import planning
from escalation.programme.visits.usecases.household_counts import set_counts
from escalation.programme.visits.usecases.recording import VisitRecord, record_all
from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


async def owe(world: World) -> None:
    """Let the rules give what the villages and townships have to visit."""
    runtime = world.runtime
    for step in (planning.keep_duties, planning.begin_plans, planning.wake_plans):
        while await step(runtime):
            pass
    await set_counts(runtime, {"V1": 4, "V2": 60}, by=world.actor("T1", "leader"))


async def visited(world: World, code: str, households: int, labels: Sequence[str] = ()) -> UUID:
    """Record a visit of a unit's handler to the unit itself, made an hour ago."""
    async with world.runtime.database.connection() as connection:
        at = await read_now(connection) - timedelta(hours=1)
    record = VisitRecord(new_id(), at, world.id(code), None, None, households, labels, None, None)
    await record_all(
        world.runtime, [record], by=world.actor(code), render=lambda _: StoredResponse(200, b""), request_id="test",
        once=None,
    )  # fmt: skip
    return record.id


async def sign(page: Page) -> None:
    """Write one stroke across the field for the signature."""
    field = page.locator(".signature-pad svg")
    await field.scroll_into_view_if_needed()
    box = await field.bounding_box()
    assert box is not None
    places = [(0.1, 0.7), (0.4, 0.2), (0.5, 0.8), (0.9, 0.3)]
    for at, (across, down) in enumerate(places):
        await page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"], steps=8)
        if at == 0:
            await page.mouse.down()
    await page.mouse.up()


@pytest.mark.browser
async def test_a_visit_recorded_without_a_network_is_sent_once_and_counted(windows: Windows, world: World) -> None:
    await owe(world)
    page = await work_as(windows, world, "巴特尔", "V1", "handler")
    await page.set_viewport_size(PHONE)
    await page.goto("/console/programme/visits")
    row = page.locator(".plan-row")
    await expect(row).to_contain_text("0 of 1 visits")
    await expect(row).to_contain_text("0 of 4 households")
    await assert_accessible(page)
    await row.get_by_role("link", name="Record a visit").click()
    await page.get_by_label("Which households").fill("一组王家\n一组李家")
    await expect(page.get_by_label("How many households")).to_have_value("2")
    await sign(page)
    await page.get_by_role("button", name="Sign again").click()
    await sign(page)
    await expect(page.get_by_role("img", name="Signature of the visited")).to_be_visible()
    await page.get_by_label("Show a code").check()
    await assert_accessible(page)
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Record", exact=True).click()
    await expect(page.get_by_role("heading", name="No network: it is kept on this device")).to_be_focused()
    code = await page.locator(".visit-code strong").inner_text()
    await page.get_by_role("link", name="Back to my visits").click()
    await expect(page.get_by_text("1 visits wait for the network")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.locator(".plan-row")).to_contain_text("2 of 4 households")
    assert await world.runtime.database.pool.fetchval("SELECT count(*) FROM visits") == 1
    kept = str(await page.evaluate("JSON.stringify(localStorage)"))
    assert not any(word in kept for word in ("王家", "strokes"))
    confirmed = await page.request.post("/v1/visits/confirmations", data={"code": code})
    assert confirmed.ok
    await page.locator(".entries a").first.click()
    await expect(page.locator(".facts")).to_contain_text("signed on the spot")
    await page.get_by_role("button", name="Show the households (2) and the signature").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("What for").fill("again at the same door")
    await dialog.get_by_role("button", name="Show", exact=True).click()
    await expect(page.locator(".labels")).to_contain_text("一组李家")
    await expect(page.locator(".signature-pad polyline")).to_have_count(1)
    await assert_accessible(page)
    await page.get_by_role("button", name="Register an opinion").click()
    await dialog.get_by_label("Title").fill("路灯不亮")
    await dialog.get_by_label("What was said").fill("东门外的路灯不亮。")
    await dialog.get_by_role("button", name="Record").click()
    await expect(page.get_by_role("link", name="路灯不亮")).to_be_visible()
    await assert_accessible(page)


@pytest.mark.browser
async def test_a_leader_goes_down_from_figures_to_what_is_overdue(windows: Windows, world: World) -> None:
    await owe(world)
    await visited(world, "V1", 4)
    await world.advance(days=63)
    await owe(world)
    page = await work_as(windows, world, "苏和", "K1", "leader")
    await page.goto("/console/programme/visits/compliance")
    # Another table, of how visits are confirmed, comes by itself.
    await expect(page.locator(".visit-bars").first.locator("tbody tr")).to_have_count(2)
    await assert_accessible(page)
    await page.locator(".visit-bars").get_by_role("link", name="单位T1").click()
    await page.wait_for_url("**/compliance?unit=T1")
    late = page.locator(".visit-bars tr", has_text="单位V2").get_by_role("link", name="▲ 1")
    await late.click()
    await page.wait_for_url("**/plans?unit=V2&state=overdue")
    await expect(page.locator(".plan-row")).to_contain_text("0 of 60 households")
    await expect(page.locator(".late-mark.red")).to_be_visible()
    await assert_accessible(page)
    await page.locator(".plan-row a").first.click()
    await expect(page.get_by_text("No visits yet")).to_be_visible()
    await page.goto("/console/programme/visits/duties")
    await page.get_by_role("button", name="Give a unit to visit").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Which unit").fill("单位V3")
    await dialog.locator(".hits button").first.click()
    await dialog.get_by_role("button", name="Give a unit to visit").click()
    given = page.locator(".visit-duties li", has_text="单位K1")
    await expect(given).to_contain_text("单位V3")
    await assert_accessible(page)
    await given.get_by_role("button", name="End").click()
    await page.get_by_role("dialog").get_by_role("button", name="End").click()
    await expect(given).to_have_count(0)


@pytest.mark.browser
async def test_who_may_not_be_located_at_the_door_is_told_what_to_do(windows: Windows, world: World) -> None:
    place = {"latitude": 49.2, "longitude": 119.7}
    page = await windows.of(world, "巴特尔", ("V1", "handler"), geolocation=place, permissions=["geolocation"])
    await page.goto("/console/programme/visits/record")
    locate, told = page.get_by_role("button", name="Note where I am"), page.locator(".place [role=status]")
    await locate.click()
    await expect(told).to_contain_text("Noted")
    await page.context.clear_permissions()
    await locate.click()
    await expect(told).to_have_text("Your browser may not say where you are. Allow it, or leave it out.")
