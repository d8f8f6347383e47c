"""The pages of the programme in the sample: on a slow line nothing moves, and all fits a small phone."""

from typing import Final

import pytest
from playwright.async_api import Page, expect
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from escalation.actors import OPERATOR
from escalation.application.sample import load_sample
from escalation.application.sample_stories import load_stories
from escalation.kit.runtime.context import Runtime
from escalation.sign_in.usecases.invitations import WantedInvitation, invite
from tests.browser.looking import SHIFTED, WIDER
from tests.browser.test_console import PHONE, work_as
from tests.browser.windows import Windows
from tests.sign_in.browsers import PASSWORD
from tests.support.catalogue import load_categories
from tests.support.world import World

MOST_MOVED: Final = 0.02
PAGES: Final = {
    "150702-DYL/duty": (
        "", "/groups", "/groups?view=supervision", "/teams", "/contact-points?view=unit", "/contact-points?view=cadres",
        "/contact-points?view=gaps", "/visits/compliance", "/visits/duties", "/sorting", "/meetings", "/bulletins",
        "/trends", "/scores?period=all", "/supervision", "/surveys",
    ),
    "150702001/head": ("/visits", "/visits/plans", "/diary?view=review", "/ledger", "/meetings", "/tasks"),
}  # fmt: skip
"""Each mechanism, with the views of those that have several, by the member of the sample who looks at it."""
SLOW: Final = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
"""Milliseconds, and bytes a second: a phone in the country."""


@pytest.mark.browser
@pytest.mark.parametrize("member", PAGES)
async def test_nothing_moves_on_a_slow_line_and_all_fits_a_small_phone(
    windows: Windows, runtime: Runtime, member: str
) -> None:
    await load_categories(runtime)
    await load_sample(runtime)
    await load_stories(runtime)
    page = await _page_of(windows, runtime, member)
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW)
    wrong: list[str] = []
    for path in PAGES[member]:
        await page.set_viewport_size(PHONE)
        await page.goto("/livez")
        await page.goto(f"/console/programme{path}")
        await expect(page.locator("main h2").first).to_be_visible()
        await expect(page.locator(".loading, [aria-busy=true]"), path).to_have_count(0, timeout=20_000)
        moved = await page.evaluate(SHIFTED)
        if moved > MOST_MOVED:
            wrong.append(f"{path}: what is there moves by {moved:.3f}")
        await page.set_viewport_size({"width": 320, "height": 640})
        wrong += [f"{path}: wider than the page: {each}" for each in await _wider(page)]
    assert wrong == [], "\n" + "\n".join(wrong)


@pytest.mark.browser
async def test_the_chosen_tab_is_in_view_once_a_phone_is_turned(windows: Windows, world: World) -> None:
    page = await work_as(windows, world, "苏和", "K1", "office")
    for first, then in ((844, 390), (390, 844), (1280, 320)):
        await page.set_viewport_size({"width": first, "height": 600})
        await page.goto("/console/programme/tasks")
        await expect(page.locator(".part-tabs .here")).to_be_in_viewport(ratio=1)
        await page.set_viewport_size({"width": then, "height": 600})
        await expect(page.locator(".part-tabs .here")).to_be_in_viewport(ratio=1)


async def _wider(page: Page) -> list[str]:
    """What does not fit, once the page has noticed that its window is smaller."""
    try:
        await page.wait_for_function(f"() => ({WIDER})().length === 0")
    except PlaywrightTimeoutError:
        found: list[str] = await page.evaluate(WIDER)
        return found
    return []


async def _page_of(windows: Windows, runtime: Runtime, member: str) -> Page:
    """A window of a member of the sample who has just signed in."""
    member_id = await runtime.database.pool.fetchval("SELECT id FROM members WHERE external_ref = $1", member)
    invitation = await invite(runtime, WantedInvitation(member_id), by=OPERATOR)
    page = await windows.open("/livez")
    accepted = await page.request.post(
        "/v1/sign-in/invitation",
        data={"secret": invitation.secret, "password": PASSWORD},
        headers={"Origin": windows.origin, "Sec-Fetch-Site": "same-origin"},
    )
    assert accepted.ok, await accepted.text()
    return page
