"""How is a text said in the caller's language?

English texts are their own message ids. Chinese stands in `zh_Hans.po`, compiled in memory at first use.
"""

from functools import cache, lru_cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import Literal
from zoneinfo import ZoneInfo

from babel.core import negotiate_locale
from babel.dates import get_timezone_name
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["zh", "en"]

CATALOGUE = "zh_Hans.po"

_LONGEST_HEADER = 256


def translate(message_id: str, language: Language) -> str:
    """The text in `language`, placeholders unfilled; a message id the catalogue does not know stays English."""
    return message_id if language == "en" or not message_id else _chinese().gettext(message_id)


def name_zone(zone: ZoneInfo, language: Language) -> str:
    """What people call a time zone, as Unicode CLDR has it: 中国标准时间, China Standard Time."""
    return get_timezone_name(
        zone, width="long", locale="zh_Hans" if language == "zh" else "en", zone_variant="standard"
    )


def pick_language(accept_language: str | None, default: Language) -> Language:
    """The caller's choice by `Accept-Language` (RFC 9110 section 12.5.4), or `default` when there is none."""
    if not accept_language or len(accept_language) > _LONGEST_HEADER:
        return default
    return _negotiated(accept_language) or default


@cache
def _chinese() -> GNUTranslations:
    source = files(__package__).joinpath(CATALOGUE).read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale="zh_Hans"))
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=512)
def _negotiated(accept_language: str) -> Language | None:
    wanted = sorted((_weighed(part) for part in accept_language.split(",")), key=lambda choice: -choice[0])
    match negotiate_locale([tag for weight, tag in wanted if weight > 0], ["zh", "en"], sep="-"):
        case None:
            return None
        case tag:
            return "zh" if tag.lower().startswith("zh") else "en"


def _weighed(part: str) -> tuple[float, str]:
    tag, _, weight = part.strip().partition(";")
    return _weight(weight.strip()), tag.strip()


def _weight(text: str) -> float:
    """A missing weight counts as 1, an unreadable one as 0."""
    if not text:
        return 1.0
    name, _, number = text.partition("=")
    readable = name.strip().lower() == "q" and number.replace(".", "", 1).isdecimal() and number.isascii()
    return min(float(number), 1.0) if readable else 0.0
