"""A file is read line by line, and each line that cannot be read says so under its own number."""

import csv
import io
import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import Fault, ValidationFailed
from escalation.kit.parsing.csv_files import LINE_LIMIT, Record, read_csv
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.jsonl_files import read_jsonl
from escalation.kit.parsing.text import looks_empty

COLUMNS = Columns(required=("title", "text"), optional=("place",), limits={"title": 10})


def of(lines: Iterable[Record[object] | Fault]) -> list[tuple[str, object]]:
    """Each line as its place and what it says, or the code of its fault."""
    return [
        (each.pointer, each.code) if isinstance(each, Fault) else (f"line {each.line}", dict(each.values))
        for each in lines
    ]


def csv_lines(content: str | bytes, columns: Columns = COLUMNS) -> list[tuple[str, object]]:
    return of(read_csv(content.encode() if isinstance(content, str) else content, columns))


def jsonl_lines(content: str | bytes) -> list[tuple[str, object]]:
    return of(read_jsonl(content.encode() if isinstance(content, str) else content))


def header_faults(content: bytes, columns: Columns = COLUMNS) -> list[str]:
    with pytest.raises(ValidationFailed) as refusal:
        list(read_csv(content, columns))
    return [fault.code for fault in refusal.value.faults]


def test_a_record_over_several_lines_is_numbered_by_its_first() -> None:
    content = 'title,text\nwater,"one\ntwo\n\nthree"\n\nheat,cold\n'
    assert csv_lines(content) == [
        ("line 2", {"title": "water", "text": "one\ntwo\n\nthree"}),
        ("line 7", {"title": "heat", "text": "cold"}),
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_taken() -> None:
    content = b'\xef\xbb\xbftitle,text\r\nwater,"one\r\ntwo"\r\n'
    assert csv_lines(content) == [("line 2", {"title": "water", "text": "one\ntwo"})]


def test_a_line_in_another_encoding_leaves_its_neighbours_alone() -> None:
    content = b"title,text\nwater,good\n" + "供水,不热\n".encode("gb18030") + "供热,很热\n".encode()
    assert csv_lines(content) == [
        ("line 2", {"title": "water", "text": "good"}),
        ("line 3", "not_utf8"),
        ("line 4", {"title": "供热", "text": "很热"}),
    ]


@pytest.mark.parametrize("character", ["\x00", "\u202e", "\ufffe", "\ufdd0", "\U0010ffff"])
def test_a_character_that_may_not_be_kept_is_a_fault_of_its_line(character: str) -> None:
    assert csv_lines(f"title,text\na,b{character}\nc,d\n") == [
        ("line 2", "control_characters"),
        ("line 3", {"title": "c", "text": "d"}),
    ]


@pytest.mark.parametrize("character", ["\x01", "\x07", "\x1b", "\x7f", "\x80", "\x9f", "\u202a", "\u202d", "\u2069"])
def test_a_control_character_that_nobody_meant_is_left_out(character: str) -> None:
    assert csv_lines(f"title,text\na,b{character}c\n") == [("line 2", {"title": "a", "text": "bc"})]


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x85"])
def test_rare_line_ends_become_line_feeds(character: str) -> None:
    assert csv_lines(f"title,text\na,b{character}c\n") == [("line 2", {"title": "a", "text": "b\nc"})]


def test_a_field_that_is_too_long_is_a_fault_of_its_line() -> None:
    assert [what for _, what in csv_lines("title,text\n12345678901,b\n")] == ["too_long"]


@pytest.mark.parametrize("row", ["only", "a,b,c"])
def test_too_few_or_too_many_fields_are_a_fault_of_the_line(row: str) -> None:
    assert csv_lines(f"title,text\n{row}\nc,d\n")[0] == ("line 2", "wrong_cell_count")


def test_a_quotation_mark_that_is_never_closed_does_not_end_in_silence() -> None:
    assert csv_lines('title,text\na,b\nc,"d\ne,f\n')[-1] == ("line 3", "malformed_csv")


def test_after_a_field_that_swallowed_half_the_file_the_rest_is_read() -> None:
    swallowed = "x,y\n" * (LINE_LIMIT // 4)
    lines = csv_lines('title,text\na,"' + swallowed + "x,y\nlast,line\n")
    assert lines[0] == ("line 2", "malformed_csv")
    assert lines[-1][1] == {"title": "last", "text": "line"}


def test_letters_are_composed_and_trimmed() -> None:
    assert csv_lines("title,text\n  cafe\u0301 ,b\n") == [("line 2", {"title": "café", "text": "b"})]


def test_a_header_says_all_that_is_wrong_with_it() -> None:
    assert header_faults(b"title,title,colour\n") == ["missing_columns", "unknown_column", "duplicate_column"]


@pytest.mark.parametrize("content", [b"", b"\n\n", "title,text\na,b\n".encode("utf-32"), b"\xff\xfe\x00"])
def test_what_is_no_such_file_at_all_is_refused_as_a_whole(content: bytes) -> None:
    assert "missing_columns" in header_faults(content)


def test_further_columns_can_be_passed_over() -> None:
    columns = Columns(required=("title",), others_ignored=True)
    assert csv_lines("id,title,reply\n1,water,no\n", columns) == [("line 2", {"title": "water"})]


def test_a_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO(b"title,text\na,b\n")
    list(read_csv(stream, COLUMNS))
    assert not stream.closed


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf")), max_size=8)
CELLS = st.one_of(WORDS, st.just('say "no"'), st.just("one\ntwo"), st.just("a,b"))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_whatever_a_spreadsheet_writes_is_read_and_nothing_gets_lost(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("title", "text"), *rows])
    lines = list(read_csv(out.getvalue().encode(), Columns(required=("title", "text"))))
    assert not [line for line in lines if isinstance(line, Fault)]
    assert len(lines) == sum(not all(map(looks_empty, row)) for row in rows)


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_the_reader(content: bytes) -> None:
    lines = [*read_csv(b"title,text\n" + content, COLUMNS), *read_jsonl(content)]
    assert all(isinstance(line, Record | Fault) for line in lines)


def test_each_line_of_a_jsonl_file_stands_for_itself() -> None:
    content = '\ufeff{"title": "water"}\n\nno\n{"title": "heat", "n": 1.5}'
    assert jsonl_lines(content) == [
        ("line 1", {"title": "water"}),
        ("line 3", "malformed_json"),
        ("line 4", {"title": "heat", "n": 1.5}),
    ]


@pytest.mark.parametrize(
    "line",
    [
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": 1e999}',
        '{"a": 1, "a": 2}',
        '{"a": {"b": 1, "b": 2}}',
        "[]",
        "null",
        '"text"',
        "{} {}",
        "[" * 100_000,
        '{"a": ' + "1" * 5_000 + "}",
        "{",
    ],
)
def test_what_is_not_one_json_object_is_refused(line: str) -> None:
    assert jsonl_lines(line) == [("line 1", "malformed_json")]


@pytest.mark.parametrize(
    "line", [r'{"a": "\u0000"}', r'{"a": ["\ud800"]}', r'{"\u202e": 1}', r'{"a": {"b": "\ufffe"}}']
)
def test_a_character_that_may_not_be_kept_is_found_wherever_it_hides(line: str) -> None:
    assert jsonl_lines(line) == [("line 1", "control_characters")]


def test_a_line_that_is_too_long_is_passed_over_to_its_end() -> None:
    long = json.dumps({"a": "x" * LINE_LIMIT})
    assert jsonl_lines(f'{long}{long}\n{{"b": 1}}\n') == [("line 1", "too_long"), ("line 2", {"b": 1})]


def test_a_line_of_just_the_longest_length_is_read() -> None:
    frame = len('{"a":""}')
    content = '{"a":"' + "x" * (LINE_LIMIT - frame) + '"}'
    assert [place for place, _ in jsonl_lines(f'{content}\r\n{{"b": 1}}')] == ["line 1", "line 2"]
    assert isinstance(next(iter(read_jsonl(f"{content}\r\n".encode()))), Record)


def test_a_jsonl_line_in_another_encoding_leaves_its_neighbours_alone() -> None:
    content = '{"a": "供水"}\n'.encode("gb18030") + b'{"b": 1}\n'
    assert jsonl_lines(content) == [("line 1", "not_utf8"), ("line 2", {"b": 1})]
