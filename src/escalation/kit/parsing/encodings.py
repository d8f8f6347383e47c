"""In which character encoding is a file of text written?

UTF-8 where that fits, with or without a byte order mark; UTF-16 where a byte order mark says so (what spreadsheets
call Unicode text); else GB18030, of which GBK and GB2312 are parts: what spreadsheets save in China.
"""

import codecs
import io
from typing import BinaryIO, Final

UTF_8: Final = "UTF-8"
UTF_16: Final = "UTF-16"
GB18030: Final = "GB18030"
ENCODINGS: Final = (UTF_8, UTF_16, GB18030)

_CODECS: Final = {UTF_8: "utf-8-sig", UTF_16: "utf-16", GB18030: "gb18030"}
_BLOCK = 1 << 20


def detect_encoding(file: BinaryIO) -> str:
    """One of `ENCODINGS`. Reads a stream that can seek to its end, line by line, and leaves it where it was.

    Lines decide: a file of which more lines fit UTF-8 than GB18030 alone is UTF-8 with some lines that are wrong.
    """
    begin = file.tell()
    try:
        mark = file.read(len(codecs.BOM_UTF8))
        if mark == codecs.BOM_UTF8:
            return UTF_8
        if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return UTF_16
        file.seek(begin)
        return _by_lines(file)
    finally:
        file.seek(begin)


def open_text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The characters of a file, line ends as they are. Bytes out of place become lone surrogates, and nothing fails."""
    return io.TextIOWrapper(file, encoding=_CODECS[encoding], errors=_ESCAPED, newline="")


def decode_beginning(content: bytes, encoding: str) -> str:
    """The characters at the beginning of a file; one that was cut in two at the end is left out."""
    return codecs.getincrementaldecoder(_CODECS[encoding])(_ESCAPED).decode(content)


def _by_lines(file: BinaryIO) -> str:
    utf_8 = gb18030 = 0
    # By blocks of whole lines: a file of sixty million empty ones takes sixty steps.
    while block := file.read(_BLOCK):
        block += file.readline(_BLOCK)
        if block.isascii():
            continue
        for line in block.split(b"\n"):
            if line.isascii():
                continue
            if _fits(line, "utf-8"):
                utf_8 += 1
            else:
                gb18030 += _fits(line, "gb18030")
    return GB18030 if gb18030 > utf_8 else UTF_8


def _fits(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _escape(error: UnicodeError) -> tuple[str, int]:
    """A lone surrogate, which no text has, in place of what cannot be decoded."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


_ESCAPED = "escalation.escape"
codecs.register_error(_ESCAPED, _escape)
