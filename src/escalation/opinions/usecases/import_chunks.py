"""How is a file cut into import chunks that can be kept and done one by one?"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Final, TypeAlias

import orjson

from escalation.errors import N_, Fault, Param, ValidationFailed
from escalation.kit.parsing.csv_files import Columns, Record, at, read_csv, read_jsonl
from escalation.kit.parsing.text import is_unicode, tidy
from escalation.opinions.usecases.import_rows import CONTENT_LIMIT, REQUIRED, columns_of

MOST_LINES: Final = 500
MOST_BYTES: Final = 1 << 20

_MOST_NAMES, _LONGEST_NAME = 50, 64

Text: TypeAlias = str | bool | None
"""What is kept of a field: a text, nothing, or `False` for what is neither text nor number."""


class ImportFormat(StrEnum):
    """The media types that can be read."""

    CSV = "text/csv"
    JSONL = "application/jsonl"


@dataclass(frozen=True, slots=True)
class ChunkLine:
    """One line: its fields by our names, or what is wrong with it."""

    number: int
    values: Mapping[str, Text] | None
    code: str = ""
    detail: str = ""
    params: dict[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportChunk:
    """Lines as bytes (see `lines_of`), and how many there are."""

    content: bytes
    count: int


class Splitter:
    """Cuts a file into chunks of at most 500 lines and about a megabyte, reading it once as a stream."""

    def __init__(self, file: BinaryIO, format_: ImportFormat) -> None:
        """Nothing is read yet."""
        self._file = file
        self._format = format_
        self._ignored: dict[str, None] = {}

    @property
    def ignored(self) -> list[str]:
        """The columns that were passed over so far: of many the first fifty."""
        return list(self._ignored)

    def __iter__(self) -> Iterator[ImportChunk]:
        """The chunks. Raises `ValidationFailed` on the first step if the header of a CSV file lacks what is needed."""
        waiting: list[bytes] = []
        size = 0
        for line in self._lines():
            waiting.append(_encode(line))
            size += len(waiting[-1])
            if len(waiting) == MOST_LINES or size >= MOST_BYTES:
                yield _chunk(waiting)
                waiting, size = [], 0
        if waiting:
            yield _chunk(waiting)

    def _lines(self) -> Iterator[ChunkLine]:
        if self._format is ImportFormat.JSONL:
            for record in read_jsonl(self._file):
                yield _refused(record) if isinstance(record, Fault) else self._line(record)
            return
        columns = self._recognise(_header(self._file))
        if missing := [name for name in REQUIRED if name not in columns.values()]:
            detail = N_("The header lacks these columns: {names}.")
            raise ValidationFailed(faults=[at(1, "missing_columns", detail, names=", ".join(missing))])
        limits = {column: CONTENT_LIMIT for column, name in columns.items() if name == "content"}
        for row in read_csv(self._file, Columns(list(columns), limits=limits, others_ignored=True)):
            if isinstance(row, Fault):
                yield _refused(row)
            else:
                yield ChunkLine(row.line, {columns[column]: value for column, value in row.values.items()})

    def _line(self, record: Record[object]) -> ChunkLine:
        columns = self._recognise(list(record.values))
        return ChunkLine(record.line, {name: _kept(record.values[column]) for column, name in columns.items()})

    def _recognise(self, names: Sequence[str]) -> dict[str, str]:
        columns = columns_of(names)
        for name in names:
            if name not in columns and is_unicode(name) and len(self._ignored) < _MOST_NAMES:
                self._ignored[name[:_LONGEST_NAME]] = None
        return columns


def lines_of(content: bytes) -> list[ChunkLine]:
    """The lines of a chunk."""
    return [ChunkLine(*fields) for fields in orjson.loads(content)]


def _header(file: BinaryIO) -> list[str]:
    """The names in the first row; the file is where it was afterwards."""
    begin = file.tell()
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        return [tidy(name) for name in next(csv.reader(text, strict=True))]
    except (csv.Error, StopIteration):
        return []
    finally:
        text.detach()
        file.seek(begin)


def _refused(fault: Fault) -> ChunkLine:
    return ChunkLine(int(fault.pointer.rpartition(" ")[2]), None, fault.code, fault.detail, fault.params)


def _kept(value: object) -> Text:
    if value is None or isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else False


def _encode(line: ChunkLine) -> bytes:
    return orjson.dumps([line.number, line.values, line.code, line.detail, line.params])


def _chunk(lines: Sequence[bytes]) -> ImportChunk:
    return ImportChunk(b"[" + b",".join(lines) + b"]", len(lines))
