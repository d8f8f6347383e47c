"""A county's office edits a draft, publishes it and opens it to everybody, in a real browser; everybody reads it."""

import re

import pytest
from playwright.async_api import expect

from escalation.application.bulletin_counts import BULLETIN_COUNTS
from escalation.programme.bulletins.engine.drafting import step
from tests.browser.test_citizens import assert_still, weighed
from tests.browser.test_console import PHONE, assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World


@pytest.mark.browser
async def test_a_draft_is_edited_published_and_opened_to_everybody(windows: Windows, world: World) -> None:
    """What is published has a number, and nothing to press that would change what it says."""
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
    await expect(page.get_by_text(re.compile(r"^\d{4}-1$"))).to_be_visible()
    await expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    await assert_accessible(page)

    await page.get_by_role("button", name="Open to everybody").click()
    dialog = page.get_by_role("dialog")
    for told in ("without signing in", "What people ask for most (with its words)", "Who is ahead, and who is behind"):
        await expect(dialog).to_contain_text(told)
    await assert_accessible(page)
    await dialog.get_by_role("button", name="Open it now").click()
    address = await page.get_by_role("link", name="The public page").get_attribute("href")
    assert address is not None
    await assert_accessible(page)

    anybody = await weighed(windows, address, locale="zh-CN", viewport=PHONE)
    await expect(anybody.get_by_role("heading", name="单位K1")).to_be_visible()
    await expect(anybody.get_by_text("群众反映路灯问题较多。")).to_be_visible()
    await assert_accessible(anybody)
    await assert_still(anybody)
    await anybody.get_by_role("link", name="本单位其他简报").click()
    await expect(anybody.get_by_role("link", name="单位K1")).to_have_attribute("href", address)
    await assert_accessible(anybody)

    await page.get_by_role("button", name="Take back").click()
    await page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    await expect(page.get_by_role("button", name="Open to everybody")).to_be_visible()
    await anybody.reload()
    await expect(anybody.get_by_role("link", name="单位K1")).to_have_count(0)
