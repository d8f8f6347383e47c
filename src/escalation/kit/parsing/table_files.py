"""Table files: which format has a file of lines, CSV or XLSX, and what do its lines say? Its first bytes decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from escalation.errors import Fault, ValidationFailed
from escalation.kit.parsing.csv_files import Record, read_header, read_rows, records_of, seekable
from escalation.kit.parsing.csv_headers import ROWS_LOOKED_AT, Columns, Header, choose_header, tidied
from escalation.kit.parsing.text import looks_empty
from escalation.kit.parsing.xlsx_files import XLSX, Sheet, is_workbook, read_sheets

_SIGNATURE = 8


@dataclass(frozen=True, slots=True)
class TableFile:
    """How a file is written, and its records in order; they can be read once."""

    header: Header
    records: Iterator[Record[str] | Fault]


def open_table(source: bytes | BinaryIO, columns: Columns) -> TableFile:
    """A CSV file (`read_csv`), or the first visible sheet of a workbook that has the header, found by the content.

    CSV is read as a stream, a workbook is held in memory. Raises `ValidationFailed` for a header that is not what
    `columns` asks for, and for a workbook that cannot be read or has more than is taken.
    """
    stream = seekable(source)
    begin = stream.tell()
    beginning = stream.read(_SIGNATURE)
    stream.seek(begin)
    if not is_workbook(beginning):
        header = read_header(stream, columns)
        return TableFile(header, read_rows(stream, header, columns))
    sheet, header = _sheet(stream.read(), columns)
    rows = enumerate(sheet.rows[header.row + 1 :], start=header.row + 2)
    lines = ((line, cells) for line, cells in rows if not all(map(looks_empty, cells)))
    return TableFile(header, records_of(lines, header, columns))


def _sheet(content: bytes, columns: Columns) -> tuple[Sheet, Header]:
    """The first sheet that has a header; if none has one, the refusal of the first that is not empty."""
    refusal: ValidationFailed | None = None
    passed_over: list[str] = []
    sheets = read_sheets(content)
    for sheet in sheets:
        try:
            header = _header(sheet, columns)
        except ValidationFailed as refused:
            refusal = refusal or (refused if any(map(any, sheet.rows)) else None)
            passed_over.append(sheet.name)
        else:
            return sheet, header.beside((*passed_over, *(other.name for other in sheets)))
    if refusal is not None:
        raise refusal
    return (nothing := Sheet("", [])), _header(nothing, columns)


def _header(sheet: Sheet, columns: Columns) -> Header:
    beginning = [tidied(row) for row in sheet.rows[:ROWS_LOOKED_AT]]
    return choose_header({"": beginning}, XLSX, columns, sheet=sheet.name)
