"""Opinions over HTTP: sent, seen, compared, called about, dismissed, and formed into tickets."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import httpx2
import pytest

from escalation.forms.usecases.ticket_page import MOST_OPINIONS
from escalation.opinions.api.form_ticket import FormedOut
from escalation.opinions.api.opinions import ListedOpinionOut, OpinionOut
from tests.support.catalogue import load_categories
from tests.support.makers import a_code, move
from tests.support.world import World

OPINION = {"title": "路灯不亮", "content": "村口的路灯坏了三天，晚上走路很不方便。", "source": "visit"}
CITIZEN = {"name": "王小明", "contact": "138 0013 1234"}
FORM = {"urgency": "routine", "difficulty": "simple"}
Client = httpx2.AsyncClient
Json = dict[str, Any]


async def send(client: Client, headers: Mapping[str, str], **fields: object) -> Json:
    answer = await client.post("/v1/opinions", json={**OPINION, **fields}, headers=dict(headers))
    assert answer.status_code == 201, answer.text
    body: Json = answer.json()
    return body


async def form(client: Client, headers: Mapping[str, str], *ids: str, **fields: object) -> httpx2.Response:
    body = {**FORM, "opinion_ids": list(ids), **fields}
    return await client.post("/v1/tickets", json=body, headers=dict(headers))


async def titles(client: Client, headers: Mapping[str, str], **query: str) -> list[str]:
    answer = await client.get("/v1/opinions", params=query, headers=dict(headers))
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json()["items"]]


async def test_an_opinion_is_answered_without_a_tracking_code(world: World, client: Client) -> None:
    handler = await world.key("V1")
    sent = await send(client, handler, citizen=CITIZEN)
    OpinionOut.model_validate(sent)
    assert (sent["status"], sent["unit"]["code"], sent["contact_masked"]) == ("inbox", "V1", "****34")
    assert "王小明" not in str(sent)
    assert "80013" not in str(sent)
    seen = (await client.get(f"/v1/opinions/{sent['id']}", headers=handler)).json()
    OpinionOut.model_validate(seen)
    assert "tracking_code" not in {**sent, **seen}
    assert (sent["code_way"], sent["code_given_at"]) == ("paper", None)


async def test_name_and_contact_are_sealed_where_they_are_kept(world: World, client: Client) -> None:
    await send(client, await world.key("V1"), citizen=CITIZEN)
    async with world.runtime.database.connection() as connection:
        stored = await connection.raw.fetchval("SELECT opinions::text FROM opinions")
    assert "王小明" not in stored
    assert "13800131234" not in stored
    assert "王小明".encode().hex() not in stored


async def test_a_repeated_key_does_not_register_twice(world: World, client: Client) -> None:
    headers = {**await world.key("V1"), "Idempotency-Key": "one"}
    first = await client.post("/v1/opinions", json=OPINION, headers=headers)
    again = await client.post("/v1/opinions", json=OPINION, headers=headers)
    other = await client.post("/v1/opinions", json={**OPINION, "title": "别的事"}, headers=headers)
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert other.json()["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert await titles(client, await world.key("V1")) == ["路灯不亮"]


async def test_twenty_with_one_key_register_one(world: World, client: Client) -> None:
    headers = {**await world.key("V1"), "Idempotency-Key": "one"}
    answers = await asyncio.gather(*(client.post("/v1/opinions", json=OPINION, headers=headers) for _ in range(20)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert await titles(client, await world.key("V1")) == ["路灯不亮"]


async def test_an_external_reference_is_taken_for_ever(world: World, client: Client) -> None:
    handler = await world.key("V1")
    await send(client, handler, source_system="12345", external_ref="A-1")
    body = {**OPINION, "source_system": "12345", "external_ref": "A-1"}
    again = await client.post("/v1/opinions", json=body, headers=handler)
    assert (again.status_code, again.json()["code"]) == (409, "DUPLICATE_EXTERNAL_REF")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"title": ""}, "/title"),
        ({"title": "a\u0000"}, "/title"),
        ({"content": "甲" * 10_001}, "/content"),
        ({"content": "\u202e倒着"}, "/content"),
        ({"source": "rumour"}, "/source"),
        ({"unit_code": "X9"}, "/unit_code"),
        ({"unit_code": "V1", "unit_id": "0197f0f0-0000-7000-8000-000000000000"}, "/unit_code"),
        ({"category": "no.such"}, "/category"),
        ({"external_ref": "A-1"}, "/source_system"),
        ({"source_system": "12345"}, "/external_ref"),
        ({"submitted_at": "2190-01-01T00:00:00Z"}, "/submitted_at"),
        ({"submitted_at": "2026-01-01T00:00:00"}, "/submitted_at"),
        ({"citizen": {"phone": "1"}}, "/citizen/phone"),
        ({"status": "attached"}, "/status"),
        ({"confidential": "yes"}, "/confidential"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_kept(
    world: World, client: Client, fields: Json, pointer: str
) -> None:
    handler = await world.key("V1")
    answer = await client.post("/v1/opinions", json={**OPINION, **fields}, headers=handler)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert await titles(client, handler) == []


async def test_nobody_registers_for_a_unit_out_of_reach(world: World, client: Client) -> None:
    answer = await client.post(
        "/v1/opinions", json={**OPINION, "unit_code": "V2"}, headers=await world.key("V1", "handler")
    )
    assert answer.json()["code"] == "FORBIDDEN_ACTION"
    leader = await send(client, await world.key("T1", "leader"), unit_code="V2")
    assert leader["unit"]["code"] == "V2"


async def test_a_supervisor_reads_but_does_not_register(world: World, client: Client) -> None:
    supervisor = await world.key("C", "supervisor")
    answer = await client.post("/v1/opinions", json=OPINION, headers=supervisor)
    assert answer.status_code == 403


async def test_the_inbox_is_narrowed_to_the_callers_scope(world: World, client: Client) -> None:
    for code in ("V1", "V2", "V3"):
        await send(client, await world.key(code), title=f"来自{code}")
    assert await titles(client, await world.key("V1")) == ["来自V1"]
    assert await titles(client, await world.key("T1", "leader")) == ["来自V2", "来自V1"]
    assert await titles(client, await world.key("C", "supervisor"), unit="T2") == ["来自V3"]
    assert await titles(client, await world.key("K2", "office")) == []


async def test_what_is_not_yours_does_not_exist(world: World, client: Client) -> None:
    sent = await send(client, await world.key("V1"))
    stranger = await world.key("V3", "leader")
    path = f"/v1/opinions/{sent['id']}"
    answers = [
        await client.get(path, headers=stranger),
        await client.post(f"{path}/contact", json={"reason": "看"}, headers=stranger),
        await client.post(f"{path}/dismiss", json={"reason": "看"}, headers=stranger),
        await form(client, stranger, sent["id"]),
        await client.get("/v1/opinions", params={"similar_to": sent["id"]}, headers=stranger),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 422, 404]


async def test_a_confidential_opinion_is_for_offices_and_leaders(world: World, client: Client) -> None:
    sent = await send(client, await world.key("V1", "leader"), confidential=True)
    path = f"/v1/opinions/{sent['id']}"
    for code, role, status in (
        ("V1", "leader", 200), ("K1", "office", 200), ("V1", "handler", 404), ("C", "supervisor", 404),
        ("C", "admin", 404), ("K1", "integrator", 404),
    ):  # fmt: skip
        assert (await client.get(path, headers=await world.key(code, role))).status_code == status, (code, role)
    assert await titles(client, await world.key("C", "supervisor")) == []


async def test_a_confidential_category_makes_opinion_and_ticket_confidential(world: World, client: Client) -> None:
    await load_categories(world.runtime)
    async with world.runtime.database.connection() as connection:
        code = await connection.raw.fetchval("SELECT code FROM categories WHERE confidential ORDER BY rank LIMIT 1")
    leader = await world.key("V1", "leader")
    sent = await send(client, leader, category=code)
    assert sent["confidential"]
    formed = (await form(client, leader, sent["id"])).json()
    assert (formed["confidential"], formed["category"]) == (True, code)


async def test_a_unit_that_a_ticket_is_about_sees_its_opinions_no_more(world: World, client: Client) -> None:
    sent = await send(client, await world.key("T1", "leader"))
    formed = await form(client, await world.key("T1", "leader"), sent["id"], accused_unit_id=str(world.id("V1")))
    assert formed.status_code == 201, formed.text
    path = f"/v1/opinions/{sent['id']}"
    ticket = formed.json()["id"]
    await move(world, UUID(ticket), world.actor("T1", "leader"), "dispatch", unit_id=world.id("T1"))
    assert (await client.get(path, headers=await world.key("T1", "leader"))).status_code == 200
    assert (await client.get(path, headers=await world.key("V1", "leader"))).status_code == 404


async def test_a_unit_may_not_receive_what_is_about_itself(world: World, client: Client) -> None:
    leader = await world.key("V1", "leader")
    sent = await send(client, leader)
    for code in ("V1", "T1"):
        answer = await form(client, leader, sent["id"], accused_unit_id=str(world.id(code)))
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/accused_unit_id"]


async def test_the_words_of_an_opinion_suggest_its_category(world: World, client: Client) -> None:
    await load_categories(world.runtime)
    handler = await world.key("V1")
    sent = await send(client, handler, title="拖欠农民工工资", content="工地老板拖欠我们的工资已经半年了。")
    assert sent["suggested_categories"][0].startswith("labour")
    assert await titles(client, handler, category=sent["suggested_categories"][0].split(".")[0]) == ["拖欠农民工工资"]
    assert await titles(client, handler, category="education") == []


async def test_what_is_handled_already_is_found_by_likeness(world: World, client: Client) -> None:
    handler = await world.key("V1")
    ids = [(await send(client, handler))["id"] for _ in range(2)]
    await form(client, handler, ids[0])
    assert await titles(client, handler) == ["路灯不亮"]
    answer = await client.get("/v1/opinions", params={"similar_to": ids[1]}, headers=handler)
    assert [(item["id"], item["status"], item["likeness"]) for item in answer.json()["items"]] == [
        (ids[0], "attached", 1.0)
    ]


async def test_opinions_about_one_matter_are_found_likest_first(world: World, client: Client) -> None:
    handler = await world.key("V1")
    words = "村口的路灯坏了三天，晚上走路很不方便，请尽快修理。"
    first = await send(client, handler, title="村口的路灯不亮", content=words)
    await send(client, handler, title="村口路灯坏了", content="村口的路灯坏了三天，晚上老人走路很不方便。")
    await send(client, handler, title="自来水停水", content="我们小区已经停水两天，没有人通知。")
    answer = await client.get("/v1/opinions", params={"similar_to": first["id"]}, headers=handler)
    items = answer.json()["items"]
    ListedOpinionOut.model_validate(items[0])
    assert items[0]["title"] == "村口路灯坏了"
    assert 0 < items[0]["likeness"] <= 1
    assert first["id"] not in {item["id"] for item in items}
    assert "自来水停水" not in {item["title"] for item in items}


@pytest.mark.parametrize("similar", [False, True])
async def test_pages_go_on_without_gap_or_repetition(world: World, client: Client, similar: bool) -> None:
    handler = await world.key("V1")
    ids = [(await send(client, handler))["id"] for _ in range(5)]
    query = {"limit": "2"} | ({"similar_to": ids[0]} if similar else {})
    seen: list[str] = []
    following: str | None = "first page"
    while following is not None:
        page = (await client.get("/v1/opinions", params=query, headers=handler)).json()
        seen += [item["id"] for item in page["items"]]
        following = page["next_cursor"]
        query["cursor"] = following or ""
    assert sorted(seen) == sorted(ids[1:] if similar else ids)


async def test_a_cursor_of_another_list_is_refused(world: World, client: Client) -> None:
    handler = await world.key("V1")
    for _ in range(2):
        await send(client, handler)
    cursor = (await client.get("/v1/opinions", params={"limit": "1"}, headers=handler)).json()["next_cursor"]
    answer = await client.get("/v1/opinions", params={"cursor": cursor, "status": "inbox"}, headers=handler)
    assert answer.json()["code"] == "INVALID_CURSOR"
    empty = await client.get("/v1/opinions", params={"cursor": ""}, headers=handler)
    assert empty.json()["code"] == "INVALID_CURSOR"


async def test_a_contact_is_opened_for_who_works_on_it_and_every_look_is_on_record(
    world: World, client: Client
) -> None:
    sent = await send(client, await world.key("V1"), citizen=CITIZEN)
    path = f"/v1/opinions/{sent['id']}/contact"
    allowed = [("V1", "handler"), ("T1", "leader"), ("K1", "office")]
    for code, role in allowed:
        answer = await client.post(path, json={"reason": "电话核实"}, headers=await world.key(code, role))
        assert answer.json() == CITIZEN
    for code, role in (("C", "supervisor"), ("C", "admin"), ("K1", "integrator")):
        answer = await client.post(path, json={"reason": "好奇"}, headers=await world.key(code, role))
        assert answer.status_code == 403
    listed = {
        who: await client.get(f"/v1/opinions/{sent['id']}/contact-reads", headers=await world.key(*who))
        for who in (("K1", "office"), ("C", "supervisor"), ("V1", "handler"))
    }
    reads = listed["K1", "office"].json()["items"]
    assert [(each["role"], each["unit_id"], each["reason"]) for each in reads] == [
        (role, str(world.id(code)), "电话核实") for code, role in reversed(allowed)
    ]
    assert listed["C", "supervisor"].json()["items"] == reads
    assert listed["V1", "handler"].status_code == 403
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await world.runtime.database.pool.execute("DELETE FROM events WHERE type = 'opinion.contact_read'")


async def test_a_look_from_before_looks_were_events_is_listed_too(world: World, client: Client) -> None:
    sent = await send(client, await world.key("V1"), citizen=CITIZEN)
    await world.runtime.database.pool.execute(
        "INSERT INTO contact_reads (opinion_id, principal, reason, at) "
        "VALUES ($1, 'key:old', '回访', clock_timestamp())",
        UUID(sent["id"]),
    )
    path = f"/v1/opinions/{sent['id']}/contact-reads"
    (look,) = (await client.get(path, headers=await world.key("K1", "office"))).json()["items"]
    assert (look["principal"], look["reason"], look["unit_id"]) == ("key:old", "回访", None)


async def test_a_contact_is_not_opened_without_a_reason(world: World, client: Client) -> None:
    sent = await send(client, await world.key("V1"), citizen=CITIZEN)
    answer = await client.post(f"/v1/opinions/{sent['id']}/contact", json={}, headers=await world.key("V1"))
    assert answer.status_code == 422


async def test_a_dismissed_opinion_leaves_the_inbox_for_good(world: World, client: Client) -> None:
    handler, leader = await world.key("V1"), await world.key("V1", "leader")
    sent = await send(client, handler)
    path = f"/v1/opinions/{sent['id']}/dismiss"
    alone = await client.post(path, json={"reason": "重复反映"}, headers=handler)
    assert alone.status_code == 403
    dismissed = (await client.post(path, json={"reason": "重复反映"}, headers=leader)).json()
    assert (dismissed["status"], dismissed["reason"]) == ("dismissed", "重复反映")
    again = await client.post(path, json={"reason": "重复反映"}, headers=leader)
    assert (again.status_code, again.json()["current_state"]) == (409, "dismissed")
    assert (await form(client, handler, sent["id"])).status_code == 409
    assert await titles(client, handler, status="inbox") == []
    assert await titles(client, handler, status="dismissed") == ["路灯不亮"]


async def test_a_ticket_takes_its_opinions_along(world: World, client: Client) -> None:
    handler = await world.key("V1")
    ids = [(await send(client, handler, title=title))["id"] for title in ("路灯不亮", "路灯坏了")]
    formed = await form(client, handler, *ids)
    body = formed.json()
    FormedOut.model_validate(body)
    assert (body["title"], body["state"], body["version"], body["opinion_ids"]) == ("路灯不亮", "registered", 1, ids)
    assert re.fullmatch(r"V1-20[0-9]{2}-000001", body["number"])
    assert formed.headers["Location"] == f"/v1/tickets/{body['id']}"
    assert formed.headers["ETag"] == '"1"'
    seen = (await client.get(f"/v1/opinions/{ids[1]}", headers=handler)).json()
    assert (seen["status"], seen["ticket_id"]) == ("attached", body["id"])


async def test_the_page_of_a_ticket_goes_on_with_its_opinions_oldest_first(world: World, client: Client) -> None:
    headers = await world.key("V1")
    ids = [(await send(client, headers, title=f"路灯 {number}"))["id"] for number in range(MOST_OPINIONS + 3)]
    path = "/v1/opinions"
    ticket = (await form(client, headers, *ids)).json()["id"]
    page = (await client.get(f"/v1/tickets/{ticket}?include=opinions", headers=headers)).json()["included"]["opinions"]
    query = {"ticket": ticket, "cursor": page["next_cursor"], "limit": "2"}
    second = (await client.get(path, params=query, headers=headers)).json()
    last = (await client.get(path, params=query | {"cursor": second["next_cursor"]}, headers=headers)).json()
    items = [*page["items"], *second["items"], *last["items"]]
    assert ([each["id"] for each in items], last["next_cursor"]) == (ids, None)
    of_others = await client.get(path, params={"ticket": ticket}, headers=await world.key("V2"))
    mixed = await client.get(path, params={"ticket": ticket, "q": "路灯"}, headers=headers)
    assert (of_others.status_code, mixed.status_code) == (404, 422)
    assert mixed.json()["errors"][0]["pointer"] == "?ticket"


async def test_an_opinion_and_its_ticket_can_come_in_one_request(world: World, client: Client) -> None:
    body = {**FORM, "opinion": {**OPINION, "citizen": CITIZEN}, "urgency": "urgent", "key_task": True}
    formed = await client.post("/v1/tickets", json=body, headers=await world.key("V1"))
    assert formed.status_code == 201
    assert "tracking_code" not in formed.json()
    code = await a_code(world, UUID(formed.json()["opinion_ids"][0]))
    tracked = await client.post("/v1/track", json={"tracking_code": code})
    assert tracked.json()["status"]["code"] == "registered"


async def test_an_opinion_whose_ticket_is_refused_is_not_kept(world: World, client: Client) -> None:
    handler = await world.key("V1")
    first = (await form(client, handler, (await send(client, handler))["id"])).json()
    body = {**FORM, "id": first["id"], "opinion": {**OPINION, "title": "别的事"}}
    refused = await client.post("/v1/tickets", json=body, headers=handler)
    assert (refused.status_code, refused.json()["code"]) == (409, "DUPLICATE")
    assert await titles(client, handler) == []
    assert await titles(client, handler, status="attached") == ["路灯不亮"]


async def test_a_number_is_never_given_twice(world: World, client: Client) -> None:
    handler = await world.key("V1")
    numbers = []
    for _ in range(3):
        numbers.append((await form(client, handler, (await send(client, handler))["id"])).json()["number"])
        await form(client, handler, (await send(client, handler))["id"], id=str(world.id("V1")), source_system="a")
    assert len(set(numbers)) == 3


async def test_of_many_who_want_one_opinion_one_gets_it(world: World, client: Client) -> None:
    handler = await world.key("V1")
    ids = [(await send(client, handler))["id"] for _ in range(3)]
    answers = await asyncio.gather(*(form(client, handler, *ids) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert "3" in refused.json()["detail"]


async def test_one_opinion_that_is_gone_keeps_the_others_free(world: World, client: Client) -> None:
    handler = await world.key("V1")
    ids = [(await send(client, handler))["id"] for _ in range(3)]
    await form(client, handler, ids[0])
    refused = await form(client, handler, *ids)
    assert (refused.status_code, refused.json()["code"]) == (409, "DUPLICATE")
    assert "1" in refused.json()["detail"]
    assert len(await titles(client, handler, status="inbox")) == 2


async def test_a_repeated_key_does_not_form_twice(world: World, client: Client) -> None:
    headers = {**await world.key("V1"), "Idempotency-Key": "form"}
    body = {**FORM, "opinion": OPINION}
    answers = await asyncio.gather(*(client.post("/v1/tickets", json=body, headers=headers) for _ in range(8)))
    formed = [answer for answer in answers if answer.status_code == 201]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in formed}) == 1
    again = await client.post("/v1/tickets", json=body, headers=headers)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (formed[0].content, "true")
    assert again.headers["Location"] == formed[0].headers["Location"]
    assert len(await titles(client, await world.key("V1"), status="attached")) == 1


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, ""),
        ({"opinion_ids": []}, "/opinion_ids"),
        ({"opinion_ids": ["0197f0f0-0000-7000-8000-000000000000"]}, "/opinion_ids/0"),
        ({"opinion_ids": ["0197f0f0-0000-7000-8000-000000000000"], "opinion": OPINION}, ""),
        ({"opinion": OPINION, "urgency": "soon"}, "/urgency"),
        ({"opinion": OPINION, "state": "closed"}, "/state"),
        ({"opinion": OPINION, "category": "no.such"}, "/category"),
        ({"opinion": {**OPINION, "category": "no.such"}}, "/opinion/category"),
        ({"opinion": {**OPINION, "unit_code": "X9"}}, "/opinion/unit_code"),
        ({"opinion": OPINION, "external_ref": "A-1"}, "/source_system"),
        ({"opinion": OPINION, "accused_unit_id": "0197f0f0-0000-7000-8000-000000000000"}, "/accused_unit_id"),
    ],
)
async def test_a_ticket_that_cannot_be_formed_says_where(
    world: World, client: Client, fields: Json, pointer: str
) -> None:
    answer = await client.post("/v1/tickets", json={**FORM, **fields}, headers=await world.key("V1"))
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_nobody_forms_a_ticket_for_a_unit_out_of_reach(world: World, client: Client) -> None:
    handler = await world.key("V1")
    sent = await send(client, handler)
    answer = await form(client, handler, sent["id"], unit_id=str(world.id("V2")))
    assert answer.json()["code"] == "FORBIDDEN_ACTION"


@pytest.mark.parametrize("confidential", [False, True])
async def test_a_category_that_is_not_there_is_refused_whoever_may_see_the_matter(
    client: httpx2.AsyncClient, world: World, confidential: bool
) -> None:
    opinion = {"title": "路灯", "content": "坏了", "source": "visit", "category": "vq", "confidential": confidential}
    key = await world.key("V1")
    alone = await client.post("/v1/opinions", json=opinion, headers=key)
    formed = {"urgency": "routine", "difficulty": "simple", "opinion": opinion}
    with_a_ticket = await client.post("/v1/tickets", json=formed, headers=await world.key("V1", "leader"))
    assert [(answer.status_code, answer.json()["errors"][0]["code"]) for answer in (alone, with_a_ticket)] == [
        (422, "unknown_category")
    ] * 2
