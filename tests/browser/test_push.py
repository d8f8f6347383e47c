"""A browser is told by push messages: asked on a click, and whatever comes is shown, the same matter once.

Chromium subscribes at a service of its maker alone, which is out of reach here: the page says so, and what would have
come from there is handed to our worker by the tools of the browser.
"""

import asyncio
import json
from typing import Any

import pytest
from playwright.async_api import CDPSession, Page, expect

from escalation.messages.storage.push_keys import make_push_keys
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.support.waiting import no_hanging
from tests.support.world import World

SHOWN = """
async () => {
  const here = await navigator.serviceWorker.ready
  return (await here.getNotifications()).map(({title, body, tag, data}) => ({title, body, tag, url: data.url}))
}
"""


async def worker_of(page: Page) -> tuple[CDPSession, str]:
    """The browser's own tools for this window, and by which name they know our worker."""
    found: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    tools = await page.context.new_cdp_session(page)

    def note(event: dict[str, Any]) -> None:
        for each in event["registrations"]:
            if not found.done():
                found.set_result(each["registrationId"])

    tools.on("ServiceWorker.workerRegistrationUpdated", note)
    await tools.send("ServiceWorker.enable")
    async with no_hanging():
        return tools, await found


async def shown(page: Page, count: int) -> list[dict[str, str]]:
    """The notifications that stand there, once there are so many."""
    found: list[dict[str, str]] = []
    for _ in range(100):
        found = await page.evaluate(SHOWN)
        if len(found) >= count:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(found)


@pytest.mark.browser
async def test_a_browser_shows_what_it_is_told_and_the_same_matter_once(windows: Windows, world: World) -> None:
    async with world.runtime.database.transaction() as connection:
        await make_push_keys(connection, world.runtime.vault)
    page = await work_as(windows, world, "巴特尔", "V1", "handler")
    await page.context.grant_permissions(["notifications"], origin=windows.origin)
    await page.goto("/console/me")
    await page.get_by_role("button", name="Add", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.locator("select").first.select_option("push")
    await dialog.get_by_role("button", name="Allow notifications").click()
    await expect(dialog.get_by_text("The browser did not reach its push service.")).to_be_visible()
    await assert_accessible(page)
    tools, worker = await worker_of(page)
    told = [
        {"id": "1", "title": "Overdue: 000012", "body": "Held by V1.", "url": f"{windows.origin}/console/tickets/1"},
        {"id": "2", "title": "Assigned to you", "body": "", "url": ""},
        {"id": "1", "title": "Overdue: 000012", "body": "Still.", "url": f"{windows.origin}/console/tickets/1"},
    ]
    for each in told:
        data = {"origin": windows.origin, "registrationId": worker, "data": json.dumps(each)}
        await tools.send("ServiceWorker.deliverPushMessage", data)
        await shown(page, 1)
    found = {each["tag"]: (each["title"], each["body"]) for each in await shown(page, 2)}
    assert found == {"1": ("Overdue: 000012", "Still."), "2": ("Assigned to you", "")}
