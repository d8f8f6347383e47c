"""Four eyes: one human is known as such by their keys, their members and in person alike."""

from uuid import UUID

from escalation.identity.domain.posts import principal_of
from escalation.identity.storage.people import insert_person, link_member
from escalation.identity.usecases.four_eyes import Who, is_one_human
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from tests.support.callers import Callers


async def a_key(callers: Callers, headers: dict[str, str], role: str, **more: object) -> tuple[Who, dict[str, str]]:
    body = {"unit_id": str(callers.world.id("K1")), "role": role, "name": "x", **more}
    answer = await callers.ask("", "POST", "/v1/keys", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return (f"key:{made['id']}", None), {"Authorization": f"Bearer {made['secret']}"}


async def test_whoever_makes_a_key_by_their_own_key_is_no_second_human_in_person(callers: Callers) -> None:
    """Also if they signed in for the first time after the keys were made."""
    admin = await callers.key("C admin")
    member = (await callers.send("C admin", "/v1/members", name="娜仁", home_unit_id=str(callers.world.id("K1"))))["id"]
    await callers.put("C admin", f"/v1/members/{member}/roles/{callers.world.id('K1')}/admin")
    own, by_own = await a_key(callers, admin, "admin", member_id=member)
    made, _ = await a_key(callers, by_own, "office")
    stranger, _ = await a_key(callers, admin, "office")
    person = new_id()
    in_person = principal_of(person), person
    async with callers.world.runtime.database.transaction() as connection:
        now = await read_now(connection)
        await insert_person(connection, person, "娜仁", now)
        await link_member(connection, UUID(member), person, now)
        found = [await is_one_human(connection, key, in_person) for key in (own, made, stranger)]

    assert found == [True, True, False]
