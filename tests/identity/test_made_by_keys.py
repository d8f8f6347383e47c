"""What a key made ends with it: keys, and what those made; endpoints. No key makes one that outlives it."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from escalation.actors import Role
from escalation.identity.storage import api_keys
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.webhooks.engine import revoked_keys
from tests.support.callers import Callers, Json
from tests.support.receivers import NEIGHBOURHOOD
from tests.support.waiting import until

WAITING = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


async def a_key(callers: Callers, bearer: str | None, code: str, role: str, days: int = 365, **more: object) -> Json:
    body = {"unit_id": str(callers.world.id(code)), "role": role, "name": f"{role} of {code}", "days": days, **more}
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    answer = await callers.ask("" if bearer else "C admin", "POST", "/v1/keys", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def works(callers: Callers, key: Json) -> int:
    # What a process knows of a key it trusts for a few seconds.
    callers.app.state.authenticator.keys.known.clear()
    headers = {"Authorization": f"Bearer {key['secret']}"}
    return (await callers.ask("", "GET", "/v1/me", headers=headers)).status_code


async def test_no_key_makes_one_that_lives_longer_than_itself(callers: Callers) -> None:
    key = await a_key(callers, None, "K1", "admin", days=1)
    longer = await a_key(callers, key["secret"], "T1", "handler", days=3650)
    shorter_lived = [datetime.fromisoformat(each["expires_at"]) for each in (key, longer)]
    assert shorter_lived[1] <= shorter_lived[0]


async def test_with_a_key_end_those_it_made_and_those_that_they_made(callers: Callers) -> None:
    first = await a_key(callers, None, "K1", "admin")
    second = await a_key(callers, first["secret"], "T1", "admin")
    third = await a_key(callers, second["secret"], "V1", "handler")
    other = await a_key(callers, None, "V1", "handler")

    revoked = await callers.ask("C admin", "DELETE", f"/v1/keys/{first['id']}")

    assert revoked.status_code == 200
    assert [await works(callers, key) for key in (first, second, third, other)] == [401, 401, 401, 200]
    headers = {"Authorization": f"Bearer {third['secret']}"}
    refused = (await callers.ask("", "GET", "/v1/me", headers=headers)).json()
    assert (refused["code"], "revoked" in refused["detail"]) == ("UNAUTHENTICATED", True)


async def test_a_revoked_key_that_a_process_still_trusts_makes_no_other(callers: Callers) -> None:
    first = await a_key(callers, None, "K1", "admin")
    headers = {"Authorization": f"Bearer {first['secret']}"}
    assert (await callers.ask("", "GET", "/v1/me", headers=headers)).status_code == 200
    await callers.ask("C admin", "DELETE", f"/v1/keys/{first['id']}")

    body = {"unit_id": str(callers.world.id("T1")), "role": "admin", "name": "x"}
    late = await callers.ask("", "POST", "/v1/keys", json=body, headers=headers)

    assert (late.status_code, late.json()["code"]) == (401, "UNAUTHENTICATED")


async def test_what_is_made_while_its_makers_are_revoked_ends_as_well(callers: Callers) -> None:
    first = await a_key(callers, None, "K1", "admin")
    second = await a_key(callers, first["secret"], "T1", "admin")
    database = callers.world.runtime.database
    async with database.transaction() as connection:
        assert await api_keys.lock_working(connection, UUID(second["id"])) is not None
        now = await read_now(connection)
        third = api_keys.NewKey(
            new_id(), b"third", "x", callers.world.id("T1"), Role.ADMIN, None, f"key:{second['id']}", now,
            now + timedelta(days=1),
        )  # fmt: skip
        await api_keys.insert_key(connection, third)
        revoking = asyncio.create_task(callers.ask("C admin", "DELETE", f"/v1/keys/{first['id']}"))
        await until(lambda: database.pool.fetchval(f"SELECT EXISTS ({WAITING})"))
    assert (await revoking).status_code == 200
    async with database.connection() as connection:
        assert await api_keys.find_key_by_id(connection, third.id) is None


@pytest.mark.parametrize("ending", ["role", "service"])
async def test_what_a_key_made_ends_with_the_role_or_service_of_whoever_it_belonged_to(
    callers: Callers, ending: str
) -> None:
    member = await callers.send("C admin", "/v1/members", name="娜仁", home_unit_id=str(callers.world.id("K1")))
    path = f"/v1/members/{member['id']}"
    role = f"{path}/roles/{callers.world.id('K1')}/admin"
    await callers.put("C admin", role)
    own = await a_key(callers, None, "K1", "admin", member_id=member["id"])
    left = await a_key(callers, own["secret"], "K1", "admin")
    endpoint = await callers.ask(
        "", "POST", "/v1/webhook-endpoints", json={"url": NEIGHBOURHOOD.receiver.url},
        headers={"Authorization": f"Bearer {own['secret']}"},
    )  # fmt: skip

    if ending == "role":
        await callers.ask("C admin", "DELETE", role)
        await callers.put("C admin", role)
    else:
        await callers.ask("C admin", "PATCH", path, json={"active": False})
        await callers.ask("C admin", "PATCH", path, json={"active": True})
    await revoked_keys.step(callers.world.runtime)

    # Given anew, the role opens nothing that it opened before: keys are made anew as well.
    assert [await works(callers, key) for key in (own, left)] == [401, 401]
    shown = await callers.get("C admin", f"/v1/webhook-endpoints/{endpoint.json()['id']}")
    assert (shown["state"], shown["state_reason"]) == ("disabled", "key_revoked")


async def test_nothing_is_sent_any_more_for_a_person_who_could_not_set_it_up_now(callers: Callers) -> None:
    """Whoever has left goes on listening otherwise, at a machine of their own."""
    runtime, unit = callers.world.runtime, callers.world.id("K1")
    member = await callers.send("C admin", "/v1/members", name="娜仁", home_unit_id=str(unit))
    role = f"/v1/members/{member['id']}/roles/{unit}/integrator"
    await callers.put("C admin", role)
    invited = await callers.send("C admin", "/v1/invitations", member_id=member["id"], login="naren")
    password = "三匹白马在雪地里慢慢走过河"
    await callers.send("", "/v1/sign-in/invitation", secret=invited["link"].rpartition("/")[2], password=password)
    phone = await callers.send("", "/v1/tokens", login="naren", password=password, device_name="手机")
    headers = {"Authorization": f"Bearer {phone['access_token']}"}
    made = await callers.ask(
        "", "POST", "/v1/webhook-endpoints", json={"url": NEIGHBOURHOOD.receiver.url}, headers=headers
    )
    path = f"/v1/webhook-endpoints/{made.json()['id']}"
    await revoked_keys.step(runtime)
    before = await callers.get("K1 admin", path)

    await callers.ask("C admin", "DELETE", role)
    await revoked_keys.step(runtime)

    after = await callers.get("K1 admin", path)
    assert (before["state"], after["state"], after["state_reason"]) == ("active", "disabled", "maker_left")
    assert (await callers.ask("K1 admin", "PATCH", path, json={"state": "active"})).json()["state"] == "active"


async def test_who_holds_an_expired_key_is_told_so(callers: Callers) -> None:
    key = await a_key(callers, None, "K1", "handler", days=1)
    await callers.world.advance(days=2)
    callers.app.state.authenticator.keys.known.clear()
    headers = {"Authorization": f"Bearer {key['secret']}"}
    refused = (await callers.ask("", "GET", "/v1/me", headers=headers)).json()
    assert (refused["status"], "expired" in refused["detail"]) == (401, True)


async def test_with_a_key_end_the_endpoints_it_set_up_until_somebody_else_answers_for_them(callers: Callers) -> None:
    key = await a_key(callers, None, "K1", "integrator")
    made = await callers.ask(
        "", "POST", "/v1/webhook-endpoints", json={"url": NEIGHBOURHOOD.receiver.url},
        headers={"Authorization": f"Bearer {key['secret']}"},
    )  # fmt: skip
    path = f"/v1/webhook-endpoints/{made.json()['id']}"
    await revoked_keys.step(callers.world.runtime)
    assert (await callers.get("K1 admin", path))["state"] == "active"

    await callers.ask("C admin", "DELETE", f"/v1/keys/{key['id']}")
    await revoked_keys.step(callers.world.runtime)

    stopped = await callers.get("K1 admin", path)
    assert (stopped["state"], stopped["state_reason"]) == ("disabled", "key_revoked")
    revived = await callers.ask("K1 admin", "PATCH", path, json={"state": "active"})
    assert revived.json()["state"] == "active"
    await revoked_keys.step(callers.world.runtime)
    assert (await callers.get("K1 admin", path))["state"] == "active"


async def test_headers_do_not_follow_an_address_to_another_origin(callers: Callers) -> None:
    body = {"url": f"{NEIGHBOURHOOD.receiver.url}/a", "headers": {"X-Token": "secret"}}
    made = await callers.send("K1 integrator", "/v1/webhook-endpoints", **body)
    path = f"/v1/webhook-endpoints/{made['id']}"

    same = await callers.ask("K1 admin", "PATCH", path, json={"url": f"{NEIGHBOURHOOD.receiver.url}/b"})
    other = await callers.ask("K1 admin", "PATCH", path, json={"url": "https://93.184.216.34/hooks"})
    anew = {"url": "https://93.184.216.35/hooks", "headers": {"X-Other": "x"}}
    given = await callers.ask("K1 admin", "PATCH", path, json=anew)

    names = [sorted(answer.json()["headers"]) for answer in (same, other, given)]
    assert names == [["X-Token"], [], ["X-Other"]]
