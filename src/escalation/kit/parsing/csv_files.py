"""What stands on each line of a file that somebody wants to import?

Files are read as streams: a file of any length costs the memory of its longest line. A line that cannot be read
becomes a fault of its own and the next one is read as if nothing had happened.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import BinaryIO, Generic, Protocol, TypeAlias, TypeVar

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.text import is_fit, is_unicode, tidy

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
V_co = TypeVar("V_co", covariant=True)

FIELD_LIMIT = 4_000
LINE_LIMIT = 131_072
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Record(Generic[V_co]):
    """What one record of a file says. `line` is where it starts, counted from 1; the header is line 1."""

    line: int
    values: Mapping[str, V_co]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the header of a CSV file may and must name, and how many characters a field may have.

    With `others_ignored` further columns are passed over. A limit above 131,072 has no effect.
    """

    required: Sequence[str]
    optional: Sequence[str] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    others_ignored: bool = False

    def limit(self, name: str) -> int | None:
        """Characters a field of this column may have; `None` for a column to pass over."""
        known = name in self.required or name in self.optional
        return self.limits.get(name, FIELD_LIMIT) if known else None


def at(line: int, code: str, detail: str, /, **params: int | str) -> Fault:
    """A fault of a line."""
    return Fault(pointer=f"line {line}", code=code, detail=detail, params=dict(params))


def read_csv(source: bytes | BinaryIO, columns: Columns) -> Iterator[Record[str] | Fault]:
    """The records of a CSV file (RFC 4180, UTF-8 with or without a byte order mark), in order.

    Texts come out tidy (NFC, line feeds, trimmed); a column the file does not have is left out; empty lines are
    passed over. Raises `ValidationFailed` on the first step if the header is not what `columns` asks for.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    # A byte that is no UTF-8 becomes a surrogate, by which its own line is recognised and no other suffers.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        reader = csv.reader(text, strict=True)
        limits = [(name, columns.limit(name)) for name in _header(reader, columns)]
        for line, cells in _rows(reader):
            yield cells if isinstance(cells, Fault) else _record(line, limits, cells)
    finally:
        # A wrapper that is let go would close the stream of the caller.
        if not stream.closed:
            text.detach()


def read_jsonl(source: bytes | BinaryIO) -> Iterator[Record[Json] | Fault]:
    """The objects of a file with one JSON object (RFC 8259) on each line, in order; empty lines are passed over.

    A name given twice, a number that is none, a text that may not be kept or a line of more than 131,072 bytes is a
    fault of the line. What the members mean is for the reader to judge.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    for number, line in enumerate(_lines(stream), start=1):
        content = line.removeprefix(_BOM) if number == 1 else line
        if content.strip():
            yield _object(number, content)


class _Rows(Protocol):
    """What `csv.reader` returns; its type has no public name."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


def _header(reader: "_Rows", columns: Columns) -> list[str]:
    try:
        names = [tidy(name) for name in next(reader)]
    except (csv.Error, StopIteration):
        names = []
    if faults := tuple(_header_faults(names, columns)):
        raise ValidationFailed(faults=faults)
    return names


def _header_faults(names: Sequence[str], columns: Columns) -> Iterator[Fault]:
    known = (*columns.required, *columns.optional)
    if missing := [name for name in columns.required if name not in names]:
        yield at(1, "missing_columns", N_("The header lacks these columns: {names}."), names=", ".join(missing))
    if not columns.others_ignored and not set(known).issuperset(names):
        detail = N_("The header names an unknown column. Known are: {names}.")
        yield at(1, "unknown_column", detail, names=", ".join(known))
    if len(set(names)) != len(names):
        yield at(1, "duplicate_column", N_("The header names a column twice."))


def _rows(reader: "_Rows") -> Iterator[tuple[int, list[str] | Fault]]:
    """Each row with the line it starts on; a row in quotes may go on over several."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            detail = N_("No CSV up to line {last}: look for a quotation mark that is not closed or not doubled.")
            yield line, at(line, "malformed_csv", detail, last=reader.line_num)
        else:
            if cells:
                yield line, cells


def _record(line: int, limits: Sequence[tuple[str, int | None]], cells: Sequence[str]) -> Record[str] | Fault:
    if len(cells) != len(limits):
        detail = N_("There are {found} fields where the header has {expected}.")
        return at(line, "wrong_cell_count", detail, found=len(cells), expected=len(limits))
    values: dict[str, str] = {}
    for (name, limit), cell in zip(limits, cells, strict=True):
        if limit is None:
            continue
        if len(cell) > limit or not is_fit(cell):
            return _cell_fault(line, name, cell, limit)
        values[name] = tidy(cell)
    return Record(line, values)


def _cell_fault(line: int, name: str, cell: str, limit: int) -> Fault:
    if not is_unicode(cell):
        return at(line, "not_utf8", N_("The field {name} is not in UTF-8."), name=name)
    if len(cell) > limit:
        return at(line, "too_long", N_("The field {name} has more than {limit} characters."), name=name, limit=limit)
    return at(line, "unfit_character", N_("The field {name} has a control character."), name=name)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream. Of one that is too long only a beginning is kept, one byte more than allowed."""
    while line := stream.readline(LINE_LIMIT + 1):
        rest = line
        while len(rest) > LINE_LIMIT and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_LIMIT + 1)
        yield line


def _object(number: int, line: bytes) -> Record[Json] | Fault:
    if len(line.rstrip(b"\r\n")) > LINE_LIMIT:
        return at(number, "too_long", N_("The line has more than {limit} bytes."), limit=LINE_LIMIT)
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return at(number, "not_utf8", N_("The line is not in UTF-8."))
    try:
        value: Json = json.loads(text, object_pairs_hook=_members, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        return at(number, "malformed_json", N_("The line is not a valid JSON object."))
    if not isinstance(value, dict):
        return at(number, "malformed_json", N_("The line is not a valid JSON object."))
    if not all(map(is_fit, _texts(value))):
        return at(number, "unfit_character", N_("The line has a control character."))
    return Record(number, value)


def _members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name is given twice")
    return members


def _no_number(name: str) -> Json:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("a number beyond all bounds")
    return number


def _texts(value: Json) -> Iterator[str]:
    """Every text inside a value, the names of members among them."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, dict):
            waiting.extend(each)
            waiting.extend(each.values())
