"""What hotlines and offices export is read right, or refused with its place and a code: nothing is guessed."""

import io
from collections.abc import Callable
from datetime import datetime
from zipfile import ZipFile

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from escalation.errors import Fault, ValidationFailed
from escalation.kit.parsing.csv_files import LINE_LIMIT, RECORD_LIMIT
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.table_files import open_table
from tests.support.workbooks import a_sheet, a_workbook, with_parts

COLUMNS = Columns(
    optional=("ref", "title", "content", "phone", "at"), one_of=("title", "content"), others_ignored=True,
    exact=frozenset({"ref", "phone"}),
    aliases={
        "ref": ("工单编号", "编号"), "title": ("诉求标题", "标题"), "content": ("诉求内容", "内容"),
        "phone": ("联系电话",), "at": ("受理时间",),
    },
)  # fmt: skip
HEAD = "工单编号,诉求标题,诉求内容,联系电话,受理时间\n"
LAMP = "1,灯,不亮,138,2026-11-03\n"


def told(content: bytes | str) -> list[tuple[object, ...]]:
    """Of each line the number and what it says, or the code of its fault; of a file the code of its refusal."""
    try:
        records = list(open_table(content.encode() if isinstance(content, str) else content, COLUMNS).records)
    except ValidationFailed as refused:
        return [(fault.pointer, fault.code) for fault in refused.faults]
    return [
        (int(each.pointer.split()[1]), each.code) if isinstance(each, Fault)
        else (each.line, *(value for value in each.values.values() if value))
        for each in records
    ]  # fmt: skip


READ = (2, "1", "灯", "不亮", "138", "2026-11-03")


@pytest.mark.parametrize(
    "head",
    [
        "工单编号（必填）,诉求标题(50字以内),诉求内容*,联系电话【手机】,受理时间（yyyy-mm-dd）",
        "工單編號,訴求標題,訴求內容,聯繫電話,受理時間",
        "※工单编号, 诉 求 标 题 ,诉求内容：,联系电话[座机],受理时间(北京)",
    ],
)
def test_remarks_in_brackets_and_traditional_characters_do_not_make_a_column_unknown(head: str) -> None:
    assert told(f"{head}\n{LAMP}") == [READ]


def test_a_heading_that_is_the_name_itself_goes_before_one_with_a_remark() -> None:
    assert told("标题（旧）,标题\na,b\n") == [(2, "b")]
    assert told("联系电话(一),标题,联系电话(二)\na,b,c\n") == [(2, "a", "b")]


@pytest.mark.parametrize(
    "line",
    [
        "合计,,,,1", "合 计：12 条,,,,", "共120条记录,,,,", "总计,5,,,", "Grand total: 5 rows,,,,", "小計,,,,",
        "制表人：张三,,审核人：李四,,", "导出时间:2026-11-03 08:05,,,,", "合计",
    ],
)  # fmt: skip
def test_what_stands_below_a_table_is_no_entry(line: str) -> None:
    assert told(f"{HEAD}{LAMP}{line}\n") == [READ, (3, "footer_line")]


@pytest.mark.parametrize("title", ["合计缴费三次没有答复", "共三户人家停水", "Total loss of water", "制表厂噪音大"])
def test_a_title_that_begins_like_a_total_is_a_title(title: str) -> None:
    assert told(f"标题,内容\n{title},x\n") == [(2, title, "x")]


def test_a_header_that_is_printed_on_every_page_is_passed_over() -> None:
    assert told(f"{HEAD}{LAMP}{HEAD} 工单编号 ,诉求标题,诉求内容,联系电话,受理时间,\n{LAMP}") == [READ, (5, *READ[1:])]


def test_line_ends_of_any_kind_and_of_a_large_file() -> None:
    assert told((HEAD + LAMP).replace("\n", "\r")) == [READ]
    assert told(f"{HEAD[:-1]}\r\n{LAMP[:-1]}\r{LAMP[:-1]}\r\r\n{LAMP}") == [READ, (3, *READ[1:]), (5, *READ[1:])]
    large = (HEAD + "1,灯,不亮不亮,138,2026-11-03\n" * 40_000).replace("\n", "\r").encode("gbk")
    assert len(large) > 1 << 20
    assert told(large)[-1] == (40_001, "1", "灯", "不亮不亮", "138", "2026-11-03")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_long_title_above_the_header_does_not_hide_utf_16(codec: str) -> None:
    title = "一二三四五六年最新某市政务服务便民热线工单导出明细表（内部资料注意保管不得外传）" * 2
    assert told(f"{title}\n{HEAD}{LAMP}".encode(codec)) == [(3, *READ[1:])]


@pytest.mark.parametrize("ref", ["2.02607E+16", "2,02607E+16", "2.02607E16", "2.02607e+016", "２．０２６０７Ｅ＋１６"])
def test_a_shortened_number_is_known_however_it_is_written(ref: str) -> None:
    assert told(f"编号;标题\n{ref};灯\n2E5;灯\n") == [(2, "shortened_number"), (3, "2E5", "灯")]


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "####", "########"])
def test_errors_of_formulas_are_no_values(value: str) -> None:
    assert told(f"{HEAD}1,{value},不亮,,\n1,#路灯#,不亮,,\n") == [(2, "error_of_formula"), (3, "1", "#路灯#", "不亮")]


def test_what_databases_write_for_nothing_is_nothing() -> None:
    assert told(f"{HEAD}NULL,灯,\\N,(null),null\n1,Null 先生,x,,\n") == [(2, "灯"), (3, "1", "Null 先生", "x")]


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><table><tr><td>1</td></tr></table>", b"\xef\xbb\xbf \r\n<!DOCTYPE html>", b"<table border=1>",
        '<?xml version="1.0"?>\n<Row>\n标题\n</Row>'.encode(), "<html><table>".encode("utf-16"), b"%PDF-1.7",
        b"\x1f\x8b\x08\0", b"PK\x05\x06" + b"\0" * 18, b"Rar!\x1a\x07", b'{"title": "a"}\n', b'[\n {"title": 1}]',
    ],
)  # fmt: skip
def test_what_is_no_table_is_called_what_it_is(content: bytes) -> None:
    assert told(content) == [("line 1", "not_a_table")]


def test_what_one_step_reads_is_bounded_and_the_next_line_is_read() -> None:
    """In whichever way a record is long: one library call must not take seconds, or gigabytes."""
    assert told(f"标题,内容\na,{'长' * 3 * RECORD_LIMIT}\nb,c\n") == [(2, "too_long"), (3, "b", "c")]
    assert told(f"标题,内容\n{',' * 3 * RECORD_LIMIT}\nb,c\n") == [(2, "too_long"), (3, "b", "c")]
    assert told(f'标题,内容\na,"{"长" * (LINE_LIMIT + 1)}"\nb,c\n') == [(2, "malformed_csv"), (3, "b", "c")]
    several = '"\n",' * (RECORD_LIMIT // 4)
    found = told(f"标题,内容\n{several}x\nb,c\n")
    assert found[0] == (2, "too_long")
    assert found[-1][1:] == ("b", "c")
    assert told(f"标题,内容\na,b{',' * 100_000}\nb,c\n") == [(2, "a", "b"), (3, "b", "c")]
    assert told(f"标题,内容\na,b{',x' * 100_000}\nb,c\n") == [(2, "wrong_cell_count"), (3, "b", "c")]


def test_one_column_twice_is_named() -> None:
    with pytest.raises(ValidationFailed) as refused:
        open_table("标题,内容,标题\n".encode(), COLUMNS)
    assert [(fault.code, fault.params) for fault in refused.value.faults] == [("duplicate_column", {"name": "标题"})]


def a_book(write: Callable[[xlsxwriter.Workbook, Worksheet], object], **options: object) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as workbook:
        write(workbook, workbook.add_worksheet())
    return out.getvalue()


HEADINGS = HEAD.strip().split(",")


@pytest.mark.parametrize("is_1904", [False, True])
def test_a_report_with_title_total_and_dates_of_either_epoch(is_1904: bool) -> None:
    def write(workbook: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(0, 0, 0, 4, "热线工单导出表（2026年11月）")
        sheet.write(1, 0, "导出人：张三")
        sheet.write_row(2, 0, HEADINGS)
        sheet.write_row(3, 0, [20260701123456, "灯", "不亮", 13800138000])
        sheet.write_datetime(3, 4, datetime(2026, 11, 3, 8, 5, 1), workbook.add_format({"num_format": "yyyy/m/d h:mm"}))
        sheet.merge_range(5, 0, 5, 4, "合计：1 条")

    assert told(a_book(write, date_1904=is_1904)) == [
        (4, "20260701123456", "灯", "不亮", "13800138000", "2026-11-03 08:05:01"), (6, "footer_line"),
    ]  # fmt: skip


def test_of_a_header_of_two_rows_both_count() -> None:
    def write(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        for column, heading in enumerate(("工单编号", "标题", "内容")):
            sheet.merge_range(0, column, 1, column, heading)
        sheet.merge_range(0, 3, 0, 4, "反映人信息")
        sheet.write_row(1, 3, ["联系电话", "受理时间"])
        sheet.write_row(2, 0, ["1", "灯", "不亮", "138", "2026-11-03"])

    assert told(a_book(write)) == [(3, *READ[1:])]


def test_a_chart_on_a_page_of_its_own_is_no_sheet() -> None:
    def write(workbook: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        chart = workbook.add_chart({"type": "column"})
        assert chart is not None
        chart.add_series({"values": "=Sheet1!$A$2:$A$2"})
        workbook.add_chartsheet("图").set_chart(chart)
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, READ[1:])

    assert told(a_book(write)) == [READ]


def test_of_several_sheets_with_lines_none_is_chosen_and_empty_or_hidden_ones_do_not_count() -> None:
    rows = [HEADINGS, READ[1:]]
    assert told(a_workbook(rows, 二月=rows)) == [("line 1", "several_sheets")]
    assert told(a_workbook(rows, 模板=[HEADINGS], 说明=[["怎么填"]])) == [READ]
    assert told(a_workbook([HEADINGS], 数据=rows)) == [READ]


def test_errors_of_formulas_in_cells_are_no_empty_fields() -> None:
    def write(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_row(1, 1, ["灯", "不亮"])
        sheet.write_row(2, 0, ["2", "灯"])
        sheet.write_formula(2, 2, '="不"&"亮"', None, "不亮")

    assert told(a_book(write)) == [(2, "error_of_formula"), (3, "2", "灯", "不亮")]


def test_rows_and_cells_that_are_only_formatted_do_not_count() -> None:
    workbook = a_workbook([HEADINGS, READ[1:]])
    with ZipFile(io.BytesIO(workbook)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    empty = '<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    assert told(
        with_parts(
            workbook, {"xl/worksheets/sheet1.xml": sheet.replace("</sheetData>", f"{empty}</sheetData>").encode()}
        )
    ) == [READ]


def test_shared_texts_are_measured_one_after_the_other() -> None:
    """A sheet may have as many as it has cells; cut in one go they would stop every other thread for seconds."""
    shared = b"<sst>" + b"<si><t>a</t></si>" * 20_000 + "<si><t>标题</t></si></sst>".encode()
    sheet = a_sheet('<row r="1"><c r="A1" t="s"><v>20000</v></c></row><row r="2"><c r="A2" t="s"><v>7</v></c></row>')
    assert told(
        with_parts(a_workbook([["x"]]), {"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": sheet})
    ) == [(2, "a")]
