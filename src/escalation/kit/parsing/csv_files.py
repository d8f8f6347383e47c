"""What stands on each line of a CSV file that somebody wants to import?

Files are read as streams: a file of any length costs the memory of its longest line. A line that cannot be read
becomes a fault of its own and the next one is read as if nothing had happened.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Generic, TypeVar

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.csv_headers import Columns, Header, find_header, tidied
from escalation.kit.parsing.encodings import UTF_8, decode_beginning, detect_encoding, open_text
from escalation.kit.parsing.formula_texts import as_meant
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.shortened_numbers import is_shortened_number, shortened_number
from escalation.kit.parsing.text import UnfitText, clean_text, is_unicode, looks_empty, without_controls

V_co = TypeVar("V_co", covariant=True)

LINE_LIMIT = 131_072
RECORD_LIMIT = 1 << 20
"""Characters of a record, over however many lines it goes: what one step reads in one go."""
MOST_BLANK_LINES = 100_000


@dataclass(frozen=True, slots=True)
class Record(Generic[V_co]):
    """What one record of a file says. `line` is where it starts, counted from 1; the header is line 1."""

    line: int
    values: Mapping[str, V_co]


def at(line: int, code: str, detail: str, /, **params: int | str) -> Fault:
    """A fault of a line."""
    return Fault(pointer=f"line {line}", code=code, detail=detail, params=dict(params))


def unfit_field(line: int, name: str, unfit: UnfitText) -> Fault:
    """The fault of a field whose text may not be kept."""
    return at(line, unfit.code, _UNFIT_FIELDS[unfit.code], name=name)


_UNFIT_FIELDS = {
    "control_characters": N_("The field {name} holds control characters. Type its text anew."),
    "blank": N_("There is nothing to see in the field {name}. Fill it in, or leave it empty."),
    "too_many_marks": N_("The field {name} piles too many marks on one letter. Type its text anew."),
}
# What is written where there is nothing, by databases and programs.
_NOTHING = frozenset({"NULL", "null", "(null)", "(NULL)", "<null>", "<NULL>", "\\N"})
_ERROR_OF_FORMULA = re.compile(r"#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#{2,})")
_FOOTER = re.compile(
    r"(([合总小共]\s*计|[總合小共]\s*計|(grand |sub)?total)\s*:?\s*[0-9.,]*|共\s*[0-9.,]+)"
    r"\s*([条條件个個份行笔筆项項宗])?\s*(记录|記錄|数据|工单|信件|rows|records)?[。.]?"
    r"|(制表|填表|审核|复核|导出|打印)(人员?|单位|部门|时间|日期)\s*:.*",
    re.IGNORECASE | re.DOTALL,
)


def read_csv(source: bytes | BinaryIO, columns: Columns) -> Iterator[Record[str] | Fault]:
    """The records of a CSV file (RFC 4180) in order; encoding and separator are found (see `read_header`).

    Texts come out tidy (NFC, line feeds, trimmed); a column the file does not have is left out; empty lines, and those
    that repeat the header, are passed over; empty fields at the end of a line may be missing or too many. Raises
    `ValidationFailed` on the first step if the header is not what `columns` asks for, and later if there are more than
    100,000 empty lines in a row.
    """
    stream = seekable(source)
    yield from read_rows(stream, read_header(stream, columns), columns)


def read_rows(stream: BinaryIO, header: Header, columns: Columns) -> Iterator[Record[str] | Fault]:
    """The same of a stream of which the header is known."""
    text = open_text(stream, header.encoding)
    try:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
        for _ in islice(reader, header.row + 1):
            pass
        yield from records_of(_rows(reader, lines), header, columns)
    finally:
        # A wrapper that is let go would close the stream of the caller.
        if not stream.closed:
            text.detach()


def read_header(source: bytes | BinaryIO, columns: Columns) -> Header:
    """How a file is written and which field each of its columns holds; a stream is left where it was.

    Raises `ValidationFailed` if the header is not what `columns` asks for.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    encoding = detect_encoding(stream)
    begin = stream.tell()
    beginning = stream.read(LINE_LIMIT)
    stream.seek(begin)
    return find_header(decode_beginning(beginning, encoding), encoding, columns)


def records_of(
    rows: Iterable[tuple[int, list[str] | Fault]], header: Header, columns: Columns
) -> Iterator[Record[str] | Fault]:
    """The records of rows of cells, each with the line it starts on."""
    fields = [(name, columns.limit(name) if name else 0) for name in header.fields]
    headings = list(header.headings)
    for line, cells in rows:
        if isinstance(cells, Fault):
            yield cells
        # Whoever prints or joins files repeats the header on every page.
        elif cells[0].strip() != headings[0] or tidied(cells) != headings:
            yield _footer(line, cells) or _record(line, fields, cells, header.encoding, columns)


class _LongRecord(Exception):
    """A record has more characters than are taken; the rest of its last line is passed over."""


class _Lines:
    """The lines of a text, for a reader that takes in one go what belongs to one record."""

    def __init__(self, text: io.TextIOBase) -> None:
        self.number = 0
        """That of the last line that was read, counted from 1."""
        self._text = text
        self._left = RECORD_LIMIT

    def begin_record(self) -> int:
        """The number of the line on which the next record begins."""
        self._left = RECORD_LIMIT
        return self.number + 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) <= self._left:
            self._left -= len(line)
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(RECORD_LIMIT)
        raise _LongRecord


def seekable(source: bytes | BinaryIO) -> BinaryIO:
    """A stream that can be read twice; what comes through a pipe is kept whole."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return source if source.seekable() else io.BytesIO(source.read())


def _rows(reader: Iterator[list[str]], lines: _Lines) -> Iterator[tuple[int, list[str] | Fault]]:
    """Each row with the line it starts on; a row in quotes may go on over several."""
    blank = 0
    while True:
        line = lines.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _LongRecord:
            yield line, at(line, "too_long", _LONG_RECORD, limit=RECORD_LIMIT)
            continue
        except csv.Error as error:
            detail = _LONG_FIELD if "field limit" in str(error) else _MALFORMED
            yield line, at(line, "malformed_csv", detail, last=lines.number, limit=LINE_LIMIT)
            continue
        if any(cells) and not all(map(looks_empty, cells)):
            blank = 0
            yield line, cells
            continue
        blank += 1
        if blank > MOST_BLANK_LINES:
            detail = N_("There are more than {limit} empty lines in a row.")
            raise ValidationFailed(faults=[at(line, "too_many_blank_lines", detail, limit=MOST_BLANK_LINES)])


_LONG_RECORD = N_(
    "The line has more than {limit} characters. Look for a quotation mark that is not closed; if there is none, "
    "shorten it."
)
_LONG_FIELD = N_(
    "A field has more than {limit} characters up to line {last}. Look for a quotation mark that is not closed or not "
    "doubled; if there is none, shorten the field."
)
_MALFORMED = N_("No CSV up to line {last}: look for a quotation mark that is not closed or not doubled.")


def _record(
    line: int, fields: Sequence[tuple[str | None, int]], cells: Sequence[str], encoding: str, columns: Columns
) -> Record[str] | Fault:
    if _does_not_fit(fields, cells, columns):
        return at(line, "wrong_cell_count", _OTHER_COUNT, found=len(cells), expected=len(fields))
    values: dict[str, str] = {name: "" for name, _ in fields[len(cells) :] if name}
    for (name, limit), cell in zip(fields, cells, strict=False):
        if name is None:
            continue
        try:
            if len(cell) > limit or not is_unicode(cell):
                return _cell_fault(line, name, cell, limit, encoding)
            values[name] = "" if looks_empty(cell) else _unquoted(clean_text(without_controls(cell)).strip())
        except UnfitText as unfit:
            return unfit_field(line, name, unfit)
        if wrong := _lost_value(line, name, values[name], columns):
            return wrong
    return Record(line, values)


def _does_not_fit(fields: Sequence[tuple[str | None, int]], cells: Sequence[str], columns: Columns) -> bool:
    """Empty fields at the end say nothing. One field alone is rather what a broken line has left."""
    if not all(map(looks_empty, cells[len(fields) :])):
        return True
    return len(cells) < len(fields) and (
        len(cells) == 1 or any(name in columns.required for name, _ in fields[len(cells) :])
    )


_OTHER_COUNT = N_(
    "There are {found} fields where the header has {expected}. Put a text that has the separator in it in quotation "
    "marks."
)
_ERROR_IN_FIELD = N_(
    "The field {name} holds the error of a formula, or the signs that a spreadsheet shows for what is too wide. Mend "
    "the formula or widen the column, and save the file anew."
)


def _lost_value(line: int, name: str, text: str, columns: Columns) -> Fault | None:
    """What is wrong with a field of which a spreadsheet has not kept what stood there."""
    if text.startswith("#") and _ERROR_OF_FORMULA.fullmatch(text):
        return at(line, "error_of_formula", _ERROR_IN_FIELD, name=name)
    return shortened_number(line, name) if name in columns.exact and is_shortened_number(text) else None


def _footer(line: int, cells: Sequence[str]) -> Fault | None:
    """What stands below a table as its sum or by whom it was made: no opinion, and no unit."""
    said = [cell for cell in cells if not looks_empty(cell)]
    if len(said) > _MOST_IN_FOOTER or not _FOOTER.fullmatch(nfkc(said[0][:_LONGEST_FOOTER]).strip()):
        return None
    return at(line, "footer_line", N_("This line is the total or the signature of the table, and is left out."))


_MOST_IN_FOOTER, _LONGEST_FOOTER = 3, 100


def _unquoted(cell: str) -> str:
    """What a cell says: exports write `="00123"`, so that a spreadsheet keeps the digits, and databases `NULL`.

    Our own exports write an apostrophe before what a spreadsheet would compute.
    """
    if cell in _NOTHING:
        return ""
    found = _AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return found[1].strip() if found else as_meant(cell)


_AS_TEXT = re.compile(r'="([^"]*)"')


def _cell_fault(line: int, name: str, cell: str, limit: int, encoding: str) -> Fault:
    if not is_unicode(cell):
        code = "not_utf8" if encoding == UTF_8 else "wrong_encoding"
        return at(
            line,
            code,
            N_("The field {name} is not in {encoding}. Save the file anew, all of it in one encoding."),
            name=name,
            encoding=encoding,
        )
    return at(
        line, "too_long", N_("The field {name} has more than {limit} characters. Shorten it."), name=name, limit=limit
    )
