"""JSONL files: what stands on each line of a file of JSON lines?

Files are read as streams: a file of any length costs the memory of its longest line. A line that cannot be read
becomes a fault of its own and the next one is read as if nothing had happened.
"""

import io
import json
from collections.abc import Iterator
from math import isfinite
from typing import BinaryIO, TypeAlias

from escalation.errors import N_, Fault
from escalation.kit.parsing.csv_files import LINE_LIMIT, Record, at
from escalation.kit.parsing.text import is_fit, without_controls

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

_BOM = b"\xef\xbb\xbf"


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
    if not all(is_fit(without_controls(text)) for text in _texts(value)):
        return at(number, "control_characters", N_("This text holds control characters."))
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
