"""What does a row of closed history say (history rows)? A ticket of another system, with its end and its steps."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.errors import N_, Fault
from escalation.kit.parsing.csv_files import at, unfit_field
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.shortened_numbers import is_shortened_number, shortened_number
from escalation.kit.parsing.text import UnfitText, clean_line, clean_text, looks_empty, without_controls
from escalation.kit.parsing.timestamps import UnreadableTime, read_timestamp
from escalation.opinions.usecases.import_rows import ALIASES, CONTENT_LIMIT, LINE_LIMIT, SOURCE_NAMES, title_of
from escalation.opinions.usecases.opinions import FAST_CLOCK
from escalation.tickets.domain.fields import Outcome
from escalation.tickets.domain.imported_history import PastStep

HISTORY_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "external_ref": ALIASES["external_ref"],
    "title": ALIASES["title"],
    "content": ALIASES["content"],
    "unit_code": ALIASES["unit_code"],
    "handler_code": ("承办单位", "办理单位", "承办单位编码", "办理单位代码"),
    "category": ALIASES["category"],
    "urgency": ("紧急程度", "priority"),
    "difficulty": ("难易程度",),
    "source": ALIASES["source"],
    "created_at": (*ALIASES["submitted_at"],),
    "closed_at": (
        "办结时间", "办结日期", "完成时间", "结案时间", "关闭时间", "closed_dt", "closed_datetime", "replied_at",
    ),
    "due_at": ("办理期限", "到期时间", "截止时间", "应办结时间", "due_date", "target_dt"),
    "state": ("状态", "办理状态", "办结状态"),
    "outcome": ("办理结果类型", "解决情况"),
    "reply": ("答复内容", "办理结果", "回复内容", "处理结果", "答复意见", "closure_reason", "resolution"),
    "solved": ("是否解决",),
    "satisfaction": ("满意度", "满意度评价", "评价"),
    "steps": ("办理过程",),
}  # fmt: skip
FIELDS: Final = tuple(HISTORY_ALIASES)
STRUCTURED: Final = frozenset({"steps"})
"""What a line of JSON has as a list of objects, and a cell of a table as the JSON text of one."""
MOST_STEPS: Final = 500

_MULTILINE = frozenset({"content", "reply"})
_LIMITS: Final = {"content": CONTENT_LIMIT, "reply": CONTENT_LIMIT, "steps": 100_000}
_CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "urgency": {
        **{each: each for each in Urgency}, "一般": "routine", "普通": "routine", "紧急": "urgent", "特急": "critical",
    },
    "difficulty": {
        **{each: each for each in Difficulty}, "简单": "simple", "一般": "moderate", "复杂": "hard", "疑难": "hard",
    },
    "source": SOURCE_NAMES,
    "outcome": {
        **{each: each for each in Outcome}, "已解决": "solved", "部分解决": "partly_solved", "解释说明": "explained",
        "留作参考": "kept_for_reference",
    },
    "solved": {"true": "true", "false": "false", "是": "true", "否": "false", "已解决": "true", "未解决": "false"},
    "satisfaction": {
        **{str(each): str(each) for each in range(1, 6)}, "非常满意": "5", "满意": "4", "基本满意": "3", "一般": "3",
        "不满意": "2", "非常不满意": "1",
    },
}  # fmt: skip
_STEP: Final = ("at", "action", "from_unit", "to_unit", "reason", "text", "by")


def history_columns(mapping: Mapping[str, str]) -> Columns:
    """The columns of a file of closed tickets; `mapping` says of headings which field they shall mean."""
    return Columns(
        required=("external_ref", "created_at", "closed_at"), optional=[name for name in FIELDS if name not in _NEEDED],
        one_of=("title", "content"), limits=_LIMITS, others_ignored=True, aliases=HISTORY_ALIASES, mapping=mapping,
    )  # fmt: skip


_NEEDED = frozenset({"external_ref", "created_at", "closed_at"})


@dataclass(frozen=True, slots=True)
class PastRow:
    """A row, read: texts by field, its moments, and its steps. Units, category and state are not looked up yet."""

    texts: Mapping[str, str]
    moments: Mapping[str, datetime]
    steps: tuple[PastStep, ...]

    @property
    def codes(self) -> set[str]:
        """The units that it names."""
        named = {code for step in self.steps for code in (step.from_unit, step.to_unit) if code}
        return named | {self.texts[name] for name in ("unit_code", "handler_code") if name in self.texts}


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """Makes past tickets of rows. `zone`: where times without one were written; `now`: nothing was closed later."""

    zone: ZoneInfo
    now: datetime

    def read(self, line: int, values: Mapping[str, object]) -> PastRow | Fault:
        """The row, or the first thing that is wrong with it."""
        texts: dict[str, str] = {}
        for name, value in values.items():
            try:
                if (text := _text(name, value)) is not None:
                    texts[name] = text
            except UnfitText as unfit:
                return unfit_field(line, name, unfit)
            except TypeError as wrong:
                return at(line, "not_a_text", N_("The field {name} is not a text."), name=str(wrong))
        if fault := next(self._faults(line, texts), None):
            return fault
        moments = self._moments(line, texts)
        if isinstance(moments, Fault):
            return moments
        steps = self._steps(line, texts.get("steps", ""))
        return steps if isinstance(steps, Fault) else PastRow(_derived(texts), moments, steps)

    def _faults(self, line: int, texts: Mapping[str, str]) -> Iterator[Fault]:
        for name in _NEEDED - texts.keys():
            yield at(line, "empty_field", N_("The field {name} is empty, and is needed. Fill it in."), name=name)
        if "title" not in texts and "content" not in texts:
            yield at(line, "missing", N_("Title and content are both missing or empty."))
        for name, text in texts.items():
            limit = _LIMITS.get(name, LINE_LIMIT)
            if len(text) > limit:
                detail = N_("The field {name} has more than {limit} characters. Shorten it.")
                yield at(line, "too_long", detail, name=name, limit=limit)
            if name in {"external_ref", "unit_code", "handler_code"} and is_shortened_number(text):
                yield shortened_number(line, name)
            if name in _CHOICES and text not in _CHOICES[name]:
                detail = N_("The field {name} is none of: {names}. Write one of these.")
                yield at(line, "unknown_value", detail, name=name, names=", ".join(_CHOICES[name]))

    def _moments(self, line: int, texts: Mapping[str, str]) -> dict[str, datetime] | Fault:
        found: dict[str, datetime] = {}
        for name in ("created_at", "closed_at", "due_at"):
            try:
                if name in texts:
                    found[name] = read_timestamp(texts[name], self.zone)
            except UnreadableTime:
                detail = N_("The time in the field {name} cannot be read. Write it like 2026-01-31 08:00, year first.")
                return at(line, "wrong_time", detail, name=name)
        if found["closed_at"] > self.now + FAST_CLOCK:
            return at(line, "in_the_future", N_("This was closed in the future. Only closed tickets can be imported."))
        if found["closed_at"] < found["created_at"]:
            return at(
                line, "closed_before_created", N_("This was closed before it was received. Correct one of the times.")
            )
        return found

    def _steps(self, line: int, text: str) -> tuple[PastStep, ...] | Fault:
        detail = N_(
            "The steps cannot be read. Write a JSON list of objects with at, action and, if wanted, from_unit, "
            "to_unit, reason, text and by, in the order of their moments."
        )
        if not text:
            return ()
        try:
            said = json.loads(text)
            steps = tuple(self._step(each) for each in said)
        except (ValueError, TypeError, KeyError, RecursionError):
            return at(line, "wrong_steps", detail)
        is_ordered = all(one.at <= other.at for one, other in pairwise(steps))
        if isinstance(said, list) and len(steps) <= MOST_STEPS and is_ordered and all(s.at <= self.now for s in steps):
            return steps
        return at(line, "wrong_steps", detail)

    def _step(self, said: Mapping[str, object]) -> PastStep:
        """Raises `ValueError`, `TypeError` and `KeyError` for what is no step."""
        if not set(said) <= set(_STEP):
            raise ValueError
        texts = {name: clean_text(without_controls(value)) for name, value in said.items() if isinstance(value, str)}
        if any(len(text) > CONTENT_LIMIT for text in texts.values()) or {*said} - {*texts} - {
            name for name, value in said.items() if value is None
        }:
            raise ValueError
        moment = read_timestamp(texts.pop("at"), self.zone)
        return PastStep(moment, texts.pop("action"), **texts)


def _derived(texts: Mapping[str, str]) -> dict[str, str]:
    """The same with a title and a content, each made of the other where it is missing, and choices by our names."""
    ours = {name: _CHOICES[name][text] if name in _CHOICES else text for name, text in texts.items()}
    title = texts.get("title") or title_of(texts["content"])
    return {**ours, "title": title, "content": texts.get("content") or title}


def _text(name: str, value: object) -> str | None:
    """The text of a field, cleaned; `None` if it says nothing. Raises `UnfitText`, and `TypeError` with the name."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise TypeError(name)
    text = without_controls(value)
    if looks_empty(text):
        return None
    if name in _CHOICES:
        # Spreadsheets write TRUE, and numbers in full width.
        return nfkc(text).strip().lower()
    return clean_text(text) if name in _MULTILINE or name in STRUCTURED else clean_line(" ".join(text.split()))
