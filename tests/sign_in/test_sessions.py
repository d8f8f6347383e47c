"""A session belongs to one browser: no other site uses it, nobody fixes it beforehand, and it ends for good."""

import pytest
from fastapi import FastAPI

from escalation.kit.runtime.brief_cache import KEPT_FOR, BriefCache
from escalation.sign_in.domain.site import Site, came_from, is_csrf_token, local_path
from tests.sign_in.browsers import PASSWORD, Browser, a_member, an_invitation, browser, signed_in
from tests.support.world import World

CHANGE = "/v1/opinions"
OPINION = {"title": "路灯不亮", "content": "村口的路灯坏了三天。", "source": "visit"}


async def change(own: Browser, **headers: str) -> int:
    return (await own.ask("POST", CHANGE, json=OPINION, headers=headers)).status_code


# -- Other sites -------------------------------------------------------------------------------------------------------


async def test_a_change_needs_a_page_of_ours_and_its_token(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    evil, other = "https://evil.example", own.csrf[::-1]
    refused = [
        {"X-CSRF-Token": ""}, {"X-CSRF-Token": other}, {"Origin": evil}, {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "", "Origin": ""}, {"Sec-Fetch-Site": "", "Origin": evil},
        {"Origin": "http://127.0.0.1:8001"}, {"Origin": "http://127.0.0.1:8000.evil.example"},
    ]  # fmt: skip
    assert [await change(own, **headers) for headers in refused] == [403] * len(refused)
    assert [await change(own, **headers) for headers in ({}, {"Sec-Fetch-Site": ""}, {"Origin": ""})] == [201] * 3


async def test_the_token_of_another_session_is_none(app: FastAPI, world: World) -> None:
    own, other = [await signed_in(app, world, name, ("V1", "leader")) for name in ("巴特尔", "苏和")]
    assert await change(own, **{"X-CSRF-Token": other.csrf}) == 403


async def test_reading_needs_no_token_and_a_key_needs_none_at_all(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    nothing = {"X-CSRF-Token": "", "Origin": "", "Sec-Fetch-Site": "cross-site"}
    key = {**nothing, **await world.key("V1", "leader")}

    assert (await own.ask("GET", "/v1/tickets", headers=nothing)).status_code == 200
    assert await change(own, **key) == 201


async def test_without_the_check_another_site_would_get_through(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    monkeypatch.setattr("escalation.sign_in.api.authentication.require_own_page", lambda *_: None)
    assert await change(own, **{"X-CSRF-Token": "", "Sec-Fetch-Site": "cross-site"}) == 201


async def test_no_other_site_signs_somebody_in(app: FastAPI, world: World) -> None:
    invitation = await an_invitation(world, await a_member(world, "巴特尔", ("V1", "leader")))
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        own = browser(app)
        own.headers = headers
        answers = [await own.accept(invitation), await own.sign_in("巴特尔")]
        assert [answer.json()["code"] for answer in answers] == ["CROSS_SITE_REQUEST"] * 2


async def test_a_program_that_says_nothing_of_pages_may_sign_in(app: FastAPI, world: World) -> None:
    own = browser(app)
    own.headers = {"Sec-Fetch-Site": "", "Origin": "", "X-CSRF-Token": ""}
    assert (
        await own.accept(await an_invitation(world, await a_member(world, "甲", ("V1", "leader"))))
    ).status_code == 200


def test_what_browsers_say_of_where_a_request_comes_from() -> None:
    site = Site("https://tickets.example.gov.cn")
    assert came_from(site, {}) is None
    assert came_from(site, {"origin": site.origin}) is True
    assert came_from(site, {"origin": f"{site.origin}:444"}) is False
    assert is_csrf_token("", "secret") is False


# -- Fixation and ends -------------------------------------------------------------------------------------------------


async def test_a_session_is_made_anew_at_every_sign_in_and_the_one_before_ends(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    planted = own.cookie()
    thief = browser(app)
    thief.client.cookies.set("escalation-session", planted or "", domain="127.0.0.1")

    await own.sign_in("巴特尔")

    assert own.cookie() not in (None, planted)
    assert (await thief.ask("GET", "/v1/me")).status_code == 401


async def test_an_id_that_somebody_made_up_is_never_taken_over(app: FastAPI, world: World) -> None:
    made_up = "made-up-by-somebody"
    own, thief = browser(app), browser(app)
    for each in (own, thief):
        each.client.cookies.set("escalation-session", made_up, domain="127.0.0.1")
    answer = await own.accept(await an_invitation(world, await a_member(world, "巴特尔", ("V1", "leader"))))
    session, _ = answer.headers.get_list("set-cookie")
    assert session.startswith("escalation-session=")
    assert made_up not in session
    assert (await thief.ask("GET", "/v1/me")).status_code == 401


async def test_a_person_sees_and_ends_their_own_sessions_and_nobody_elses(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    other = await signed_in(app, world, "苏和", ("V1", "leader"))
    phone = browser(app)
    phone.headers = {"User-Agent": "Telephone \x07 1.0"}
    await phone.sign_in("巴特尔")

    mine = (await own.get("/v1/sessions"))["items"]
    refused = await other.ask("DELETE", f"/v1/sessions/{mine[0]['id']}")
    ended = await own.ask("DELETE", f"/v1/sessions/{mine[0]['id']}")

    assert (mine[0]["browser"], mine[0]["method"]) == ("Telephone  1.0", "password")
    assert len(mine) == 2
    assert (refused.status_code, ended.status_code) == (404, 204)
    assert (await phone.ask("GET", "/v1/me")).status_code == 401
    assert len((await own.get("/v1/sessions"))["items"]) == 1


async def test_a_person_signs_out_everywhere_at_once(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    other, stranger = browser(app), await signed_in(app, world, "苏和", ("V1", "leader"))
    await other.sign_in("巴特尔")
    body = {"login": "巴特尔", "password": PASSWORD, "device_name": "手机"}
    token = (await browser(app).ask("POST", "/v1/tokens", json=body)).json()["access_token"]

    forged = await own.ask("DELETE", "/v1/sessions", headers={"X-CSRF-Token": ""})
    ended = await own.ask("DELETE", "/v1/sessions")
    phone = await browser(app).client.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
    statuses = [(await each.ask("GET", "/v1/me")).status_code for each in (own, other, stranger)]

    assert (forged.status_code, ended.status_code, phone.status_code, statuses) == (403, 204, 401, [401, 401, 200])


async def test_an_administrator_signs_somebody_out_who_lost_a_phone(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    member = (await own.get("/v1/me"))["member_id"]
    path, client = f"/v1/members/{member}/sessions", browser(app).client
    statuses = [
        (await client.delete(path, headers=await world.key(*who))).status_code
        for who in (("K2", "admin"), ("T1", "leader"))
    ]
    still = (await own.ask("GET", "/v1/me")).status_code
    ended = (await client.delete(path, headers=await world.key("T1", "admin"))).status_code
    assert (statuses, still, ended) == ([404, 403], 200, 204)
    assert (await own.ask("GET", "/v1/me")).status_code == 401


async def test_nobody_signs_out_who_holds_posts_beyond_them(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"), ("C", "office"))
    member = (await own.get("/v1/me"))["posts"][0]["member_id"]
    refused = await browser(app).client.delete(f"/v1/members/{member}/sessions", headers=await world.key("T1", "admin"))
    assert (refused.status_code, (await own.ask("GET", "/v1/me")).status_code) == (403, 200)


async def test_what_ends_elsewhere_ends_here_within_five_seconds(app: FastAPI, world: World) -> None:
    """Another process ends it: this one asks the database again when its knowledge is three seconds old."""
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    now = [0.0]
    app.state.sign_in.sessions = BriefCache(lambda: now[0])
    await own.get("/v1/me")
    await world.runtime.database.pool.execute("UPDATE sessions SET ended_at = clock_timestamp()")

    statuses = []
    for now[0] in (KEPT_FOR - 0.1, KEPT_FOR + 0.1):
        statuses.append((await own.ask("GET", "/v1/me")).status_code)

    assert KEPT_FOR < 5
    assert statuses == [200, 401]


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE members SET active = false",
        "DELETE FROM memberships",
        "UPDATE units SET active = false, successor_id = id",
    ],
    ids=["the member leaves", "the post ends", "the unit is dissolved"],
)
async def test_whoever_holds_no_post_any_more_is_out_at_once(app: FastAPI, world: World, ending: str) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    await world.runtime.database.pool.execute(ending)
    app.state.sign_in.sessions.clear()

    assert (await own.ask("GET", "/v1/me")).status_code == 401
    refused = await browser(app).sign_in("巴特尔")
    assert (refused.status_code, refused.json()["code"]) == (403, "NO_POST")


# -- Pages -------------------------------------------------------------------------------------------------------------


async def test_a_browser_without_scripts_comes_in_and_goes_out(app: FastAPI, world: World) -> None:
    member = await a_member(world, "<b>巴特尔</b>", ("V1", "leader"), ref="bateer")
    invitation = await an_invitation(world, member)
    path = f"/sign-in/invitations/{invitation.secret}"
    own = browser(app)

    looked_at = [await own.ask("GET", path) for _ in range(2)]
    weak = await own.ask("POST", path, data={"password": "short"})
    accepted = await own.ask("POST", path, data={"password": "三匹白马在雪地里慢慢走过河"})
    home = await own.ask("GET", "/sign-in")
    out = await own.ask("POST", "/sign-out", data={"csrf": _hidden(home.text)})
    gone = await own.ask("GET", path)
    wrong = await own.ask("POST", "/sign-in", data={"login": "bateer", "password": "wrong", "return_to": "/x"})
    right = await own.ask(
        "POST",
        "/sign-in",
        data={"login": "bateer", "password": "三匹白马在雪地里慢慢走过河", "return_to": "/v1/work?limit=5"},
    )

    assert [answer.status_code for answer in looked_at] == [200, 200]
    assert "&lt;b&gt;巴特尔" in looked_at[0].text
    assert (weak.status_code, "12" in weak.text) == (422, True)
    assert (accepted.status_code, accepted.headers["location"]) == (303, "/sign-in")
    assert "单位V1" in home.text
    assert (out.status_code, gone.status_code) == (303, 404)
    assert (wrong.status_code, 'value="bateer"' in wrong.text, 'role="alert"' in wrong.text) == (401, True, True)
    assert (right.status_code, right.headers["location"]) == (303, "/v1/work?limit=5")
    assert "form-action 'self'" in home.headers["content-security-policy"]
    assert home.headers["referrer-policy"] == "same-origin"


async def test_pages_speak_the_language_of_the_browser(app: FastAPI) -> None:
    for language, words in (("zh", "登录"), ("en", "Sign in")):
        page = await browser(app).ask("GET", "/sign-in", headers={"Accept-Language": language})
        assert words in page.text
        assert page.headers["content-language"].startswith(language)


async def test_no_other_site_signs_somebody_out(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    for csrf, site in (("", "same-origin"), (own.csrf, "cross-site")):
        answer = await own.ask("POST", "/sign-out", data={"csrf": csrf}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
    assert (await own.ask("GET", "/v1/me")).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "/\tx", "/ x", "javascript:alert(1)", "",
     "x", "/a\r\nSet-Cookie: x=1", "/汉字", None],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(wanted: str | None) -> None:
    assert local_path(wanted) == "/sign-in"


@pytest.mark.parametrize("wanted", ["/", "/v1/work?limit=5", "/tickets/1#history", "/a//b"])
def test_one_goes_on_to_where_one_wanted_to_go(wanted: str) -> None:
    assert local_path(wanted) == wanted


def _hidden(html: str) -> str:
    return html.partition('name="csrf" value="')[2].partition('"')[0]
