"""Members and teams through the interface."""

import httpx2

from tests.support.world import World


async def a_member(client: httpx2.AsyncClient, world: World, **changes: object) -> dict[str, object]:
    body = {"name": "其其格", "home_unit_id": str(world.id("K1-ZJ")), "skills": ["水利"], **changes}
    answer = await client.post("/v1/members", headers=await world.key("C", "admin"), json=body)
    assert answer.status_code == 201
    made: dict[str, object] = answer.json()
    return made


async def test_a_member_is_made_shown_and_found(client: httpx2.AsyncClient, world: World) -> None:
    member = await a_member(client, world)
    headers = await world.key("K1", "office")

    shown = await client.get(f"/v1/members/{member['id']}", headers=headers)
    found = await client.get("/v1/members", headers=headers, params={"unit": "K1-ZJ", "q": "其"})

    assert shown.json() == member
    assert found.json()["items"] == [member]


async def test_a_member_outside_the_scope_does_not_exist(client: httpx2.AsyncClient, world: World) -> None:
    member = await a_member(client, world)

    answer = await client.get(f"/v1/members/{member['id']}", headers=await world.key("K2", "admin"))

    assert answer.status_code == 404


async def test_a_role_is_put_and_deleted(client: httpx2.AsyncClient, world: World) -> None:
    member, headers = await a_member(client, world), await world.key("K1", "admin")
    path = f"/v1/members/{member['id']}/roles/{world.id('T1')}/leader"

    given = [await client.put(path, headers=headers) for _ in range(2)]
    taken = [await client.delete(path, headers=headers) for _ in range(2)]

    assert [(role["unit"]["code"], role["role"]) for role in given[1].json()["roles"]] == [("T1", "leader")]
    assert [answer.status_code for answer in taken] == [200, 404]


async def test_a_field_left_out_of_a_patch_stays(client: httpx2.AsyncClient, world: World) -> None:
    member, headers = await a_member(client, world, rank="division"), await world.key("K1", "admin")

    answer = await client.patch(f"/v1/members/{member['id']}", headers=headers, json={"name": "乌云", "rank": None})

    assert (answer.json()["name"], answer.json()["rank"], answer.json()["skills"]) == ("乌云", None, ["水利"])


async def test_a_patch_cannot_take_a_name_away(client: httpx2.AsyncClient, world: World) -> None:
    member, headers = await a_member(client, world), await world.key("K1", "admin")

    answer = await client.patch(f"/v1/members/{member['id']}", headers=headers, json={"name": None})

    assert answer.status_code == 422


async def test_members_come_in_a_file(client: httpx2.AsyncClient, world: World) -> None:
    headers = {**await world.key("C", "admin"), "Content-Type": "text/csv"}
    file = "name,home_unit_code,role,unit_code\n甲,K1,handler,K1\n乙,K9,handler,K1\n"

    answer = await client.post("/v1/members/imports", headers=headers, content=file.encode())

    assert (answer.status_code, answer.json()["created"], answer.json()["refused"]) == (200, 1, 1)


async def test_a_team_is_formed_and_joined(client: httpx2.AsyncClient, world: World) -> None:
    member, headers = await a_member(client, world), await world.key("K1", "admin")
    body = {"unit_id": str(world.id("K1")), "name": "引领一队"}

    made = await client.post("/v1/teams", headers=headers, json=body)
    again = await client.post("/v1/teams", headers=headers, json=body)
    path = f"/v1/teams/{made.json()['id']}"
    joined = await client.put(f"{path}/members/{member['id']}", headers=headers, json={"team_role": "leader"})
    listed = await client.get("/v1/teams", headers=headers, params={"unit": "K1"})
    left = await client.delete(f"{path}/members/{member['id']}", headers=headers)

    assert (made.status_code, again.status_code, left.status_code) == (201, 409, 204)
    assert joined.json()["members"][0]["skills"] == ["水利"]
    assert listed.json()["items"] == [joined.json()]
    assert (await client.get(path, headers=headers)).json()["members"] == []


async def test_only_an_administrator_makes_members(client: httpx2.AsyncClient, world: World) -> None:
    body = {"name": "x", "home_unit_id": str(world.id("K1"))}

    answer = await client.post("/v1/members", headers=await world.key("K1", "office"), json=body)

    assert answer.status_code == 403


async def test_an_officer_of_the_city_is_not_changed_by_a_village_that_gave_them_a_role(
    client: httpx2.AsyncClient, world: World
) -> None:
    city, village = await world.key("C", "admin"), await world.key("V1", "admin")
    officer = await a_member(client, world, home_unit_id=str(world.id("C")))
    path = f"/v1/members/{officer['id']}"
    unseen = await client.patch(path, headers=village, json={"active": False})
    for code in ("V1", "K1"):
        await client.put(f"{path}/roles/{world.id(code)}/leader", headers=city)

    seen = await client.get(path, headers=village)
    refused = [await client.patch(path, headers=village, json=body) for body in ({"active": False}, {"name": "乌云"})]
    taken = [await client.delete(f"{path}/roles/{world.id(code)}/leader", headers=village) for code in ("K1", "V1")]

    assert (unseen.status_code, seen.status_code) == (404, 200)
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(403, "FORBIDDEN_ACTION")] * 2
    assert [answer.status_code for answer in taken] == [403, 200]
    changed = await client.patch(path, headers=city, json={"name": "乌云"})
    assert (changed.status_code, changed.json()["active"]) == (200, True)
