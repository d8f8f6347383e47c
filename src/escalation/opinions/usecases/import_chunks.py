"""How is a file cut into import chunks that can be kept and done one by one?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Final, TypeAlias
from uuid import UUID

import orjson

from escalation.errors import Fault, Param
from escalation.kit.database.ids import new_id
from escalation.kit.parsing.csv_files import Record
from escalation.kit.parsing.csv_headers import fields_of
from escalation.kit.parsing.jsonl_files import read_jsonl
from escalation.kit.parsing.table_files import open_table
from escalation.kit.parsing.text import is_unicode
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.usecases.import_rows import columns_for

MOST_LINES: Final = 500
MOST_BYTES: Final = 1 << 20

_MOST_NAMES, _LONGEST_NAME = 50, 64

Text: TypeAlias = str | bool | None
"""What is kept of a field: a text, nothing, or `False` for what is neither text nor number."""


class ImportFormat(StrEnum):
    """What can be read: tables, whether CSV or XLSX (the content says which), and JSON lines."""

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

    def __init__(self, file: BinaryIO, format_: ImportFormat, mapping: Mapping[str, str] | None = None) -> None:
        """Nothing is read yet. `mapping`: headings with the fields that they shall mean."""
        self._file = file
        self._format = format_
        self._columns = columns_for(mapping or {})
        self._ignored: dict[str, None] = {}

    @property
    def ignored(self) -> list[str]:
        """The columns that were passed over so far: of many the first fifty."""
        return list(self._ignored)

    def __iter__(self) -> Iterator[ImportChunk]:
        """The chunks. Raises `ValidationFailed` on the first step if the header of a table lacks what is needed."""
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
        table = open_table(self._file, self._columns)
        self._ignore(table.header.ignored)
        for row in table.records:
            yield _refused(row) if isinstance(row, Fault) else ChunkLine(row.line, row.values)

    def _line(self, record: Record[object]) -> ChunkLine:
        fields = fields_of(names := list(record.values), self._columns)
        self._ignore([name for name, field_ in zip(names, fields, strict=True) if field_ is None])
        pairs = zip(fields, record.values.values(), strict=True)
        return ChunkLine(record.line, {name: _kept(value) for name, value in pairs if name is not None})

    def _ignore(self, names: Sequence[str]) -> None:
        for name in names:
            if is_unicode(name) and len(self._ignored) < _MOST_NAMES:
                self._ignored[name[:_LONGEST_NAME]] = None


def lines_of(content: bytes) -> list[ChunkLine]:
    """The lines of a chunk."""
    return [ChunkLine(*fields) for fields in orjson.loads(content)]


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file cut into sealed chunks for an operation, the number of its lines and the columns passed over."""

    operation_id: UUID
    chunks: Sequence[bytes]
    total: int
    ignored: Sequence[str]


def seal_file(vault: Vault, file: BinaryIO, format_: ImportFormat, mapping: Mapping[str, str]) -> SealedFile:
    """Cut a file and seal the chunks, before a transaction begins: that takes longer than one may idle.

    Raises `ValidationFailed` if the header lacks a column.
    """
    operation_id, splitter = new_id(), Splitter(file, format_, mapping)
    chunks: list[bytes] = []
    total = 0
    for number, chunk in enumerate(splitter, start=1):
        chunks.append(vault.seal(chunk.content, owner=_owner(operation_id, number)))
        total += chunk.count
    return SealedFile(operation_id, chunks, total, splitter.ignored)


def open_chunk(vault: Vault, operation_id: UUID, number: int, sealed: bytes) -> list[ChunkLine]:
    """The lines of a sealed chunk."""
    return lines_of(vault.open(sealed, owner=_owner(operation_id, number)))


def _owner(operation_id: UUID, number: int) -> bytes:
    """A chunk opens only as the chunk of this operation that it is."""
    return operation_id.bytes + number.to_bytes(4)


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
