"""In which character encoding is a file of text written?

UTF-8 where that fits, with or without a byte order mark; UTF-16 where a byte order mark says so (what spreadsheets
call Unicode text) or the zeros of its separators do; else GB18030, of which GBK and GB2312 are parts: what spreadsheets
save in China.
"""

import codecs
import io
from typing import BinaryIO, Final

UTF_8: Final = "UTF-8"
UTF_16: Final = "UTF-16"
UTF_16_LE: Final = "UTF-16LE"
UTF_16_BE: Final = "UTF-16BE"
GB18030: Final = "GB18030"
ENCODINGS: Final = (UTF_8, UTF_16, GB18030)

_CODECS: Final = {
    UTF_8: "utf-8-sig", UTF_16: "utf-16", UTF_16_LE: "utf-16-le", UTF_16_BE: "utf-16-be", GB18030: "gb18030",
}  # fmt: skip
_BLOCK = 1 << 20
_LOOKED_AT = 128, 4096
"""Bytes of a beginning that tell whether it is UTF-16: about a header, and with the title that may stand above it."""
_FEWEST_ZEROS, _TIMES_MORE = 2, 4
_SEPARATORS = frozenset(",;\t|\n")


def detect_encoding(file: BinaryIO) -> str:
    """One of `ENCODINGS`, or UTF-16 of one order of bytes.

    Reads a stream that can seek to its end, line by line, and leaves it where it was. Lines decide: a file of which
    more lines fit UTF-8 than GB18030 alone is UTF-8 with some lines that are wrong. Those of more than a megabyte have
    no say.
    """
    begin = file.tell()
    try:
        mark = file.read(len(codecs.BOM_UTF8))
        if mark == codecs.BOM_UTF8:
            return UTF_8
        if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return UTF_16
        file.seek(begin)
        beginning = file.read(max(_LOOKED_AT))
        found = (_by_zeros(beginning[:size]) for size in _LOOKED_AT)
        return next(filter(None, found), None) or _by_lines(file, begin)
    finally:
        file.seek(begin)


def open_text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The characters of a file, line ends as they are. Bytes out of place become lone surrogates, and nothing fails."""
    return io.TextIOWrapper(file, encoding=_CODECS[encoding], errors=_ESCAPED, newline="")


def decode_beginning(content: bytes, encoding: str) -> str:
    """The characters at the beginning of a file; one that was cut in two at the end is left out."""
    return codecs.getincrementaldecoder(_CODECS[encoding])(_ESCAPED).decode(content)


def _by_zeros(beginning: bytes) -> str | None:
    """UTF-16 without a mark: what ends a line and what separates fields has a zero beside it, always on one side.

    On the other there are only those of 一, 最 and few more. A few zeros in a text of another encoding, most of whose
    bytes would be no letters of UTF-16, are a fault of it.
    """
    before, behind = beginning[::2].count(0), beginning[1::2].count(0)
    if max(before, behind) < max(_FEWEST_ZEROS, _TIMES_MORE * min(before, behind)):
        return None
    encoding = UTF_16_BE if before > behind else UTF_16_LE
    text = beginning[: len(beginning) // 2 * 2].decode(_CODECS[encoding], "replace")
    return encoding if 20 * (before + behind) >= len(text) and not _SEPARATORS.isdisjoint(text) else None


def _by_lines(file: BinaryIO, begin: int) -> str:
    file.seek(begin)
    utf_8 = gb18030 = 0
    goes_on = False
    # By blocks of whole lines: a file of sixty million empty ones takes sixty steps.
    while block := file.read(_BLOCK):
        block += file.readline(_BLOCK)
        went_on, goes_on = goes_on, len(block) == 2 * _BLOCK and not block.endswith(b"\n")
        if block.isascii():
            continue
        lines = block.replace(b"\r", b"\n").split(b"\n")
        # A line that was cut may have been cut within a character.
        for line in lines[went_on : len(lines) - goes_on]:
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
