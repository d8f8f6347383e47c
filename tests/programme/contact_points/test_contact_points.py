"""Contact points: who assigns them, who sees them, what the rule says, and what becomes of them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final
from uuid import UUID

import pytest

from escalation.actors import OPERATOR
from escalation.feed.engine.sequencer import Sequencer
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.database.named_locks import take_lock
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.storage.contact_points import NewContactPoint, insert_contact_points
from escalation.programme.contact_points.usecases import contact_point_import
from escalation.programme.contact_points.usecases.contact_point_import import import_contact_points
from escalation.programme.contact_points.usecases.contact_points import LOCK
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.support.callers import Callers
from tests.support.roles import as_owner
from tests.support.waiting import until

POINTS: Final = "/v1/contact-points"
CHECKS: Final = "/v1/contact-checks"


@pytest.fixture(autouse=True)
async def both_sides_known(callers: Callers) -> AsyncIterator[None]:
    """Whatever a story does, contact points know where their unit is, and where their cadre works."""
    yield
    async with as_owner(callers.world.runtime.database).connection() as connection:
        assert await connection.raw.fetch(
            """
            SELECT p.id FROM contact_points p JOIN units u ON u.id = p.unit_id
            JOIN members m ON m.id = p.member_id JOIN units h ON h.id = m.home_unit_id
            WHERE (p.unit_path, p.home_unit_id, p.home_path) <> (u.path, h.id, h.path)
            """
        ) == []  # fmt: skip


async def a_cadre(callers: Callers, home: str, rank: str | None, name: str) -> str:
    """Somebody who works at a unit."""
    made = await callers.send("C admin", "/v1/members", name=name, home_unit_id=str(callers.world.id(home)), rank=rank)
    return str(made["id"])


async def assign(callers: Callers, who: str, member: str, unit: str, **more: object) -> dict[str, Any]:
    return await callers.send(who, POINTS, member_id=member, unit_id=str(callers.world.id(unit)), **more)


def codes(findings: list[dict[str, Any]]) -> list[str]:
    return [each["code"] for each in findings]


async def test_a_county_cadre_gets_a_township_and_a_village_and_the_rule_is_kept(callers: Callers) -> None:
    """What is missing is said until it is there; what is too much, elsewhere or of another level is said at once."""
    cadre = await a_cadre(callers, "K1-ZJ", "division", "娜仁")
    (check,) = (await callers.get("K1 office", f"{CHECKS}/cadres"))["items"]
    assert codes(check["findings"]) == ["missing", "missing"]
    assert check["findings"][0]["detail"] == "Township: 0 of at least 1."
    first = await assign(callers, "K1 office", cadre, "T1")
    await assign(callers, "K1 office", cadre, "V1")
    (check,) = (await callers.get("K1 supervisor", f"{CHECKS}/cadres?within=K1"))["items"]
    assert check["findings"] == []
    assert [(each["level"], each["have"], each["least"], each["most"]) for each in check["quotas"]] == [
        (2, 1, 1, 1), (1, 1, 1, 1),
    ]  # fmt: skip
    again = {"member_id": cadre, "unit_id": str(callers.world.id("V1"))}
    assert (await callers.ask("K1 office", "POST", POINTS, json=again)).status_code == 409
    more = await assign(callers, "K1 office", cadre, "V2")
    assert codes(more["findings"]) == ["too_many"]
    far = await assign(callers, "C office", cadre, "K2")
    assert codes(far["findings"]) == ["too_many", "wrong_level", "outside"]
    for point, status in ((more, 200), (far, 200), (more, 409)):
        ended = await callers.ask("C office", "POST", f"{POINTS}/{point['id']}/end", json={"reason": "分工调整"})
        assert ended.status_code == status, ended.text
    history = (await callers.get("K1 office", f"{POINTS}?member={cadre}"))["items"]
    assert [(each["unit"]["code"], each["end_reason"]) for each in history] == [
        ("T1", None), ("V1", None), ("V2", "分工调整"), ("K2", "分工调整"),
    ]  # fmt: skip
    assert [each["id"] for each in (await callers.get("K1 office", f"{POINTS}?unit=T1"))["items"]] == [first["id"]]
    now = (await callers.get("C office", f"{POINTS}?within=K1&current=true"))["items"]
    assert [each["unit"]["code"] for each in now] == ["T1", "V1"]


async def test_a_village_cadre_keeps_in_touch_with_households_whose_names_are_sealed(callers: Callers) -> None:
    cadre = await a_cadre(callers, "V1", "village", "巴图")
    point = await assign(callers, "V1 leader", cadre, "V1", contact_place="household", label="王小明家")
    pool = callers.world.runtime.database.pool
    stored = await pool.fetchval("SELECT string_agg(c::text, '') FROM contact_points c")
    assert "王小明".encode().hex() not in stored
    assert "王小明" not in stored
    assert (await callers.get("V1 handler", f"{POINTS}/{point['id']}"))["label"] == "王小明家"
    assert (await callers.ask("V2 leader", "GET", f"{POINTS}/{point['id']}")).status_code == 404
    # A county reads it: it answers for the village. The village's own handler may not end it.
    end = {"json": {"reason": "搬走"}}
    assert (await callers.ask("V1 handler", "POST", f"{POINTS}/{point['id']}/end", **end)).status_code == 403
    stale = await callers.ask("T1 leader", "POST", f"{POINTS}/{point['id']}/end", headers={"If-Match": '"7"'}, **end)
    assert stale.status_code == 412
    ended = await callers.send("T1 leader", f"{POINTS}/{point['id']}/end", reason="搬走")
    assert (ended["label"], ended["end_reason"]) == (None, "搬走")
    await Sequencer(FAN_OUT).step(callers.world.runtime)
    told = await callers.ask("V1 leader", "GET", "/v1/events?type=contact_point.*")
    assert [(each["type"], each["record_id"]) for each in told.json()["items"]] == [
        ("contact_point.assigned", point["id"]), ("contact_point.ended", point["id"]),
    ]  # fmt: skip
    assert "王小明" not in told.text
    assert "搬走" not in told.text
    assert (await callers.get("V2 leader", "/v1/events?type=contact_point.*"))["items"] == []
    assert await pool.fetchval("SELECT count(*) FROM contact_points WHERE label IS NOT NULL") == 0


async def test_whoever_answers_for_the_cadre_assigns_and_both_sides_see_it(callers: Callers) -> None:
    cadre, unit = await a_cadre(callers, "C-ZJ", "bureau", "高娃"), str(callers.world.id("V1"))
    body = {"member_id": cadre, "unit_id": unit}
    # The county does not see who works for the city, the city's supervisor assigns nobody.
    refused = await callers.ask("K1 office", "POST", POINTS, json=body)
    assert refused.json()["errors"][0]["code"] == "unknown_member"
    assert (await callers.ask("C supervisor", "POST", POINTS, json=body)).status_code == 403
    point = await assign(callers, "C office", cadre, "V1")
    for who, status in (("V1 handler", 200), ("T1 leader", 200), ("C handler", 404), ("K2 office", 404)):
        assert (await callers.ask(who, "GET", f"{POINTS}/{point['id']}")).status_code == status, who
    # The village sees its cadre, and is not the one to let them go.
    ended = await callers.ask("K1 office", "POST", f"{POINTS}/{point['id']}/end", json={"reason": "x"})
    assert ended.status_code == 403
    wrong = (
        ({"unit_id": str(callers.world.id("K1-ZJ"))}, "no_place"), ({"contact_place": "household"}, "required"),
        ({"label": "一组"}, "not_taken"), ({"member_id": point["id"]}, "unknown_member"),
    )  # fmt: skip
    for change, code in wrong:
        answer = await callers.ask("C office", "POST", POINTS, json=body | change)
        assert answer.json()["errors"][0]["code"] == code, answer.text


async def test_villages_without_anybody_are_named_and_those_with_too_many(callers: Callers) -> None:
    """Three cadres with one village are one too many: whoever assigns the third is told, and so is who looks."""
    assigned = []
    for name in ("娜仁", "高娃", "其其格"):
        cadre = await a_cadre(callers, "K1", "division", name)
        assigned.append(await assign(callers, "K1 office", cadre, "V1"))
    assert [len(each["warnings"]) for each in assigned] == [0, 0, 1]
    assert assigned[2]["warnings"][0]["params"]["count"] == 3
    crowded = (await callers.get("T1 leader", f"{CHECKS}/units?issue=crowded"))["items"]
    assert [(each["unit"]["code"], each["cadres"]) for each in crowded] == [("V1", 3)]
    uncovered = await callers.get("K1 office", f"{CHECKS}/units?limit=1")
    rest = await callers.get("K1 office", f"{CHECKS}/units?limit=1&cursor={uncovered['next_cursor']}")
    assert [each["unit"]["code"] for page in (uncovered, rest) for each in page["items"]] == ["V2", "V3"]
    counted = (await callers.get("K1 office", f"{CHECKS}/coverage"))["items"]
    assert [(each["unit"]["code"], each["to_cover"], each["covered"]) for each in counted] == [
        ("K1", 3, 1), ("T1", 2, 1), ("T2", 1, 0),
    ]  # fmt: skip
    assert (await callers.ask("T1 leader", "GET", f"{CHECKS}/coverage?within=K1")).status_code == 403
    assert (await callers.ask("V1 handler", "GET", f"{CHECKS}/coverage")).status_code == 403


async def test_the_successor_of_a_dissolved_village_has_its_cadres(callers: Callers) -> None:
    """Somebody who kept in touch with both is told that one is there twice; a cadre who leaves is named."""
    cadre = await a_cadre(callers, "T1", "section", "娜仁")
    point = await assign(callers, "T1 leader", cadre, "V1")
    await assign(callers, "T1 leader", cadre, "V2")
    group = await assign(callers, "T1 leader", cadre, "V1", contact_place="group", label="一组")
    dissolved = f"/v1/units/{callers.world.id('V1')}/dissolve"
    await callers.send("C admin", dissolved, successor_id=str(callers.world.id("V2")))
    moved = await callers.get("T1 leader", f"{POINTS}/{point['id']}")
    assert (moved["unit"]["code"], moved["first_unit"]["code"]) == ("V2", "V1")
    assert (await callers.get("T1 leader", f"{POINTS}/{group['id']}"))["label"] == "一组"
    (check,) = (await callers.get("T1 leader", f"{CHECKS}/cadres"))["items"]
    assert codes(check["findings"]) == ["named_twice"]
    await callers.ask("C admin", "PATCH", f"/v1/members/{cadre}", json={"active": False})
    (check,) = (await callers.get("T1 leader", f"{CHECKS}/cadres"))["items"]
    assert codes(check["findings"]) == ["not_serving"]


@pytest.mark.parametrize("repeat", [2])
async def test_asked_twice_it_is_assigned_once(callers: Callers, repeat: int) -> None:
    cadre = await a_cadre(callers, "T1", "section", "娜仁")
    body = {"member_id": cadre, "unit_id": str(callers.world.id("V1"))}
    answers = [
        await callers.ask("T1 leader", "POST", POINTS, json=body, headers={"Idempotency-Key": "once"})
        for _ in range(repeat)
    ]
    assert {answer.json()["id"] for answer in answers} == {answers[0].json()["id"]}
    assert [answer.status_code for answer in answers] == [201, 201]


async def test_a_file_of_contact_points_comes_in_once_and_goes_out_as_it_came(callers: Callers) -> None:
    cadre = await a_cadre(callers, "K1-ZJ", "division", "娜仁")
    await a_cadre(callers, "V1", "village", "巴图")
    heading = "联系干部,所在单位代码,联系点代码,联系类别,联系对象"
    lines = (
        "娜仁,K1-ZJ,T1,,", "巴图,V1,V1,党员中心户,王小明家", "巴图,V1,V1,户,", "无此人,V1,V1,,", "娜仁,K1-ZJ,V9,,",
        "娜仁,K1-ZJ,K2,,", "娜仁,K1-ZJ,K1-JT,,", "娜仁,K1-ZJ,V1,亲戚,",
    )  # fmt: skip
    looked_at = await callers.upload("K1 office", f"{POINTS}/imports/checks", heading, *lines)
    assert (looked_at["created"], len(looked_at["faults"])) == (2, 6)
    assert (await callers.get("K1 office", POINTS))["items"] == []
    taken = await callers.upload("K1 office", f"{POINTS}/imports", heading, *lines)
    assert (taken["created"], [each["code"] for each in taken["faults"]]) == (
        2, ["required", "unknown_member", "unknown_unit", "outside_scope", "no_place", "unknown_place"],
    )  # fmt: skip
    file = (await callers.ask("K1 office", "GET", "/v1/exports/contact-points?current=true")).text
    assert "巴图,V1,,V1,party_household,王小明家" in file
    again = await callers.upload("K1 office", f"{POINTS}/imports", *file.splitlines())
    assert (again["created"], again["unchanged"], again["faults"]) == (0, 2, [])
    assert len((await callers.get("K1 office", f"{POINTS}?member={cadre}"))["items"]) == 1
    # The village takes in what is its own, of its own people alone.
    below = await callers.upload("V1 leader", f"{POINTS}/imports", heading, "娜仁,K1-ZJ,V1,,", "巴图,V1,V1,户,李四家")
    assert (below["created"], [each["code"] for each in below["faults"]]) == (1, ["outside_scope"])
    # The operator's file reaches everywhere.
    said = f"{heading}\n娜仁,K1-ZJ,K2,,\n".encode()
    operated = await import_contact_points(callers.world.runtime, said, by=None)
    assert (operated.created, operated.faults) == (1, ())


async def test_a_file_is_held_to_the_rules_of_one_by_one(callers: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has a name twice, has left, has enough, or is none of the caller's people."""
    monkeypatch.setattr(contact_point_import, "MOST_POINTS", 1)
    home = {"home_unit_id": str(callers.world.id("K1"))}
    people = ({"name": "重名"}, {"name": "重名"}, {"name": "有号", "external_ref": "E-1"}, {"name": "已调离"})
    *_, gone = [await callers.send("C admin", "/v1/members", **home, **each) for each in people]
    await callers.ask("C admin", "PATCH", f"/v1/members/{gone['id']}", json={"active": False})
    elsewhere = {"home_unit_id": str(callers.world.id("K2")), "external_ref": "X-1"}
    await callers.send("C admin", "/v1/members", name="外县", **elsewhere)
    heading = "name,home_unit_code,unit_code,external_ref"
    lines = ("重名,K1,T1,", "已调离,K1,T1,", "外县,K1,T1,X-1", "无人,K1,T1,X-2", "有号,K1,T1,", "有号,K1,V1,E-1")
    taken = await callers.upload("K1 office", f"{POINTS}/imports", heading, *lines)
    assert (taken["created"], [each["code"] for each in taken["faults"]]) == (
        1, ["several_members", "not_serving", "unknown_member", "unknown_member", "limit_reached"],
    )  # fmt: skip


async def test_a_file_waits_for_whoever_assigns_to_the_same_cadre(callers: Callers) -> None:
    cadre = UUID(await a_cadre(callers, "K1", "division", "并发"))
    database, vault = callers.world.runtime.database, callers.world.runtime.vault
    async with database.transaction() as connection:
        await take_lock(connection, LOCK, cadre)
        heading = "name,home_unit_code,unit_code"
        upload = asyncio.create_task(callers.upload("K1 office", f"{POINTS}/imports", heading, "并发,K1,T1"))
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while not upload.done() and not await connection.raw.fetchval(waiting):
            await asyncio.wait([upload], timeout=0.02)
        point = NewContactPoint(new_id(), cadre, callers.world.id("T1"), ContactPlace.UNIT, None)
        await insert_contact_points(connection, vault, [point], await read_now(connection), OPERATOR, "test")
    taken = await upload
    assert (taken["created"], taken["unchanged"]) == (0, 1)


async def test_who_works_elsewhere_now_is_seen_there_with_what_they_keep_in_touch_with(callers: Callers) -> None:
    cadre = await a_cadre(callers, "T1", "section", "萨仁")
    point = await assign(callers, "K1 office", cadre, "V1")
    seen = {who: [each["id"] for each in await callers.pages(who, POINTS)] for who in ("T1 leader", "T2 leader")}
    assert seen == {"T1 leader": [point["id"]], "T2 leader": []}
    async with as_owner(callers.world.runtime.database).connection() as connection:
        moved = "UPDATE members SET home_unit_id = $2 WHERE id = $1"
        await connection.raw.execute(moved, UUID(cadre), callers.world.id("T2"))
    assert [each["id"] for each in await callers.pages("T2 leader", POINTS)] == [point["id"]]
    assert [each["id"] for each in await callers.pages("V1 handler", f"{POINTS}?current=true")] == [point["id"]]
    assert await callers.pages("V1 handler", f"{POINTS}?current=false") == []
    assert await callers.pages("V2 handler", POINTS) == []


async def test_whoever_assigns_while_a_unit_moves_waits_and_has_its_new_place(callers: Callers) -> None:
    cadre = await a_cadre(callers, "V2", "village", "乌云")
    async with as_owner(callers.world.runtime.database).connection() as moving:
        move = moving.raw.transaction()
        await move.start()
        await moving.raw.execute(
            """UPDATE units u SET parent_id = t.id, path = t.path || u.serial || '/' FROM units t
            WHERE u.id = $1 AND t.id = $2""",
            callers.world.id("V2"), callers.world.id("T2"),
        )  # fmt: skip
        assigned = asyncio.create_task(assign(callers, "K1 office", cadre, "V2"))

        async def waits() -> bool:
            return await moving.raw.fetchval("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)") is True

        await until(waits)
        await move.commit()
    assert (await assigned)["unit"]["code"] == "V2"
    seen = {who: len(await callers.pages(who, POINTS)) for who in ("T1 leader", "T2 leader")}
    assert seen == {"T1 leader": 0, "T2 leader": 1}
