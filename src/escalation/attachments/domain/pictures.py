"""What is kept of a picture? Its pixels the right way up; not where, when and with which camera it was taken.

Every picture is decoded and written anew, so that nothing is handed on that only looks like one.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageFile, ImageOps

from escalation.attachments.domain.media_types import MediaType

MOST_PIXELS: Final = 50_000_000
"""Of one picture: what phones take. Told by its head, before a pixel is read."""

THUMBNAIL: Final = 320
"""Pixels of a thumbnail's longer side, at most."""

_QUALITY: Final = 90
# Pillow would warn of many pixels, in whatever thread it is: `MOST_PIXELS` is lower, and asked before any is read.
Image.MAX_IMAGE_PIXELS = None


class UnreadablePicture(ValueError):
    """It is broken, or has more pixels than are taken."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture written anew. `thumbnail` is a JPEG."""

    content: bytes
    width: int
    height: int
    thumbnail: bytes


def written_anew(content: bytes, media_type: MediaType) -> Picture:
    """The picture without notes, turned as it was held; of a moving one the first frame.

    Takes up to a second of a processor and 4 bytes a pixel. Raises `UnreadablePicture`.
    """
    try:
        # Other libraries allow it for the whole process: half a picture would be grey below, and pass.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        with Image.open(BytesIO(content), formats=(_FORMAT[media_type],)) as opened:
            return _copied(opened, media_type)
    except UnreadablePicture:
        raise
    except Exception:  # noqa: BLE001 - decoders of hostile bytes raise whatever they like; all of it means one thing
        raise UnreadablePicture from None


def _copied(opened: Image.Image, media_type: MediaType) -> Picture:
    if opened.width * opened.height > MOST_PIXELS:
        raise UnreadablePicture
    plain = _plain(ImageOps.exif_transpose(opened), media_type)
    small = plain.convert("RGB")
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return Picture(
        _saved(plain, _FORMAT[media_type]), plain.width, plain.height, _saved(small, _FORMAT[MediaType.JPEG])
    )


_FORMAT: Final = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}


def _plain(picture: Image.Image, media_type: MediaType) -> Image.Image:
    """Pixels alone: a new picture, to which no note was ever attached."""
    modes = {"RGB", "L"} if media_type is MediaType.JPEG else {"RGB", "RGBA", "L"}
    shown = picture if picture.mode in modes else picture.convert("RGB" if media_type is MediaType.JPEG else "RGBA")
    plain = Image.new(shown.mode, shown.size)
    plain.paste(shown)
    return plain


def _saved(picture: Image.Image, format_: str) -> bytes:
    into = BytesIO()
    how: dict[str, Any] = {} if format_ == "PNG" else {"quality": _QUALITY}
    picture.save(into, format_, **how)
    return into.getvalue()
