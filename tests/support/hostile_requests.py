"""What do hostile, broken and careless clients send, and which answers are right?

Tables to be run over every route: whatever the row, never a 5xx, never an echo, and nothing is changed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing sent, and the statuses that may answer it."""

    name: str
    statuses: frozenset[int]
    content: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=lambda: JSON)

    def __str__(self) -> str:
        return self.name


def row(name: str, status: int, content: bytes, *others: int, headers: Mapping[str, str] = JSON) -> Row:
    return Row(name, frozenset({status, *others}), content, headers)


def typed(content_type: str, **more: str) -> dict[str, str]:
    return {"Content-Type": content_type, **more}


# -- Bodies that no route with a JSON body takes, whatever its fields --------------------------------------------------

BODIES = (
    row("not a number", 400, b'{"s":NaN}'),
    row("infinity", 400, b'{"s":Infinity}'),
    row("minus infinity", 400, b'{"s":[-Infinity]}'),
    row("a float past all doubles", 400, b'{"s":1e999}'),
    row("an integer of 5,000 digits", 400, b'{"s":' + b"1" * 5_000 + b"}"),
    row("an integer of 65 bits", 400, b'{"s":18446744073709551616}'),
    row("an integer just past 64 bits", 400, b'{"s":-9223372036854775809}'),
    row("half a character", 422, b'{"s":"\\ud800"}'),
    row("half a character deep inside", 422, b'{"s":[{"t":"x\\uDFFFy"}]}'),
    row("half a character in a name", 422, b'{"\\ud800":1}'),
    row("NUL in a text", 422, b'{"s":"a\\u0000b"}'),
    row("NUL in a name", 422, b'{"a\\u0000":1}'),
    row("a raw control character", 400, b'{"s":"a\x00b"}'),
    row("a raw line feed in a text", 400, b'{"s":"a\nb"}'),
    row("a byte order mark", 400, b"\xef\xbb\xbf{}"),
    row("UTF-16 with mark", 400, '{"s":1}'.encode("utf-16")),
    row("UTF-16 without mark", 400, '{"s":1}'.encode("utf-16-le")),
    row("UTF-32", 400, '{"s":1}'.encode("utf-32")),
    row("Latin-1", 400, '{"s":"é"}'.encode("latin-1")),
    row("GB 18030", 400, '{"s":"意见"}'.encode("gb18030")),
    row("a surrogate in UTF-8", 400, b'{"s":"\xed\xa0\x80"}'),
    row("an overlong NUL", 400, b'{"s":"\xc0\x80"}'),
    row("a name twice", 400, b'{"s":1,"s":2}'),
    row("a name twice, once escaped", 400, b'{"s":1,"\\u0073":2}'),
    row("a name twice, deep inside", 400, b'{"x":[{"s":1,"s":1}]}'),
    row("nothing but spaces", 400, b"   "),
    row("null", 422, b"null"),
    row("a list", 422, b"[]"),
    row("a text", 422, b'"x"'),
    row("a number", 422, b"7"),
    row("trailing garbage", 400, b"{} {}"),
    row("a trailing comma", 400, b'{"s":1,}'),
    row("a comment", 400, b"{/* hi */}"),
    row("single quotes", 400, b"{'s':1}"),
    row("half a document", 400, b'{"s":'),
    row("100,000 brackets", 400, b"[" * 100_000),
    row("50,000 braces", 400, b'{"a":' * 50_000),
    row("100,000 closed brackets", 400, b"[" * 100_000 + b"]" * 100_000),
    row("65 levels", 400, b"[" * 65 + b"]" * 65),
    row("ten megabytes", 413, b'{"s":"' + b"x" * 10_000_000 + b'"}'),
    row("no media type", 415, b"{}", headers={}),
    row("a form", 415, b"s=1", headers=typed("application/x-www-form-urlencoded")),
    row("a multipart form", 415, b"--x--", headers=typed("multipart/form-data; boundary=x")),
    row("plain text", 415, b"{}", headers=typed("text/plain")),
    row("a merge patch", 415, b"{}", headers=typed("application/merge-patch+json")),
    row("another charset", 415, b"{}", headers=typed("application/json; charset=gbk")),
    row("a charset written strangely", 415, b"{}", headers=typed("application/json; charset*=utf-16''x")),
    row("a broken media type", 415, b"{}", headers=typed(";;;")),
    row("a compressed body", 415, b"\x1f\x8b\x08", headers=typed("application/json", **{"Content-Encoding": "gzip"})),
    row("an unknown compression", 415, b"{}", headers=typed("application/json", **{"Content-Encoding": "br, gzip"})),
)

NO_BODY = row("an empty body", 422, b"", 400, 415)
"""Only where the route needs a body."""

# -- Raw JSON values for one field of an otherwise good body, by the type of the field ---------------------------------

TEXTS = {
    "NUL": rb'"a\u0000b"',
    "escape": rb'"a\u001bb"',
    "a C1 control": rb'"a\u0085b"',
    "delete": rb'"a\u007fb"',
    "a right-to-left override": rb'"a\u202eb"',
    "an isolate": rb'"a\u2066b"',
    "a noncharacter": rb'"a\uffffb"',
    "a noncharacter of plane 1": rb'"a\ud83f\udffeb"',
    "half a character": rb'"a\udc00b"',
    "nothing": b'""',
    "only spaces": rb'" \t\u3000 "',
    "only zero-width spaces": rb'"\u200b\u200d\ufeff"',
    "only fillers": rb'"\u3164\u2800"',
    "a tower of marks": b'"a' + "\u0301\u0327".encode() * 400 + b'"',
    "as many marks as a body holds": b'"a' + "\u0301\u0327".encode() * 60_000 + b'"',
    "far too long": b'"' + "长".encode() * 20_001 + b'"',
    "a number": b"5",
    "true": b"true",
    "a list": b'["x"]',
    "an object": b'{"x":1}',
}
LINES = TEXTS | {"two lines": rb'"a\nb"', "a tab inside": rb'"a\tb"', "a paragraph separator": rb'"a\u2029b"'}
INSTANTS = {
    "without zone": b'"2026-01-31T08:00:00"',
    "a number of seconds": b"1769817600",
    "a number of seconds as text": b'"1769817600"',
    "a fraction": b"1769817600.5",
    "the year 1": b'"0001-01-01T00:00:00Z"',
    "the year 9999": b'"9999-12-31T23:59:59Z"',
    "the edge of time": b'"9999-12-31T23:59:59-14:00"',
    "a leap second": b'"2016-12-31T23:59:60Z"',
    "hour 24": b'"2026-01-31T24:00:00Z"',
    "31 June": b'"2026-06-31T08:00:00Z"',
    "a strange offset": b'"2026-01-31T08:00:00-23:59"',
    "an offset of minutes": b'"2026-01-31T08:00:00+08:01"',
    "a compact form": b'"20260131T080000Z"',
    "a week date": b'"2026-W05-6T08:00:00Z"',
    "only a date": b'"2026-01-31"',
    "a space for T": b'"2026-01-31 08:00:00Z"',
    "a space before": b'" 2026-01-31T08:00:00Z"',
    "other digits": '"٢٠٢٦-01-31T08:00:00Z"'.encode(),
    "a duration": b'"P3D"',
    "true": b"true",
    "an object": b"{}",
}
DAYS = {
    "31 June": b'"2026-06-31"',
    "29 February of a common year": b'"2026-02-29"',
    "the year 1": b'"0001-01-01"',
    "the year 9999": b'"9999-12-31"',
    "a moment": b'"2026-01-31T08:00:00Z"',
    "a compact form": b'"20260131"',
    "a week date": b'"2026-W05-6"',
    "without zeros": b'"2026-1-31"',
    "a space before": b'" 2026-01-31"',
    "other digits": '"٢٠٢٦-01-31"'.encode(),
    "a number": b"20260131",
    "a number of days": b"20484",
    "true": b"true",
    "an object": b"{}",
}
IDS = {
    "no id": b'"x"',
    "nothing": b'""',
    "braces": b'"{0190a5b0-0000-7000-8000-000000000000}"',
    "a URN": b'"urn:uuid:0190a5b0-0000-7000-8000-000000000000"',
    "no hyphens": b'"0190a5b0000070008000000000000000"',
    "very long": b'"' + b"0" * 10_000 + b'"',
    "a number": b"7",
    "a path": b'"../../etc/passwd"',
}
INTEGERS = {"a text": b'"5"', "a fraction": b"5.0", "true": b"true", "a list": b"[5]", "a fraction of note": b"0.5"}
FLAGS = {"a text": b'"true"', "yes": b'"yes"', "one": b"1", "zero": b"0", "a fraction": b"1.0"}
CHOICES = {"an unknown one": b'"no-such-choice"', "nothing": b'""', "a number": b"1", "a list": b"[]"}

OUTPUT_ONLY = ("state", "version", "level", "holder", "path", "created_by", "created_at", "hash", "id", "__proto__")
"""Names that only the server may set; in a body they are unknown fields."""


def with_field(good: Mapping[str, object], name: str, raw: bytes) -> bytes:
    """A good body with one field replaced by raw JSON."""
    return with_fields(good, {name: raw})


def with_fields(good: Mapping[str, object], raw: Mapping[str, bytes]) -> bytes:
    """A good body with some fields replaced by raw JSON."""
    others = [json.dumps({name: value}).encode()[1:-1] for name, value in good.items() if name not in raw]
    replaced = [json.dumps(name).encode() + b":" + value for name, value in raw.items()]
    return b"{" + b",".join([*others, *replaced]) + b"}"


# -- Queries -----------------------------------------------------------------------------------------------------------

QUERIES = {
    "an unknown name": ("no_such_parameter=1", 400),
    "an empty name": ("=1", 400),
    "another case": ("LIMIT=5", 400),
    "NUL in a value": ("q=a%00b", 400),
    "NUL in a name": ("a%00=1", 400),
    "no UTF-8": ("q=%ff%fe", 400),
    "an overlong slash": ("q=%c0%af", 400),
    "half a character": ("q=%ed%a0%80", 400),
    "a thousand names": ("&".join(f"p{number}=1" for number in range(1_000)), 400),
}
"""For every route."""

LIST_QUERIES = {
    **{
        f"limit={text}": (f"limit={text}", 422)
        for text in ("0", "-1", "201", "1_0", "5.0", "%2B5", "+5", "1e2", "", "x")
    },
    "limit in other digits": ("limit=%D9%A5", 422),
    "limit in full-width digits": ("limit=%EF%BC%95", 422),
    "limit of 5,000 digits": ("limit=" + "9" * 5_000, 422),
    "limit with a space": ("limit=%205", 422),
    "limit twice": ("limit=5&limit=5", 400),
    "a random cursor": ("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400),
    "an empty cursor": ("cursor=", 400),
    "a cursor of 10 kB": ("cursor=" + "A" * 10_000, 400),
    "a cursor that is no base64": ("cursor=%E6%84%8F%E8%A7%81!!", 400),
}
"""For every list."""

BOOLEANS = ("1", "0", "yes", "on", "True", "TRUE", "", "t", "null")
"""For every parameter that is true or false: 422."""

SEARCHES = ("%25", "_", "%5C", "'", "%27%3B--", "(a%2B)%2B%24", "%2A%3A%2A%26%7C%21%28%29%3C-%3E")
"""For `q`: taken literally."""

# -- Headers -----------------------------------------------------------------------------------------------------------

Header = tuple[bytes, bytes]

HEADERS: dict[str, tuple[list[Header], int]] = {
    "64 kB": ([(b"X-Filler", b"x" * 65_536)], 431),
    "200 fields": ([(f"X-Filler-{number}".encode(), b"x") for number in range(200)], 431),
    "Authorization twice": ([(b"Authorization", b"Bearer a"), (b"Authorization", b"Bearer b")], 400),
}
"""For every route."""

CHANGE_HEADERS: dict[str, tuple[list[Header], int]] = {
    "an empty key": ([(b"Idempotency-Key", b"")], 400),
    "a blank key": ([(b"Idempotency-Key", b"   ")], 400),
    "a key of 256 characters": ([(b"Idempotency-Key", b"k" * 256)], 400),
    "a key with a space": ([(b"Idempotency-Key", b"a b")], 400),
    "a key in Chinese": ([(b"Idempotency-Key", "键".encode())], 400),
    "a key with half a quotation": ([(b"Idempotency-Key", b'"a')], 400),
    "an empty quotation": ([(b"Idempotency-Key", b'""')], 400),
    "a key twice": ([(b"Idempotency-Key", b"a"), (b"Idempotency-Key", b"a")], 400),
    "a version without quotes": ([(b"If-Match", b"7")], 400),
    "a version with half quotes": ([(b"If-Match", b'"7')], 400),
    "an empty version": ([(b"If-Match", b"")], 400),
    "a star and a version": ([(b"If-Match", b'*, "7"')], 400),
    "a lower-case weak version": ([(b"If-Match", b'w/"7"')], 400),
    "Chinese versions": ([(b"If-Match", '"七"'.encode())], 400),
    "5,000 versions": ([(b"If-Match", b", ".join([b'"1"'] * 5_000))], 400),
}
"""For every route that takes `Idempotency-Key` and `If-Match`."""

# -- Paths and methods -------------------------------------------------------------------------------------------------

PATH_IDS = {
    "no id": ("x", {404}),
    "braces": ("%7B0190a5b0-0000-7000-8000-000000000000%7D", {404}),
    "climbing": ("..%2f..%2fetc%2fpasswd", {404}),
    "NUL": ("a%00b", {400}),
    "no UTF-8": ("%ff%fe", {400}),
    "very long": ("0" * 5_000, {404}),
    "SQL": ("1%27%20OR%201%3D1--", {404}),
    "a template": ("%7B%7B7*7%7D%7D", {404}),
}
"""In the place of an id in a path."""

METHODS = ("TRACE", "OPTIONS", "HEAD", "PUT", "PROPFIND")
"""On every path that does not offer them: 405 with all that it does offer in `Allow`."""
