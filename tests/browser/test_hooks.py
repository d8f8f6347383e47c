"""An integrator looks after a receiver in the console, in a real browser: from its secret to what it has missed."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from escalation.application.app import attach
from escalation.cli.server import address, listen, served_beside
from escalation.kit.runtime.context import Runtime
from escalation.sign_in.domain.configuration import SignInConfiguration
from escalation.webhooks.engine import replays
from tests.browser.test_console import assert_accessible, work_as
from tests.browser.windows import Windows
from tests.feed.feeds import number_events
from tests.sign_in.conftest import CHEAP
from tests.support.makers import a_ticket
from tests.support.receivers import Received, Receiver, local_sender, receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import at_work, until_nothing_is_owed
from tests.webhooks.test_trouble import column


@pytest.fixture
async def served(app: FastAPI, runtime: Runtime) -> AsyncIterator[str]:
    """Where the application answers, with a sender that may reach receivers on this machine."""
    async with local_sender() as sender:
        attach(app, runtime, sender=sender, configuration=SignInConfiguration(hashing=CHEAP))
        listener = listen("127.0.0.1", 0)
        async with served_beside(app, listener):
            yield address(listener)


async def make_endpoint(page: Page, here: Receiver) -> Callable[[Received], bool]:
    """Through the form, which is refused once. What the page says verifies a message with the secret it shows."""
    await page.get_by_role("link", name="New endpoint").click()
    await page.get_by_label("Address").fill("https://10.0.0.1/hooks")
    await page.get_by_label("What it is for").fill("督查平台")
    await page.get_by_label("Only those chosen here").check()
    await page.get_by_placeholder("Find an event by name").fill("opinion")
    await expect(page.locator(".event-group")).not_to_have_count(0)
    await assert_accessible(page)
    await page.get_by_role("button", name="Make it").click()
    await expect(page.locator(".hook-form .wrong")).to_be_visible()
    await page.get_by_label("Address").fill(here.url)
    await page.get_by_role("button", name="Make it").click()
    secret = await page.get_by_label("Secret", exact=True).input_value()
    await page.get_by_role("button", name="Python").click()
    await assert_accessible(page)
    snippet: dict[str, Any] = {}
    exec(await page.locator(".code").inner_text(), snippet)  # noqa: S102 - as whoever copies it runs it
    await page.get_by_role("link", name="I have it, go on").click()
    return lambda message: snippet["verify"](message.headers, message.body, secret)


async def go_on_with_replays(world: World) -> None:
    while await replays.step(world.runtime):
        pass


@pytest.mark.browser
async def test_a_receiver_is_set_up_fails_is_mended_and_gets_what_it_missed(windows: Windows, world: World) -> None:
    async with receiver() as here, at_work(world):
        page = await work_as(windows, world, "陶格斯", "K1", "integrator")
        await page.wait_for_url("**/console/hooks")
        await expect(page.get_by_role("heading", name="There is no endpoint yet")).to_be_visible()
        is_genuine = await make_endpoint(page, here)
        await page.get_by_role("button", name="Send an example").click()
        await expect(page.get_by_role("heading", name="The receiver took it")).to_be_visible()
        (example,) = here.received
        assert is_genuine(example)
        assert not is_genuine(replace(example, body=example.body + b" "))

        here.status = 503
        for _ in range(5):
            await a_ticket(world, "V1")
        await number_events(world.runtime)
        await until(lambda: is_open(world))
        await page.reload()
        await expect(page.get_by_text("Breaker open: nothing is sent")).to_be_visible()
        await expect(page.locator(".warning-mark.red")).to_contain_text("spared until")
        await assert_accessible(page)
        await page.get_by_role("link", name="Deliveries").click()
        await page.locator(".delivery-rows summary").first.click()
        await expect(page.locator(".delivery")).to_contain_text("status 503")
        await assert_accessible(page)

        here.status = 200
        await page.get_by_role("link", name="Overview").click()
        await page.get_by_role("button", name="Go on").click()
        await expect(page.get_by_role("heading", name="The receiver took it")).to_be_visible()
        await expect(page.get_by_text("Deliveries pass")).to_be_visible()
        await go_on_with_replays(world)
        await until_nothing_is_owed(world)

        arrived = len(here.received)
        await page.get_by_role("link", name="Send again").click()
        await page.locator(".replay select").first.select_option("all")
        await page.locator(".replay select").last.select_option("ticket.created")
        await page.get_by_role("button", name="Count them").click()
        await assert_accessible(page)
        await page.get_by_role("button", name="Send 5 again").click()
        await expect(page.get_by_role("heading", name="How far it is")).to_be_visible()
        await go_on_with_replays(world)
        await until_nothing_is_owed(world)
        await expect(page.get_by_text("5 of 5 done")).to_be_visible()
        assert [each.json()["type"] for each in here.received[arrived:]] == ["ticket.created"] * 5
        for part, shown in (("Given up", ".note h2"), ("Secrets", ".secrets li"), ("Settings", ".hook-form")):
            await page.get_by_role("link", name=part).click()
            await expect(page.locator(shown)).to_be_visible()
            await assert_accessible(page)
        await page.goto("/console/hooks")
        await expect(page.locator(".hook-rows li")).to_contain_text("Deliveries pass")
        await assert_accessible(page)


async def is_open(world: World) -> bool:
    return await column(world, "SELECT breaker FROM webhook_health") == ["open"]
