"""What a category asks besides the words: asked, said, shown, exported, printed, changed, and erased with the words."""

from collections.abc import Mapping
from typing import Any

import httpx2

from escalation.opinions.engine.imports import step as import_step
from escalation.privacy.engine.erasing import step as erase_step
from tests.support.things import FORM, OPINION
from tests.support.world import World

Json = dict[str, Any]
Client = httpx2.AsyncClient

CHINESE = {"Accept-Language": "zh"}
KINDS = [{"key": "dark", "zh": "不亮", "en": "Dark"}, {"key": "blinks", "zh": "闪烁", "en": "Blinks"}]
POLE = {"code": "pole", "zh": "灯杆编号", "en": "Lamp post", "type": "string", "required": True, "longest": 20}
FAULT = {"code": "fault", "zh": "故障", "en": "Fault", "type": "singlevaluelist", "choices": KINDS}
SEEN = {"code": "seen_at", "zh": "发现时间", "en": "Seen at", "type": "datetime"}
SAID = {"pole": "canary-7号", "fault": "dark", "seen_at": "2026-01-31T08:00:00+08:00"}
KEPT = {**SAID, "seen_at": "2026-01-31T00:00:00Z"}


def a_catalogue(*fields: Json) -> Json:
    lamps = {"code": "lamp", "zh": "路灯", "en": "Lamps", "departments": ["ZJ"], "fields": list(fields)}
    roads = {"code": "road", "zh": "道路", "en": "Roads", "departments": ["ZJ"]}
    department = {"code": "ZJ", "zh": "住建局", "en": "Housing", "levels": ["county", "city"]}
    return {"zh": "目录", "en": "Catalogue", "departments": [department], "categories": [lamps, roads]}


async def publish(client: Client, world: World, *fields: Json) -> int:
    answer = await client.post("/v1/catalogues", headers=await world.key("C", "admin"), json=a_catalogue(*fields))
    assert answer.status_code == 201, answer.text
    version: int = answer.json()["version"]
    return version


async def send(client: Client, headers: Mapping[str, str], **fields: object) -> httpx2.Response:
    return await client.post("/v1/opinions", json={**OPINION, **fields}, headers=dict(headers))


def faults(answer: httpx2.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


async def test_a_category_tells_what_it_asks(client: Client, world: World) -> None:
    version = await publish(client, world, POLE, FAULT, SEEN)
    headers = await world.key("V1")
    told = (await client.get("/v1/categories/lamp", headers=headers)).json()
    assert (told["version"], [field["code"] for field in told["fields"]]) == (version, ["pole", "fault", "seen_at"])
    assert told["attributes_schema"]["required"] == ["pole"]
    assert (await client.get("/v1/categories/road", headers=headers)).json()["fields"] == []
    assert (await client.get("/v1/categories/none", headers=headers)).status_code == 404
    assert (await client.get("/v1/categories/lamp?version=99", headers=headers)).status_code == 404


async def test_what_is_said_is_checked_kept_and_stays_readable(client: Client, world: World) -> None:
    version = await publish(client, world, POLE, FAULT, SEEN)
    handler = await world.key("V1")
    sent = await send(client, handler, category="lamp", attributes=SAID)
    assert sent.status_code == 201, sent.text
    opinion = sent.json()
    assert (opinion["attributes"], opinion["attributes_version"]) == (KEPT, version)

    assert faults(await send(client, handler, category="lamp")) == [("/attributes/pole", "required")]
    wrong = await send(client, handler, category="lamp", attributes={**SAID, "fault": "canary", "more": 1})
    assert faults(wrong) == [("/attributes/fault", "not_a_choice"), ("/attributes/more", "unknown_field")]
    assert "canary" not in wrong.text
    assert faults(await send(client, handler, attributes=SAID)) == [("/attributes", "no_category")]
    assert faults(await send(client, handler, category="road", attributes=SAID))[0][1] == "unknown_field"
    assert (await send(client, handler, category="road", attributes={})).json()["attributes"] is None
    in_ticket = {**FORM, "opinion": {**OPINION, "category": "lamp", "attributes": {"pole": 5}}}
    formed = await client.post("/v1/tickets", json=in_ticket, headers=handler)
    assert faults(formed) == [("/opinion/attributes/pole", "wrong_type")]

    await publish(client, world, {**SEEN, "code": "when", "required": True})
    seen = (await client.get(f"/v1/opinions/{opinion['id']}", headers=handler)).json()
    assert (seen["attributes"], seen["attributes_version"]) == (KEPT, version)
    older = await client.get(f"/v1/categories/lamp?version={version}", headers=handler)
    assert [field["zh"] for field in older.json()["fields"]] == ["灯杆编号", "故障", "发现时间"]


async def test_the_paper_and_the_files_say_it_by_name(client: Client, world: World) -> None:
    await publish(client, world, POLE, FAULT, SEEN)
    office = await world.key("K1", "office")
    opinion = {**OPINION, "category": "lamp", "attributes": SAID}
    ticket = (await client.post("/v1/tickets", json={**FORM, "opinion": opinion}, headers=office)).json()["id"]
    await publish(client, world, {**POLE, "zh": "另一名称", "code": "other"})

    paper = (await client.get(f"/v1/tickets/{ticket}/form", headers=office)).text
    assert "灯杆编号: canary-7号; 故障: 不亮; 发现时间: 2026-01-31 08:00" in paper
    export = await client.get("/v1/exports/opinions?format=csv", headers={**office, **CHINESE})
    assert "灯杆编号：canary-7号；故障：不亮；发现时间：2026-01-31 08:00" in export.content.decode("utf-8-sig")


async def test_files_name_the_fields_by_code_or_by_name(client: Client, world: World) -> None:
    await publish(client, world, POLE, FAULT, SEEN)
    handler = await world.key("V1")
    file = (
        "title,category,灯杆编号,fault,发现时间,likes\n路灯一,lamp,7,不亮,2026/1/31 8:00,3\n路灯二,路灯,,dark,,\n"
        "道路,road,,,,\n道路二,road,7,,,\n无类别,,7,,,\n路灯三,lamp,8,canary,,\n"
    )
    given = {"Content-Type": "text/csv", **handler}
    taken = await client.post("/v1/opinions/imports", content=file.encode(), headers=given)
    assert taken.status_code == 202, taken.text
    assert taken.json()["ignored_columns"] == ["likes"]
    while await import_step(world.runtime):
        pass
    receipts = (await client.get(f"/v1/operations/{taken.json()['id']}/receipts", headers=handler)).json()["items"]
    assert [(each["line"], each["code"]) for each in receipts if each["code"]] == [
        (3, "REQUIRED"), (5, "UNKNOWN_FIELD"), (6, "NO_CATEGORY"), (7, "NOT_A_CHOICE"),
    ]  # fmt: skip
    found = (await client.get("/v1/opinions", headers=handler)).json()["items"]
    said = {each["title"]: each["attributes"] for each in found}
    assert said == {"路灯一": {"pole": "7", "fault": "dark", "seen_at": "2026-01-31T00:00:00Z"}, "道路": None}
    own = await client.get("/v1/exports/opinions?format=csv&category=lamp", headers={**handler, **CHINESE})
    heading, line = own.content.decode("utf-8-sig").splitlines()[:2]
    assert heading.split(",")[-3:] == ["灯杆编号", "故障", "发现时间"]
    assert line.split(",")[-3:] == ["7", "不亮", "2026-01-31 08:00"]


async def test_a_citizen_says_it_without_a_clerk(client: Client, world: World) -> None:
    await publish(client, world, POLE, FAULT, SEEN)
    said = {"unit_code": "V1", "title": "路灯", "content": "不亮", "category": "lamp", "attributes": SAID}
    answer = await client.post("/v1/submissions", json=said)
    assert answer.status_code == 201, answer.text
    (opinion,) = (await client.get("/v1/opinions", headers=await world.key("V1"))).json()["items"]
    assert (opinion["category"], opinion["attributes"]) == ("lamp", KEPT)
    refused = await client.post("/v1/submissions", json={**said, "attributes": {}})
    assert faults(refused) == [("/attributes/pole", "required")]


async def test_it_is_held_and_erased_with_the_words(client: Client, world: World) -> None:
    await publish(client, world, POLE, FAULT, SEEN)
    leader = await world.key("T1", "leader")
    citizen = {"name": "王小明", "contact": "13800131234"}
    sent = await send(client, leader, category="lamp", attributes=SAID, citizen=citizen)
    body = {"contact": "13800131234", "reason": "本人查询"}
    held = await client.post("/v1/holdings", json=body, headers=leader)
    assert [each["attributes"] for each in held.json()["items"]] == [KEPT]

    path = f"/v1/opinions/{sent.json()['id']}"
    erased = await client.post(f"{path}/erasure", json={"reason": "本人要求"}, headers=leader)
    assert erased.status_code == 202, erased.text
    for item in (await client.get("/v1/erasures", headers=await world.key("K1", "office"))).json()["items"]:
        decision = {"approve": True}
        await client.post(f"/v1/erasures/{item['id']}/decision", json=decision, headers=await world.key("K1", "office"))
    while await erase_step(world.runtime):
        pass
    seen = (await client.get(path, headers=leader)).json()
    assert seen["erased_at"] is not None
    assert (seen["attributes"], seen["attributes_version"]) == (None, None)
    async with world.runtime.database.connection() as connection:
        assert "canary" not in str(await connection.raw.fetchval("SELECT opinions::text FROM opinions"))
