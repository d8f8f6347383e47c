"""Phones: a short access token, a refresh token that is used once, and an end to all of it when one is used twice."""

import asyncio
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from escalation.kit.runtime.brief_cache import KEPT_FOR, BriefCache
from escalation.sign_in.engine import retention
from tests.sign_in.browsers import PASSWORD, browser, signed_in
from tests.support.callers import Json
from tests.support.world import World


async def a_phone(app: FastAPI, world: World, *roles: tuple[str, str], **more: Any) -> Json:
    """The tokens of a phone with which somebody has signed in."""
    await signed_in(app, world, "巴特尔", *(roles or (("V1", "leader"),)))
    answer = await ask(app, "POST", "/v1/tokens", login="巴特尔", password=PASSWORD, device_name="手机", **more)
    assert answer.status_code == 201, answer.text
    tokens: Json = answer.json()
    return tokens


async def ask(
    app: FastAPI, method: str, path: str, token: str = "", headers: dict[str, str] | None = None, **body: Any
) -> httpx2.Response:
    """A request as a phone sends it: without cookies, and nothing that browsers say."""
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    return await browser(app).client.request(method, path, headers={**bearer, **(headers or {})}, json=body or None)


async def refreshed(app: FastAPI, token: str, key: str | None = None, **more: Any) -> httpx2.Response:
    headers = {"Idempotency-Key": key} if key else None
    return await ask(app, "POST", "/v1/tokens/refresh", headers=headers, refresh_token=token, **more)


async def status(app: FastAPI, token: str) -> int:
    return (await ask(app, "GET", "/v1/me", token)).status_code


async def test_a_phone_signs_in_and_goes_on(app: FastAPI, world: World) -> None:
    first = await a_phone(app, world)
    me = (await ask(app, "GET", "/v1/me", first["access_token"])).json()
    second = (await refreshed(app, first["refresh_token"])).json()

    assert (me["means"], me["unit"]["code"], first["expires_in"]) == ("token", "V1", 900)
    assert (await status(app, second["access_token"]), second["id"]) == (200, first["id"])
    app.state.sign_in.devices.clear()
    assert await status(app, first["access_token"]) == 401
    assert await status(app, second["refresh_token"]) == 401


@pytest.mark.parametrize("by", ["access_token", "refresh_token"])
async def test_a_refresh_token_that_comes_again_after_its_answer_was_used_ends_the_phone(
    app: FastAPI, world: World, by: str
) -> None:
    first = await a_phone(app, world)
    thiefs = (await refreshed(app, first["refresh_token"])).json()
    if by == "access_token":
        assert await status(app, thiefs["access_token"]) == 200
    else:
        thiefs = (await refreshed(app, thiefs["refresh_token"])).json()

    owners = await refreshed(app, first["refresh_token"])

    assert (owners.status_code, owners.json()["code"]) == (401, "REFRESH_REFUSED")
    assert await status(app, thiefs["access_token"]) == 401
    assert (await refreshed(app, thiefs["refresh_token"])).status_code == 401


async def test_an_answer_that_was_lost_is_told_again_and_is_no_theft(app: FastAPI, world: World) -> None:
    first = await a_phone(app, world)
    answers = [await refreshed(app, first["refresh_token"], "again") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert await status(app, answers[1].json()["access_token"]) == 200


async def test_a_phone_that_lost_its_answer_and_has_no_key_is_not_locked_out(app: FastAPI, world: World) -> None:
    first = await a_phone(app, world)
    lost = [(await refreshed(app, first["refresh_token"])).json() for _ in range(2)]
    arrived = (await refreshed(app, first["refresh_token"])).json()

    assert [await status(app, each["access_token"]) for each in (first, *lost, arrived)] == [401, 401, 401, 200]
    assert (await refreshed(app, arrived["refresh_token"])).status_code == 200


async def test_what_was_in_a_lost_answer_is_void_and_ends_the_phone_if_somebody_has_it(
    app: FastAPI, world: World
) -> None:
    first = await a_phone(app, world)
    lost = (await refreshed(app, first["refresh_token"])).json()
    arrived = (await refreshed(app, first["refresh_token"])).json()

    assert (await refreshed(app, lost["refresh_token"])).status_code == 401
    assert await status(app, arrived["access_token"]) == 401


async def test_of_two_refreshes_at_once_one_set_of_tokens_is_good(app: FastAPI, world: World) -> None:
    first = await a_phone(app, world)
    both = await asyncio.gather(*(refreshed(app, first["refresh_token"]) for _ in range(2)))
    good = [await status(app, each.json()["access_token"]) for each in both]
    unused = await world.runtime.database.pool.fetchval("SELECT count(*) FROM refresh_tokens WHERE used_at IS NULL")
    assert (sorted(good), unused) == ([200, 401], 1)


async def test_a_token_that_was_never_given_ends_nothing(app: FastAPI, world: World) -> None:
    first = await a_phone(app, world)
    assert (await refreshed(app, f"esr_{'x' * 43}")).status_code == 401
    assert await status(app, first["access_token"]) == 200


@pytest.mark.parametrize(
    "change",
    ["access_expires_at = access_expires_at - interval '16 minutes'", "expires_at = expires_at - interval '31 days'"],
)
async def test_an_access_token_is_short_and_an_unused_phone_is_out(app: FastAPI, world: World, change: str) -> None:
    first = await a_phone(app, world)
    await world.runtime.database.pool.execute(f"UPDATE device_tokens SET {change}")
    assert await status(app, first["access_token"]) == 401
    assert (await refreshed(app, first["refresh_token"])).status_code == (200 if "access" in change else 401)


async def test_a_person_lists_their_phones_and_signs_them_out(app: FastAPI, world: World) -> None:
    phone = await a_phone(app, world)
    other = await signed_in(app, world, "苏和", ("V1", "leader"))
    listed = (await ask(app, "GET", "/v1/tokens", phone["access_token"])).json()["items"]

    refused = await other.ask("DELETE", f"/v1/tokens/{phone['id']}")
    ended = await ask(app, "DELETE", f"/v1/tokens/{phone['id']}", phone["access_token"])

    assert [(each["id"], each["device_name"]) for each in listed] == [(phone["id"], "手机")]
    assert (refused.status_code, ended.status_code, await status(app, phone["access_token"])) == (404, 204, 401)
    assert (await refreshed(app, phone["refresh_token"])).status_code == 401


async def test_what_ends_elsewhere_ends_here_within_five_seconds(app: FastAPI, world: World) -> None:
    phone, now = await a_phone(app, world), [0.0]
    app.state.sign_in.devices = BriefCache(lambda: now[0])
    before = await status(app, phone["access_token"])
    await world.runtime.database.pool.execute("DELETE FROM memberships")
    now[0] += KEPT_FOR + 0.1
    assert (before, await status(app, phone["access_token"])) == (200, 401)


async def test_the_token_says_as_which_post_one_acts_unless_the_request_does(app: FastAPI, world: World) -> None:
    phone = await a_phone(app, world, ("V1", "leader"), ("T2", "handler"))
    posts = (await ask(app, "GET", "/v1/me", phone["access_token"])).json()["posts"]
    names = {post["unit"]["code"]: post["acting_as"] for post in posts}
    none_chosen = await ask(app, "GET", "/v1/tickets", phone["access_token"])
    chosen = (await refreshed(app, phone["refresh_token"], acting_as=names["T2"])).json()["access_token"]

    me = (await ask(app, "GET", "/v1/me", chosen)).json()
    other = (await ask(app, "GET", "/v1/me", chosen, headers={"Acting-As": names["V1"]})).json()

    assert none_chosen.json()["code"] == "POST_NOT_CHOSEN"
    assert (me["unit"]["code"], other["unit"]["code"]) == ("T2", "V1")


async def test_nobody_signs_a_phone_in_as_what_is_not_theirs(app: FastAPI, world: World) -> None:
    await signed_in(app, world, "巴特尔", ("V1", "leader"))
    body: Json = {"login": "巴特尔", "password": PASSWORD, "device_name": "手机"}
    answers = [
        await ask(app, "POST", "/v1/tokens", **{**body, "acting_as": "x"}),
        await ask(app, "POST", "/v1/tokens", **{**body, "password": "wrong, and long enough"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 401]


async def test_nothing_of_a_token_is_kept_and_all_of_it_goes_in_the_end(app: FastAPI, world: World) -> None:
    first = await a_phone(app, world)
    await refreshed(app, first["refresh_token"])
    pool = world.runtime.database.pool
    kept = [
        str(dict(row)) for t in ("device_tokens", "refresh_tokens") for row in await pool.fetch(f"SELECT * FROM {t}")
    ]
    assert len(kept) == 3
    assert [row for row in kept if first["access_token"][4:] in row or first["refresh_token"][4:] in row] == []

    await pool.execute("UPDATE device_tokens SET expires_at = expires_at - interval '130 days'")
    await retention.step(world.runtime)
    assert await pool.fetchval("SELECT count(*) FROM refresh_tokens") == 0
