"""How are the lines of a file kept until their turn comes? In sealed import chunks, each done by one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import Final, TypeAlias
from uuid import UUID
from weakref import finalize

import orjson

from escalation.errors import Fault, Param
from escalation.kit.database.ids import new_id
from escalation.kit.parsing.csv_files import Record
from escalation.kit.runtime.encryption import Vault

MOST_BYTES: Final = 1 << 20

Text: TypeAlias = str | bool | None
"""What is kept of a field: a text, nothing, or `False` for what is neither text nor number."""


@dataclass(frozen=True, slots=True)
class ChunkLine:
    """One line: its fields by our names, or what is wrong with it."""

    number: int
    values: Mapping[str, Text] | None
    code: str = ""
    detail: str = ""
    params: dict[str, Param] = field(default_factory=dict)

    @classmethod
    def of(cls, record: Record[str] | Fault) -> "ChunkLine":
        """A line of a table, as it was read."""
        return cls.refused(record) if isinstance(record, Fault) else cls(record.line, record.values)

    @classmethod
    def refused(cls, fault: Fault) -> "ChunkLine":
        """A line that could not be read."""
        return cls(int(fault.pointer.rpartition(" ")[2]), None, fault.code, fault.detail, fault.params)

    def record(self) -> Record[str] | Fault:
        """The line of a table as it was read."""
        if self.values is None:
            return Fault(f"line {self.number}", self.code, self.detail, self.params)
        return Record(self.number, {name: value for name, value in self.values.items() if isinstance(value, str)})


@dataclass(frozen=True, slots=True)
class ImportChunk:
    """Lines as bytes (see `lines_of`), and how many there are."""

    content: bytes
    count: int


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file cut into sealed chunks for an operation, the number of its lines and the columns passed over.

    `size` is bytes of all chunks, sealed.
    """

    operation_id: UUID
    chunks: "SealedChunks"
    total: int
    size: int
    ignored: Sequence[str] = ()


class SealedChunks:
    """Sealed chunks in order, in a nameless file until they are in the database: memory holds a megabyte."""

    def __init__(self) -> None:
        """None yet. The file goes with this object."""
        self._file = SpooledTemporaryFile(MOST_BYTES)  # noqa: SIM115 - closed below
        self._lengths: list[int] = []
        finalize(self, self._file.close)

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return sum(self._lengths)

    def add(self, sealed: bytes) -> None:
        """Keep one more."""
        self._file.seek(0, SEEK_END)
        self._file.write(sealed)
        self._lengths.append(len(sealed))

    def __iter__(self) -> Iterator[bytes]:
        """All of them from the first, as often as wanted, one reader at a time."""
        self._file.seek(0)
        for length in self._lengths:
            yield self._file.read(length)


def cut(lines: Iterable[ChunkLine], most_lines: int) -> Iterator[ImportChunk]:
    """Chunks of at most so many lines, and of about a megabyte."""
    waiting: list[bytes] = []
    size = 0
    for line in lines:
        waiting.append(_encode(line))
        size += len(waiting[-1])
        if len(waiting) == most_lines or size >= MOST_BYTES:
            yield _chunk(waiting)
            waiting, size = [], 0
    if waiting:
        yield _chunk(waiting)


def lines_of(content: bytes) -> list[ChunkLine]:
    """The lines of a chunk."""
    return [ChunkLine(*fields) for fields in orjson.loads(content)]


def seal_chunks(vault: Vault, chunks: Iterable[ImportChunk]) -> SealedFile:
    """Seal the chunks, before a transaction begins: that takes longer than one may idle."""
    operation_id, total = new_id(), 0
    sealed = SealedChunks()
    for number, chunk in enumerate(chunks, start=1):
        sealed.add(seal_chunk(vault, operation_id, number, chunk))
        total += chunk.count
    return SealedFile(operation_id, sealed, total, sealed.size)


def seal_chunk(vault: Vault, operation_id: UUID, number: int, chunk: ImportChunk) -> bytes:
    """One chunk; it opens only as the chunk of this operation that it is."""
    return vault.seal(chunk.content, owner=_owner(operation_id, number))


def open_chunk(vault: Vault, operation_id: UUID, number: int, sealed: bytes) -> list[ChunkLine]:
    """The lines of a sealed chunk."""
    return lines_of(vault.open(sealed, owner=_owner(operation_id, number)))


def _owner(operation_id: UUID, number: int) -> bytes:
    return operation_id.bytes + number.to_bytes(4)


def _encode(line: ChunkLine) -> bytes:
    return orjson.dumps([line.number, line.values, line.code, line.detail, line.params])


def _chunk(lines: Sequence[bytes]) -> ImportChunk:
    return ImportChunk(b"[" + b",".join(lines) + b"]", len(lines))
