"""Every fault of a line of opinions or history names its line and field and is explained in Chinese and in English."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest

from escalation.opinions.engine.imports import step
from escalation.opinions.usecases import history_rows, import_history, import_opinions, import_rows
from tests.support.workbooks import a_workbook
from tests.support.world import World

HEADER = "title,content,category,contact,submitted_at,unit_code,external_ref,source\n"
# By the code of its fault a line, and the field that is named, if the fault is of one field.
OPINIONS: dict[str, tuple[str, str]] = {
    "WRONG_CELL_COUNT": ("t,c,,,,,,,more", ""),
    "TOO_LONG": (f"{'长' * 201},c,,,,,,", "title"),
    "CONTROL_CHARACTERS": ("t\u202e,c,,,,,,", "title"),
    "TOO_MANY_MARKS": (f"t{chr(0x301) * 40},c,,,,,,", "title"),
    "SHORTENED_NUMBER": ("t,c,,1.38E+10,,,,", "contact"),
    "ERROR_OF_FORMULA": ("t,c,,#N/A,,,,", "contact"),
    "FOOTER_LINE": ("合计：1 条,,,,,,,", ""),
    "MISSING": (",,,13900000000,,,,", ""),
    "UNKNOWN_SOURCE": ("t,c,,,,,,moon", ""),
    "IN_THE_FUTURE": ("t,c,,,2040-01-01,,,", "submitted_at"),
    "AMBIGUOUS_TIME": ("t,c,,,11/3/2026,,,", "submitted_at"),
    "WRONG_TIME": ("t,c,,,昨天,,,", "submitted_at"),
    "UNKNOWN_UNIT": ("t,c,,,,nowhere,,", "unit_code"),
    "OUT_OF_SCOPE": ("t,c,,,,V3,,", "unit_code"),
    "UNKNOWN_CATEGORY": ("t,c,nothing,,,,,", "category"),
    "DUPLICATE_EXTERNAL_REF": ("other,words,,,,,a-1,", ""),
}
OF_JSON: dict[str, tuple[bytes, str]] = {
    "MALFORMED_JSON": (b"{", ""),
    "NOT_UTF8": (b'{"title": "\xff"}', ""),
    "WRONG_DEGREES": (b'{"title": "t", "content": "c", "longitude": 190, "latitude": 49}', "longitude"),
    "WRONG_ACCURACY": (
        b'{"title": "t", "content": "c", "longitude": 119, "latitude": 49, "accuracy": "near"}',
        "accuracy",
    ),
    "HALF_A_LOCATION": (b'{"title": "t", "content": "c", "longitude": 119}', ""),
    "CONTROL_CHARACTERS": (b'{"title": "a\\u0000b"}', ""),
    "NOT_A_TEXT": (b'{"title": {"a": 1}}', "title"),
    "TOO_LONG": (b'{"title": "' + b"a" * 140_000 + b'"}', ""),
}
HISTORY_HEADER = "external_ref,title,unit_code,category,created_at,closed_at,state,satisfaction,steps\n"
HISTORY: dict[str, tuple[str, str]] = {
    "EMPTY_FIELD": (",t,,,2024-01-01,2024-01-02,,,", "external_ref"),
    "MISSING": ("b,,,,2024-01-01,2024-01-02,,,", ""),
    "UNKNOWN_VALUE": ("c,t,,,2024-01-01,2024-01-02,,9,", "satisfaction"),
    "WRONG_TIME": ("d,t,,,昨天,2024-01-02,,,", "created_at"),
    "IN_THE_FUTURE": ("e,t,,,2024-01-01,2040-01-02,,,", ""),
    "CLOSED_BEFORE_CREATED": ("f,t,,,2024-01-03,2024-01-02,,,", ""),
    "WRONG_STEPS": ("g,t,,,2024-01-01,2024-01-02,,,x", ""),
    "UNKNOWN_UNIT": ("h,t,nowhere,,2024-01-01,2024-01-02,,,", ""),
    "OUT_OF_SCOPE": ("i,t,V3,,2024-01-01,2024-01-02,,,", "unit_code"),
    "UNKNOWN_CATEGORY": ("j,t,,nothing,2024-01-01,2024-01-02,,,", "category"),
    "NOT_OVER": ("k,t,,,2024-01-01,2024-01-02,处理中,,", ""),
    "TOO_LONG": (f"l,{'长' * 201},,,2024-01-01,2024-01-02,,,", "title"),
    "SHORTENED_NUMBER": ("1.38E+10,t,,,2024-01-01,2024-01-02,,,", "external_ref"),
    "ERROR_OF_FORMULA": ("m,t,,,#REF!,2024-01-02,,,", "created_at"),
    "DUPLICATE_EXTERNAL_REF": ("a-1,other,,,2024-01-01,2024-01-02,,,", ""),
}


async def receipts(
    world: World, client: httpx2.AsyncClient, path: str, content: bytes, type_: str = "text/csv"
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What the sender of a file is told of each refused line, in English and in Chinese."""
    headers = await world.key("V1", "leader") if "opinions" in path else await world.key("T1", "admin")
    answer = await client.post(path, content=content, headers={**headers, "Content-Type": type_})
    assert answer.status_code == 202, answer.text
    while await step(world.runtime):
        pass
    told = []
    for language in ("en", "zh"):
        page = await client.get(
            f"/v1/operations/{answer.json()['id']}/receipts", params={"outcome": "refused", "limit": 200},
            headers={**headers, "Accept-Language": language},
        )  # fmt: skip
        told.append(page.json()["items"])
    return list(zip(*told, strict=True))


def explained(
    told: list[tuple[dict[str, Any], dict[str, Any]]], wanted: dict[str, tuple[Any, str]], first: int
) -> None:
    assert [(en["line"], en["code"]) for en, _ in told] == list(enumerate(wanted, start=first))
    for (en, zh), (code, (_, field)) in zip(told, wanted.items(), strict=True):
        assert re.search("[\u4e00-\u9fff]", zh["detail"]), code
        assert not re.search("[\u4e00-\u9fff]", en["detail"].partition(": ")[0]), code
        for detail in (en["detail"], zh["detail"]):
            assert field in detail, code
            assert "{" not in detail, code


async def test_lines_of_opinions(world: World, client: httpx2.AsyncClient) -> None:
    lines = ["t,c,,,,,a-1,", *(line for line, _ in OPINIONS.values())]
    told = await receipts(world, client, "/v1/opinions/imports", (HEADER + "\n".join(lines) + "\n").encode())
    explained(told, OPINIONS, first=3)


async def test_lines_of_json(world: World, client: httpx2.AsyncClient) -> None:
    content = b"\n".join(line for line, _ in OF_JSON.values()) + b"\n"
    told = await receipts(world, client, "/v1/opinions/imports", content, "application/jsonl")
    explained(told, OF_JSON, first=1)


async def test_lines_of_history(world: World, client: httpx2.AsyncClient) -> None:
    lines = ["a-1,t,,,2024-01-01,2024-01-02,,,", *(line for line, _ in HISTORY.values())]
    content = (HISTORY_HEADER + "\n".join(lines) + "\n").encode()
    told = await receipts(world, client, "/v1/tickets/imports?source_system=old", content)
    explained(told, HISTORY, first=3)


async def test_a_quotation_mark_that_is_not_closed(world: World, client: httpx2.AsyncClient) -> None:
    told = await receipts(world, client, "/v1/opinions/imports", (HEADER + '"open\nt,c\n').encode())
    explained(told, {"MALFORMED_CSV": ("", "3")}, first=2)


SHEETS = a_workbook([["标题"], ["灯"]], 二月=[["标题"], ["水"]])
# What is refused as a whole: the code of its fault and a word of the remedy, in Chinese.
WHOLE: dict[str, tuple[bytes, str, str]] = {
    "page": (b"<html><table><tr><td>1</td></tr></table>", "not_a_table", "另存为 XLSX"),
    "json": (b'[{"title": "a"}]', "not_a_table", "每行一个对象"),
    "sheets": (SHEETS, "several_sheets", "另存为单独的工作簿"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old_workbook", "不带密码"),
    "twice": (b"title,title\n", "duplicate_column", "改名"),
    "unknown": ("路灯,停水\n".encode(), "missing_columns", "GB18030"),
}


@pytest.mark.parametrize("path", ["/v1/opinions/imports", "/v1/tickets/imports?source_system=x"])
async def test_files_that_are_refused_as_a_whole(world: World, client: httpx2.AsyncClient, path: str) -> None:
    headers = {**await world.key("T1", "admin"), "Content-Type": "text/csv"}
    for content, code, remedy in WHOLE.values():
        if "tickets" in path and code in {"several_sheets", "duplicate_column"}:
            continue  # A file of closed tickets lacks other columns first.
        for language, said in (("zh", remedy), ("en", "")):
            answer = await client.post(path, content=content, headers={**headers, "Accept-Language": language})
            assert answer.status_code == 422, answer.text
            fault = answer.json()["errors"][0]
            assert (fault["code"], said in fault["detail"], "{" in fault["detail"]) == (code, True, False)
            assert bool(re.search("[\u4e00-\u9fff]", fault["detail"].partition(":")[0])) == (language == "zh")


@pytest.mark.parametrize(
    ("modules", "tried"),
    [((import_rows, import_opinions), {*OPINIONS, *OF_JSON}), ((history_rows, import_history), {*HISTORY, *OF_JSON})],
    ids=["opinions", "history"],
)
def test_no_fault_of_a_line_is_left_out(modules: tuple[Any, ...], tried: set[str]) -> None:
    """The code says which there are: whoever adds one is sent here."""
    text = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in modules)
    codes = set(re.findall(r"\bat\(\s*[a-z.]+,\s*\"([a-z_0-9]+)\"", text))
    assert len(codes) >= 8
    assert {code.upper() for code in codes} <= tried
