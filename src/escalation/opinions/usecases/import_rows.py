"""What does a line of an import say? Columns are recognised, and what cannot become an opinion is explained."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from escalation.errors import N_, Fault
from escalation.kit.parsing.csv_files import at
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.text import looks_empty, tidy
from escalation.opinions.usecases.opinions import FAST_CLOCK, OpinionInput, Source

CONTENT_LIMIT: Final = 10_000
LINE_LIMIT: Final = 200

# Our own names first: where a file has several names for one field, the one that stands first here counts.
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "subject", "标题", "主题"),
    "content": ("content", "detail", "内容"),
    "category": ("category", "类别"),
    "contact": ("contact", "phone", "联系方式"),
    "citizen_name": ("citizen_name", "姓名"),
    "place": ("place", "地点"),
    "submitted_at": ("submitted_at", "反映时间"),
    "unit_code": ("unit_code", "单位代码"),
    "external_ref": ("external_ref", "message_id", "编号"),
    "source": ("source", "来源"),
}
REQUIRED: Final = ("title", "content")


def columns_of(names: Collection[str]) -> dict[str, str]:
    """Which field each of these columns holds; columns that are not ours are left out."""
    found = ((field, next((alias for alias in aliases if alias in names), None)) for field, aliases in ALIASES.items())
    return {column: field for field, column in found if column is not None}


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes opinions of lines. `zone`: where times without one were written; `now`: nothing was sent later."""

    source: str
    source_system: str
    zone: ZoneInfo
    now: datetime

    def read(self, line: int, values: Mapping[str, object]) -> OpinionInput | Fault:
        """The opinion on a line, by fields; or the first thing that is wrong with it."""
        texts = {name: _text(name, value) for name, value in values.items()}
        given = {name: text for name, text in texts.items() if text is not None and not looks_empty(text)}
        sent_at = self._moment(given.get("submitted_at", ""))
        fault = next(self._faults(line, texts, given, sent_at), None)
        return fault or OpinionInput(
            title=given["title"], content=given["content"], source=given.get("source", self.source),
            unit_code=given.get("unit_code"), category=given.get("category"), citizen_name=given.get("citizen_name"),
            contact=given.get("contact"), place=given.get("place"), submitted_at=sent_at,
            source_system=self.source_system if "external_ref" in given else None,
            external_ref=given.get("external_ref"),
        )  # fmt: skip

    def _faults(
        self, line: int, texts: Mapping[str, str | None], given: Mapping[str, str], sent_at: datetime | None
    ) -> Iterator[Fault]:
        for name, text in texts.items():
            if text is None:
                yield at(line, "not_a_text", N_("The field {name} is not a text."), name=name)
        for name in REQUIRED:
            if name not in given:
                yield at(line, "missing", N_("The field {name} is missing or empty."), name=name)
        for name, text in given.items():
            limit = CONTENT_LIMIT if name == "content" else LINE_LIMIT
            if len(text) > limit:
                detail = N_("The field {name} has more than {limit} characters.")
                yield at(line, "too_long", detail, name=name, limit=limit)
        if given.get("source", self.source) not in _SOURCES:
            yield at(line, "unknown_source", N_("The source is none of: {names}."), names=", ".join(_SOURCES))
        if "submitted_at" in given and sent_at is None:
            yield at(line, "wrong_time", N_("The time cannot be read. Write it like 2026-01-31T08:00:00+08:00."))
        if sent_at is not None and sent_at > self.now + FAST_CLOCK:
            yield at(line, "in_the_future", N_("This lies in the future."))

    def _moment(self, text: str) -> datetime | None:
        """A time with or without a zone; a day is its beginning."""
        try:
            moment = datetime.fromisoformat(text) if _TIME.fullmatch(text) else None
        except ValueError:
            return None
        if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)


FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_CODES: Final = frozenset({"unit_code", "category", "source"})
_SOURCES: Final = tuple(source.value for source in Source)
_TIME: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


def _text(name: str, value: object) -> str | None:
    """A text, tidied, of everything but the content in one line; `None` for what is no text."""
    match value:
        case None:
            return ""
        case str() if name in _CODES:
            return nfkc(value).strip()
        case str():
            return tidy(value) if name == "content" else " ".join(tidy(value).split())
        case _:
            return None
