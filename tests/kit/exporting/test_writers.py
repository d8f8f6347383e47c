"""What is written can be read: as a person sees it, as a machine does, and never as a formula."""

import csv
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from escalation.kit.exporting.columns import ExportColumn, Table
from escalation.kit.exporting.csv_writer import csv_head, csv_rows, csv_tail
from escalation.kit.exporting.jsonl_writer import jsonl_rows
from escalation.kit.exporting.xlsx_writer import ExportTooLarge, XlsxFile
from escalation.kit.parsing.csv_files import _unquoted
from escalation.kit.parsing.formula_texts import as_meant, harmless
from tests.support.programs import CHECKOUT

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
FORMULAS = [
    "=1+1",
    "+86",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    "\uff0b86",
    "\uff0d2",
    "\uff20SUM(A1)",
    '=HYPERLINK("http://x")',
]
TABLE = Table(
    title="交办单",
    columns=[
        ExportColumn("title", "标题", 30), ExportColumn("state", "状态", labels={"open": "在办"}),
        ExportColumn("count", "次数"), ExportColumn("at", "时间"), ExportColumn("flag", "重点"),
    ],
    about=[("导出时间", "2026-03-02 09:30")], zone=ZoneInfo("Asia/Shanghai"), yes="是", no="否", about_title="说明",
)  # fmt: skip
ROW = {"title": "路灯不亮", "state": "open", "count": -3, "at": AT, "flag": True}


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheets(*rows: dict[str, object], most: int = 100) -> dict[str, list[list[object]]]:
    book = XlsxFile(TABLE, most)
    book.add(rows)
    with book.finish("行数") as file:
        read = CalamineWorkbook.from_filelike(file)
        return {name: [list(row) for row in read.get_sheet_by_name(name).to_python()] for name in read.sheet_names}


def test_csv_has_a_mark_headings_and_rows_as_people_read_them() -> None:
    content = csv_head(TABLE) + csv_rows(TABLE, [ROW])
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert read_csv(content) == [
        ["标题", "状态", "次数", "时间", "重点"], ["路灯不亮", "在办", "-3", "2026-03-02T09:30:00+08:00", "是"],
    ]  # fmt: skip


def test_csv_says_what_it_is_only_behind_the_rows() -> None:
    content = csv_head(TABLE) + csv_rows(TABLE, [ROW]) + csv_tail(TABLE, 1, "行数")
    assert read_csv(content)[2:] == [[], ["导出时间", "2026-03-02 09:30"], ["行数", "1"]]


def test_json_lines_have_codes_and_types() -> None:
    (line,) = jsonl_rows(TABLE, [ROW]).splitlines()
    assert orjson.loads(line) == {**ROW, "at": "2026-03-02T01:30:00+00:00"}


def test_a_spreadsheet_has_numbers_dates_of_the_place_and_a_sheet_about_itself() -> None:
    found = sheets(ROW, {"title": None})
    assert found["交办单"] == [
        ["标题", "状态", "次数", "时间", "重点"], ["路灯不亮", "在办", -3, datetime(2026, 3, 2, 9, 30), "是"],
    ]  # fmt: skip
    assert found["说明"] == [["导出时间", "2026-03-02 09:30"], ["行数", "2"]]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_that_would_be_computed_is_neutralised(text: str) -> None:
    assert read_csv(csv_head(TABLE) + csv_rows(TABLE, [{"title": text}]))[1][0] == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_computes_nothing(text: str) -> None:
    book = XlsxFile(TABLE)
    book.add([{"title": text}])
    with book.finish("行数") as file, ZipFile(file) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    assert str(sheets({"title": text})["交办单"][1][0]).strip() == text.strip()


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert not normalize("NFKC", harmless(text)).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert harmless(text).endswith(text)
    assert as_meant(harmless(text)) == text


READ_BACK = ["'=1", "''=1", "'+86", "'", "''", "'路灯", "\uff1d1+1", '="00123"', '\'="00123"', *FORMULAS]


@pytest.mark.parametrize("text", READ_BACK)
def test_what_was_exported_is_read_as_it_was(text: str) -> None:
    """Also what a clerk has written behind an apostrophe, and what programs write so that digits stay."""
    by_csv = read_csv(csv_head(TABLE) + csv_rows(TABLE, [{"title": text}]))[1][0]
    by_sheet = str(sheets({"title": text})["交办单"][1][0])
    assert [_unquoted(by_csv), _unquoted(by_sheet)] == [text, text]


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    book = XlsxFile(TABLE, 2)
    with pytest.raises(ExportTooLarge, match="2 rows at most"):
        book.add([ROW, ROW, ROW])
    book.abandon()


FULL = """
import os, resource, sys, tempfile
from zoneinfo import ZoneInfo
from escalation.kit.exporting.columns import ExportColumn, Table
from escalation.kit.exporting.xlsx_writer import NoRoomForExport, XlsxFile

columns = [ExportColumn("title", "标题"), ExportColumn("count", "次数")]
table = Table(title="交办单", columns=columns, about=[], zone=ZoneInfo("UTC"), yes="是", no="否", about_title="说明")
tempfile.tempdir = sys.argv[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)  # As where the disk is full.
book = XlsxFile(table)
try:
    for _ in range(int(sys.argv[3])):
        book.add([{"title": "路灯不亮", "count": 3}])
    book.finish("行数")
except NoRoomForExport:
    book.abandon()
    print("no room", os.listdir(sys.argv[1]))
"""


@pytest.mark.parametrize("rows", [10_000, 10], ids=["while rows are written", "while it is completed"])
def test_where_the_disk_is_full_it_says_so_and_leaves_nothing_behind(tmp_path: Path, rows: int) -> None:
    told = [sys.executable, "-c", FULL, str(tmp_path), "1000", str(rows)]
    done = subprocess.run(told, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    assert done.stdout.strip() == "no room []", done.stderr
