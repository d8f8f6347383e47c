"""The tree through the interface."""

import httpx2
import pytest

from tests.support.makers import a_ticket
from tests.support.world import World

CSV = {"Content-Type": "text/csv"}


async def codes(client: httpx2.AsyncClient, headers: dict[str, str], **query: str | int) -> list[str]:
    found: list[str] = []
    cursor: dict[str, str] | None = {}
    while cursor is not None:
        page = (await client.get("/v1/units", headers=headers, params={**query, **cursor})).json()
        found += [unit["code"] for unit in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    return found


async def test_pages_show_every_unit_once_in_the_order_of_codes(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("V1")

    assert await codes(client, headers, limit=5) == sorted(world.units)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"parent": "K1"}, ["K1-JT", "K1-SL", "K1-ZJ", "T1", "T2"]),
        ({"level": 4}, ["C", "C-ZJ"]),
        ({"kind": "department", "parent": "C"}, ["C-ZJ"]),
        ({"q": "K1-"}, ["K1-JT", "K1-SL", "K1-ZJ"]),
        ({"q": "%"}, []),
        ({"code": "K1"}, ["K1"]),
        ({"code": "K1", "level": 1}, []),
        ({"code": "none"}, []),
        ({"active": "false"}, []),
    ],
)
async def test_a_list_is_narrowed(
    client: httpx2.AsyncClient, world: World, query: dict[str, str | int], expected: list[str]
) -> None:
    assert await codes(client, await world.key("V1"), **query) == expected


async def test_an_unknown_parent_is_named(client: httpx2.AsyncClient, world: World) -> None:
    answer = await client.get("/v1/units", headers=await world.key("V1"), params={"parent": "none"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?parent")


async def test_a_unit_shows_its_parent_and_how_many_are_below(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("V1")
    answer = await client.get(f"/v1/units/{world.id('K1')}", headers=headers)
    again = await client.get(
        f"/v1/units/{world.id('K1')}", headers={**headers, "If-None-Match": answer.headers["etag"]}
    )

    assert (answer.json()["parent"]["code"], answer.json()["children"]) == ("C", 5)
    assert again.status_code == 304


async def test_a_unit_is_made_once_however_often_it_is_asked_for(client: httpx2.AsyncClient, world: World) -> None:
    headers = {**await world.key("C", "admin"), "Idempotency-Key": "a"}
    body = {"code": "K1-NM", "name": "农牧局", "parent_id": str(world.id("K1")), "kind": "department"}

    first = await client.post("/v1/units", headers=headers, json=body)
    again = await client.post("/v1/units", headers=headers, json=body)

    assert (first.status_code, first.json()["level"]) == (201, 3)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"


async def test_only_an_administrator_changes_the_tree(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("K1", "office")
    unit = f"/v1/units/{world.id('V1')}"

    answers = [
        await client.post(
            "/v1/units", headers=headers, json={"code": "X", "name": "x", "parent_id": str(world.id("K1"))}
        ),
        await client.post("/v1/units/imports", headers={**headers, **CSV}, content=b"code"),
        await client.post(f"{unit}/move", headers=headers, json={"parent_id": str(world.id("T2"))}),
        await client.post(f"{unit}/dissolve", headers=headers, json={"successor_id": str(world.id("V2"))}),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4


async def test_a_file_is_answered_with_receipts(client: httpx2.AsyncClient, world: World) -> None:
    headers = {**await world.key("C", "admin"), **CSV, "Accept-Language": "en"}
    file = "code,parent_code,level,name\nV9,T1,village,新村\nV8,T9,village,孤村\nV1,T1,village,单位V1\n"

    answer = await client.post("/v1/units/imports", headers=headers, content=file.encode())

    assert answer.status_code == 200
    assert answer.json() == {
        "total": 3,
        "created": 1,
        "unchanged": 1,
        "refused": 1,
        "faults": [
            {"line": 3, "code": "unknown_parent", "detail": "There is no unit with the code of the parent."},
        ],
    }


async def test_a_file_of_another_kind_is_refused(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("C", "admin")

    wrong_type = await client.post("/v1/units/imports", headers=headers, json={})
    wrong_header = await client.post("/v1/units/imports", headers={**headers, **CSV}, content=b"a,b\n")

    assert (wrong_type.status_code, wrong_header.status_code) == (415, 422)


async def test_a_unit_moves_with_its_version(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("C", "admin")
    path, body = f"/v1/units/{world.id('V1')}/move", {"parent_id": str(world.id("T2"))}

    stale = await client.post(path, headers={**headers, "If-Match": '"7"'}, json=body)
    moved = await client.post(path, headers={**headers, "If-Match": '"1"'}, json=body)

    assert stale.status_code == 412
    assert (moved.status_code, moved.json()["parent"]["code"], moved.json()["version"]) == (200, "T2", 2)


async def test_a_dissolved_unit_names_its_successor(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("C", "admin")
    ticket = await a_ticket(world, "V1")

    answer = await client.post(
        f"/v1/units/{world.id('V1')}/dissolve",
        headers=headers,
        json={"successor_id": str(world.id("V2")), "reason": "合并"},
    )
    held = (await client.get(f"/v1/tickets/{ticket}", headers=headers)).json()

    assert (answer.json()["active"], answer.json()["successor_id"]) == (False, str(world.id("V2")))
    assert (held["holder"]["code"], held["origin"]["code"]) == ("V2", "V2")


async def test_a_circle_is_refused_with_the_place_of_the_fault(client: httpx2.AsyncClient, world: World) -> None:
    answer = await client.post(
        f"/v1/units/{world.id('K1')}/move",
        headers=await world.key("C", "admin"),
        json={"parent_id": str(world.id("V1"))},
    )

    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/parent_id", "cycle")]


async def test_a_cursor_of_another_list_is_refused(client: httpx2.AsyncClient, world: World) -> None:
    headers = await world.key("C", "admin")
    cursor = (await client.get("/v1/units", headers=headers, params={"limit": 1})).json()["next_cursor"]

    answer = await client.get("/v1/units", headers=headers, params={"limit": 1, "level": 3, "cursor": cursor})

    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_CURSOR")


async def test_a_unit_is_given_another_name_and_a_place(client: httpx2.AsyncClient, world: World) -> None:
    """It is found by how the new name is typed, and no more by the old one."""
    headers, path = await world.key("C", "admin"), f"/v1/units/{world.id('V1')}"
    wanted = {"name": "天润村", "location": {"longitude": 119.7580004, "latitude": 49.2153}}

    answer = await client.patch(path, headers={**headers, "If-Match": '"1"'}, json=wanted)

    changed = answer.json()
    assert (changed["name"], changed["version"], answer.headers["etag"]) == ("天润村", 2, '"2"')
    assert changed["location"] == {"longitude": 119.758, "latitude": 49.2153}
    found = [await codes(client, headers, q=typed, sort="match") for typed in ("trc", "天润", "单位V1")]
    assert found == [["V1"], ["V1"], []]
    stale = await client.patch(path, headers={**headers, "If-Match": '"1"'}, json={"name": "别的名字"})
    assert stale.status_code == 412
    away = await client.patch(path, headers=headers, json={"location": None})
    assert (away.json()["location"], away.json()["name"]) == (None, "天润村")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"location": {"longitude": 180.1, "latitude": 0.0}}, "/location/longitude"),
        ({"location": {"longitude": 119.0}}, "/location/latitude"),
        ({"name": None}, "/name"),
    ],
)
async def test_what_no_unit_can_become_is_refused(
    client: httpx2.AsyncClient, world: World, body: dict[str, object], pointer: str
) -> None:
    answer = await client.patch(f"/v1/units/{world.id('V1')}", headers=await world.key("C", "admin"), json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_only_whoever_administers_a_unit_changes_it(client: httpx2.AsyncClient, world: World) -> None:
    path, body = f"/v1/units/{world.id('V1')}", {"name": "别的名字"}
    asked = [await client.patch(path, headers=await world.key(*who), json=body) for who in (("K2", "admin"), ("V1",))]
    assert [answer.status_code for answer in asked] == [403, 403]


async def test_a_file_says_where_units_are(client: httpx2.AsyncClient, world: World) -> None:
    """A line with half a place, or one that is nowhere on Earth, is refused; the same file again changes nothing."""
    lines = (
        "单位编码,上级编码,层级,名称,经度,纬度",
        "K1-A,K1,county,甲局,119.758,49.2153",
        "K1-B,K1,county,乙局,119.758,",
        "K1-C,K1,county,丙局,49.2153,119.758",
    )
    headers = {**await world.key("C", "admin"), **CSV}
    sent = [await client.post("/v1/units/imports", headers=headers, content="\n".join(lines).encode()) for _ in "12"]

    first, again = [answer.json() for answer in sent]
    assert (first["created"], again["unchanged"]) == (1, 1)
    assert [each["code"] for each in first["faults"]] == ["half_a_location", "wrong_degrees"]
    unit = (await client.get("/v1/units", headers=headers, params={"code": "K1-A"})).json()["items"][0]
    assert unit["location"] == {"longitude": 119.758, "latitude": 49.2153}
    export = await client.get("/v1/exports/units", headers=headers, params={"format": "csv"})
    assert "119.758,49.2153" in export.text
