"""What spreadsheets and other systems save is read as it is: any encoding, any separator, ragged ends."""

import codecs
import io

import pytest

from escalation.errors import Fault, ValidationFailed
from escalation.kit.parsing.csv_files import MOST_BLANK_LINES, Record, read_csv, read_header
from escalation.kit.parsing.csv_headers import DELIMITERS, MOST_COLUMNS, Columns
from escalation.kit.parsing.encodings import detect_encoding

COLUMNS = Columns(
    required=("title",), optional=("content", "place"), others_ignored=True, aliases={"title": ("诉求标题", "标题")}
)
FILE = "标题,内容外的列,content,place\n路灯不亮,x,村口的路灯坏了。,东村\n停水,,两天没有水。,\n"
READ = [
    {"title": "路灯不亮", "content": "村口的路灯坏了。", "place": "东村"},
    {"title": "停水", "content": "两天没有水。", "place": ""},
]


def values(content: bytes, columns: Columns = COLUMNS) -> list[object]:
    """What each line says, or the code of its fault."""
    return [
        dict(each.values) if isinstance(each, Record) else (each.pointer, each.code)
        for each in read_csv(content, columns)
    ]


def refusal(content: bytes, columns: Columns = COLUMNS) -> list[Fault]:
    with pytest.raises(ValidationFailed) as refused:
        list(read_csv(content, columns))
    return list(refused.value.faults)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (b"", "utf-8", "UTF-8"),
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (b"", "gbk", "GB18030"),
        (b"", "gb18030", "GB18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (b"", "utf-16-le", "UTF-16LE"),
        (b"", "utf-16-be", "UTF-16BE"),
    ],
)
def test_encoding_and_separator_are_found(mark: bytes, codec: str, encoding: str, delimiter: str) -> None:
    content = mark + FILE.replace(",", delimiter).encode(codec)
    header = read_header(content, COLUMNS)
    assert (header.encoding, header.delimiter, header.ignored) == (encoding, delimiter, ("内容外的列",))
    assert values(content) == READ


def test_zeros_out_of_place_are_no_encoding() -> None:
    for content in (b"title,content\n\0heat,cold\n", b"title,content\n\0\0heat,\0cold\0\n", b"\0" * 200):
        assert detect_encoding(io.BytesIO(content)) == "UTF-8"


@pytest.mark.parametrize("length", [1 << 20, 3_000_001])
def test_a_line_of_megabytes_does_not_decide_how_the_others_are_written(length: int) -> None:
    """It is cut for being looked at, maybe within a letter."""
    for codec, encoding in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        content = f"标题,content\n{'长' * length},b\n供水,不热\n".encode(codec)
        assert detect_encoding(io.BytesIO(content)) == encoding


def test_a_stream_is_looked_at_and_left_where_it_was() -> None:
    stream = io.BytesIO(FILE.encode("gbk"))
    read_header(stream, COLUMNS)
    assert stream.tell() == 0
    assert len(list(read_csv(stream, COLUMNS))) == 2


def test_a_wrong_byte_is_the_fault_of_its_line_in_any_encoding() -> None:
    gbk = "标题,content\n供水,不热\n".encode("gbk") + b"\xff,x\n" + "供热,很热\n".encode("gbk")
    assert values(gbk)[1] == ("line 3", "wrong_encoding")
    assert len(values(gbk)) == 3
    utf_16 = "title,content\nheat,".encode("utf-16") + b"\x00\xd8" + "x\nwater,cold\n".encode("utf-16-le")
    assert values(utf_16) == [("line 2", "wrong_encoding"), {"title": "water", "content": "cold"}]


def test_a_header_that_lacks_a_column_says_what_was_tried_and_found() -> None:
    (fault,) = refusal("名称;说明\na;b\n".encode("gbk"))
    assert fault.code == "missing_columns"
    assert fault.params == {
        "names": "title", "found": "名称, 说明", "encoding": "GB18030", "encodings": "UTF-8, UTF-16, GB18030",
        "delimiter": ";", "delimiters": ", ; \\t |",
    }  # fmt: skip


def test_unknown_columns_are_named() -> None:
    (fault,) = refusal(b"title,colour,\x07size\nx,y,z\n", Columns(required=("title",)))
    assert (fault.code, fault.params) == ("unknown_column", {"unknown": "colour, size", "names": "title"})


@pytest.mark.parametrize("row", ["a,b", "a,b,", "a,b,,", "a,b,,,,", "a,b, ,\u3000,"])
def test_empty_fields_at_the_end_may_be_missing_or_too_many(row: str) -> None:
    assert values(f"title,content,place\n{row}\n".encode()) == [{"title": "a", "content": "b", "place": ""}]


@pytest.mark.parametrize("row", ["a", "a,b,,x", "a,b,c,x"])
def test_a_field_that_belongs_to_no_column_or_a_broken_line_is_a_fault(row: str) -> None:
    assert values(f"title,content,place\n{row}\nc,d,e\n".encode())[0] == ("line 2", "wrong_cell_count")


def test_headings_without_a_name_are_passed_over() -> None:
    assert values(b",title,content,,\n1,a,b,,\n2,a,b\n") == [{"title": "a", "content": "b"}] * 2
    assert values(b"title,content,,\na,b,,x\n") == [("line 2", "wrong_cell_count")]


def test_rows_without_anything_are_passed_over_and_too_many_of_them_end_the_reading() -> None:
    assert values(b"title,content\n,,\n\na,b\n , \n") == [{"title": "a", "content": "b"}]
    (fault,) = refusal(b"title\n" + b"\n" * (MOST_BLANK_LINES + 1))
    assert fault.code == "too_many_blank_lines"


def test_a_header_of_a_million_columns_is_refused_unread() -> None:
    (fault,) = refusal(b"title" + b",x" * 1_000_000)
    assert (fault.code, fault.params) == ("too_many_columns", {"limit": MOST_COLUMNS})


def test_titles_above_the_header_are_passed_over_and_lines_keep_their_numbers() -> None:
    content = "热线工单导出表,,\n导出时间：2026-11-03,,\n\n标题,content\n路灯,不亮\n".encode()
    assert [each.line for each in read_csv(content, COLUMNS) if isinstance(each, Record)] == [5]


@pytest.mark.parametrize("heading", [" 标 题 ", "\u3000标题", "【标题】", "TITLE", "ｔｉｔｌｅ", "Title:"])
def test_case_width_spaces_and_punctuation_of_headings_do_not_count(heading: str) -> None:
    assert values(f'"{heading}",content\na,b\n'.encode()) == [{"title": "a", "content": "b"}]


def test_a_mapping_goes_before_what_headings_say_themselves() -> None:
    columns = Columns(required=("title",), optional=("content",), others_ignored=True, mapping={"摘要": "title"})
    assert values("title,摘要,content\na,b,c\n".encode(), columns) == [{"title": "b", "content": "c"}]
    (missing, unmapped) = refusal(b"title,content\n", columns)
    assert (missing.code, unmapped.code, unmapped.params) == ("missing_columns", "unmapped_column", {"names": "摘要"})


def test_a_text_that_was_written_as_a_formula_keeps_its_digits() -> None:
    assert values(b'title,content\n"=""00123""",="0456"\n') == [{"title": "00123", "content": "0456"}]
