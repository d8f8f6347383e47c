"""A workbook is read as its user sees it, and one that would burst is refused before it is laid out."""

import io
from datetime import date, datetime, time
from zipfile import ZipFile

import pytest
import xlsxwriter

from escalation.errors import Fault, ValidationFailed
from escalation.kit.parsing import xlsx_guard
from escalation.kit.parsing.csv_files import Record
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.table_files import open_table
from tests.support.workbooks import a_sheet, a_workbook, with_parts

COLUMNS = Columns(
    required=("title",), optional=("content", "at", "ref"), others_ignored=True, aliases={"title": ("标题",)},
    exact=frozenset({"ref"}),
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"
SMALL = a_workbook([["标题", "content"], ["a", "b"]])


def values(content: bytes, columns: Columns = COLUMNS) -> list[object]:
    """What each line says, or the place and code of its fault."""
    records = open_table(content, columns).records
    return [dict(each.values) if isinstance(each, Record) else (each.pointer, each.code) for each in records]


def refusal(content: bytes) -> Fault:
    with pytest.raises(ValidationFailed) as refused:
        open_table(content, COLUMNS)
    (fault,) = refused.value.faults
    return fault


def test_a_table_is_told_by_its_content() -> None:
    assert values(SMALL) == values("标题,content\na,b\n".encode("gbk")) == [{"title": "a", "content": "b"}]
    stream = io.BytesIO(b"before" + SMALL)
    stream.seek(6)
    assert open_table(stream, COLUMNS).header.encoding == "XLSX"


def test_numbers_dates_and_truths_are_texts_as_people_see_them() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        formats = [workbook.add_format({"num_format": code}) for code in ("yyyy/m/d h:mm", "yyyy年m月d日", "h:mm")]
        sheet.write_row(0, 0, ["标题", "content", "at", "ref"])
        sheet.write(1, 0, 12345)
        sheet.write(1, 1, 0.5)
        sheet.write_datetime(1, 2, datetime(2026, 11, 3, 8, 5), formats[0])
        sheet.write(1, 3, 202611030000007)
        sheet.write(2, 0, True)
        sheet.write_datetime(2, 1, time(8, 5), formats[2])
        sheet.write_datetime(2, 2, date(2026, 11, 3), formats[1])
        sheet.write_formula(3, 0, "=1+1", None, 2)
        sheet.write_string(3, 3, "00123")
        sheet.write(4, 0, "x")
        sheet.write(4, 3, 20260701000000017)
    assert values(out.getvalue()) == [
        {"title": "12345", "content": "0.5", "at": "2026-11-03 08:05:00", "ref": "202611030000007"},
        {"title": "TRUE", "content": "08:05:00", "at": "2026-11-03", "ref": ""},
        {"title": "2", "content": "", "at": "", "ref": "00123"},
        ("line 5", "shortened_number"),
    ]


def test_merged_cells_hold_for_each_of_their_rows_and_hidden_rows_count() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 0, 3, "热线工单导出表")
        sheet.write_row(1, 1, ["标题", "content"])
        sheet.merge_range(2, 1, 3, 1, "路灯")
        sheet.write(2, 2, "甲")
        sheet.write(3, 2, "乙")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.write_row(5, 1, ["停水", "丙"])
    records = list(open_table(out.getvalue(), COLUMNS).records)
    assert [(each.line, *each.values.values()) for each in records if isinstance(each, Record)] == [
        (3, "路灯", "甲"), (4, "路灯", "乙"), (6, "停水", "丙"),
    ]  # fmt: skip


def test_the_first_visible_sheet_with_the_header_is_read_and_the_others_are_named() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.add_worksheet("说明").write(0, 0, "请看下一页")
        hidden = workbook.add_worksheet("旧")
        hidden.write_row(0, 0, ["标题"])
        hidden.hide()
        sheet = workbook.add_worksheet("数据")
        sheet.write_row(0, 0, ["标题", "备注"])
        sheet.write_row(1, 0, ["路灯", "x"])
        workbook.add_worksheet("附件")
    table = open_table(out.getvalue(), COLUMNS)
    assert (table.header.sheet, table.header.other_sheets) == ("数据", ("说明", "附件"))
    assert table.header.ignored == ("备注",)
    assert len(list(table.records)) == 1


def test_what_an_escape_of_the_format_stands_for_comes_out() -> None:
    assert values(a_workbook([["标题"], ["a\rb"], ["x_x0041_y"]])) == [{"title": "a\nb"}, {"title": "x_x0041_y"}]


def test_a_workbook_without_the_columns_says_what_it_has() -> None:
    fault = refusal(a_workbook([["名称", "说明"], ["a", "b"]]))
    assert (fault.code, fault.params) == ("missing_columns", {"names": "title", "found": "名称, 说明"})
    assert refusal(a_workbook([])).code == "missing_columns"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + b"\0" * 100,
        SMALL[:-30],
        SMALL[:200] + b"\xff" * 50 + SMALL[250:],
        with_parts(SMALL, {SHEET: b"<worksheet><sheetData><row"}),
        with_parts(SMALL, {"xl/workbook.xml": b"no xml"}),
        a_workbook([["标题"]]).replace(b"xl/workbook.xml", b"xl/workbook.bin"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_remedy(content: bytes) -> None:
    assert refusal(content).code in {"unreadable_workbook", "missing_columns"}


def test_an_old_or_protected_workbook_is_told_apart() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512).code == "old_workbook"


def test_a_bomb_is_refused_by_its_directory_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_parts(SMALL, {"xl/media/image1.png": b"\0" * (xlsx_guard.MOST_RATIO << 20)})
    assert len(bomb) < 1 << 20
    monkeypatch.setattr(ZipFile, "read", None)
    assert refusal(bomb).code == "workbook_too_large"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('<row r="1"><c r="A1"/></row><row r="1048576"><c r="IV1048576"></c></row>', "too_many_cells"),
        ("<row r='9999999'><c r='A9999999'><v>1</v></c></row>", "too_many_cells"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "too_many_columns"),
        ("<row>" + "<c/>" * 500 + "<c><v>1</v></c></row>", "too_many_columns"),
        ('<x:row><x:c s="1" r="ZZZZ1"><x:v>1</x:v></x:c></x:row>', "too_many_columns"),
    ],
)
def test_a_few_cells_that_claim_a_continent_are_refused_before_they_are_laid_out(cells: str, code: str) -> None:
    assert refusal(with_parts(SMALL, {SHEET: a_sheet(cells)})).code == code


def test_one_long_text_that_many_cells_share_counts_for_each_of_them() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_000))
    shared = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    workbook = with_parts(SMALL, {SHEET: a_sheet(cells), "xl/sharedStrings.xml": shared})
    assert refusal(workbook).code == "too_many_cells"


def test_no_more_is_read_than_the_directory_says() -> None:
    """Its size in the directory is a lie: what is behind that never reaches the reader."""
    true = a_sheet('<row r="1"><c r="A1" t="str"><v>标题</v></c></row>')
    workbook = bytearray(with_parts(SMALL, {SHEET: true + b" " * 5_000_000}))
    claimed, size = len(true).to_bytes(4, "little"), (len(true) + 5_000_000).to_bytes(4, "little")
    while size in workbook:
        place = workbook.index(size)
        workbook[place : place + 4] = claimed
    assert refusal(bytes(workbook)).code == "unreadable_workbook"
