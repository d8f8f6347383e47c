"""People sign in by name and password, in a real browser: from the link that they were sent to the last way out."""

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from escalation.kit.runtime.brief_cache import KEPT_FOR, BriefCache
from escalation.sign_in.usecases.password_sign_in import FROM_ONE_PLACE
from tests.browser.windows import Windows
from tests.sign_in.browsers import PASSWORD, a_member, an_invitation, browser
from tests.support.world import World


async def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    await page.get_by_label("Name").fill(login)
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Sign in").click()


async def accept(windows: Windows, world: World, name: str, *roles: tuple[str, str]) -> Page:
    """Somebody's window, after they were invited and have set a password."""
    invitation = await an_invitation(world, await a_member(world, name, *roles))
    page = await windows.open(f"/sign-in/invitations/{invitation.secret}")
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_role("button", name="Set the password").click()
    return page


async def assert_signed_out(page: Page) -> None:
    await page.goto("/sign-in")
    await expect(page.get_by_role("button", name="Sign in")).to_be_visible()


async def test_from_a_link_to_a_password_in_and_out_again(windows: Windows, world: World) -> None:
    invitation = await an_invitation(world, await a_member(world, "巴特尔", ("V1", "leader"), ref="bateer"))
    page = await windows.open(f"/sign-in/invitations/{invitation.secret}")
    await expect(page.get_by_label("You sign in by this name:")).to_have_value("bateer")
    await page.get_by_label("New password").fill("password2026!!")
    await page.get_by_role("button", name="Set the password").click()
    await expect(page.get_by_role("alert")).to_contain_text("too easy to guess")
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_role("button", name="Set the password").click()
    await expect(page.get_by_text("You are signed in as 巴特尔.")).to_be_visible()
    await expect(page.get_by_text("单位V1")).to_be_visible()

    await page.get_by_role("button", name="Sign out", exact=True).click()
    await sign_in(page, "bateer", "not this one, surely")
    await expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    await expect(page.get_by_label("Name")).to_have_value("bateer")
    await sign_in(page, "bateer")
    await expect(page.get_by_text("You are signed in as 巴特尔.")).to_be_visible()

    used = await windows.open(f"/sign-in/invitations/{invitation.secret}", locale="zh-CN")
    await expect(used.get_by_role("alert")).to_contain_text("链接")
    cookies = {cookie["name"]: cookie for cookie in await page.context.cookies()}
    assert (cookies["escalation-session"]["httpOnly"], cookies["escalation-session"]["sameSite"]) == (True, "Lax")
    assert await page.evaluate("document.cookie") == ""


@pytest.mark.browser
async def test_whoever_has_several_posts_chooses_and_goes_on_to_where_they_wanted(
    windows: Windows, world: World
) -> None:
    page = await accept(windows, world, "苏和", ("V1", "leader"), ("K1", "office"))
    await expect(page.get_by_role("heading", name="As which of your posts will you act?")).to_be_visible()
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await page.goto("/sign-in?return_to=/v1/me")
    await sign_in(page, "苏和")

    await page.get_by_role("button", name="单位K1").click()

    await page.wait_for_url("**/v1/me")
    me = await (await page.request.get("/v1/me")).json()
    await page.goto("/sign-in")
    assert (me["unit"]["code"], me["role"]) == ("K1", "office")
    await expect(page.locator("[aria-current]")).to_contain_text("单位K1")


@pytest.mark.browser
async def test_signing_out_everywhere_ends_the_other_browser_too(windows: Windows, world: World) -> None:
    first = await accept(windows, world, "巴特尔", ("V1", "leader"))
    second = await windows.open()
    await sign_in(second, "巴特尔")
    await expect(second.get_by_text("You are signed in")).to_be_visible()

    await first.get_by_role("button", name="Sign out everywhere").click()

    for page in (first, second):
        await assert_signed_out(page)


@pytest.mark.browser
async def test_whoever_guesses_is_told_how_long_to_wait(app: FastAPI, windows: Windows, world: World) -> None:
    await an_invitation(world, await a_member(world, "巴特尔", ("V1", "leader")))
    for n in range(FROM_ONE_PLACE[0]):
        await browser(app, address="127.0.0.1").sign_in("巴特尔", f"guess number {n:04}")
    page = await windows.open()
    await sign_in(page, "巴特尔", "another guess")
    await expect(page.get_by_role("alert")).to_contain_text("Too many attempts. Try again in")


@pytest.mark.browser
async def test_what_ends_elsewhere_ends_in_the_browser_within_five_seconds(
    app: FastAPI, windows: Windows, world: World
) -> None:
    page, now = await accept(windows, world, "巴特尔", ("V1", "leader")), [0.0]
    app.state.sign_in.sessions = BriefCache(lambda: now[0])
    await page.reload()
    await world.runtime.database.pool.execute("UPDATE sessions SET ended_at = clock_timestamp()")
    now[0] = KEPT_FOR - 0.1
    await page.reload()
    await expect(page.get_by_text("You are signed in")).to_be_visible()
    now[0] = KEPT_FOR + 0.1
    await assert_signed_out(page)
    assert KEPT_FOR < 5


# -- Other sites -------------------------------------------------------------------------------------------------------

FORM = '<form method="post" action="{origin}/sign-out"><button name="everywhere" value="yes">Win</button></form>'


async def attack(windows: Windows, page: Page, site: str) -> tuple[bool, int]:
    """Go to another site, which sends a form to ours: whether the browser let our cookie go along, and the answer."""
    other = await page.context.new_page()
    content = FORM.format(origin=windows.origin)
    await other.route(f"{site}/**", lambda route: route.fulfill(body=content, content_type="text/html"))
    await other.goto(f"{site}/win")
    async with other.expect_response("**/sign-out") as answered:
        await other.get_by_role("button").click()
    answer = await answered.value
    return "escalation-session" in (await answer.request.all_headers()).get("cookie", ""), answer.status


@pytest.mark.browser
async def test_no_other_site_signs_somebody_out(windows: Windows, world: World) -> None:
    """From another site the browser keeps the cookie to itself; from another port it does not, and we refuse."""
    page = await accept(windows, world, "巴特尔", ("V1", "leader"))

    from_another_site = await attack(windows, page, "http://evil.example")
    from_another_port = await attack(windows, page, "http://127.0.0.1:1")

    await page.reload()
    await expect(page.get_by_text("You are signed in")).to_be_visible()
    assert from_another_site == (False, 403)
    assert from_another_port == (True, 403)


@pytest.mark.browser
async def test_no_script_of_another_site_changes_or_reads_anything(windows: Windows, world: World) -> None:
    page = await accept(windows, world, "巴特尔", ("V1", "leader"))
    other = await page.context.new_page()
    await other.route("http://127.0.0.1:1/**", lambda route: route.fulfill(body="evil", content_type="text/html"))
    await other.goto("http://127.0.0.1:1/")
    asked = """async ([method, url]) => {
      const body = method === "GET" ? undefined : "{}";
      const headers = body ? { "Content-Type": "application/json" } : {};
      try { return (await fetch(url, { method, body, headers, credentials: "include" })).status; }
      catch (error) { return error.name; }
    }"""
    told = [await other.evaluate(asked, [method, f"{windows.origin}/v1/sessions"]) for method in ("GET", "DELETE")]
    await page.reload()
    await expect(page.get_by_text("You are signed in")).to_be_visible()
    assert told == ["TypeError", "TypeError"]


@pytest.mark.browser
async def test_nothing_inline_takes_effect_on_our_pages(windows: Windows) -> None:
    """The control of what every story asserts: that no page of ours was kept from anything."""
    page = await windows.open()
    await page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    await page.evaluate("document.head.insertAdjacentHTML('beforeend', '<style>p { color: red }</style>')")
    assert len(windows.complaints) == 2
    windows.complaints.clear()
