"""The closed history of another system becomes tickets that are over: counted, found, chained, and left alone."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from escalation.actors import OPERATOR
from escalation.opinions.engine.imports import step
from escalation.opinions.usecases.file_imports import Defaults, import_file, preview_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_history import HISTORY
from escalation.organisation.storage.operations import Operation
from escalation.tickets.engine.deadlines import DeadlineWorker
from escalation.tickets.storage.imported_history import hold_back_imports
from escalation.verification.usecases.verify import verify
from tests.support.workbooks import a_workbook
from tests.support.world import World

Client = httpx2.AsyncClient
Json = dict[str, Any]
HEADER = "工单编号,诉求标题,诉求内容,单位代码,承办单位,受理时间,办结时间,办理期限,状态,答复内容,满意度,是否解决\n"
FILE = HEADER + (
    "7,路灯不亮,村口的路灯坏了。,V1,T1,2024/1/3 8:05,2024/1/9 17:00,2024/1/8 17:00,已办结,已修复。,满意,是\n"
    "8,停水,两天没有水。,V2,,2024/1/4,2024/1/5,,,已恢复。,5,是\n"
    "9,噪声,夜间施工。,V1,,2024/1/4,2024/1/5,,终止,,,\n"
)


async def bring_in(world: World, content: bytes | str, format_: ImportFormat = ImportFormat.CSV) -> Operation:
    file = content.encode() if isinstance(content, str) else content
    defaults = Defaults(unit_code="C", source_system="hotline")
    return await import_file(world.runtime, HISTORY, file, format_=format_, defaults=defaults)


async def listed(world: World, client: Client, **query: str) -> dict[str, Json]:
    answer = await client.get("/v1/tickets", params=query, headers=await world.key("C", "office"))
    assert answer.status_code == 200, answer.text
    return {item["external_ref"]: item for item in answer.json()["items"]}


async def codes_of(world: World, operation: Operation) -> list[tuple[int, str]]:
    async with world.runtime.database.connection() as connection:
        rows = await connection.raw.fetch(
            "SELECT line, code FROM receipts WHERE operation_id = $1 ORDER BY line", operation.id
        )
    return [(row["line"], row["code"]) for row in rows]


async def test_closed_tickets_come_in_as_they_were(world: World, client: Client) -> None:
    ended = await bring_in(world, FILE)
    assert (ended.state, ended.accepted, ended.refused) == ("done", 3, 0)
    found = await listed(world, client)
    late, simple, given_up = (found[ref] for ref in "789")
    assert (late["imported"], late["source_system"], late["number"]) == (True, "hotline", "hotline/7")
    assert (late["origin"]["code"], late["handler"]["code"], late["level"]) == ("V1", "T1", world.units["T1"].level)
    assert (late["created_at"], late["closed_at"]) == ("2024-01-03T00:05:00Z", "2024-01-09T09:00:00Z")
    assert (late["reply"], late["satisfaction"], late["solved"]) == ("已修复。", 4, True)
    assert (late["first_breached_at"], simple["first_breached_at"]) == ("2024-01-08T09:00:00Z", None)
    assert [each["state"] for each in (late, simple, given_up)] == ["archived", "archived", "terminated"]
    assert {each["overdue"] for each in found.values()} == {False}


@pytest.mark.parametrize("again", ["csv", "xlsx", "jsonl"])
async def test_the_same_history_again_in_any_format_is_known_already(world: World, again: str) -> None:
    await bring_in(world, FILE)
    rows = [line.split(",") for line in FILE.splitlines()]
    objects = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    content = {
        "csv": FILE.encode("gb18030"),
        "xlsx": a_workbook(rows),
        "jsonl": "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects).encode(),
    }[again]
    ended = await bring_in(world, content, ImportFormat.JSONL if again == "jsonl" else ImportFormat.CSV)
    assert (ended.accepted, ended.options["unchanged"], ended.refused) == (3, 3, 0)
    async with world.runtime.database.connection() as connection:
        assert await connection.raw.fetchval("SELECT count(*) FROM tickets") == 3


async def test_history_of_before_every_unit_had_its_own_name_is_known_still(world: World) -> None:
    changed = FILE.replace("路灯不亮", "路灯太亮")
    came = []
    for system, content in (("import", FILE), (None, FILE), (None, changed)):
        defaults = Defaults(unit_code="C", source_system=system)
        if system is None:
            preview = await preview_file(world.runtime, OPERATOR, HISTORY, content.encode(), ImportFormat.CSV, defaults)
            assert not any(line.fault for line in preview.lines)
        ended = await import_file(world.runtime, HISTORY, content.encode(), format_=ImportFormat.CSV, defaults=defaults)
        came.append((ended.accepted, ended.options["unchanged"], ended.refused))
    assert came == [(3, 0, 0), (3, 3, 0), (3, 2, 0)]
    async with world.runtime.database.connection() as connection:
        rows = await connection.raw.fetch("SELECT source_system, count(*) FROM tickets GROUP BY 1")
    assert dict(map(tuple, rows)) == {"import": 3, "import-C": 1}


async def test_a_dry_run_neither_waits_for_an_import_nor_lets_one_wait(world: World) -> None:
    defaults = Defaults(unit_code="C", source_system="hotline")
    async with world.runtime.database.transaction() as importing:
        await hold_back_imports(importing, "hotline")
        preview = await preview_file(world.runtime, OPERATOR, HISTORY, FILE.encode(), ImportFormat.CSV, defaults)
        assert [line.fault for line in preview.lines] == [None] * 3
        waits = asyncio.create_task(bring_in(world, FILE))
        while not await importing.raw.fetchval(IS_HELD_BACK):
            assert not waits.done()
    assert (await waits).accepted == 3


IS_HELD_BACK = """
SELECT EXISTS (
  SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
  WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()
)
"""


async def test_no_clock_looks_at_history_and_verification_holds(world: World) -> None:
    await bring_in(world, FILE)
    async with world.runtime.database.connection() as connection:
        assert await connection.raw.fetchval("SELECT count(*) FROM tickets WHERE wake_at IS NOT NULL") == 0
        before = await connection.raw.fetch("SELECT id, version, event_count FROM tickets ORDER BY id")
        assert {(row["version"], row["event_count"]) for row in before} == {(1, 1)}
    await world.advance(days=400)
    while await DeadlineWorker().step(world.runtime):
        pass
    report = await verify(world.runtime)
    assert (report.errors, report.warnings, report.tickets, report.events) == (0, 0, 3, 3)
    async with world.runtime.database.connection() as connection:
        assert await connection.raw.fetch("SELECT id, version, event_count FROM tickets ORDER BY id") == before


async def test_steps_become_hand_overs_and_are_told_by_the_one_event(world: World, client: Client) -> None:
    line = {
        "external_ref": "11", "title": "路灯", "content": "不亮。", "unit_code": "V1", "handler_code": "K1",
        "created_at": "2024-01-03T08:00:00+08:00", "closed_at": "2024-02-01T08:00:00+08:00", "reply": "已修。",
        "steps": [
            {"at": "2024-01-05 09:00", "action": "上报", "from_unit": "V1", "to_unit": "T1", "reason": "无力办理"},
            {"at": "2024-01-08 09:00", "action": "上报", "from_unit": "T1", "to_unit": "K1", "by": "值班员"},
            {"at": "2024-01-20 09:00", "action": "答复", "text": "已修。"},
        ],
    }  # fmt: skip
    ended = await bring_in(world, json.dumps(line, ensure_ascii=False), ImportFormat.JSONL)
    assert ended.refused == 0, await codes_of(world, ended)
    ticket = (await listed(world, client))["11"]
    office = await world.key("C", "office")
    hops = (await client.get(f"/v1/tickets/{ticket['id']}/hand-overs", headers=office)).json()["items"]
    assert [(hop["direction"], hop["from_unit"]["code"], hop["to_unit"]["code"]) for hop in hops] == [
        ("up", "V1", "T1"), ("up", "T1", "K1"),
    ]  # fmt: skip
    assert hops[0]["sent_at"] == "2024-01-05T01:00:00Z"
    (event,) = (await client.get(f"/v1/tickets/{ticket['id']}/events", headers=office)).json()["items"]
    assert event["type"] == "ticket.imported"
    assert [each["action"] for each in event["data"]["steps"]] == ["上报", "上报", "答复"]
    assert ticket["counts"]["escalations"] == 2
    assert (await verify(world.runtime)).errors == 0


async def test_a_line_that_cannot_be_history_says_why(world: World) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%d")
    lines = [
        "1,a,b,V1,,2024/1/3,,,,,,",
        "2,a,b,V9,,2024/1/3,2024/1/4,,,,,",
        "3,a,b,V1,,2024/1/5,2024/1/4,,,,,",
        f"4,a,b,V1,,2024/1/5,{tomorrow},,,,,",
        "5,a,b,V1,,2024/1/5,2024/1/6,,办理中,,,",
        "6,a,b,V1,,2024/1/5,2024/1/6,,,,很好,",
        "7,a,b,V1,,三月,2024/1/6,,,,,",
        "8,,,V1,,2024/1/5,2024/1/6,,,,,",
        "9,a,b,V1,,2024/1/5,2024/1/6,,,,,",
        "9,a,b,V1,,2024/1/5,2024/1/7,,,,,",
    ]
    ended = await bring_in(world, HEADER + "\n".join(lines))
    assert ended.accepted == 1
    assert [code for _, code in await codes_of(world, ended)] == [
        "EMPTY_FIELD", "UNKNOWN_UNIT", "CLOSED_BEFORE_CREATED", "IN_THE_FUTURE", "NOT_OVER", "UNKNOWN_VALUE",
        "WRONG_TIME", "MISSING", "DUPLICATE_EXTERNAL_REF",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "steps",
    ["x", "{}", '[{"at": "2024-01-05"}]', '[{"at": "2024-01-05", "action": 7}]', '[{"at": "gestern", "action": "a"}]',
     '[{"at": "2024-01-06", "action": "a"}, {"at": "2024-01-05", "action": "b"}]',
     '[{"at": "2024-01-06", "action": "a", "colour": "red"}]', "[[[[[[", '[{"at": "2190-01-06", "action": "a"}]'],
)  # fmt: skip
async def test_steps_that_cannot_be_read_refuse_their_line(world: World, steps: str) -> None:
    rows = [["external_ref", "title", "created_at", "closed_at", "steps"], ["1", "a", "2024-1-1", "2024-1-2", steps]]
    assert await codes_of(world, await bring_in(world, a_workbook(rows))) == [(2, "WRONG_STEPS")]


async def test_history_comes_in_over_http_by_an_admin_of_its_scope(world: World, client: Client) -> None:
    headers = {**await world.key("T1", "admin"), "Content-Type": "text/csv"}
    taken = await client.post("/v1/tickets/imports?source_system=old", content=FILE.encode(), headers=headers)
    assert taken.status_code == 202, taken.text
    while await step(world.runtime):
        pass
    ended = (await client.get(taken.headers["Location"], headers=headers)).json()
    assert (ended["kind"], ended["accepted"], ended["refused"]) == ("import_history", 3, 0)
    leader = {**await world.key("V1", "leader"), "Content-Type": "text/csv"}
    assert (await client.post("/v1/tickets/imports?source_system=o", content=b"", headers=leader)).status_code == 403
    beside = {**await world.key("V2", "admin"), "Content-Type": "text/csv"}
    other = await client.post("/v1/tickets/imports?source_system=x", content=FILE.encode(), headers=beside)
    while await step(world.runtime):
        pass
    assert (await client.get(other.headers["Location"], headers=beside)).json()["accepted"] == 1


async def test_nobody_puts_history_into_the_lists_and_reports_of_others(world: World, client: Client) -> None:
    headers = {**await world.key("V1", "admin"), "Content-Type": "text/csv"}
    taken = await client.post("/v1/tickets/imports?source_system=old", content=FILE.encode(), headers=headers)
    while await step(world.runtime):
        pass
    receipts = await client.get(f"{taken.headers['Location']}/receipts", headers=headers)
    refused = [(receipt["line"], receipt["code"]) for receipt in receipts.json()["items"]]
    assert refused == [(2, "OUT_OF_SCOPE"), (3, "OUT_OF_SCOPE")]
    lapsed = await client.get("/v1/reports/lapsed", headers=await world.key("T1", "leader"))
    assert lapsed.json()["total"]["lapses"] == 0


async def test_lists_find_history_by_system_and_state(world: World, client: Client) -> None:
    await bring_in(world, FILE)
    found = await listed(world, client, source_system="hotline", state="archived")
    assert set(found) == {"7", "8"}
