"""Files of opinions over HTTP: taken, watched, and answered for line by line."""

import json
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from escalation.kit.database.connection import compile_statement
from escalation.kit.runtime.tables import operation_parts
from escalation.opinions.engine.imports import step
from escalation.organisation.api.operations import OperationOut, ReceiptOut
from tests.support.workbooks import XLSX, a_workbook
from tests.support.world import World

CSV = {"Content-Type": "text/csv"}
JSONL = {"Content-Type": "application/jsonl"}
PATH = "/v1/opinions/imports"
Client = httpx2.AsyncClient
Json = dict[str, Any]

FILE = """message_id,user_hash,subject,submitted_at,detail,likes
1,u1,路灯不亮,2019-01-03T08:10:00,村口的路灯坏了三天。,3
2,u2,,2019-01-04T08:10:00,,0
3,u3,停水,2019-02-30T08:10:00,停水两天。,0
1,u4,路灯又不亮,2019-01-05T08:10:00,还是不亮。,0
4,u5,道路,2019-01-06T08:10:00,道路坑洼。\u202e,0
5,u6,噪声,2019-01-07,夜间施工噪声很大。,0
6,u7,多一格,2019-01-07,多一格。,0,9
"""


async def finish(world: World) -> None:
    while await step(world.runtime):
        pass


async def upload(client: Client, headers: dict[str, str], content: str | bytes, **query: str) -> httpx2.Response:
    body = content.encode() if isinstance(content, str) else content
    return await client.post(PATH, content=body, params=query, headers={**CSV, **headers})


async def receipts(client: Client, headers: dict[str, str], operation: str, **query: str) -> list[Json]:
    answer = await client.get(f"/v1/operations/{operation}/receipts", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def test_every_line_becomes_an_opinion_or_says_why_not(world: World, client: Client) -> None:
    handler = await world.key("V1")
    taken = await upload(client, handler, FILE)
    assert taken.status_code == 202, taken.text
    begun = taken.json()
    OperationOut.model_validate(begun)
    assert (begun["state"], begun["total"], begun["done"]) == ("waiting", 7, 0)
    assert begun["ignored_columns"] == ["user_hash", "likes"]
    await finish(world)
    ended = (await client.get(taken.headers["Location"], headers=handler)).json()
    assert (ended["state"], ended["done"], ended["accepted"], ended["refused"]) == ("done", 7, 2, 5)
    lines = await receipts(client, handler, begun["id"])
    ReceiptOut.model_validate(lines[0])
    assert [(line["line"], line["code"]) for line in lines] == [
        (2, None), (3, "MISSING"), (4, "WRONG_TIME"), (5, "DUPLICATE_EXTERNAL_REF"), (6, "CONTROL_CHARACTERS"),
        (7, None), (8, "WRONG_CELL_COUNT"),
    ]  # fmt: skip


async def test_a_time_without_a_zone_is_local(world: World, client: Client) -> None:
    handler = await world.key("V1")
    await upload(client, handler, FILE)
    await finish(world)
    items = (await client.get("/v1/opinions", headers=handler)).json()["items"]
    sent = {item["external_ref"]: item["submitted_at"] for item in items}
    assert sent == {"1": "2019-01-03T00:10:00Z", "5": "2019-01-06T16:00:00Z"}
    assert {item["source_system"] for item in items} == {"import-V1"}


async def test_a_file_sent_twice_doubles_nothing(world: World, client: Client) -> None:
    handler = await world.key("V1")
    begun = [(await upload(client, handler, FILE)).json() for _ in range(2)]
    await finish(world)
    codes = [line["code"] for line in await receipts(client, handler, begun[1]["id"], outcome="refused")]
    assert codes.count("DUPLICATE_EXTERNAL_REF") == 1  # the line that says something else under a reference
    again = (await client.get(f"/v1/operations/{begun[1]['id']}", headers=handler)).json()
    assert (again["accepted"], again["unchanged"], again["refused"]) == (2, 2, 5)
    known = await receipts(client, handler, begun[1]["id"], outcome="accepted")
    first = await receipts(client, handler, begun[0]["id"], outcome="accepted")
    assert [line["opinion_id"] for line in known] == [line["opinion_id"] for line in first]
    assert {line["detail"] for line in known} == {"This is known already."}
    assert len((await client.get("/v1/opinions", headers=handler)).json()["items"]) == 2


async def test_a_repeated_key_begins_one_import(world: World, client: Client) -> None:
    headers = {**await world.key("V1"), "Idempotency-Key": "file"}
    first, again = await upload(client, headers, FILE), await upload(client, headers, FILE)
    other = await upload(client, headers, FILE + "7,u,题,2019-01-01,文,0\n")
    assert again.content == first.content
    assert again.headers["Location"] == first.headers["Location"]
    assert other.json()["code"] == "IDEMPOTENCY_KEY_REUSED"


async def test_receipts_come_in_pages_by_outcome_and_in_the_callers_language(world: World, client: Client) -> None:
    handler = await world.key("V1")
    begun = (await upload(client, handler, FILE)).json()
    await finish(world)
    path = f"/v1/operations/{begun['id']}/receipts"
    first = (await client.get(path, params={"outcome": "refused", "limit": "3"}, headers=handler)).json()
    query = {"outcome": "refused", "limit": "3", "cursor": first["next_cursor"]}
    rest = (await client.get(path, params=query, headers=handler)).json()
    assert [line["line"] for line in first["items"] + rest["items"]] == [3, 4, 5, 6, 8]
    assert rest["next_cursor"] is None
    wrong = await client.get(path, params={"cursor": first["next_cursor"]}, headers=handler)
    assert wrong.json()["code"] == "INVALID_CURSOR"
    (english,) = [line["detail"] for line in await receipts(client, handler, begun["id"]) if line["line"] == 5]
    chinese = await receipts(client, {**handler, "Accept-Language": "zh"}, begun["id"])
    assert english == "This source_system and external_ref are already known."
    assert [line["detail"] for line in chinese if line["line"] == 5] != [english]


async def test_objects_line_by_line_are_taken_too(world: World, client: Client) -> None:
    handler = await world.key("T1", "leader")
    lines = [
        {
            "title": "路灯",
            "content": "不亮。",
            "unit_code": "V1",
            "external_ref": 7,
            "contact": "13800131234",
            "x": [1],
        },
        {"title": "路灯", "content": "不亮。", "unit_code": "V9"},
        {"title": "路灯", "content": "不亮。", "unit_code": "V3"},
        {"title": "路灯", "content": {"a": 1}},
        {"title": "路灯", "content": "不亮。", "source": "rumour"},
        {"title": "路" * 201, "content": "不亮。"},
        {"title": "路灯", "content": "不亮。", "submitted_at": "2190-01-01T00:00:00Z"},
        {"title": "路灯", "content": "不亮。", "category": "no.such"},
        ["路灯"],
        {"title": "两行\n标题", "content": "第一行\n第二行"},
    ]
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines) + '{"title": NaN}\n'
    taken = await client.post(PATH, content=content.encode(), headers={**JSONL, **handler}, params={"source": "phone"})
    assert taken.status_code == 202, taken.text
    await finish(world)
    codes = [line["code"] for line in await receipts(client, handler, taken.json()["id"])]
    assert codes == [
        None, "UNKNOWN_UNIT", "OUT_OF_SCOPE", "NOT_A_TEXT", "UNKNOWN_SOURCE", "TOO_LONG", "IN_THE_FUTURE",
        "UNKNOWN_CATEGORY", *codes[8:9], None, *codes[10:],
    ]  # fmt: skip
    assert None not in (codes[8], codes[10])
    items = (await client.get("/v1/opinions", headers=handler)).json()["items"]
    found = {item["title"]: (item["unit"]["code"], item["source"], item["contact_masked"]) for item in items}
    assert found == {"路灯": ("V1", "phone", "****34"), "两行 标题": ("T1", "phone", None)}


async def test_what_waits_for_the_engine_is_sealed_and_goes_when_it_is_done(world: World, client: Client) -> None:
    await upload(client, await world.key("V1"), FILE)
    async with world.runtime.database.connection() as connection:
        (sealed,) = [
            row["sealed"] for row in await connection.rows(compile_statement(select(operation_parts.c.sealed)))
        ]
        assert "路灯".encode() not in sealed
        assert "\\u8def" not in str(sealed)
        await finish(world)
        assert await connection.rows(compile_statement(select(operation_parts))) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("place,likes\na,b\n", "missing_columns"),
        ("", "missing_columns"),
        ("title,content,title\n", "duplicate_column"),
        (b"\xff\xfe\x00", "missing_columns"),
    ],
)
async def test_a_file_without_the_columns_is_refused_at_once(
    world: World, client: Client, content: str | bytes, code: str
) -> None:
    answer = await upload(client, await world.key("V1"), content)
    assert answer.status_code == 422, answer.text
    assert [error["code"] for error in answer.json()["errors"]] == [code]
    listed = await client.get("/v1/operations", headers=await world.key("V1"))
    assert listed.json()["items"] == []


async def test_a_file_without_lines_is_done_when_somebody_looks(world: World, client: Client) -> None:
    handler = await world.key("V1")
    taken = await upload(client, handler, "title,content\n")
    await finish(world)
    ended = (await client.get(taken.headers["Location"], headers=handler)).json()
    assert (ended["state"], ended["total"]) == ("done", 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Length": "67108865"}, 413),
    ],
)
async def test_what_is_no_file_of_ours_is_refused_by_its_headers(
    world: World, client: Client, headers: dict[str, str], status: int
) -> None:
    answer = await client.post(PATH, content=b"x", headers={**CSV, **await world.key("V1"), **headers})
    assert answer.status_code == status


async def test_a_heading_that_is_not_known_can_be_mapped(world: World, client: Client) -> None:
    handler = await world.key("V1")
    file = "来电摘要\t工单编号\n路灯不亮\t7\n".encode("utf-16")
    taken = await upload(client, handler, file, map="来电摘要=title")
    assert taken.status_code == 202, taken.text
    await finish(world)
    (item,) = (await client.get("/v1/opinions", headers=handler)).json()["items"]
    assert (item["title"], item["content"], item["external_ref"]) == ("路灯不亮", "路灯不亮", "7")
    for wrong in ("title", "来电摘要=rumour", "=title"):
        assert (await upload(client, handler, file, map=wrong)).json()["errors"][0]["code"] == "wrong_mapping"


async def test_a_workbook_comes_in_like_any_table_whatever_it_is_said_to_be(world: World, client: Client) -> None:
    handler = await world.key("V1")
    rows: list[list[object]] = [
        ["工单编号", "诉求标题", "受理时间"],
        [7, "路灯不亮", "2026/11/3 8:05"],
        ["8", "停水", 46329.5],
    ]
    for said, known in ((XLSX, 0), ("text/csv", 2)):
        taken = await upload(client, {**handler, "Content-Type": said}, a_workbook(rows))
        assert taken.status_code == 202, taken.text
        await finish(world)
        ended = (await client.get(taken.headers["Location"], headers=handler)).json()
        assert (ended["accepted"], ended["unchanged"]) == (2, known)
    items = (await client.get("/v1/opinions", headers=handler)).json()["items"]
    found = {item["external_ref"]: (item["title"], item["submitted_at"]) for item in items}
    assert found == {"7": ("路灯不亮", "2026-11-03T00:05:00Z"), "8": ("停水", "2026-11-03T04:00:00Z")}
    broken = await upload(client, {**handler, "Content-Type": XLSX}, b"PK\x03\x04 no workbook")
    assert [error["code"] for error in broken.json()["errors"]] == ["unreadable_workbook"]


@pytest.mark.parametrize("query", [{"source": "rumour"}, {"unit_code": "X9"}, {"source_system": "a b"}, {"what": "1"}])
async def test_a_wrong_parameter_is_refused(world: World, client: Client, query: dict[str, str]) -> None:
    answer = await upload(client, await world.key("V1"), FILE, **query)
    assert answer.status_code in {400, 422}


async def test_an_operation_is_seen_by_its_owner_and_in_its_scope(world: World, client: Client) -> None:
    leader = await world.key("T1", "leader")
    begun = (await upload(client, leader, FILE, unit_code="V1")).json()
    path = f"/v1/operations/{begun['id']}"
    for code, role, status in (
        ("T1", "leader", 200),
        ("V1", "handler", 200),
        ("K1", "office", 200),
        ("V2", "leader", 404),
    ):
        headers = await world.key(code, role)
        assert (await client.get(path, headers=headers)).status_code == status
        assert (await client.get(f"{path}/receipts", headers=headers)).status_code == status
        assert len((await client.get("/v1/operations", headers=headers)).json()["items"]) == (status == 200)


async def test_operations_come_newest_first_in_pages(world: World, client: Client) -> None:
    handler = await world.key("V1")
    ids = [(await upload(client, handler, FILE)).json()["id"] for _ in range(3)]
    first = (await client.get("/v1/operations", params={"limit": "2"}, headers=handler)).json()
    query = {"limit": "2", "cursor": first["next_cursor"]}
    rest = (await client.get("/v1/operations", params=query, headers=handler)).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == ids[::-1]
