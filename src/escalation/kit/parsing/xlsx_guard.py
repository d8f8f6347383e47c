"""XLSX guard: is a workbook safe to be unpacked and read? A few kilobytes may claim to hold billions of cells.

What is scanned here is what is read later: the parts that matter are packed anew, so that no directory can lie, and a
reader that lays cells out in a rectangle, with a copy of each shared text, is only given what fits into memory.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.csv_headers import MOST_COLUMNS

MOST_UNPACKED: Final = 256 << 20
"""Bytes of all parts together."""
MOST_RATIO: Final = 200
"""How many times its packed size a workbook may have; spreadsheets of nothing but one digit have about fifty."""
MOST_ROWS: Final = 1_048_576
MOST_CELLS: Final = 8_000_000
MOST_TEXT: Final = 512 << 20
"""Bytes of the texts of one sheet, a text that many cells share counted once for each of them."""

_MOST_PARTS = 1_000
_SMALL = 4 << 20
_NEEDED = re.compile(
    r"(\[Content_Types\]|_rels/\.rels|xl/(workbook|sharedStrings|styles|worksheets/[^/]+))(\.xml)?(\.rels)?|xl/_rels/[^/]+"
)
_CELL = re.compile(
    rb"<(?:[A-Za-z]\w*:)?c(?=[\s>/])([^>]*)>(?:\s*<(?:[A-Za-z]\w*:)?v>\s*(\d{1,9})\s*</)?|<(?:[A-Za-z]\w*:)?row\b([^>]*)>"
)
_ERROR = re.compile(rb"""\bt\s*=\s*["'](e)["']""")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)(\d+)""")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_ITEM = re.compile(rb"<(?:[A-Za-z]\w*:)?si(?=[\s>/])")


def guarded(content: bytes) -> io.BytesIO:
    """The parts of a workbook that matter, packed anew, to be given to a reader. Work grows with the unpacked size.

    Raises `ValidationFailed` for what is no workbook, or more than is taken: by the directory before anything is
    unpacked, and by the cells before any is laid out.
    """
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            return _repacked(packed, _parts(packed, len(content)))
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _refusal("unreadable_workbook", NOT_READ) from None


NOT_READ: Final = N_("This is no XLSX workbook that can be read. Open it in a spreadsheet and save it anew as XLSX.")


def _parts(packed: ZipFile, size: int) -> list[ZipInfo]:
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > max(MOST_RATIO * size, _SMALL):
        detail = N_("Unpacked, the workbook has more than {limit} MB. Save the lines as CSV, or in several workbooks.")
        raise _refusal("workbook_too_large", detail, limit=MOST_UNPACKED >> 20)
    needed = [part for part in parts if _NEEDED.fullmatch(part.filename)]
    names = [part.filename for part in needed]
    if "xl/workbook.xml" not in names or len(set(names)) < len(names):
        raise _refusal("unreadable_workbook", NOT_READ)
    return needed


def _repacked(packed: ZipFile, parts: list[ZipInfo]) -> io.BytesIO:
    safe = io.BytesIO()
    shared = [packed.read(part) for part in parts if "sharedStrings" in part.filename]
    lengths = [length for content in shared for length in _lengths(content)]
    with ZipFile(safe, "w") as stored:
        for part in parts:
            content = packed.read(part)
            if part.filename.startswith("xl/worksheets/"):
                content = _checked(content, lengths)
            stored.writestr(part.filename, content)
    safe.seek(0)
    return safe


def _lengths(shared: bytes) -> Iterator[int]:
    """How long each shared text is. One after the other: cut in one go, a large part would stop all other threads."""
    begin = None
    for found in _ITEM.finditer(shared):
        if begin is not None:
            yield found.start() - begin
        begin = found.end()
    if begin is not None:
        yield len(shared) - begin


def _checked(sheet: bytes, lengths: list[int]) -> bytes:
    """The sheet, in which an error of a formula is a text, which its reader would leave out.

    Raises `ValidationFailed` if its rectangle, or its texts, are more than is taken. Cells that are only formatted do
    not count: nobody lays them out.
    """
    rows = columns = row = column = text = 0
    errors: list[int] = []
    for found in _CELL.finditer(sheet):
        attributes = found[3] if found[1] is None else found[1]
        reference = _REFERENCE.search(attributes)
        if found[1] is None:
            row, column = (int(reference[2]) if reference else row + 1), 0
            continue
        column = _column(reference[1]) if reference and reference[1] else column + 1
        row = int(reference[2]) if reference else row
        if attributes.endswith(b"/"):
            continue
        if found[2] is not None and _SHARED.search(attributes):
            text += lengths[int(found[2])] if int(found[2]) < len(lengths) else 0
        if error := _ERROR.search(attributes):
            errors.append(found.start(1) + error.start(1))
        rows, columns = max(rows, row), max(columns, column)
        if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS or text > MOST_TEXT:
            raise _too_large(columns)
    return _said(sheet, errors)


def _said(sheet: bytes, errors: list[int]) -> bytes:
    """The sheet with texts where the type of a cell says that it is an error."""
    begins = [0, *(place + 1 for place in errors)]
    return b"str".join(sheet[begin:end] for begin, end in zip(begins, [*errors, len(sheet)], strict=True))


def _too_large(columns: int) -> ValidationFailed:
    if columns > MOST_COLUMNS:
        detail = N_("A sheet has more than {limit} columns. Delete those that are not needed.")
        return _refusal("too_many_columns", detail, limit=MOST_COLUMNS)
    detail = N_("A sheet has more than {limit} cells, empty ones counted. Save it as CSV, or in several workbooks.")
    return _refusal("too_many_cells", detail, limit=MOST_CELLS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def _refusal(code: str, detail: str, **params: int) -> ValidationFailed:
    return ValidationFailed(faults=[Fault("line 1", code, detail, dict(params))])
