"""Table files: which format has a file of lines, CSV or XLSX, and what do its lines say? Its first bytes decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.csv_files import Record, read_header, read_rows, records_of, seekable
from escalation.kit.parsing.csv_headers import ROWS_LOOKED_AT, Columns, Header, choose_header, named, tidied
from escalation.kit.parsing.file_signatures import LONGEST, refuse_other_formats
from escalation.kit.parsing.text import looks_empty
from escalation.kit.parsing.xlsx_files import XLSX, Sheet, is_workbook, read_sheets


@dataclass(frozen=True, slots=True)
class TableFile:
    """How a file is written, and its records in order; they can be read once."""

    header: Header
    records: Iterator[Record[str] | Fault]


def open_table(source: bytes | BinaryIO, columns: Columns) -> TableFile:
    """A CSV file (`read_csv`), or the visible sheet of a workbook that has the header, found by the content.

    CSV is read as a stream, a workbook is held in memory. Raises `ValidationFailed` for a header that is not what
    `columns` asks for, and for a workbook that cannot be read or has more than is taken.
    """
    stream = seekable(source)
    begin = stream.tell()
    beginning = stream.read(LONGEST)
    stream.seek(begin)
    if not is_workbook(beginning):
        refuse_other_formats(beginning)
        header = read_header(stream, columns)
        return TableFile(header, read_rows(stream, header, columns))
    sheet, header = _sheet(stream.read(), columns)
    rows = enumerate(sheet.rows[header.row + 1 :], start=header.row + 2)
    lines = ((line, cells) for line, cells in rows if not all(map(looks_empty, cells)))
    return TableFile(header, records_of(lines, header, columns))


def _sheet(content: bytes, columns: Columns) -> tuple[Sheet, Header]:
    """The only sheet that has a header, with lines below; if none has one, the refusal of the first with anything."""
    refusal: ValidationFailed | None = None
    found: list[tuple[Sheet, Header]] = []
    others: list[str] = []
    for sheet in read_sheets(content):
        try:
            header = _header(sheet, columns)
        except ValidationFailed as refused:
            refusal = refusal or (refused if any(map(any, sheet.rows)) else None)
            others.append(sheet.name)
        else:
            found.append((sheet, header))
    filled = [each for each in found if any(map(any, each[0].rows[each[1].row + 1 :]))]
    if len(filled) > 1:
        raise ValidationFailed(faults=[_several([sheet.name for sheet, _ in filled])])
    if not found and refusal is not None:
        raise refusal
    sheet, header = next(iter(filled or found), None) or (nothing := Sheet("", []), _header(nothing, columns))
    return sheet, header.beside((*others, *(other.name for other, _ in found if other is not sheet)))


def _several(names: Sequence[str]) -> Fault:
    detail = N_(
        "Several sheets of the workbook have lines to be read: {names}. Save each as a workbook of its own, or hide "
        "those that are not wanted."
    )
    return Fault("line 1", "several_sheets", detail, {"names": named(names)})


def _header(sheet: Sheet, columns: Columns) -> Header:
    beginning = [tidied(row) for row in sheet.rows[:ROWS_LOOKED_AT]]
    return choose_header({"": beginning}, XLSX, columns, sheet=sheet.name)
