"""What may be attached (media types)? A short list, told by the content and never by a name or a header."""

import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from typing import Final

MOST_BYTES: Final = 20 << 20
"""Of one file."""

_MOST_MEMBERS: Final = 5_000
"""Of an office document, which is a ZIP archive; nobody writes as many."""


class MediaType(StrEnum):
    """What is taken, by its registered name."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    @property
    def is_picture(self) -> bool:
        """Whether it has width and height, a thumbnail, and notes of the camera that have to go."""
        return self in _PICTURES


_PICTURES: Final = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
ENDINGS: Final = {
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
    MediaType.WEBP: (".webp",),
    MediaType.PDF: (".pdf",),
    MediaType.DOCX: (".docx",),
    MediaType.XLSX: (".xlsx",),
}
"""How names of such files end; the first is written where another one stands."""


def media_type_of(content: bytes) -> MediaType | None:
    """What a file is by its first bytes, an office document also by what it holds; `None` for what is not taken.

    Documents with macros are not taken, nor what calls itself a document and is another archive.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return MediaType.WEBP
    if content.startswith(b"%PDF-"):
        return MediaType.PDF
    return _office_document(content) if content.startswith(b"PK\x03\x04") else None


def is_heic(content: bytes) -> bool:
    """Whether it is a photo as some phones keep theirs (HEIF, ISO/IEC 23008-12), which no browser here can show."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})


def fitting_name(name: str, media_type: MediaType) -> str:
    """The name with an ending that says what the file is, so that nothing opens it as something else."""
    endings = ENDINGS[media_type]
    return name if name.lower().endswith(endings) else name + endings[0]


def name_in_history(name: str) -> str:
    """What a history calls a file: the ending alone. It outlives an erasure, and a name may say whom it is about."""
    ending = PurePath(name).suffix.lower()
    return f"***{ending}" if any(ending in endings for endings in ENDINGS.values()) else "***"


def _office_document(content: bytes) -> MediaType | None:
    """By the names of its parts alone: nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    if len(names) > _MOST_MEMBERS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "word/document.xml" in names:
        return MediaType.DOCX
    return MediaType.XLSX if "xl/workbook.xml" in names else None
