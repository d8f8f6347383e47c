"""Of a picture its pixels are kept, the right way up, and nothing that the camera noted."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from escalation.attachments.domain import pictures
from escalation.attachments.domain.media_types import MediaType
from escalation.attachments.domain.pictures import MOST_PIXELS, THUMBNAIL, UnreadablePicture, written_anew
from tests.support.files import picture

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
HIDDEN = "x7canary"


def with_notes(format_: str, orientation: int = 6) -> bytes:
    """As a phone takes it: lying on its side, with the place where it stood."""
    image, exif, into = Image.new("RGB", (40, 30), "orange"), Image.Exif(), BytesIO()
    exif[ORIENTATION], exif[MAKER] = orientation, HIDDEN
    exif.get_ifd(GPS)[2] = (49.2, 0.0, 0.0)
    texts = PngInfo()
    texts.add_text("Comment", HIDDEN)
    each: dict[str, dict[str, Any]] = {"JPEG": {"comment": HIDDEN}, "PNG": {"pnginfo": texts}, "WEBP": {"xmp": HIDDEN}}
    image.save(into, format_, exif=exif, **each[format_])
    return into.getvalue()


@pytest.mark.parametrize(
    ("format_", "media_type"), [("JPEG", MediaType.JPEG), ("PNG", MediaType.PNG), ("WEBP", MediaType.WEBP)]
)
def test_it_is_turned_and_says_nothing_of_place_or_camera(format_: str, media_type: MediaType) -> None:
    given = with_notes(format_)
    kept = written_anew(given, media_type)
    assert HIDDEN.encode() in given
    for content in (kept.content, kept.thumbnail):
        assert HIDDEN.encode() not in content
        with Image.open(BytesIO(content)) as shown:
            assert dict(shown.getexif()) == {}
            assert {"exif", "comment", "xmp", "Comment"} & set(shown.info) == set()
    assert (kept.width, kept.height) == (30, 40)


def test_a_thumbnail_is_small_and_keeps_its_shape() -> None:
    with Image.open(BytesIO(written_anew(picture(size=(4000, 1000)), MediaType.JPEG).thumbnail)) as small:
        assert (small.format, small.size) == ("JPEG", (THUMBNAIL, THUMBNAIL // 4))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
def test_a_picture_of_any_mode_can_be_kept(mode: str) -> None:
    into = BytesIO()
    Image.new(mode, (8, 8)).save(into, "PNG")
    kept = written_anew(into.getvalue(), MediaType.PNG)
    with Image.open(BytesIO(kept.content)) as shown:
        assert shown.size == (8, 8)


def test_a_printers_picture_can_be_kept() -> None:
    into = BytesIO()
    Image.new("CMYK", (8, 8)).save(into, "JPEG")
    assert written_anew(into.getvalue(), MediaType.JPEG).width == 8


def bomb(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        bomb(60_000, 60_000),
        bomb(MOST_PIXELS + 1, 1),
        picture()[:200],
        picture("PNG")[:50],
        b"\xff\xd8\xff" + b"\0" * 100,
        picture("PNG") and b"",
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(content: bytes) -> None:
    for media_type in (MediaType.JPEG, MediaType.PNG, MediaType.WEBP):
        with pytest.raises(UnreadablePicture):
            written_anew(content, media_type)


def test_a_large_one_is_told_by_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pixel is decoded of what is refused; without the limit it would be."""
    monkeypatch.setattr(Image.Image, "load", _never)
    with pytest.raises(UnreadablePicture):
        written_anew(bomb(60_000, 60_000), MediaType.PNG)
    monkeypatch.setattr(pictures, "_copied", lambda opened, _: opened.load())
    with pytest.raises(AssertionError):
        _ = pictures._copied(Image.open(BytesIO(picture("PNG"))), MediaType.PNG)


def _never(*_: object) -> None:
    raise AssertionError


def test_a_picture_of_another_kind_than_it_says_is_refused() -> None:
    with pytest.raises(UnreadablePicture):
        written_anew(picture("PNG"), MediaType.JPEG)
