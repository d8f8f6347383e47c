"""Members sign in by name and password: first by a link, then by themselves; guesses are slow, and tell nothing."""

from datetime import timedelta

import httpx2
import pytest
from fastapi import FastAPI

from escalation.actors import Role
from escalation.application.app import attach
from escalation.errors import ValidationFailed
from escalation.kit.runtime.context import Runtime
from escalation.sign_in.api.rendering import ROLES
from escalation.sign_in.domain.configuration import HashingCost, SessionLifetimes, SignInConfiguration
from escalation.sign_in.domain.passwords import check_password
from escalation.sign_in.domain.site import Site
from escalation.sign_in.engine import retention
from escalation.sign_in.usecases.password_sign_in import FROM_ONE_PLACE
from tests.sign_in.browsers import OTHER_PASSWORD, PASSWORD, a_member, an_invitation, browser, signed_in
from tests.sign_in.conftest import CHEAP
from tests.support.world import World


async def hash_of(world: World) -> str:
    return str(await world.runtime.database.pool.fetchval("SELECT hash FROM passwords"))


async def test_from_an_invitation_to_a_session_and_out_again(app: FastAPI, world: World) -> None:
    member = await a_member(world, "巴特尔", ("T1", "leader"))
    own = browser(app)

    accepted = await own.accept(await an_invitation(world, member, "Bateer"))
    me = await own.get("/v1/me")
    out = await own.ask("DELETE", f"/v1/sessions/{accepted.json()['session_id']}")
    gone = await own.ask("GET", "/v1/me")
    again = await browser(app).sign_in("ＢＡＴＥＥＲ")

    assert (me["person"]["name"], me["role"], me["unit"]["code"], me["means"]) == ("巴特尔", "leader", "T1", "session")
    assert [statuses.status_code for statuses in (accepted, out, gone, again)] == [200, 204, 401, 200]


async def test_a_link_works_once_and_the_next_one_ends_it(app: FastAPI, world: World) -> None:
    member = await a_member(world, "巴特尔", ("T1", "leader"))
    first, second = await an_invitation(world, member), await an_invitation(world, member)

    replaced = await browser(app).accept(first)
    used = await browser(app).accept(second)
    twice = await browser(app).accept(second)

    assert [(a.status_code, a.json().get("code")) for a in (replaced, used, twice)] == [
        (404, "INVITATION_GONE"), (200, None), (404, "INVITATION_GONE"),
    ]  # fmt: skip


async def test_a_new_password_ends_the_sessions_of_whoever_had_the_old_one(app: FastAPI, world: World) -> None:
    member = await a_member(world, "巴特尔", ("T1", "leader"), ref="B-1")
    before, after = browser(app), browser(app)
    await before.accept(await an_invitation(world, member))

    await after.accept(await an_invitation(world, member), OTHER_PASSWORD)

    assert (await before.ask("GET", "/v1/me")).status_code == 401
    assert [(await browser(app).sign_in("B-1", p)).status_code for p in (PASSWORD, OTHER_PASSWORD)] == [401, 200]


@pytest.mark.parametrize(
    "password", ["short", "十一个字的密码不够长啊", "123456789012", "Password2026!!", "ababababababab", "somebody@work"]
)
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationFailed):
        check_password(password, login="Somebody@Work")


@pytest.mark.parametrize("password", [PASSWORD, OTHER_PASSWORD, "nur kleine buchstaben", "777 swans on a lake"])
def test_length_is_what_counts_and_nothing_has_to_be_mixed(password: str) -> None:
    check_password(password, login="somebody")


async def test_a_name_that_nobody_has_is_refused_in_the_same_words_after_the_same_work(
    app: FastAPI, world: World
) -> None:
    await signed_in(app, world, "巴特尔", ("T1", "leader"))
    hashing = app.state.sign_in.hashing

    answers = [await browser(app).sign_in(login, "wrong, and long enough") for login in ("巴特尔", "nobody")]

    said = [{**answer.json(), "request_id": ""} for answer in answers]
    assert said[0] == said[1]
    assert (said[0]["status"], said[0]["code"], hashing.compared) == (401, "SIGN_IN_FAILED", 2)


async def test_a_password_is_hashed_anew_when_the_operator_asks_for_more_work(
    app: FastAPI, world: World, runtime: Runtime
) -> None:
    await signed_in(app, world, "巴特尔", ("T1", "leader"))
    before = await hash_of(world)
    attach(app, runtime, configuration=SignInConfiguration(hashing=HashingCost(memory=16, passes=2)))

    await browser(app).sign_in("巴特尔", "wrong, and long enough")
    unchanged = await hash_of(world)
    await browser(app).sign_in("巴特尔")
    after = await hash_of(world)

    assert before == unchanged
    assert before.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    assert after.startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert (await browser(app).sign_in("巴特尔")).status_code == 200


async def test_guesses_from_one_place_are_slowed_down_and_the_browser_of_the_person_is_not(
    app: FastAPI, world: World
) -> None:
    own = await signed_in(app, world, "巴特尔", ("T1", "leader"))
    thief = browser(app, address="198.51.100.9")

    guesses = [await thief.sign_in("巴特尔", f"guess number {n:04}") for n in range(FROM_ONE_PLACE[0] + 2)]
    right_but_late = await thief.sign_in("巴特尔")
    elsewhere = await browser(app, address="203.0.113.5").sign_in("巴特尔")
    from_their_own = await own.sign_in("巴特尔")

    assert [guess.status_code for guess in guesses] == [401] * FROM_ONE_PLACE[0] + [429] * 2
    assert (right_but_late.status_code, elsewhere.status_code, from_their_own.status_code) == (429, 200, 200)
    assert 0 < int(right_but_late.headers["retry-after"]) <= 60


async def test_whoever_guesses_from_everywhere_does_not_lock_the_person_out(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = await signed_in(app, world, "巴特尔", ("T1", "leader"))
    monkeypatch.setattr("escalation.sign_in.usecases.password_sign_in.FROM_EVERYWHERE", (20, timedelta(seconds=10)))

    guesses = [await browser(app, address=f"198.51.100.{n}").sign_in("巴特尔", "just a guess") for n in range(25)]

    assert [guess.status_code for guess in guesses] == [401] * 20 + [429] * 5
    assert (await browser(app, address="203.0.113.5").sign_in("巴特尔")).status_code == 429
    assert (await own.sign_in("巴特尔")).status_code == 200


async def test_a_name_that_nobody_has_is_slowed_down_alike(app: FastAPI, world: World) -> None:
    guesses = [await browser(app).sign_in("nobody", "just a guess") for _ in range(FROM_ONE_PLACE[0] + 1)]
    assert [guess.status_code for guess in guesses] == [401] * FROM_ONE_PLACE[0] + [429]


async def test_a_session_ends_unused_and_at_last_whatever_is_done(app: FastAPI, world: World, runtime: Runtime) -> None:
    lifetimes = SessionLifetimes(timedelta(minutes=30), timedelta(hours=12))
    attach(app, runtime, configuration=SignInConfiguration(hashing=CHEAP, sessions=lifetimes))
    own = await signed_in(app, world, "巴特尔", ("T1", "leader"))

    statuses = []
    for column, age in (("seen_at", 29), ("seen_at", 31), ("created_at", 0), ("expires_at", 12 * 60 + 1)):
        await own.sign_in("巴特尔")
        sql = f"UPDATE sessions SET {column} = {column} - $1 * interval '1 minute' WHERE ended_at IS NULL"
        await runtime.database.pool.execute(sql, age)
        statuses.append((await own.ask("GET", "/v1/me")).status_code)

    assert statuses == [200, 401, 200, 401]


async def test_a_page_that_only_listens_does_not_keep_a_session(app: FastAPI, world: World) -> None:
    """An open page listens for hours; whoever left it is signed out all the same."""
    own = await signed_in(app, world, "巴特尔", ("T1", "leader"))
    pool, unused = world.runtime.database.pool, "seen_at < clock_timestamp() - interval '20 minutes'"
    await pool.execute("UPDATE sessions SET seen_at = seen_at - interval '29 minutes'")
    told = []
    for path in ("/v1/events/stream?seconds=0", "/v1/me"):
        app.state.sign_in.sessions.clear()
        assert (await own.ask("GET", path)).status_code == 200
        told.append(await pool.fetchval(f"SELECT bool_and({unused}) FROM sessions"))
    assert told == [True, False]


async def test_a_session_that_is_listened_with_is_seen_to_be_used(app: FastAPI, world: World) -> None:
    """What is remembered of it for those who listen does not hide that somebody works."""
    own = await signed_in(app, world, "巴特尔", ("T1", "leader"))
    pool = world.runtime.database.pool
    await pool.execute("UPDATE sessions SET seen_at = seen_at - interval '29 minutes'")
    app.state.sign_in.sessions.clear()
    for path in ("/v1/events/stream?seconds=0", "/v1/me"):
        assert (await own.ask("GET", path)).status_code == 200
    assert await pool.fetchval("SELECT bool_and(seen_at > clock_timestamp() - interval '1 minute') FROM sessions")


async def test_turning_the_clock_of_a_sandbox_signs_nobody_out(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("C", "admin"))
    await world.advance(days=3)
    app.state.sign_in.sessions.clear()
    assert (await own.ask("GET", "/v1/me")).status_code == 200


async def test_what_has_ended_is_forgotten_after_a_while(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("T1", "leader"))
    await own.sign_in("巴特尔")
    await browser(app).sign_in("nobody", "just a guess")
    pool = world.runtime.database.pool
    await pool.execute("UPDATE sessions SET expires_at = expires_at - interval '91 days' WHERE ended_at IS NOT NULL")
    await pool.execute("UPDATE invitations SET expires_at = expires_at - interval '98 days'")
    await pool.execute("UPDATE sign_in_attempts SET empty_at = empty_at - interval '1 day'")

    assert await retention.step(world.runtime) is False

    left = [await pool.fetchval(f"SELECT count(*) FROM {t}") for t in ("sessions", "invitations", "sign_in_attempts")]
    assert left == [1, 0, 0]


# -- Who may invite whom -----------------------------------------------------------------------------------------------


async def test_an_administrator_invites_within_their_scope_and_is_told_the_link_once(
    app: FastAPI, world: World, client: httpx2.AsyncClient
) -> None:
    member = await a_member(world, "巴特尔", ("T1", "leader"))
    body = {"member_id": str(member), "login": "bateer"}
    here = {"Host": "127.0.0.1:8000"}

    refused = await client.post("/v1/invitations", headers={**await world.key("K2", "admin"), **here}, json=body)
    made = await client.post("/v1/invitations", headers={**await world.key("K1", "admin"), **here}, json=body)
    opened = await browser(app).ask("GET", made.json()["link"])

    assert (refused.status_code, made.status_code) == (404, 201)
    assert made.json()["link"].startswith("http://127.0.0.1:8000/sign-in/invitations/")
    assert "bateer" in opened.text


async def test_an_administrator_lists_and_revokes_what_can_still_be_used(
    app: FastAPI, world: World, client: httpx2.AsyncClient
) -> None:
    """Used, replaced and expired ones are no news; nor is what concerns others."""
    members = [await a_member(world, name, ("T1", "leader")) for name in ("巴特尔", "苏和", "乌兰")]
    first, used, expired = [await an_invitation(world, member) for member in members]
    second = await an_invitation(world, members[0], "bateer")
    await browser(app).accept(used)
    pool = world.runtime.database.pool
    await pool.execute("UPDATE invitations SET expires_at = created_at WHERE id = $1", expired.id)

    listed = (await client.get("/v1/invitations", headers=await world.key("K1", "admin"))).json()["items"]
    elsewhere = (await client.get("/v1/invitations", headers=await world.key("K2", "admin"))).json()["items"]
    path = f"/v1/invitations/{second.id}"
    statuses = [
        (await client.delete(path, headers=await world.key(unit, "admin"))).status_code for unit in ("K2", "K1", "K1")
    ]

    assert [(each["id"], each["login"], each["created_by"]) for each in listed] == [
        (str(second.id), "bateer", "operator")
    ]
    assert "link" not in listed[0]
    assert (elsewhere, statuses, first.id != second.id) == ([], [404, 204, 404], True)
    assert (await browser(app).accept(second)).status_code == 404


async def test_nobody_sets_the_password_of_a_person_who_reaches_further_than_they(
    app: FastAPI, world: World, client: httpx2.AsyncClient
) -> None:
    here = {"Host": "127.0.0.1:8000"}
    member = await a_member(world, "巴特尔", ("T1", "leader"))
    own = browser(app)
    await own.accept(await an_invitation(world, member))
    county = {**await world.key("K1", "admin"), **here}
    before = await client.post("/v1/invitations", headers=county, json={"member_id": str(member)})
    city = {**await world.key("C", "admin"), **here}
    await client.put(f"/v1/members/{member}/roles/{world.id('C')}/admin", headers=city)

    now = await client.post("/v1/invitations", headers=county, json={"member_id": str(member)})
    secret = before.json()["link"].rpartition("/")[2]
    body = {"secret": secret, "password": OTHER_PASSWORD}
    kept_for_later = await browser(app).ask("POST", "/v1/sign-in/invitation", json=body)
    from_above = await client.post("/v1/invitations", headers=city, json={"member_id": str(member)})

    assert [a.status_code for a in (before, now, kept_for_later, from_above)] == [201, 403, 403, 201]


async def test_two_people_never_have_one_name(app: FastAPI, world: World) -> None:
    await signed_in(app, world, "巴特尔", ("T1", "leader"))
    other = await a_member(world, "巴特尔", ("T2", "leader"))
    headers = {**await world.key("C", "admin"), "Host": "127.0.0.1:8000"}
    body = {"member_id": str(other)}

    taken = await browser(app).client.post("/v1/invitations", headers=headers, json=body)
    chosen = await browser(app).client.post("/v1/invitations", headers=headers, json={**body, "login": "bateer-2"})

    assert (taken.json()["code"], chosen.status_code) == ("LOGIN_TAKEN", 201)


# -- Over which line ---------------------------------------------------------------------------------------------------


async def test_over_https_cookies_are_bound_to_this_host(app: FastAPI, world: World, runtime: Runtime) -> None:
    origin = "https://tickets.example.gov.cn"
    attach(app, runtime, configuration=SignInConfiguration(Site(origin), CHEAP))
    own = browser(app, origin)
    answer = await own.accept(await an_invitation(world, await a_member(world, "巴特尔", ("T1", "leader"))))

    session, device = answer.headers.get_list("set-cookie")
    assert session.startswith("__Host-escalation-session=")
    assert {part.strip() for part in session.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=lax", "Secure"}
    assert device.startswith("__Host-escalation-device=")
    assert (await own.ask("GET", "/v1/me")).status_code == 200


async def test_nobody_signs_in_over_an_open_line(app: FastAPI, world: World) -> None:
    answer = await browser(app, "http://tickets.example.gov.cn").sign_in("巴特尔")
    assert (answer.status_code, answer.json()["code"]) == (403, "INSECURE_SITE")


async def test_nothing_of_a_secret_is_kept(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("T1", "leader"))
    rows = [
        str(dict(row))
        for table in ("sessions", "invitations", "passwords")
        for row in await world.runtime.database.pool.fetch(f"SELECT * FROM {table}")
    ]
    secrets = own.cookie(), own.cookie("escalation-device"), own.csrf, PASSWORD
    assert [secret for secret in secrets if secret and any(secret in row for row in rows)] == []
    assert all(secrets)


def test_every_role_can_be_named_on_the_page() -> None:
    assert ROLES.keys() == set(Role)
