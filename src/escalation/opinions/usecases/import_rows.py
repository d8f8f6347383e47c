"""What does a line of an import say? Columns are recognised, and what cannot become an opinion is explained."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.parsing.csv_files import at, unfit_field
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.location_columns import (
    ACCURACY_NAMES,
    LATITUDE_NAMES,
    LONGITUDE_NAMES,
    MOST_DEGREES,
    read_location,
)
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.shortened_numbers import is_shortened_number, shortened_number
from escalation.kit.parsing.text import UnfitText, clean_line, clean_text, looks_empty, without_controls
from escalation.kit.parsing.timestamps import AmbiguousTime, UnreadableTime, read_timestamp
from escalation.opinions.domain.custom_fields import LONGEST_TEXT, CustomField
from escalation.opinions.usecases.opinions import FAST_CLOCK, OpinionInput
from escalation.texts import translate
from escalation.tickets.domain.grade_labels import SOURCE_LABELS
from escalation.tickets.domain.source import Source

CONTENT_LIMIT: Final = 10_000
LINE_LIMIT: Final = 200

# What exports of hotlines, message boards and other systems call our fields. Where a file has several names for one
# field, the one that stands first here counts.
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        "subject", "标题", "主题", "诉求标题", "工单标题", "留言标题", "留言主题", "信件标题", "信件主题", "来信主题",
        "事件标题", "案件标题", "问题标题", "反映标题", "信访标题", "诉求主题", "工单主题", "summary", "service_name",
    ),
    "content": (
        "detail", "内容", "诉求内容", "工单内容", "留言内容", "留言详情", "信件内容", "来信内容", "事件描述",
        "问题描述", "反映内容", "信访内容", "诉求描述", "诉求详情", "工单描述", "事件内容", "案件描述",
        "详情", "details", "description", "message",
    ),
    "category": ("类别", "category_code", "类别代码"),
    "contact": (
        "phone", "联系方式", "联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "来电号码", "来电电话",
        "诉求人电话", "反映人电话", "telephone", "mobile", "phone_number",
    ),
    "citizen_name": (
        "姓名", "反映人", "反映人姓名", "诉求人", "诉求人姓名", "来电人", "来电人姓名", "联系人", "市民姓名", "留言人",
        "写信人", "来信人", "信访人",
    ),
    "place": (
        "地点", "地址", "事发地点", "事发地址", "诉求地址", "诉求地点", "事件地址", "事件地点", "发生地址", "问题地址",
        "详细地址", "address", "location",
    ),
    "longitude": ("事发经度", *LONGITUDE_NAMES),
    "latitude": ("事发纬度", *LATITUDE_NAMES),
    "accuracy": ACCURACY_NAMES,
    "submitted_at": (
        "反映时间", "受理时间", "来电时间", "诉求时间", "留言时间", "登记时间", "创建时间", "提交时间", "来信时间",
        "写信时间", "受理日期", "登记日期", "反映日期", "留言日期", "信访日期", "created_at", "created", "open_dt",
        "requested_datetime", "created_date",
    ),
    "unit_code": ("单位代码", "承办单位代码", "受理单位代码"),
    "external_ref": (
        "message_id", "编号", "工单编号", "工单号", "工单号码", "受理编号", "受理单号", "案件编号", "案件号",
        "事件编号", "事件号", "留言编号", "信件编号", "诉求编号", "信访编号", "流水号", "case_id",
        "case_enquiry_id", "ticket_id", "service_request_id", "reference", "ref", "id",
    ),
    "source": ("来源",),
}  # fmt: skip
FIELDS: Final = tuple(ALIASES)
ATTRIBUTE: Final = "attribute:"
"""Before the code of a custom field: how its column is called, which no field of ours is."""
EXACT: Final = frozenset({"external_ref", "contact", "unit_code"})
"""Of these every digit counts."""


def columns_for(mapping: Mapping[str, str], custom: Iterable[CustomField] = ()) -> Columns:
    """The columns of a file of opinions; `mapping` says of headings which field they shall mean.

    `custom` fields are known by their codes and names; what a heading means besides goes before.
    """
    named: dict[str, tuple[str, ...]] = {}
    for each in custom:
        name = f"{ATTRIBUTE}{each.code}"
        named[name] = tuple(dict.fromkeys((*named.get(name, ()), *each.names)))
    return Columns(
        optional=(*FIELDS, *named), one_of=("title", "content"), limits={"content": CONTENT_LIMIT}, others_ignored=True,
        aliases={**ALIASES, **named}, mapping=mapping,
    )  # fmt: skip


def mapping_of(pairs: Sequence[str], *, at: str, fields: Collection[str] = FIELDS) -> dict[str, str]:
    """Headings with the fields they shall mean, of texts such as `工单编号=external_ref`.

    Raises `ValidationFailed` with faults at `at` for another form, an unknown field, and what is named twice.
    """
    split = [pair.rpartition("=") for pair in pairs]
    mapping = {heading.strip(): name.strip() for heading, _, name in split}
    names = list(mapping.values())
    if not set(names) <= set(fields) or "" in mapping or len(set(names)) != len(pairs):
        detail = N_("Write HEADING=FIELD, each heading and each field once. Fields are: {names}.")
        raise ValidationFailed(faults=[Fault(at, "wrong_mapping", detail, {"names": ", ".join(fields)})])
    return mapping


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes opinions of lines. `zone`: where times without one were written; `now`: nothing was sent later."""

    source: str
    source_system: str
    zone: ZoneInfo
    now: datetime

    def read(self, line: int, values: Mapping[str, object]) -> OpinionInput | Fault:
        """The opinion on a line, by fields; or the first thing that is wrong with it.

        Where a title or the content is missing, the one is derived from the other.
        """
        texts: dict[str, str | None] = {}
        for name, value in values.items():
            try:
                texts[name] = _text(name, value)
            except UnfitText as unfit:
                return unfit_field(line, name, unfit)
        given = {name: text for name, text in texts.items() if text is not None and not looks_empty(text)}
        if "source" in given:
            given["source"] = SOURCE_NAMES.get(given["source"], given["source"])
        fault = next(self._faults(line, texts, given), None)
        if fault is not None:
            return fault
        sent = self._moment(line, given.get("submitted_at"))
        if isinstance(sent, Fault):
            return sent
        location = read_location(line, given)
        if isinstance(location, Fault):
            return location
        return OpinionInput(
            title=given.get("title") or title_of(given["content"]), content=given.get("content") or given["title"],
            source=given.get("source", self.source), unit_code=given.get("unit_code"), category=given.get("category"),
            citizen_name=given.get("citizen_name"), contact=given.get("contact"), place=given.get("place"),
            location=location, submitted_at=sent,
            source_system=self.source_system if "external_ref" in given else None,
            external_ref=given.get("external_ref"),
            attributes={
                name.removeprefix(ATTRIBUTE): text for name, text in given.items() if name.startswith(ATTRIBUTE)
            },
        )  # fmt: skip

    def _faults(self, line: int, texts: Mapping[str, str | None], given: Mapping[str, str]) -> Iterator[Fault]:
        for name, text in texts.items():
            if text is None:
                yield at(line, "not_a_text", N_("The field {name} is not a text."), name=name)
        if "title" not in given and "content" not in given:
            yield at(line, "missing", N_("Title and content are both missing or empty."))
        for name, text in given.items():
            limit = _LIMITS.get(name, LONGEST_TEXT if name.startswith(ATTRIBUTE) else LINE_LIMIT)
            if len(text) > limit:
                detail = N_("The field {name} has more than {limit} characters. Shorten it.")
                yield at(line, "too_long", detail, name=name, limit=limit)
            if name in EXACT and is_shortened_number(text):
                yield shortened_number(line, name)
        if given.get("source", self.source) not in set(Source):
            yield at(line, "unknown_source", N_("The source is none of: {names}."), names=", ".join(SOURCE_NAMES))

    def _moment(self, line: int, text: str | None) -> datetime | Fault | None:
        if text is None:
            return None
        try:
            moment = read_timestamp(text, self.zone)
        except AmbiguousTime:
            detail = N_(
                "Day and month of the date in the field submitted_at could be exchanged. Write the year first, like "
                "2026-01-31 08:00."
            )
            return at(line, "ambiguous_time", detail)
        except UnreadableTime:
            detail = N_("The time in the field {name} cannot be read. Write it like 2026-01-31 08:00, year first.")
            return at(line, "wrong_time", detail, name="submitted_at")
        if moment > self.now + FAST_CLOCK:
            detail = N_("The time in the field submitted_at lies in the future. Correct it.")
            return at(line, "in_the_future", detail)
        return moment


_CODES: Final = frozenset({"unit_code", "category", "source"})


def title_of(content: str) -> str:
    """The first words of a content: as much of its first line as a derived title may have."""
    line = next(line for line in content.splitlines() if not looks_empty(line)).strip()
    return line if len(line) <= _DERIVED_TITLE else line[: _DERIVED_TITLE - 1] + "…"


_LIMITS: Final = {"content": CONTENT_LIMIT, "citizen_name": 100}
_DERIVED_TITLE = 40
SOURCE_NAMES: Final[Mapping[str, str]] = {
    **{each.value: each.value for each in Source},
    **{translate(label, "zh"): code for code, label in SOURCE_LABELS.items()},
}
"""What a line may say of a source: its code, or what people call it."""


def _text(name: str, value: object) -> str | None:
    """A text, cleaned, of everything but the content in one line; `None` for what is no text. Raises `UnfitText`."""
    match value:
        case None:
            return ""
        case int() | float() if name in MOST_DEGREES and not isinstance(value, bool):
            return str(value)
        case str() if name in _CODES:
            return nfkc(value).strip()
        case str():
            text = without_controls(value)
            if looks_empty(text):
                return ""
            is_long = name == "content" or name.startswith(ATTRIBUTE)
            return clean_text(text) if is_long else clean_line(" ".join(text.split()))
        case _:
            return None
