"""What a file is, is told by what it holds."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.attachments.domain.media_types import ENDINGS, MediaType, fitting_name, media_type_of
from tests.support.files import picture


def archive(*names: str) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (picture("JPEG"), MediaType.JPEG),
        (picture("PNG"), MediaType.PNG),
        (picture("WEBP"), MediaType.WEBP),
        (b"%PDF-1.7\n", MediaType.PDF),
        (archive("[Content_Types].xml", "word/document.xml"), MediaType.DOCX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), MediaType.XLSX),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), None),
        (archive("word/document.xml"), None),
        (archive("[Content_Types].xml", "word/document.xml", *(f"{n}" for n in range(5_000))), None),
        (archive("setup.exe"), None),
        (b"PK\x03\x04 and no archive", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", None),
        (b"<!doctype html><script>alert(1)</script>", None),
        (b"MZ\x90\x00", None),
        (b"GIF89a", None),
        (b"\x89PNG", None),
        (b"", None),
        (b" %PDF-1.7", None),
    ],
)
def test_it_is_what_it_holds(content: bytes, media_type: MediaType | None) -> None:
    assert media_type_of(content) is media_type


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    media_type_of(content)
    media_type_of(b"PK\x03\x04" + content)


def test_a_name_ends_as_what_the_file_is() -> None:
    assert fitting_name("路灯.JPG", MediaType.JPEG) == "路灯.JPG"
    assert fitting_name("照片.jpeg", MediaType.JPEG) == "照片.jpeg"
    assert fitting_name("照片.html", MediaType.JPEG) == "照片.html.jpg"
    assert set(ENDINGS) == set(MediaType)
