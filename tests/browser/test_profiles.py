"""Another place in a real browser: a petition is shown in the words of its own life cycle."""

import re

import pytest
from playwright.async_api import expect

from escalation.publishing.usecases.profile_folders import shipped_profile
from escalation.publishing.usecases.profiles import install_profile
from tests.browser.windows import Windows
from tests.support.makers import a_ticket, move
from tests.support.world import World

CODE = re.compile(r"\b(in_progress|under_review|reason_code|resolve|extend|petition)\b")


@pytest.mark.browser
async def test_a_petition_shows_its_state_and_moves_in_its_own_words(windows: Windows, world: World) -> None:
    await install_profile(world.runtime, shipped_profile("petition"), confirmed=True)
    ticket = await a_ticket(world, "K1")
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1-ZJ"))
    await move(world, ticket, world.actor("K1-ZJ"), "sign")
    page = await windows.of(world, "高娃", ("K1-ZJ", "handler"), locale="zh-CN")
    await page.goto(f"/console/tickets/{ticket}")
    await expect(page.get_by_text("已受理办理中").first).to_be_visible()
    await expect(page.get_by_role("button", name="出具处理意见书").first).to_be_visible()
    shown = await page.locator("main").inner_text()
    assert "申请延期" in await page.content()
    assert CODE.search(shown) is None, shown
