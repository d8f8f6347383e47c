"""How is an export written as a spreadsheet (xlsx writer)? To a temporary file, one row in memory at a time."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import BinaryIO, Final, cast

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from escalation.errors import N_, Unavailable, Unprocessable
from escalation.kit.exporting.columns import Cells, Table
from escalation.kit.parsing.formula_texts import kept

MOST_ROWS: Final = 1_048_575
"""Rows of a sheet, but for the headings."""
LONGEST: Final = 32_767
"""Characters of a cell."""


class ExportTooLarge(Unprocessable):
    """There are more rows than a sheet can have."""

    code = "EXPORT_TOO_LARGE"
    title = N_("Too many rows for a spreadsheet")
    detail = N_("A spreadsheet has {limit} rows at most. Narrow it down, or take it as csv or jsonl.")


class NoRoomForExport(Unavailable):
    """The folder of temporary files is full."""

    code = "NO_ROOM_FOR_EXPORT"
    title = N_("No room for the spreadsheet")
    detail = N_("The server's disk has no room for this spreadsheet. Take it as csv or jsonl, which need none.")


class XlsxFile:
    """A workbook with the rows on the first sheet and what they say of themselves on the second."""

    def __init__(self, table: Table, most: int = MOST_ROWS) -> None:
        """Open it, with headings that stay in sight."""
        self._table, self._most = table, most
        self._file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - whoever gets the file closes it
        self._folder = tempfile.TemporaryDirectory()
        options = {
            "constant_memory": True,
            "tmpdir": self._folder.name,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        self._book = Workbook(self._file, options)
        self._bold = self._book.add_format({"bold": True})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sheet = self._book.add_worksheet(table.title)
        self._about = self._book.add_worksheet(table.about_title)
        for place, column in enumerate(table.columns):
            self._sheet.set_column(place, place, column.width)
        self._sheet.freeze_panes(1, 0)
        self._sheet.write_row(0, 0, [column.heading for column in table.columns], self._bold)
        self.count = 0

    def add(self, rows: Iterable[Cells]) -> None:
        """Write rows. Raises `ExportTooLarge` for one too many, and `NoRoomForExport`."""
        with _room():
            for row in rows:
                if self.count == self._most:
                    raise ExportTooLarge(limit=self._most)
                self.count += 1
                for place, value in enumerate(self._table.texts(row)):
                    self._write(place, value)

    def finish(self, label: str) -> BinaryIO:
        """Complete the file, with how many rows there are, and give it back, to be read from its beginning.

        Raises `NoRoomForExport`.
        """
        self._sheet.autofilter(0, 0, self.count, len(self._table.columns) - 1)
        self._about.set_column(0, 0, 18)
        self._about.set_column(1, 1, 90)
        for place, (name, text) in enumerate((*self._table.about, (label, str(self.count)))):
            self._about.write_string(place, 0, name, self._bold)
            self._about.write_string(place, 1, text)
        with _room():
            self._book.close()
        self._folder.cleanup()
        self._file.seek(0)
        return self._file

    def abandon(self) -> None:
        """Let go of a file that is not wanted any more."""
        self._book.fileclosed = True  # Or it would be completed when it is collected.
        for sheet in (self._sheet, self._about):
            with suppress(OSError):  # What is left to write does not fit on a full disk.
                sheet.row_data_fh.close()
        self._folder.cleanup()
        with suppress(OSError):
            self._file.close()

    def _write(self, place: int, value: object) -> None:
        """Texts are written as texts, whatever they begin with; moments as dates that can be reckoned with."""
        match value:
            case None:
                return
            case datetime():
                self._sheet.write_datetime(self.count, place, value.replace(tzinfo=None), self._moment)
            case int() | float():
                self._sheet.write_number(self.count, place, value)
            case _:
                self._sheet.write_string(self.count, place, kept(str(value))[:LONGEST])


@contextmanager
def _room() -> Iterator[None]:
    """Nothing but temporary files is written inside the block: what fails there fails for want of room."""
    try:
        yield
    except (OSError, FileCreateError) as error:
        raise NoRoomForExport from error
