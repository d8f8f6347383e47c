"""People sign in at an OpenID provider that runs, in a real browser: there, back, and what they see when it is away."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from playwright.async_api import expect

from escalation.application.app import attach
from escalation.cli.sign_in import provider_sender
from escalation.kit.runtime.context import Runtime
from escalation.sign_in.domain.configuration import SignInConfiguration
from escalation.sign_in.domain.oidc import ProviderConfiguration
from escalation.sign_in.usecases.provider import Provider
from tests.browser.windows import Windows
from tests.sign_in.browsers import a_member
from tests.sign_in.conftest import CHEAP
from tests.sign_in.providers import AUDIENCE, RunningProvider, a_provider
from tests.support.world import World


@pytest.fixture
async def provider(app: FastAPI, runtime: Runtime, served: str) -> AsyncIterator[RunningProvider]:
    """One that sends people back to where the application answers; it is not started yet."""
    own = a_provider(served)
    configuration = ProviderConfiguration(
        own.issuer, "escalation", "a secret of the tests", AUDIENCE, "employee_number", "统一身份认证"
    )
    async with provider_sender(own.issuer) as sender:
        known = Provider(configuration, sender.fetch)
        attach(app, runtime, configuration=SignInConfiguration(hashing=CHEAP), provider=known)
        yield own
    own.stop()


async def test_there_and_back_to_a_post_that_was_chosen(
    windows: Windows, world: World, provider: RunningProvider
) -> None:
    provider.start()
    await a_member(world, "巴特尔", ("V1", "leader"), ("K1", "office"), ref="E-1")
    page = await windows.open("/sign-in?return_to=/v1/me", locale="zh-CN")

    await page.get_by_role("link", name="统一身份认证").click()
    await page.get_by_label("Account").fill("E-1")
    await page.get_by_role("button", name="Log in at the provider").click()
    await page.get_by_role("button", name="单位V1").click()

    await page.wait_for_url("**/v1/me")
    me = await (await page.request.get("/v1/me")).json()
    assert (me["person"]["name"], me["unit"]["code"], me["means"]) == ("巴特尔", "V1", "session")
    names = {cookie["name"] for cookie in await page.context.cookies(windows.origin)}
    assert {name for name in names if name.startswith("escalation")} == {"escalation-session", "escalation-device"}


@pytest.mark.browser
async def test_whoever_is_known_there_and_not_here_is_told_what_to_do(
    windows: Windows, world: World, provider: RunningProvider
) -> None:
    provider.start()
    page = await windows.open()
    await page.get_by_role("link", name="Sign in with").click()
    await page.get_by_label("Account").fill("E-9")
    await page.get_by_role("button", name="Log in at the provider").click()
    await expect(page.get_by_role("alert")).to_contain_text("Ask your administrator for an invitation.")
    await page.get_by_role("link", name="Sign in").click()
    await expect(page.get_by_label("Password")).to_be_visible()


@pytest.mark.browser
async def test_a_provider_that_is_away_is_said_to_be_and_passwords_go_on(
    windows: Windows, world: World, provider: RunningProvider
) -> None:
    page = await windows.open(locale="zh-CN")
    await page.get_by_role("link", name="统一身份认证").click()
    await expect(page.get_by_role("alert")).to_contain_text("暂时无法连接统一认证服务")
    await page.get_by_role("link", name="登录").click()
    await expect(page.get_by_label("密码")).to_be_visible()
