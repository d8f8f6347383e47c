"""How is a file of opinions cut into import chunks? By our names of fields, whatever its headings are."""

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import BinaryIO

import orjson

from escalation.errors import Fault
from escalation.kit.parsing.csv_files import Record
from escalation.kit.parsing.csv_headers import Columns, fields_of
from escalation.kit.parsing.jsonl_files import read_jsonl
from escalation.kit.parsing.table_files import open_table
from escalation.kit.parsing.text import is_unicode
from escalation.organisation.usecases.import_chunks import ChunkLine, ImportChunk, Text, cut

_MOST_NAMES, _LONGEST_NAME = 50, 64


class ImportFormat(StrEnum):
    """What can be read: tables, whether CSV or XLSX (the content says which), and JSON lines."""

    CSV = "text/csv"
    JSONL = "application/jsonl"


class Splitter:
    """Cuts a file into chunks of so many lines at most and about a megabyte, reading it once as a stream."""

    def __init__(
        self,
        file: BinaryIO,
        format_: ImportFormat,
        columns: Columns,
        *,
        most_lines: int,
        structured: Collection[str] = (),
    ) -> None:
        """Nothing is read yet. `structured`: fields of JSON lines that are kept as JSON."""
        self._file = file
        self._format = format_
        self._columns = columns
        self._most_lines = most_lines
        self._structured = structured
        self._ignored: dict[str, None] = {}
        self._names: tuple[str, ...] = ()
        self._fields: list[str | None] = []

    @property
    def ignored(self) -> list[str]:
        """The columns that were passed over so far: of many the first fifty."""
        return list(self._ignored)

    def __iter__(self) -> Iterator[ImportChunk]:
        """The chunks. Raises `ValidationFailed` on the first step if the header of a table lacks what is needed."""
        return cut(self._lines(), self._most_lines)

    def _lines(self) -> Iterator[ChunkLine]:
        if self._format is ImportFormat.JSONL:
            for record in read_jsonl(self._file):
                yield ChunkLine.refused(record) if isinstance(record, Fault) else self._line(record)
            return
        table = open_table(self._file, self._columns)
        self._ignore(table.header.ignored)
        for row in table.records:
            yield ChunkLine.of(row)

    def _line(self, record: Record[object]) -> ChunkLine:
        names = tuple(record.values)
        if names != self._names:
            # Lines of one file nearly always have the same names.
            self._names, self._fields = names, fields_of(names, self._columns)
        fields = self._fields
        self._ignore([name for name, field_ in zip(names, fields, strict=True) if field_ is None])
        pairs = zip(fields, record.values.values(), strict=True)
        return ChunkLine(record.line, {name: self._kept(name, value) for name, value in pairs if name})

    def _kept(self, name: str, value: object) -> Text:
        return orjson.dumps(value).decode() if name in self._structured and isinstance(value, list) else _kept(value)

    def _ignore(self, names: Sequence[str]) -> None:
        for name in names:
            if is_unicode(name) and len(self._ignored) < _MOST_NAMES:
                self._ignored[name[:_LONGEST_NAME]] = None


def _kept(value: object) -> Text:
    if value is None or isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else False
