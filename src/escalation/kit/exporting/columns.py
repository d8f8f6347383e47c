"""Of which columns is an export, and how does a cell look to a person and to a machine?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

Cells = Mapping[str, object]
"""One row, by the names of columns: texts, numbers, moments with a zone, `True` or `False`, or `None`."""


class ExportFormat(StrEnum):
    """As what rows are written."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its name for machines, its heading for people, already in their language, and how wide it is shown.

    `labels`: what codes are called; JSON lines have the codes.
    """

    name: str
    heading: str
    width: int = 14
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported: its title, its columns, and `about`: what it says of itself, as pairs of texts.

    Moments are shown in `zone`. `yes`, `no`: how flags are said.
    """

    title: str
    columns: Sequence[ExportColumn]
    about: Sequence[tuple[str, str]]
    zone: ZoneInfo
    yes: str
    no: str
    about_title: str

    def texts(self, row: Cells) -> list[object]:
        """The cells of a row as a person reads them: texts, numbers and moments in the zone of the table."""
        return [self._shown(column, row.get(column.name)) for column in self.columns]

    def _shown(self, column: ExportColumn, value: object) -> object:
        match value:
            case bool():
                return self.yes if value else self.no
            case datetime():
                return value.astimezone(self.zone)
            case None | int() | float():
                return column.labels.get(str(value), value)
            case _:
                return column.labels.get(str(value), str(value))
