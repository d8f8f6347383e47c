"""XLSX files: what stands in the cells of a workbook, as texts?

A cell is said as a spreadsheet's user sees it: a date as a date, a whole number without `.0`. A cell that was merged
downwards holds for each of its rows. Hidden rows count like others (a filter hides them), hidden sheets do not.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta
from typing import Final, TypeAlias

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.xlsx_guard import NOT_READ, guarded

XLSX: Final = "XLSX"

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_DIGITS = 1e15
_HALF_A_SECOND = timedelta(seconds=0.5)

_Value: TypeAlias = object


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its name, and its rows from the first row of the sheet on, as wide as the widest."""

    name: str
    rows: Sequence[list[str]]


def is_workbook(beginning: bytes) -> bool:
    """Whether a file begins as a workbook does, of the format that is read or of an older one that is refused."""
    return beginning.startswith((_ZIP, _OLE))


def read_sheets(content: bytes) -> Iterator[Sheet]:
    """The visible sheets of a workbook in their order, each read when it is asked for.

    Raises `ValidationFailed` for what is no XLSX workbook, is protected, or has more than is taken (`xlsx_guard`).
    """
    if content.startswith(_OLE):
        detail = N_("This workbook is of an old format, or has a password. Save it as XLSX without one.")
        raise ValidationFailed(faults=[Fault("line 1", "old_workbook", detail)])
    workbook = _open(guarded(content))
    for metadata in workbook.sheets_metadata:
        if metadata.visible is SheetVisibleEnum.Visible and metadata.typ is SheetTypeEnum.WorkSheet:
            yield _read(workbook, metadata.name)


def _open(file: io.BytesIO) -> CalamineWorkbook:
    try:
        return load_workbook(file)
    except (CalamineError, OSError, ValueError):
        raise ValidationFailed(faults=[Fault("line 1", "unreadable_workbook", NOT_READ)]) from None


def _read(workbook: CalamineWorkbook, name: str) -> Sheet:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError):
        raise ValidationFailed(faults=[Fault("line 1", "unreadable_workbook", NOT_READ)]) from None
    rows = [[_text(value) for value in row] for row in sheet.iter_rows()]
    _fill_down(sheet, rows)
    return Sheet(name, rows)


def _fill_down(sheet: CalamineSheet, rows: list[list[str]]) -> None:
    """Put the text of a cell that was merged downwards into each of its rows."""
    left = sheet.start[1] if sheet.start else 0
    for (top, column), (bottom, _) in sheet.merged_cell_ranges or ():
        place = column - left
        if top < len(rows) and 0 <= place < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[place] = row[place] or rows[top][place]


def _text(value: _Value) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        case float():
            return _number(value)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _moment(value: datetime) -> str:
    """To the second: a minute is a fraction of a day that ends somewhere, and 08:04:59.999 was 08:05."""
    nearest = value + _HALF_A_SECOND if value.year < MAXYEAR else value
    return nearest.isoformat(" ", "seconds")


def _number(value: float) -> str:
    """A number of more than fifteen digits has lost the last ones, and is said so that this can be seen."""
    if abs(value) >= _MOST_DIGITS:
        return f"{value:.5E}"
    return str(int(value)) if value.is_integer() else repr(value)
