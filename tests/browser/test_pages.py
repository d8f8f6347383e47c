"""Other pages for people, in a real browser: the printed ticket and the page on which citizens follow a matter."""

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from tests.browser.test_local_sign_in import accept
from tests.browser.windows import Windows
from tests.support.makers import a_ticket
from tests.support.route_inventory import document
from tests.support.world import World


async def colour(page: Page, element: str) -> str:
    found: str = await page.locator(element).evaluate("element => getComputedStyle(element).color")
    return found


@pytest.mark.browser
async def test_the_printed_ticket_is_laid_out_by_its_own_style(app: FastAPI, windows: Windows, world: World) -> None:
    """Its policy knows the style by its hash, in each of the languages; what is to be scanned is drawn."""
    app.state.public_address = "https://tickets.example.gov.cn"
    page = await accept(windows, world, "巴特尔", ("V1", "leader"))
    await expect(page.get_by_text("You are signed in")).to_be_visible()
    ticket = await a_ticket(world, "V1")
    for language in ("zh", "en"):
        await page.goto(f"/v1/tickets/{ticket}/form?language={language}")
        assert await colour(page, "h1") == "rgb(187, 0, 0)"
        drawn = await page.locator(".scan svg").bounding_box()
        assert drawn is not None
        assert drawn["width"] == drawn["height"] > 60


@pytest.mark.browser
async def test_a_code_that_opens_nothing_is_said_in_words(windows: Windows) -> None:
    page = await windows.open("/track", locale="zh-CN")
    await page.get_by_label("查询码").fill("ABCD-EFGH")
    await page.get_by_role("button", name="查询").click()
    await expect(page.get_by_role("alert")).to_contain_text("没有与此查询码对应的事项")


@pytest.mark.browser
async def test_the_api_reference_is_drawn_by_this_server_alone(windows: Windows) -> None:
    """As its policy demands: see `windows`. An address leads to an operation, which fits a phone."""
    operation = document()["paths"]["/v1/track/feedback"]["post"]
    page, asked = await windows.open("/livez", viewport={"width": 390, "height": 844}), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.set_default_timeout(60_000)
    await page.goto(f"/docs#/{operation['tags'][0]}/{operation['operationId']}")
    await page.get_by_role("button", name="Try it out").wait_for()
    await page.locator(".responses-table").first.wait_for()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390, "it scrolls sideways"
    assert len(asked) >= 6
    assert [url for url in asked if not url.startswith((windows.origin, "data:"))] == []


@pytest.mark.browser
async def test_the_front_door_needs_no_script(windows: Windows) -> None:
    page = await windows.open("/", locale="zh-CN", java_script_enabled=False, viewport={"width": 390, "height": 844})
    await page.get_by_role("link", name="查询办理进度").click()
    await expect(page.get_by_label("查询码")).to_be_visible()
