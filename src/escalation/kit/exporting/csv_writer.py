"""How is an export written as CSV (csv writer)? RFC 4180, in UTF-8 with the mark that spreadsheets look for."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from escalation.kit.exporting.columns import Cells, Table
from escalation.kit.parsing.formula_texts import harmless

_MARK = "\ufeff"


def csv_head(table: Table) -> bytes:
    """The mark and the line of headings. Nothing else stands above the data: whatever reads the file finds a table."""
    return (_MARK + _lines([[column.heading for column in table.columns]])).encode()


def csv_rows(table: Table, rows: Iterable[Cells]) -> bytes:
    """Lines. A text that a spreadsheet would compute is neutralised; moments are RFC 3339 in the zone of the table."""
    return _lines([[_cell(value) for value in table.texts(row)] for row in rows]).encode()


def csv_tail(table: Table, count: int, label: str) -> bytes:
    """Behind an empty line what the table says of itself, for who asked for it, and how many rows there were."""
    return ("\r\n" + _lines([[name, _cell(text)] for name, text in (*table.about, (label, str(count)))])).encode()


def _lines(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _cell(value: object) -> object:
    match value:
        case str():
            return harmless(value)
        case datetime():
            return value.isoformat(timespec="seconds")
        case _:
            return value
