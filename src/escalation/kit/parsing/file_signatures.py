"""File signatures: of which other format is a file that was handed in as a table?

Systems write HTML pages and XML and call them workbooks; people send an archive, or the print of a table.
"""

import re
from typing import Final

from escalation.errors import N_, Fault, ValidationFailed

LONGEST: Final = 256
"""Bytes of a beginning that are looked at."""

_BINARY: Final = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"PK\x05\x06": "ZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"{\\rtf": "RTF",
}
_MARKUP: Final = re.compile(rb"(\xef\xbb\xbf)?\s*<(\?xml|!doctype|html|head|meta|style|table|!--)", re.IGNORECASE)
_JSON: Final = re.compile(rb"(\xef\xbb\xbf)?\s*(\[\s*)?\{\s*\"")


def refuse_other_formats(beginning: bytes) -> None:
    """Raise `ValidationFailed` for the beginning of a file that is no table of lines."""
    plain = beginning.replace(b"\0", b"").lstrip(b"\xff\xfe")  # As UTF-16 the letters are the same, with zeros between.
    if _JSON.match(plain):
        detail = N_(
            "This is JSON. Save it with one object a line and name it .jsonl, or send it as application/jsonl; or save "
            "it as CSV or XLSX."
        )
        raise ValidationFailed(faults=[Fault("line 1", "not_a_table", detail)])
    markup = "HTML/XML" if _MARKUP.match(plain) else None
    if found := markup or next((name for mark, name in _BINARY.items() if beginning.startswith(mark)), None):
        detail = N_(
            "This file is {format} and no table, whatever its name says. Open it in a spreadsheet and save it as XLSX "
            "or CSV, or export it anew in one of these formats."
        )
        raise ValidationFailed(faults=[Fault("line 1", "not_a_table", detail, {"format": found})])
