"""Keys through the interface: made for one's own scope, shown once, ended for good."""

from datetime import datetime, timedelta

import httpx2
import pytest
from fastapi import FastAPI

from escalation.actors import Role
from escalation.application.app import attach
from tests.support.roles import as_owner
from tests.support.world import World


def a_key(world: World, code: str = "T1", role: str = "handler", **more: object) -> dict[str, object]:
    return {"unit_id": str(world.id(code)), "role": role, "name": "测试", **more}


async def test_a_key_is_shown_once_and_works(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("K1", "admin")

    made = (await client.post("/v1/keys", headers=headers, json=a_key(world))).json()
    me = await client.get("/v1/me", headers={"Authorization": f"Bearer {made['secret']}"})
    listed = await client.get("/v1/keys", headers=headers, params={"unit": "T1"})

    assert made["secret"].startswith("esk_")
    assert (me.json()["unit"]["code"], me.json()["role"], me.json()["key"]["id"]) == ("T1", "handler", made["id"])
    assert [key["id"] for key in listed.json()["items"]] == [made["id"]]
    assert made["secret"] not in listed.text + me.text


async def test_a_repeated_request_gets_the_same_key(client: httpx2.AsyncClient, world: World) -> None:
    headers = {**await world.key("K1", "admin"), "Idempotency-Key": "once"}

    first, again = [await client.post("/v1/keys", headers=headers, json=a_key(world)) for _ in range(2)]

    stored = await world.runtime.database.pool.fetchval("SELECT body FROM idempotency")
    assert first.json()["secret"] == again.json()["secret"]
    assert first.json()["secret"].encode() not in stored


@pytest.mark.parametrize(
    ("maker", "role", "status"),
    [
        ("leader", "handler", 201),
        ("leader", "leader", 201),
        ("leader", "office", 403),
        ("office", "office", 201),
        ("office", "admin", 403),
        ("office", "integrator", 403),
        ("admin", "admin", 201),
        ("handler", "handler", 403),
        ("supervisor", "handler", 403),
        ("integrator", "handler", 403),
    ],
)
async def test_nobody_makes_a_key_for_a_role_above_theirs(
    client: httpx2.AsyncClient, world: World, maker: str, role: str, status: int
) -> None:
    answer = await client.post("/v1/keys", headers=await world.key("K1", maker), json=a_key(world, role=role))

    assert answer.status_code == status


async def test_nobody_makes_a_key_outside_their_scope(client: httpx2.AsyncClient, world: World) -> None:
    answer = await client.post("/v1/keys", headers=await world.key("K2", "admin"), json=a_key(world))

    assert answer.status_code == 403


async def test_a_revoked_key_is_gone_and_stays_on_record(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("K1", "admin")
    made = (await client.post("/v1/keys", headers=headers, json=a_key(world))).json()

    answers = [await client.delete(f"/v1/keys/{made['id']}", headers=headers) for _ in range(2)]
    me = await client.get("/v1/me", headers={"Authorization": f"Bearer {made['secret']}"})
    listed = await client.get("/v1/keys", headers=headers, params={"unit": "T1"})

    assert [answer.status_code for answer in answers] == [200, 404]
    assert me.status_code == 401
    assert listed.json()["items"][0]["revoked_at"] is not None


async def test_it_is_told_when_a_key_was_used_last(client: httpx2.AsyncClient, world: World, app: FastAPI) -> None:
    headers = await world.key("K1", "admin")
    made = (await client.post("/v1/keys", headers=headers, json=a_key(world))).json()

    async def seen() -> datetime | None:
        listed = await client.get("/v1/keys", headers=headers, params={"unit": "T1"})
        at = listed.json()["items"][0]["seen_at"]
        return datetime.fromisoformat(at) if at else None

    async def use(**later: int) -> None:
        await world.advance(**later)
        attach(app, world.runtime)  # Forgets who was seen a few seconds ago.
        answer = await client.get("/v1/me", headers={"Authorization": f"Bearer {made['secret']}"})
        assert answer.status_code == 200

    assert await seen() is None
    await use()
    first = await seen()
    assert first is not None
    await use(minutes=3)
    assert await seen() == first, "it is not written down each time"
    await use(minutes=3)
    second = await seen()
    assert second is not None
    assert second - first >= timedelta(minutes=6)


FULL = """
CREATE FUNCTION refuse_for_space() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER refused_for_space BEFORE UPDATE ON api_keys FOR EACH ROW EXECUTE FUNCTION refuse_for_space()
"""


async def test_a_key_works_where_its_use_cannot_be_written_down(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("K1", "admin")
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(FULL)
        try:
            read = await client.get("/v1/me", headers=headers)
        finally:
            await connection.raw.execute("DROP FUNCTION refuse_for_space CASCADE")
    assert read.status_code == 200


async def test_a_leader_does_not_end_the_key_of_an_administrator(client: httpx2.AsyncClient, world: World) -> None:
    """Whom keys may be made for, and what one's role admits to, everybody is told about themselves."""
    admin, leader = await world.key("K1", "admin"), await world.key("K1", "leader")
    mine, theirs = [(await client.get("/v1/me", headers=headers)).json() for headers in (admin, leader)]
    assert (len(mine["keys_for"]), theirs["keys_for"]) == (len(Role), ["handler", "leader"])
    assert [("createUnit" in each["operations"], "createApiKey" in each["operations"]) for each in (mine, theirs)] == [
        (True, True), (False, True),
    ]  # fmt: skip

    answer = await client.delete(f"/v1/keys/{mine['key']['id']}", headers=leader)

    assert answer.status_code == 404


async def test_a_key_for_a_member_without_the_role_is_refused(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("K1", "admin")
    member = (
        await client.post("/v1/members", headers=headers, json={"name": "甲", "home_unit_id": str(world.id("T1"))})
    ).json()

    refused = await client.post("/v1/keys", headers=headers, json=a_key(world, member_id=member["id"]))
    await client.put(f"/v1/members/{member['id']}/roles/{world.id('T1')}/{Role.HANDLER}", headers=headers)
    made = await client.post("/v1/keys", headers=headers, json=a_key(world, member_id=member["id"]))
    me = await client.get("/v1/me", headers={"Authorization": f"Bearer {made.json()['secret']}"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/member_id")
    assert (made.status_code, me.json()["member_name"]) == (201, "甲")
