"""People work in the console, in a real browser: from sign-in over the desk to a ticket that has moved."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.async_api import Page, ViewportSize, expect

from escalation.tickets.storage import work_lists
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World

AXE: Final = Path("web/node_modules/axe-core/axe.min.js")
APPEARED: Final = """
() => Promise.allSettled(document.getAnimations()
  .filter(each => each.effect.getComputedTiming().endTime < Infinity).map(each => each.finished))
"""
"""What fades in has faded in: before that it lacks contrast."""
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}


async def assert_accessible(page: Page) -> None:
    """No finding by axe, by the rules of WCAG 2.2 A and AA and the best practices."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    await page.evaluate(APPEARED)
    found: dict[str, Any] = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]]
    assert told == [], json.dumps(told, ensure_ascii=False, indent=1)


async def work_as(windows: Windows, world: World, name: str, code: str, role: str) -> Page:
    """Somebody's desk, right after they have signed in."""
    page = await windows.of(world, name, (code, role))
    await page.goto("/console/")
    return page


async def test_a_handler_finds_a_ticket_on_the_desk_and_moves_it(windows: Windows, world: World) -> None:
    """The form asks for what the move needs, keeps what was typed through a reload, and is sent once."""
    ticket = await a_ticket(world, "V1")
    page = await work_as(windows, world, "巴特尔", "V1", "handler")
    await expect(page.get_by_role("heading", name="My work")).to_be_visible()
    await assert_accessible(page)
    await page.locator("a.matter").first.click()
    await page.wait_for_url(f"**/console/tickets/{ticket}")
    await page.get_by_role("button", name="Comment").click()
    dialog = page.get_by_role("dialog", name="Comment")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog.get_by_text("This is needed.")).to_be_visible()
    await assert_accessible(page)
    await dialog.locator("textarea").fill("看过现场了。")
    await page.reload()
    await page.get_by_role("button", name="Comment").click()
    await expect(dialog.locator("textarea")).to_have_value("看过现场了。")
    await dialog.get_by_role("button", name="Submit").dblclick()
    await expect(page.get_by_text("Comment: done")).to_be_visible()
    await expect(page.locator(".history")).to_contain_text("看过现场了。")
    assert await page.locator(".history").get_by_text("看过现场了。").count() == 1


@pytest.fixture
def counting_little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Counters look at one ticket of what is held, and see that there are more."""
    monkeypatch.setattr(work_lists, "MOST_HELD", 1)
    work_lists._counted.cache_clear()
    yield
    work_lists._counted.cache_clear()


@pytest.mark.browser
async def test_a_desk_that_is_counted_in_part_begins_with_what_is_known_to_wait(
    counting_little: None, windows: Windows, world: World
) -> None:
    """Whether anything is to be dispatched is not known then; that something is to be signed for is."""
    for _ in range(2):
        ticket = await a_ticket(world, "V1")
        await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    page = await work_as(windows, world, "巴特尔", "V1", "handler")
    await expect(page.locator(".kind").first).to_contain_text("0+")
    await expect(page.locator(".kind.chosen")).to_contain_text("1+")
    await expect(page.locator("a.matter")).to_have_count(2)


@pytest.mark.browser
async def test_whoever_is_not_signed_in_comes_back_to_where_they_wanted_to_go(windows: Windows) -> None:
    page = await windows.open("/console/tickets?overdue=true", viewport=PHONE)
    await page.wait_for_url("**/sign-in?return_to=%2Fconsole%2Ftickets%3Foverdue%3Dtrue")


@pytest.mark.browser
async def test_the_wall_goes_down_to_where_it_is_late_and_its_address_is_the_view(
    windows: Windows, world: World
) -> None:
    """From a county to a township by its bar, and back by the trail; the numbers are a table too."""
    ticket = await a_ticket(world, "V1")
    await world.advance(days=30)
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/wall")
    await expect(page.locator(".figures")).to_contain_text("Overdue")
    await page.get_by_text("Numbers day by day").click()
    await expect(page.locator(".numbers tbody tr")).to_have_count(30)
    await expect(page.locator("canvas")).to_be_visible()
    await assert_accessible(page)
    await page.locator(".units").get_by_role("link", name="单位T1").press("Enter")
    await page.wait_for_url("**/console/wall?unit=T1")
    await page.reload()
    await expect(page.get_by_role("heading", name="单位T1")).to_be_visible()
    await page.get_by_role("navigation", name="Where you are").get_by_role("link", name="单位K1").click()
    await expect(page.get_by_role("heading", name="单位K1")).to_be_visible()
    assert await page.locator(f'a.matter[href$="{ticket}"]').count() == 1
    # The figure and the list below it count the same: each leads on to a list of its own.
    await page.locator(".figures").get_by_role("link", name="Overdue").click()
    await page.wait_for_url("**/console/tickets?**")
    await expect(page.locator(f'a.matter[href$="{ticket}"]')).to_be_visible()
