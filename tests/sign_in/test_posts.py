"""One person, several posts: they say as which of them they act, and what they do is recorded as theirs."""

from uuid import UUID

from fastapi import FastAPI

from escalation.actors import Role
from tests.sign_in.browsers import PASSWORD, Browser, a_member, an_invitation, browser, signed_in
from tests.support.callers import Json
from tests.support.world import World

TICKET: Json = {
    "urgency": "routine", "difficulty": "simple",
    "opinion": {"title": "路灯不亮", "content": "村口的路灯坏了三天。", "source": "visit"},
}  # fmt: skip


async def two_posts(app: FastAPI, world: World) -> Browser:
    """Somebody who leads a village, and is on the staff of the county's office: two members, one person."""
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    second = await an_invitation(world, await a_member(world, "巴特尔（兼）", ("K1", "office")), "other-name")
    joined = await own.ask("POST", "/v1/sign-in/invitation/join", json={"secret": second.secret})
    assert joined.status_code == 204, joined.text
    return own


async def test_whoever_has_one_post_acts_as_that(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"))
    me = await own.get("/v1/me")
    assert (me["role"], me["unit"]["code"], [post["acting_as"] for post in me["posts"]]) == (
        "leader", "V1", [me["acting_as"]],
    )  # fmt: skip


async def test_whoever_has_several_is_told_what_to_choose_from(app: FastAPI, world: World) -> None:
    own = await two_posts(app, world)

    me = await own.get("/v1/me")
    refused = await own.ask("GET", "/v1/tickets")

    assert (me["role"], me["unit"], me["acting_as"]) == (None, None, None)
    assert (refused.status_code, refused.json()["code"]) == (400, "POST_NOT_CHOSEN")
    assert [(post["unit"]["code"], post["role"]) for post in refused.json()["posts"]] == [
        ("K1", "office"), ("V1", "leader"),
    ]  # fmt: skip
    assert [post["acting_as"] for post in refused.json()["posts"]] == [post["acting_as"] for post in me["posts"]]


async def test_a_post_is_chosen_by_its_name_or_by_its_member(app: FastAPI, world: World) -> None:
    own = await two_posts(app, world)
    for post in (await own.get("/v1/me"))["posts"]:
        for name in (post["acting_as"], post["member_id"], post["member_id"].upper()):
            me = await own.get("/v1/me", headers={"Acting-As": name})
            assert (me["role"], me["unit"], me["member_name"]) == (post["role"], post["unit"], post["member_name"])


async def test_a_post_that_was_chosen_is_kept_by_the_session_until_it_ends(app: FastAPI, world: World) -> None:
    own = await two_posts(app, world)
    county, village = (await own.get("/v1/me"))["posts"]
    refused = await own.ask("PUT", "/v1/sign-in/post", json={"acting_as": county["acting_as"].replace("office", "x")})
    forged = await own.ask(
        "PUT", "/v1/sign-in/post", json={"acting_as": county["acting_as"]}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    before = await own.ask("GET", "/v1/tickets")
    chosen = await own.ask("PUT", "/v1/sign-in/post", json={"acting_as": county["acting_as"]})

    me = await own.get("/v1/me")
    other = await own.get("/v1/me", headers={"Acting-As": village["acting_as"]})
    await world.runtime.database.pool.execute("DELETE FROM memberships WHERE role = 'office'")
    app.state.sign_in.sessions.clear()
    left = await own.get("/v1/me")

    assert [answer.status_code for answer in (refused, forged, before, chosen)] == [403, 403, 400, 204]
    assert [each["unit"]["code"] for each in (me, other, left)] == ["K1", "V1", "V1"]


async def test_a_phone_whose_post_has_ended_is_told_so_and_can_choose(app: FastAPI, world: World) -> None:
    own = await two_posts(app, world)
    county = (await own.get("/v1/me"))["posts"][0]["acting_as"]
    body = {"login": "巴特尔", "password": PASSWORD, "device_name": "手机", "acting_as": county}
    token = (await browser(app).ask("POST", "/v1/tokens", json=body)).json()["access_token"]
    phone = {"Authorization": f"Bearer {token}"}
    before = (await browser(app).client.get("/v1/me", headers=phone)).json()
    await world.runtime.database.pool.execute("DELETE FROM memberships WHERE role = 'office'")
    app.state.sign_in.devices.clear()

    after = (await browser(app).client.get("/v1/me", headers=phone)).json()

    assert [each["unit"]["code"] for each in (before, after)] == ["K1", "V1"]


async def test_the_member_alone_does_not_say_which_of_two_roles(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", "leader"), ("V1", "handler"))
    posts = (await own.get("/v1/me"))["posts"]
    by_member = await own.ask("GET", "/v1/tickets", headers={"Acting-As": posts[0]["member_id"]})
    by_name = await own.ask("GET", "/v1/tickets", headers={"Acting-As": posts[0]["acting_as"]})
    assert (by_member.json()["code"], by_name.status_code) == ("POST_NOT_CHOSEN", 200)


async def test_nobody_acts_as_what_is_not_theirs(app: FastAPI, world: World) -> None:
    own, other = await two_posts(app, world), await signed_in(app, world, "苏和", ("C", "admin"))
    post = (await other.get("/v1/me"))["posts"][0]
    raised = post["acting_as"].replace("admin", "office")
    mine = (await own.get("/v1/me"))["posts"][1]["acting_as"].replace("leader", "admin")

    for name in (post["acting_as"], post["member_id"], raised, mine, "x", "*", f"{mine},{mine}"):
        answer = await own.ask("GET", "/v1/tickets", headers={"Acting-As": name})
        assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN_ACTION"), name


async def test_a_key_stands_for_its_own_post_alone(app: FastAPI, world: World) -> None:
    member = await a_member(world, "巴特尔", ("V1", "leader"))
    admin = {**await world.key("K1", "admin")}
    body = {"unit_id": str(world.id("V1")), "role": "leader", "name": "x", "member_id": str(member)}
    key = (await browser(app).client.post("/v1/keys", headers=admin, json=body)).json()["secret"]

    statuses = [
        (await browser(app).client.get(
            "/v1/tickets", headers={"Authorization": f"Bearer {key}", "Acting-As": name}
        )).status_code
        for name in (str(member), f"{member}/{world.id('V1')}/leader", f"{member}/{world.id('V1')}/admin", "x")
    ]  # fmt: skip

    assert statuses == [200, 200, 403, 403]


async def test_the_role_of_the_post_decides_what_one_may(app: FastAPI, world: World) -> None:
    own = await two_posts(app, world)
    county, village = [post["acting_as"] for post in (await own.get("/v1/me"))["posts"]]
    made = await own.ask("POST", "/v1/tickets", json=TICKET, headers={"Acting-As": village})
    elsewhere = {**TICKET, "unit_id": str(world.id("V2"))}

    as_village = await own.ask("POST", "/v1/tickets", json=elsewhere, headers={"Acting-As": village})
    as_county = await own.ask("POST", "/v1/tickets", json=elsewhere, headers={"Acting-As": county})

    assert [answer.status_code for answer in (made, as_village, as_county)] == [201, 403, 201], as_village.text


async def test_what_somebody_does_names_the_person_the_post_and_the_means(app: FastAPI, world: World) -> None:
    own = await two_posts(app, world)
    me = await own.get("/v1/me")
    county = me["posts"][0]
    ticket = (await own.ask("POST", "/v1/tickets", json=TICKET, headers={"Acting-As": county["acting_as"]})).json()

    history = await own.get(f"/v1/tickets/{ticket['id']}/events", headers={"Acting-As": county["acting_as"]})
    event = history["items"][0]

    assert event["actor"] == {
        "person": {"id": me["person"]["id"], "name": "巴特尔"},
        "member": {"id": county["member_id"], "name": "巴特尔（兼）"},
        "unit": county["unit"],
        "role": "office",
        "means": "session",
    }
    assert event["principal"] == f"person:{me['person']['id']}"


async def test_one_human_is_one_principal_whatever_post_they_act_as(app: FastAPI, world: World) -> None:
    """Whoever resolved a ticket makes no follow-up call about it, wearing another hat."""
    own = await two_posts(app, world)
    county, village = [{"Acting-As": post["acting_as"]} for post in (await own.get("/v1/me"))["posts"]]
    ticket = (await own.ask("POST", "/v1/tickets", json=TICKET, headers=village)).json()["id"]
    principals = set()
    for headers in (county, village):
        moved = await own.ask(
            "POST", f"/v1/tickets/{ticket}/transitions", json={"action": "comment", "text": "x"}, headers=headers
        )
        assert moved.status_code == 200, moved.text
    for event in (await own.get(f"/v1/tickets/{ticket}/events", headers=county))["items"]:
        principals.add(event["principal"])
    assert len(principals) == 1


async def test_a_key_for_repetitions_is_for_one_post(app: FastAPI, world: World) -> None:
    own = await two_posts(app, world)
    county, village = [post["acting_as"] for post in (await own.get("/v1/me"))["posts"]]
    answers = [
        await own.ask("POST", "/v1/tickets", json=TICKET, headers={"Acting-As": post, "Idempotency-Key": "once"})
        for post in (village, village, county)
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 422]
    assert answers[0].json() == answers[1].json()


async def test_a_member_belongs_to_one_person(app: FastAPI, world: World) -> None:
    own, other = await two_posts(app, world), await signed_in(app, world, "苏和", ("C", "admin"))
    member = UUID((await own.get("/v1/me"))["posts"][0]["member_id"])
    again = await an_invitation(world, member)
    answer = await other.ask("POST", "/v1/sign-in/invitation/join", json={"secret": again.secret})
    assert answer.json()["code"] == "INVITATION_GONE"


async def test_events_of_a_members_key_name_the_person_too(app: FastAPI, world: World) -> None:
    own = await signed_in(app, world, "巴特尔", ("V1", Role.LEADER))
    me = await own.get("/v1/me")
    body = {"unit_id": str(world.id("V1")), "role": "leader", "name": "x", "member_id": me["member_id"]}
    made = await browser(app).client.post("/v1/keys", headers=await world.key("K1", "admin"), json=body)
    key = {"Authorization": f"Bearer {made.json()['secret']}"}
    ticket = (await browser(app).client.post("/v1/tickets", headers=key, json=TICKET)).json()["id"]

    event = (await browser(app).client.get(f"/v1/tickets/{ticket}/events", headers=key)).json()["items"][0]

    assert (event["actor"]["person"], event["actor"]["means"]) == (me["person"], "key")
