"""A county's office edits a draft and publishes it, in a real browser; a leader reads it and may not change it."""

import pytest
from playwright.async_api import expect

from escalation.application.bulletin_counts import BULLETIN_COUNTS
from escalation.programme.bulletins.engine.drafting import step
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


@pytest.mark.browser
async def test_a_draft_is_edited_and_published(windows: Windows, world: World) -> None:
    """What is published has a number, and nothing to press that would change it."""
    while await step(world.runtime, BULLETIN_COUNTS):
        pass
    page = await work_as(windows, world, "苏和", "K1", "office")
    await page.goto("/console/programme/bulletins?state=draft")
    await page.locator(".bulletins .entries").get_by_role("link").first.click()
    article = page.locator("article").filter(has_text="What people ask for most")
    await article.get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Words").fill("群众反映路灯问题较多。")
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Save").click()
    await expect(article).to_contain_text("群众反映路灯问题较多。")
    await page.get_by_role("button", name="Publish", exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_text("第 1 期")).to_be_visible()
    await expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    await assert_accessible(page)
