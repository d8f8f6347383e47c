"""A file of teams: who serves in which, formed by the first line, told apart from what is there already."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import httpx2
import xlsxwriter
from asyncpg.connection import LoggedQuery

from escalation.kit.database.connection import connect
from escalation.kit.runtime.receipts import Receipts
from escalation.organisation.usecases.member_import import import_members
from escalation.organisation.usecases.team_import import MOST_LINES, import_teams
from tests.support.callers import Callers, Json
from tests.support.roles import as_application, as_owner
from tests.support.workbooks import XLSX, a_sheet, a_workbook, with_parts
from tests.support.world import World

HEAD = "unit_code,team,name,home_unit_code,team_role,external_ref,sent_by_unit_code"
TABLE = {"Content-Type": "text/csv"}


async def staff(world: World, *lines: str) -> None:
    """Members, from lines like `甲,T1,` of name, home unit and reference."""
    rows = [f"{name},{home},handler,{home},{ref}" for name, home, ref in (line.split(",") for line in lines)]
    head = "name,home_unit_code,role,unit_code,external_ref"
    receipts = await import_members(world.runtime, "\n".join([head, *rows]).encode(), by=None)
    assert receipts.faults == ()


def a_file(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines]).encode()


def counts(receipts: Receipts) -> tuple[int, int, int]:
    return receipts.created, receipts.unchanged, receipts.refused


def refusals(receipts: Receipts) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in receipts.faults]


async def teams(callers: Callers) -> Mapping[tuple[str, str], Sequence[Json]]:
    """Who serves, by code of the unit and name of the team."""
    found = await callers.pages("C admin", "/v1/teams")
    return {(each["unit"]["code"], each["name"]): each["members"] for each in found}


async def test_teams_are_formed_and_the_same_file_changes_nothing(callers: Callers) -> None:
    world = callers.world
    await staff(world, "甲,K1-ZJ,", "乙,T1,b-2", "丙,V1,")
    file = a_file(
        "K1,一队,甲,K1-ZJ,组长,,", "K1,一队,乙,T1,副组长,b-2,K1-JT", "K1,二队,丙,V1,member,,", "T1,一队,丙,V1,leader,,"
    )  # fmt: skip
    assert counts(await import_teams(world.runtime, file, by=None)) == (4, 0, 0)
    assert counts(await import_teams(world.runtime, file, by=None)) == (0, 4, 0)
    found = await teams(callers)
    first = [(each["name"], each["team_role"], each["home_unit"]["code"]) for each in found["K1", "一队"]]
    assert first == [("甲", "leader", "K1-ZJ"), ("乙", "deputy", "K1-JT")]
    assert [each["name"] for each in found["K1", "二队"]] == ["丙"]
    assert [each["team_role"] for each in found["T1", "一队"]] == ["leader"]


async def test_a_line_that_cannot_be_taken_has_a_receipt_and_forms_nothing(callers: Callers) -> None:
    world = callers.world
    await staff(world, "甲,T1,a-1", "乙,T1,b-2", "同名,T1,c-3", "同名,T1,c-4", "走了,T1,d-5")
    (gone,) = [each for each in await callers.pages("C admin", "/v1/members") if each["name"] == "走了"]
    assert (await callers.ask("C admin", "PATCH", f"/v1/members/{gone['id']}", json={"active": False})).is_success
    receipts = await import_teams(world.runtime, a_file(
        "K1,队,甲,T1,组长,a-1,", "K1,队,乙,T1,组长,b-2,", "K1,队,甲,T1,成员,a-1,", "K1,空,甲,T1,司令,a-1,",
        "K1,空,无人,T1,成员,,", "K1,空,同名,T1,成员,,", "K1,空,走了,T1,成员,d-5,", "K9,空,甲,T1,成员,a-1,",
        "K1,空,甲,V1,成员,a-1,", "K1,,甲,T1,成员,a-1,", "K1,空,甲,T1,成员,a-1,K9",
    ), by=None)  # fmt: skip
    assert refusals(receipts) == [
        ("line 3", "second_leader"), ("line 4", "serves_otherwise"), ("line 5", "unknown_role"),
        ("line 6", "unknown_member"), ("line 7", "several_members"), ("line 8", "not_serving"),
        ("line 9", "unknown_unit"), ("line 10", "other_particulars"), ("line 11", "invalid_name"),
        ("line 12", "unknown_unit"),
    ]  # fmt: skip
    assert list(await teams(callers)) == [("K1", "队")]


async def test_what_is_out_of_the_senders_scope_is_not_there(callers: Callers) -> None:
    await staff(callers.world, "甲,T1,a-1", "外人,K2,z-9")
    answer = await send(callers, "K1 admin", a_file(
        "K1,队,甲,T1,组长,a-1,", "K2,队,甲,T1,组长,a-1,", "K1,队,外人,T1,成员,z-9,", "K1,队,外人,K2,成员,z-9,",
    ))  # fmt: skip
    faults = [(each["line"], each["code"]) for each in answer.json()["faults"]]
    assert (answer.json()["created"], faults) == (1, [
        (3, "outside_scope"), (4, "unknown_member"), (5, "outside_scope")
    ])  # fmt: skip
    assert (await send(callers, "K1 office", a_file())).status_code == 403


async def test_a_check_says_the_same_and_writes_nothing(callers: Callers) -> None:
    await staff(callers.world, "甲,T1,a-1", "乙,T1,b-2")
    file = a_file("K1,队,甲,T1,组长,a-1,", "K1,队,乙,T1,组长,b-2,", "K1,队,甲,T1,组长,a-1,")
    checked = await send(callers, "C admin", file, "/v1/teams/imports/checks")
    assert checked.json()["created"] == 1
    assert await teams(callers) == {}
    done = await send(callers, "C admin", file)
    assert (done.json()["created"], done.json()["unchanged"]) == (1, 1)
    assert [each["code"] for each in done.json()["faults"]] == [each["code"] for each in checked.json()["faults"]]


async def test_files_that_name_the_same_teams_at_once_form_each_of_them_once_with_one_leader(callers: Callers) -> None:
    world = callers.world
    await staff(world, *(f"人{n},T1,r-{n}" for n in range(8)))
    files = [
        a_file(*(f"K1,队{team},人{n},T1,组长,r-{n}," for team in (range(12) if n % 2 else reversed(range(12)))))
        for n in range(8)
    ]  # fmt: skip
    came = await asyncio.gather(*(import_teams(world.runtime, file, by=None) for file in files))
    assert sum(each.created for each in came) == 12
    assert sum(each.refused for each in came) == 12 * 7
    assert {len(members) for members in (await teams(callers)).values()} == {1}


async def test_a_chunk_takes_as_many_trips_whatever_it_has(callers: Callers, dsn: str) -> None:
    await staff(callers.world, *(f"人{n},T1,r-{n}" for n in range(400)))
    database, asked = await connect(as_application(dsn), size=1), list[LoggedQuery]()
    async with database.pool.acquire() as raw:
        raw.add_query_logger(asked.append)
    runtime = replace(callers.world.runtime, database=database)

    async def trips(lines: range) -> int:
        asked.clear()
        file = a_file(*(f"K1,队{n % 40},人{n},T1,成员,r-{n}," for n in lines))
        assert (await import_teams(runtime, file, by=None)).created == len(lines)
        return len(asked)

    assert MOST_LINES >= 400
    # The first time the driver asks for types besides.
    _, few, many = await trips(range(2)), await trips(range(2, 6)), await trips(range(6, 400))
    await database.close()
    assert few == many <= 12, (few, many)


async def test_an_exported_file_forms_the_same_teams_where_there_are_none(callers: Callers) -> None:
    """Of people of one name, of those whom another unit has sent, teams without anybody, and named like formulas."""
    world = callers.world
    await staff(world, "甲,K1-ZJ,a-1", "同名,T1,b-2", "同名,T1,b-3", "走了,T1,c-4")
    lines = (
        "K1,一队,甲,K1-ZJ,leader,a-1,", "K1,一队,同名,T1,deputy,b-3,K1-JT", "K1,空队,,,,,",
        "T1,=1+1,同名,T1,member,b-2,", "T1,=1+1,走了,T1,member,c-4,",
    )  # fmt: skip
    assert counts(await import_teams(world.runtime, a_file(*lines), by=None)) == (5, 0, 0)
    assert counts(await import_teams(world.runtime, a_file(*lines), by=None)) == (0, 5, 0)
    (gone,) = [each for each in await callers.pages("C admin", "/v1/members") if each["name"] == "走了"]
    await callers.ask("C admin", "PATCH", f"/v1/members/{gone['id']}", json={"active": False})
    before = await serving(callers)
    files = [
        (await callers.ask("C admin", "GET", f"/v1/exports/teams?format={format_}")).content
        for format_ in ("csv", "xlsx")
    ]
    for file in files:
        async with as_owner(world.runtime.database).connection() as connection:
            await connection.raw.execute("DELETE FROM team_members")
            await connection.raw.execute("DELETE FROM teams")
        receipts = await import_teams(world.runtime, file, by=None)
        assert (receipts.refused, receipts.unchanged) == (0, 1)  # whoever has left
        assert await serving(callers) == before - {("T1", "=1+1", "走了", "member", "T1")}
        assert ("K1", "空队") in await teams(callers)


async def test_a_line_that_does_not_say_clearly_whether_somebody_serves_is_refused(callers: Callers) -> None:
    world = callers.world
    await staff(world, "甲,K1-ZJ,a-1")
    lines = [f"K1,{word}队,甲,K1-ZJ,member,a-1,,{word}" for word in ("停用", "0", "否", "FALSE", "Yes", "是", "")]
    file = "\n".join([f"{HEAD},active", *lines]).encode()
    for path in ("/v1/teams/imports/checks", "/v1/teams/imports"):
        done = (await send(callers, "C admin", file, path)).json()
        assert (done["created"], done["unchanged"]) == (3, 2)
        assert [(each["line"], each["code"]) for each in done["faults"]] == [(2, "not_a_choice"), (3, "not_a_choice")]
    assert set(await teams(callers)) == {("K1", "Yes队"), ("K1", "是队"), ("K1", "队")}


async def serving(callers: Callers) -> set[tuple[str, ...]]:
    return {
        (*team, each["name"], each["team_role"], each["home_unit"]["code"])
        for team, members in (await teams(callers)).items()
        for each in members
    }


SMALL = a_workbook([HEAD.split(","), ["K1", "一队", "甲", "T1", "leader", "a-1", ""]])
SHEET_OF = "xl/worksheets/sheet1.xml"


async def test_a_hostile_workbook_gets_a_clear_answer_and_forms_nothing(callers: Callers) -> None:
    await staff(callers.world, "甲,T1,a-1")
    bomb = with_parts(SMALL, {"xl/media/image1.png": b"\0" * (200 << 20)})
    continent = with_parts(SMALL, {SHEET_OF: a_sheet('<row r="1048576"><c r="IV1048576"><v>1</v></c></row>')})
    for file, code in (
        (bomb, "workbook_too_large"),
        (continent, "too_many_cells"),
        (SMALL[:-30], "unreadable_workbook"),
    ):
        answer = await callers.ask("C admin", "POST", "/v1/teams/imports", content=file, headers={"Content-Type": XLSX})
        assert (answer.status_code, [each["code"] for each in answer.json()["errors"]]) == (422, [code])
    rows: list[list[object]] = [
        list(HEAD.split(",")), ["K1", "=HYPERLINK(1)", "甲", "T1", "司令", "a-1", ""],
        ["K1", 1.5, True, 7, -1, 0, None], ["K1", "队", "甲", "T1", "leader", "a-1", "", "zu viel"],
    ]  # fmt: skip
    answer = await callers.ask(
        "C admin", "POST", "/v1/teams/imports", content=a_workbook(rows), headers={"Content-Type": XLSX}
    )
    assert answer.status_code == 200
    assert (answer.json()["created"], len(answer.json()["faults"])) == (0, 3)
    assert await teams(callers) == {}


async def test_cells_of_a_workbook_that_are_computed_or_merged_are_read_as_they_are_shown(callers: Callers) -> None:
    await staff(callers.world, "甲,T1,a-1", "乙,T1,b-2")
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.merge_range(1, 0, 2, 0, "K1")
        sheet.merge_range(1, 1, 2, 1, "一队")
        sheet.write_row(1, 2, ["甲", "T1"])
        sheet.write_formula(1, 4, '=LOWER("LEADER")', None, "leader")
        sheet.write_row(2, 2, ["乙", "T1", "member"])
    answer = await callers.ask(
        "C admin", "POST", "/v1/teams/imports", content=out.getvalue(), headers={"Content-Type": XLSX}
    )
    assert (answer.json()["created"], answer.json()["faults"]) == (2, [])
    assert [each["name"] for each in (await teams(callers))["K1", "一队"]] == ["甲", "乙"]


async def send(callers: Callers, who: str, file: bytes, path: str = "/v1/teams/imports") -> httpx2.Response:
    return await callers.ask(who, "POST", path, content=file, headers=TABLE)
