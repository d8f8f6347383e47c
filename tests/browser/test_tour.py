"""The tour of the sample world leads somebody of each role to pages that are theirs, and remembers where they were."""

import pytest
from fastapi import FastAPI
from playwright.async_api import expect

from escalation.application.sample_page import offer_sample
from escalation.application.sample_sign_in import SampleSignIn
from tests.browser.looking import MOST_SHIFT, SHIFTED
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.world import World

STEPS = {"handler": 3, "leader": 2, "office": 4, "supervisor": 2, "integrator": 2, "admin": 4}
"""What each role is shown."""


@pytest.mark.browser
async def test_every_step_of_the_tour_leads_to_a_page_of_that_role(
    windows: Windows, world: World, app: FastAPI
) -> None:
    for role, count in STEPS.items():
        offer_sample(app, None)
        page = await work_as(windows, world, role, "V1" if role == "handler" else "K1", role)
        offer_sample(app, SampleSignIn([]))
        await page.reload()
        steps = page.locator(".tour li a")
        await expect(steps).to_have_count(count)
        # It is there before the page is: nothing makes room for it.
        assert await page.evaluate(SHIFTED) <= MOST_SHIFT
        for at in range(count):
            await steps.nth(at).click()
            await expect(steps.nth(at).get_by_role("img", name="seen")).to_be_visible()
            await expect(page.locator("main h1").first).to_be_visible()
            await expect(page.locator(".state-note.failed")).to_have_count(0)
        if role == "handler":
            await assert_accessible(page)
            await page.get_by_role("button", name="Do not show again").click()
            await expect(page.locator(".tour")).to_have_count(0)
