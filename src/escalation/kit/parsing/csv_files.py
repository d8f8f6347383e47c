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
from typing import BinaryIO, Generic, Protocol, TypeVar

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.csv_headers import Columns, Header, find_header
from escalation.kit.parsing.encodings import UTF_8, decode_beginning, detect_encoding, open_text
from escalation.kit.parsing.shortened_numbers import is_shortened_number, shortened_number
from escalation.kit.parsing.text import UnfitText, clean_text, is_unicode, looks_empty, without_controls

V_co = TypeVar("V_co", covariant=True)

LINE_LIMIT = 131_072
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


def read_csv(source: bytes | BinaryIO, columns: Columns) -> Iterator[Record[str] | Fault]:
    """The records of a CSV file (RFC 4180) in order; encoding and separator are found (see `read_header`).

    Texts come out tidy (NFC, line feeds, trimmed); a column the file does not have is left out; empty lines are
    passed over; empty fields at the end of a line may be missing or too many. Raises `ValidationFailed` on the first
    step if the header is not what `columns` asks for, and later if there are more than 100,000 empty lines in a row.
    """
    stream = seekable(source)
    yield from read_rows(stream, read_header(stream, columns), columns)


def read_rows(stream: BinaryIO, header: Header, columns: Columns) -> Iterator[Record[str] | Fault]:
    """The same of a stream of which the header is known."""
    text = open_text(stream, header.encoding)
    try:
        reader: _Rows = csv.reader(text, delimiter=header.delimiter, strict=True)
        for _ in islice(reader, header.row + 1):
            pass
        yield from records_of(_rows(reader), header, columns)
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
    for line, cells in rows:
        yield cells if isinstance(cells, Fault) else _record(line, fields, cells, header.encoding, columns)


class _Rows(Protocol):
    """What `csv.reader` returns; its type has no public name."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> "_Rows": ...

    def __next__(self) -> list[str]: ...


def seekable(source: bytes | BinaryIO) -> BinaryIO:
    """A stream that can be read twice; what comes through a pipe is kept whole."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return source if source.seekable() else io.BytesIO(source.read())


def _rows(reader: "_Rows") -> Iterator[tuple[int, list[str] | Fault]]:
    """Each row with the line it starts on; a row in quotes may go on over several."""
    blank = 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            detail = N_("No CSV up to line {last}: look for a quotation mark that is not closed or not doubled.")
            yield line, at(line, "malformed_csv", detail, last=reader.line_num)
            continue
        if any(cells) and not all(map(looks_empty, cells)):
            blank = 0
            yield line, cells
            continue
        blank += 1
        if blank > MOST_BLANK_LINES:
            detail = N_("There are more than {limit} empty lines in a row.")
            raise ValidationFailed(faults=[at(line, "too_many_blank_lines", detail, limit=MOST_BLANK_LINES)])


def _record(
    line: int, fields: Sequence[tuple[str | None, int]], cells: Sequence[str], encoding: str, columns: Columns
) -> Record[str] | Fault:
    if _does_not_fit(fields, cells, columns):
        detail = N_("There are {found} fields where the header has {expected}.")
        return at(line, "wrong_cell_count", detail, found=len(cells), expected=len(fields))
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
        if name in columns.exact and is_shortened_number(values[name]):
            return shortened_number(line, name)
    return Record(line, values)


def _does_not_fit(fields: Sequence[tuple[str | None, int]], cells: Sequence[str], columns: Columns) -> bool:
    """Empty fields at the end say nothing. One field alone is rather what a broken line has left."""
    if not all(map(looks_empty, cells[len(fields) :])):
        return True
    return len(cells) < len(fields) and (
        len(cells) == 1 or any(name in columns.required for name, _ in fields[len(cells) :])
    )


def _unquoted(cell: str) -> str:
    """Exports write `="00123"`, so that a spreadsheet keeps the digits."""
    found = _AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return found[1].strip() if found else cell


_AS_TEXT = re.compile(r'="([^"]*)"')


def _cell_fault(line: int, name: str, cell: str, limit: int, encoding: str) -> Fault:
    if not is_unicode(cell):
        code = "not_utf8" if encoding == UTF_8 else "wrong_encoding"
        return at(line, code, N_("The field {name} is not in {encoding}."), name=name, encoding=encoding)
    return at(line, "too_long", N_("The field {name} has more than {limit} characters."), name=name, limit=limit)
