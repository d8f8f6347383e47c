"""The overview of the programme says how a unit stands; where there is nothing to count yet, that is said."""

import pytest
from playwright.async_api import Locator, Page, expect

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import StoredResponse
from escalation.kit.runtime.loop import Step
from escalation.programme.ledger.domain.ledger_rows import Household
from escalation.programme.ledger.usecases.rows import WantedRow, enter_row
from escalation.programme.meetings.engine import rounds
from escalation.programme.task_lists.engine import yearly_lists
from escalation.programme.visits.engine import planning
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


@pytest.mark.browser
async def test_the_overview_says_how_a_unit_stands(windows: Windows, world: World) -> None:
    """Before anything is planned, once it is, and when one of the figures cannot be read."""
    page = await work_as(windows, world, "苏和", "T1", "leader")
    await page.goto("/console/programme")
    await expect(_card(page, "Visits")).to_contain_text("Nothing to count yet")
    await expect(_card(page, "Supervision")).to_contain_text("Nothing to count yet")
    await assert_accessible(page)

    async with world.runtime.database.connection() as connection:
        today = (await read_now(connection)).date()
    row = WantedRow(Household("户主"), "屋顶漏雨。", None, today)
    await enter_row(world.runtime, row, by=world.actor("V1", "leader"), render=_unheard, once=None)
    await _drain(world, planning.keep_duties, planning.begin_plans, rounds.step)
    await world.advance(days=70)
    await _drain(world, planning.wake_plans, rounds.step, yearly_lists.step)

    await page.reload()
    await expect(_card(page, "Visits")).to_contain_text("0/")
    await expect(_card(page, "Meetings").locator(".red")).to_have_count(2)
    await expect(_card(page, "Task lists")).to_contain_text("0/17")
    await expect(_card(page, "Ledger")).to_contain_text("0/1")
    await assert_accessible(page)

    await page.route("**/v1/ledger-counts*", lambda route: route.abort())
    await page.reload()
    await expect(_card(page, "Ledger")).to_contain_text("cannot be read")
    await page.unroute("**/v1/ledger-counts*")
    await _card(page, "Ledger").get_by_role("button", name="Try again").click()
    await expect(_card(page, "Ledger")).to_contain_text("0/1")
    await _card(page, "Ledger").get_by_role("link", name="Ledger").click()
    await page.wait_for_url("**/programme/ledger")


def _card(page: Page, name: str) -> Locator:
    return page.locator(".mechanism").filter(has=page.get_by_role("heading", name=name))


def _unheard(_: object) -> StoredResponse:
    return StoredResponse(201, b"")


async def _drain(world: World, *steps: Step) -> None:
    for step in steps:
        while await step(world.runtime):
            pass
