"""Nobody becomes another person, or stays one, by what they may do at one of the units where that person works."""

import asyncio
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from escalation.identity.storage import people
from escalation.kit.runtime.subtree import end_of
from escalation.sign_in.usecases import sessions
from tests.sign_in.browsers import OTHER_PASSWORD, PASSWORD, a_member, an_invitation, browser, signed_in
from tests.support.callers import Json
from tests.support.roles import as_owner
from tests.support.world import World

HERE = {"Host": "127.0.0.1:8000"}


async def as_(world: World, code: str, role: str) -> dict[str, str]:
    return {**await world.key(code, role), **HERE}


async def invited(client: httpx2.AsyncClient, headers: dict[str, str], member: object) -> httpx2.Response:
    return await client.post("/v1/invitations", headers=headers, json={"member_id": str(member)})


async def accepted(app: FastAPI, link: str, password: str = PASSWORD) -> httpx2.Response:
    body = {"secret": link.rpartition("/")[2], "password": password}
    return await browser(app).ask("POST", "/v1/sign-in/invitation", json=body)


async def test_a_village_does_not_become_an_officer_of_the_city_who_helps_there(
    app: FastAPI, world: World, client: httpx2.AsyncClient
) -> None:
    """Though nobody signs in with them yet: whoever opened the link would hold the office of the city too."""
    officer = await a_member(world, "乌兰", ("C", "office"), ("V1", "handler"))

    refused = await invited(client, await as_(world, "V1", "admin"), officer)
    from_the_city = await invited(client, await as_(world, "C", "admin"), officer)

    assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN_ACTION")
    assert from_the_city.status_code == 201


async def test_without_the_check_the_village_would_be_in_the_city(
    app: FastAPI, world: World, client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def everywhere(*_: object) -> bool:
        return True

    monkeypatch.setattr(sessions, "is_all_within", everywhere)
    officer = await a_member(world, "乌兰", ("C", "office"), ("V1", "handler"))
    link = (await invited(client, await as_(world, "V1", "admin"), officer)).json()["link"]
    assert (await accepted(app, link)).status_code == 200


@pytest.mark.database_of_its_own
async def test_the_check_reads_the_units_of_the_person_and_no_others(world: World) -> None:
    member = await a_member(world, "乌兰", ("C", "office"), ("V1", "handler"))
    more = """
        INSERT INTO units
        SELECT (jsonb_populate_record(u, jsonb_build_object(
          'id', gen_random_uuid(), 'code', 'X' || n, 'path', u.path || n || '/', 'serial', 1000 + n
        ))).*
        FROM units u, generate_series(1, 5000) n WHERE u.code = 'V1'
    """
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute(more)
        await connection.raw.execute("ANALYZE units")
        path = world.units["V2"].path
        explain = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {people._WITHIN.text}"
        plan = (await connection.raw.fetchval(explain, member, path, end_of(path)))[0]["Plan"]
    assert 0 < plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 40


async def test_a_link_that_was_kept_opens_no_post_that_was_given_since(
    app: FastAPI, world: World, client: httpx2.AsyncClient
) -> None:
    member = await a_member(world, "乌兰", ("V1", "handler"))
    link = (await invited(client, await as_(world, "V1", "admin"), member)).json()["link"]
    city = await as_(world, "C", "admin")
    await client.put(f"/v1/members/{member}/roles/{world.id('C')}/office", headers=city)
    attacker = await signed_in(app, world, "苏和", ("V1", "admin"))

    opened = await accepted(app, link)
    join = {"secret": link.rpartition("/")[2]}
    joined = await attacker.ask("POST", "/v1/sign-in/invitation/join", json=join)

    assert [answer.status_code for answer in (opened, joined)] == [403, 403]
    assert [post["unit"]["code"] for post in (await attacker.get("/v1/me"))["posts"]] == ["V1"]


async def test_whoever_holds_no_post_just_now_is_not_taken_over_meanwhile(
    app: FastAPI, world: World, client: httpx2.AsyncClient
) -> None:
    own = await signed_in(app, world, "乌兰", ("C", "office"))
    at_village = await a_member(world, "乌兰（驻村）", ("V1", "handler"))
    secret = (await an_invitation(world, at_village)).secret
    await own.ask("POST", "/v1/sign-in/invitation/join", json={"secret": secret})
    office = next(post for post in (await own.get("/v1/me"))["posts"] if post["role"] == "office")
    city = await as_(world, "C", "admin")
    await client.delete(f"/v1/members/{office['member_id']}/roles/{world.id('C')}/office", headers=city)

    refused = await invited(client, await as_(world, "V1", "admin"), at_village)

    assert refused.status_code == 403


async def test_with_a_stolen_key_nobody_comes_back_by_the_links_that_it_left(
    app: FastAPI, world: World, client: httpx2.AsyncClient
) -> None:
    """The key is revoked or expired, or whoever signed in to make the link administers nothing there any more."""
    member, other, third = [await a_member(world, name, ("V1", "leader")) for name in ("乌兰", "高娃", "其其格")]
    body: Json = {"unit_id": str(world.id("T1")), "role": "admin", "name": "遗失"}
    city = await as_(world, "C", "admin")
    key, short = [(await client.post("/v1/keys", headers=city, json=body)).json() for _ in range(2)]
    admin = await signed_in(app, world, "苏和", ("T1", "admin"))
    me = await admin.get("/v1/me")
    links = [
        (await invited(client, {"Authorization": f"Bearer {key['secret']}", **HERE}, member)).json()["link"],
        (await invited(client, {"Authorization": f"Bearer {short['secret']}", **HERE}, third)).json()["link"],
        (await admin.ask("POST", "/v1/invitations", json={"member_id": str(other)})).json()["link"],
    ]

    await client.delete(f"/v1/keys/{key['id']}", headers=city)
    expired = "UPDATE api_keys SET expires_at = clock_timestamp() WHERE id = $1"
    await world.runtime.database.pool.execute(expired, UUID(short["id"]))
    await client.delete(f"/v1/members/{me['member_id']}/roles/{world.id('T1')}/admin", headers=city)

    assert [(await accepted(app, link)).json()["code"] for link in links] == ["INVITATION_GONE"] * 3


async def test_of_two_who_open_a_link_at_once_one_is_in(app: FastAPI, world: World) -> None:
    invitation = await an_invitation(world, await a_member(world, "乌兰", ("V1", "leader")))
    both = [browser(app).accept(invitation, password) for password in (PASSWORD, OTHER_PASSWORD)]
    assert sorted([answer.status_code for answer in await asyncio.gather(*both)]) == [200, 404]


async def test_a_guess_that_was_under_way_does_not_outlive_a_new_password(app: FastAPI, world: World) -> None:
    """Whoever knows the old password tries it while the new one is set: no session of theirs is left afterwards."""
    member = await a_member(world, "乌兰", ("V1", "leader"))
    await browser(app).accept(await an_invitation(world, member))
    thief, again = browser(app), await an_invitation(world, member)
    hashing = app.state.sign_in.hashing
    compared, go_on = asyncio.Event(), asyncio.Event()
    is_right = hashing.is_right

    async def slowly(hashed: str | None, password: str) -> bool:
        right: bool = await is_right(hashed, password)
        compared.set()
        await go_on.wait()
        return right

    hashing.is_right = slowly
    guess = asyncio.create_task(thief.sign_in("乌兰"))
    await compared.wait()
    await browser(app).accept(again, OTHER_PASSWORD)
    go_on.set()
    refused = await guess

    assert (refused.status_code, (await thief.ask("GET", "/v1/me")).status_code) == (401, 401)


async def test_a_key_for_a_member_is_not_the_person(app: FastAPI, world: World, client: httpx2.AsyncClient) -> None:
    """An administrator of the village makes it: it tells nothing of the person's other posts, browsers and phones."""
    own = await signed_in(app, world, "乌兰", ("C", "office"))
    at_village = await a_member(world, "乌兰（驻村）", ("V1", "handler"))
    secret = (await an_invitation(world, at_village)).secret
    await own.ask("POST", "/v1/sign-in/invitation/join", json={"secret": secret})
    body = {"unit_id": str(world.id("V1")), "role": "handler", "name": "x", "member_id": str(at_village)}
    key = (await client.post("/v1/keys", headers=await as_(world, "V1", "admin"), json=body)).json()["secret"]
    headers = {"Authorization": f"Bearer {key}", **HERE}
    session = (await own.get("/v1/sign-in/session"))["session_id"]

    me = (await client.get("/v1/me", headers=headers)).json()
    lists = [(await client.get(path, headers=headers)).json()["items"] for path in ("/v1/sessions", "/v1/tokens")]
    ended = [await client.delete(path, headers=headers) for path in (f"/v1/sessions/{session}", "/v1/sessions")]

    assert ([post["unit"]["code"] for post in me["posts"]], lists) == (["V1"], [[], []])
    assert [answer.status_code for answer in ended] == [404, 204]
    assert (await own.ask("GET", "/v1/me")).status_code == 200
