"""Citizens send in what troubles them, from a phone over a bad network, and say of the result that it is none."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from playwright.async_api import FilePayload, Locator, Page, Request, Route, expect

from escalation.kit.web.rate_limit import Throttle
from escalation.opinions.domain.proof_of_work import ChallengeKind
from escalation.opinions.usecases.submission_challenges import SubmissionRules
from tests.browser.test_console import PHONE, assert_accessible
from tests.browser.windows import Windows
from tests.programme.visits.test_visit_stories import made
from tests.support.callers import NOBODY, Callers, Json
from tests.support.files import picture
from tests.support.things import FORM, OPINION, resolve
from tests.support.world import World

MOST_BYTES, MOST_REQUESTS, MOST_SHIFT = 15_000, 3, 0.05
"""Of a page that is opened for the first time, compressed; layout shift as browsers add it up."""
SHIFTS: Final = """
  window.shifts = 0
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifts += each.value
  }).observe({ type: 'layout-shift', buffered: true })
"""
HAILAR: Final = {"longitude": 119.736_123_4, "latitude": 49.212_345_6, "accuracy": 18.2}
MARKUP: Final = "<b>已修好</b><script>alert(1)</script>"


def a_catalogue(*, public: bool) -> Json:
    """Of two kinds, of which one may be open to everybody."""
    kinds = [
        {"code": "streets.lamps", "zh": "路灯照明", "en": "Street lighting", "keywords": ["路灯"], "public": public},
        {"code": "streets.dogs", "zh": "犬只管理", "en": "Dogs", "keywords": ["养狗"]},
    ]
    streets = {"code": "streets", "zh": "街面", "en": "Streets", "departments": ["ZJ"], "parts": kinds}
    department = {"code": "ZJ", "zh": "住建局", "en": "Housing", "levels": ["county", "city"]}
    return {"zh": "目录", "en": "Catalogue", "departments": [department], "categories": [streets]}


async def weighed(windows: Windows, path: str, **how: Any) -> Page:
    """A page that nobody has been to, which has to be light, and to stay where it is."""
    page, asked = await windows.open("/livez", **how), list[Request]()
    await page.add_init_script(SHIFTS)
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - the driver marks what it is given
    await page.goto(path, wait_until="networkidle")
    sizes = [await request.sizes() for request in asked]
    assert len(asked) <= MOST_REQUESTS, [request.url for request in asked]
    assert sum(size["responseBodySize"] for size in sizes) <= MOST_BYTES
    return page


async def assert_still(page: Page) -> None:
    assert await page.evaluate("window.shifts") <= MOST_SHIFT
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"


async def filled(page: Page, files: Sequence[bytes]) -> None:
    await page.get_by_label("什么事").fill("村口的路灯不亮")
    await page.get_by_label("具体情况").fill("从上周三开始就不亮。")
    await page.get_by_label("在哪里").fill("单位V1")
    await page.get_by_role("button", name="单位V1 单位T1").click()
    await page.get_by_role("button", name="使用我现在的位置").click()
    await expect(page.get_by_text("误差约 19 米")).to_be_visible()
    named = [FilePayload(name=f"{number}.png", mimeType="image/png", buffer=each) for number, each in enumerate(files)]
    await page.locator("#files").set_input_files(named)
    await expect(page.get_by_role("img", name="照片 2")).to_be_visible()


async def send_and_lose_the_answer(page: Page) -> None:
    """What was sent has arrived, but the network went away: the page waits, and sends it once more."""

    async def arrive_in_silence(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await page.route("**/v1/submissions", arrive_in_silence, times=1)
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_text("没有网络")).to_be_visible()
    await page.context.set_offline(True)
    await page.context.set_offline(False)


async def handled(callers: Callers) -> str:
    """Behind the desk there is one opinion with all that was sent along; its ticket is taken to a reply."""
    (opinion,) = (await callers.get("V1 leader", "/v1/opinions"))["items"]
    assert opinion["location"] == {"longitude": 119.736123, "latitude": 49.212346, "accuracy": 19}
    photos = (await callers.get("V1 leader", f"/v1/opinions/{opinion['id']}/attachments"))["items"]
    seen = [(each["width"], each["height"], each["name"]) for each in photos]
    assert seen == [(1_920, 960, "0.jpg"), (40, 30, "1.jpg")]
    ticket: str = (await callers.send("V1 leader", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]]))["id"]
    await resolve(callers, "V1", ticket, reply=MARKUP)
    return ticket


async def test_who_may_not_be_located_is_told_what_to_do_and_sends_no_place_of_before(
    app: FastAPI, windows: Windows, world: World
) -> None:
    page = await weighed(windows, "/submit", locale="zh-CN", geolocation=HAILAR, permissions=["geolocation"])
    locate, told = page.get_by_role("button", name="使用我现在的位置"), page.locator("#located")
    await locate.click()
    await expect(told).to_contain_text("已附上您的位置")
    await page.context.clear_permissions()
    await locate.click()
    await expect(told).to_have_text("浏览器未获准定位。请允许定位，或用文字写明地点。")
    await expect(page.get_by_role("button", name="不附位置")).to_be_hidden()
    await page.reload()
    await expect(told).to_have_text("")


@pytest.mark.browser
async def test_a_citizen_sends_photos_from_a_phone_and_says_that_nothing_is_solved(
    app: FastAPI, windows: Windows, world: World
) -> None:
    app.state.submission_rules = SubmissionRules(ChallengeKind.PROOF_OF_WORK, difficulty=1_500)
    page = await weighed(
        windows, "/submit", locale="zh-CN", viewport=PHONE, geolocation=HAILAR, permissions=["geolocation"]
    )
    await assert_accessible(page)
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_text("请填写这一项。").first).to_be_visible()
    await expect(page.get_by_label("什么事")).to_be_focused()
    await filled(page, [picture("PNG", (2_400, 1_200)), picture("PNG")])
    await assert_accessible(page)
    await page.reload()
    await expect(page.get_by_label("具体情况")).to_have_value("从上周三开始就不亮。")
    await expect(page.get_by_role("img", name="照片 2")).to_be_visible()
    await assert_still(page)

    await send_and_lose_the_answer(page)
    await expect(page.get_by_role("heading", name="已提交")).to_be_visible()
    await expect(page.get_by_text("2 张照片已送达")).to_be_visible()
    await assert_accessible(page)
    code = await page.locator("#code").inner_text()
    await page.reload()
    await expect(page.locator("#code")).to_have_text(code)
    assert code not in page.url

    callers = Callers(app, world)
    ticket = await handled(callers)

    await page.get_by_role("button", name="我已记下").click()
    await page.wait_for_url("**/track")
    await page.get_by_label("查询码").fill(code.lower().replace("-", " "))
    await page.get_by_label("查询码").press("Enter")
    await expect(page.get_by_text(MARKUP)).to_be_visible()
    await assert_accessible(page)
    await assert_still(page)
    assert code not in await page.content()

    # By the keyboard alone: not solved, two stars, why, sent.
    await page.get_by_role("radio", name="没有解决").focus()
    for key in ("Space", "Tab", "ArrowRight", "Tab"):
        await page.keyboard.press(key)
    await page.keyboard.type("第三盏还是不亮。")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("我们会重新办理")
    await expect(page.get_by_text("问题解决了吗")).to_have_count(0)
    after = await callers.get("V1 leader", f"/v1/tickets/{ticket}")
    assert after["counts"]["redos"] == 1


async def handled_as_it_came(callers: Callers) -> str:
    """The one opinion that there is becomes a ticket, and that is taken to a reply."""
    (opinion,) = (await callers.get("V1 leader", "/v1/opinions"))["items"]
    ticket: str = (await callers.send("V1 leader", "/v1/tickets", **FORM, opinion_ids=[opinion["id"]]))["id"]
    await resolve(callers, "V1", ticket)
    return ticket


@pytest.mark.browser
async def test_every_refusal_has_words(app: FastAPI, windows: Windows, world: World) -> None:
    """A code that opens nothing, an answer without a reason; and what is closed can only be opened again."""
    callers = Callers(app, world)
    sent = await callers.send(NOBODY, "/v1/submissions", unit_code="V1", title="路灯", content="不亮。")
    await handled_as_it_came(callers)
    page = await weighed(windows, "/track", locale="en", color_scheme="dark", viewport={"width": 320, "height": 700})

    async def look_up(code: str) -> None:
        await page.goto("/track")
        await page.get_by_label("Tracking code").fill(code)
        await page.get_by_role("button", name="Look it up").click()

    await look_up("0000-0000")
    await expect(page.get_by_role("alert")).to_contain_text("no matter with this code")
    await look_up(sent["tracking_code"])
    await page.get_by_role("radio", name="Not solved").check()
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("alert")).to_contain_text("Say what is not solved")
    await expect(page.get_by_role("radio", name="Not solved")).to_be_checked()
    await assert_accessible(page)
    await assert_still(page)

    await page.get_by_role("radio", name="Solved", exact=True).check()
    await page.get_by_role("radio", name="very well").first.check()
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("status")).to_contain_text("The matter is closed")
    await look_up(sent["tracking_code"])
    await expect(page.get_by_role("radio")).to_have_count(0)
    await page.get_by_text("Not solved after all?").click()
    await page.get_by_label("In your words").fill("It went out again.")
    await assert_accessible(page)
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("status")).to_contain_text("handled once more")


async def tab_to(page: Page, place: Locator) -> None:
    """By the Tab key, from wherever one is."""
    for _ in range(15):
        await page.keyboard.press("Tab")
        if await place.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"the Tab key does not lead to {place}")


@pytest.mark.browser
async def test_from_the_code_to_not_solved_without_a_mouse(app: FastAPI, windows: Windows, world: World) -> None:
    callers = Callers(app, world)
    sent = await callers.send(NOBODY, "/v1/submissions", unit_code="V1", title="路灯", content="不亮。")
    ticket = await handled_as_it_came(callers)
    page = await windows.open("/track", locale="en")
    await tab_to(page, page.get_by_label("Tracking code"))
    await page.keyboard.type(sent["tracking_code"])
    await page.keyboard.press("Enter")
    await tab_to(page, page.get_by_role("radio", name="Solved", exact=True))
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("radio", name="Not solved")).to_be_checked()
    await tab_to(page, page.get_by_label("In your words"))
    await page.keyboard.type("It is still dark.")
    await tab_to(page, page.get_by_role("button", name="Send"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("handled once more")
    assert (await callers.get("V1 leader", f"/v1/tickets/{ticket}"))["counts"]["redos"] == 1


@pytest.mark.browser
@pytest.mark.parametrize("public", [True, False])
async def test_what_may_be_known_already_is_said_before_anything_is_sent(
    app: FastAPI, windows: Windows, world: World, *, public: bool
) -> None:
    """Of public kinds: kind, unit, state and day, and no words of others. What is written stays on the phone."""
    app.state.throttle = Throttle()
    callers = Callers(app, world)
    await callers.send("C admin", "/v1/catalogues", **a_catalogue(public=public))
    for kind in ("streets.lamps", "streets.dogs"):
        await callers.send("V1 leader", "/v1/opinions", **OPINION | {"category": kind, "title": "张三家门口"})
    page = await weighed(
        windows, "/submit?unit=V1", locale="zh-CN", color_scheme="dark", viewport={"width": 320, "height": 700}
    )
    asked = list[str]()
    page.on("request", lambda request: asked.append(unquote(request.url)))
    known = page.locator("#known")
    async with page.expect_response("**/open311/v2/requests.json?*"):
        await page.get_by_label("什么事").fill("小区里有人养狗")
        await page.get_by_label("具体情况").fill("路口的路灯也不亮。")
    if public:
        await expect(known.get_by_role("listitem")).to_have_count(1)
        await expect(known).to_contain_text("路灯照明 · 单位V1")
        await expect(known).to_contain_text("正在办理")
        assert "张三" not in await known.inner_text()
        await assert_accessible(page)
        await assert_still(page)
        await page.get_by_label("具体情况").fill("没有水。")
    await expect(known).to_be_hidden()
    assert not [address for address in asked if "狗" in address or "路" in address]


@pytest.mark.browser
async def test_whoever_runs_no_scripts_is_told_where_else_to_go(windows: Windows, world: World) -> None:
    page = await windows.open("/submit?unit=V1", locale="zh-CN", java_script_enabled=False, viewport=PHONE)
    # Chromium that is told by a driver to run no scripts draws no `noscript` either.
    assert "12345" in await page.locator("noscript").inner_html()
    await expect(page.get_by_role("button", name="提交")).to_be_hidden()
    lit = await windows.open(
        "/submit?unit=V1", locale="en", color_scheme="dark", viewport={"width": 320, "height": 700}
    )
    await expect(lit.get_by_text("单位V1")).to_be_visible()
    await assert_accessible(lit)


@pytest.mark.browser
async def test_the_visited_confirm_a_visit_on_a_page_that_weighs_little(
    app: FastAPI, windows: Windows, world: World
) -> None:
    """On a small phone, by the keyboard, in the dark; a wrong code has words, and what was confirmed says who came."""
    code = "7K3M-9QXW-2TBN-84CD"
    await made(Callers(app, world), "V1 handler", "V1", confirmation_code=code)
    page = await weighed(
        windows, "/visited", locale="zh-CN", color_scheme="dark", viewport={"width": 320, "height": 700}
    )
    await assert_accessible(page)
    await page.get_by_label("确认码").fill("0000-0000")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("没有与此确认码对应的走访")
    await assert_accessible(page)
    await page.get_by_label("确认码").fill(code)
    await page.get_by_role("button", name="确认").click()
    await expect(page.get_by_role("status")).to_contain_text("您已确认这次走访")
    await expect(page.get_by_text("单位V1")).to_be_visible()
    await assert_accessible(page)
    await assert_still(page)
