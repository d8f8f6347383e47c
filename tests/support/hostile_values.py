"""Which values does a field or a query parameter of a type have to refuse?"""

import json
from collections.abc import Mapping
from urllib.parse import quote

from tests.support.callers import Json
from tests.support.hostile_requests import BOOLEANS, CHOICES, DAYS, FLAGS, IDS, INSTANTS, INTEGERS, LINES, TEXTS

LONGEST_LINE = 200


def in_a_body(schema: Json) -> Mapping[str, bytes]:
    """Raw JSON that a field must refuse."""
    return _FIELDS[_kind(schema)]


def in_a_query(name: str, schema: Json) -> tuple[str, ...]:
    """Encoded values that a parameter must refuse; cursors have another table."""
    kind = _kind(schema.get("items", schema))
    return () if (name, kind) in _CURSORS else _PARAMETERS[kind]


IN_NO_QUERY = ("a%00b", "%FF%FE", "%ED%A0%80")
"""What makes a query unreadable, whichever parameter it stands in."""


_CURSORS = {("cursor", "string"), ("after", "string")}


def _kind(schema: Json) -> str:
    match schema:
        case {"enum": _} | {"const": _}:
            return "choice"
        case {"type": "string", "format": str(form)}:
            return form
        case {"type": "string", "pattern": _}:
            return "code"
        case {"type": "string", "maxLength": int(longest)} if longest <= LONGEST_LINE:
            return "line"
        case {"oneOf": _}:
            return "object"
        case _:
            return str(schema["type"])


def _encoded(values: Mapping[str, bytes]) -> tuple[str, ...]:
    """Those that are texts."""
    texts = (json.loads(raw) for raw in values.values())
    return tuple(quote(text) for text in texts if isinstance(text, str))


_NOT_A_VALUE = {"a text": b'"x"', "a number": b"5", "true": b"true"}
_DIGITS = ("-1", "1_0", "5.0", "%2B5", "1e2", "", "x", "%20" + "5", "%D9%A5", "%EF%BC%95", "9" * 5_000, "0x1")
_CODES = ("", "a%20b", "%E4%BB%A3%E7%A0%81", "..%2Fx", "'", "-x", "x" * 65, "a%0Ab", "a%0A")
_WORDS = ("", "a%1Bb", "a%C2%85b", "a%7Fb", "a%E2%80%AEb", "%E2%80%8B%E2%80%8D", "a" + "%CC%81" * 400, "x" * 10_000)
_CHOICES = ("", "no-such-choice", "%E4%B8%8D", "null")

_FIELDS: Mapping[str, Mapping[str, bytes]] = {
    "choice": CHOICES,
    "uuid": IDS,
    "date-time": INSTANTS,
    "date": DAYS,
    "boolean": FLAGS,
    "integer": INTEGERS,
    "number": {"a text": b'"x"', "true": b"true", "a list": b"[]"},
    "line": LINES,
    "code": TEXTS,
    "string": TEXTS,
    "array": _NOT_A_VALUE,
    "object": _NOT_A_VALUE,
}
_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "choice": _CHOICES,
    "uuid": _encoded(IDS),
    "date-time": _encoded(INSTANTS),
    "date": _encoded(DAYS),
    "boolean": BOOLEANS,
    "integer": _DIGITS,
    "line": _WORDS,
    "code": _CODES,
    "string": _WORDS,
}
