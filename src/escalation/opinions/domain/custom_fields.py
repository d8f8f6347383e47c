"""Which custom fields (补充项) has a category: what is asked of a citizen besides the words, and how must it be said?

They are declared with the category in the routing catalogue, in the datatypes that Open311 knows. What is checked, is
checked by a JSON Schema (draft 2020-12) made of the declarations: clients can check by the same one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from escalation.errors import N_
from escalation.kit.parsing.yaml_documents import Node

MOST_FIELDS: Final = 30
"""Of one category."""
MOST_CHOICES: Final = 200
LONGEST_NAME, LONGEST_HELP = 60, 300
LONGEST_LINE, LONGEST_TEXT = 200, 2_000
FURTHEST_NUMBER: Final = 10**15
"""Beyond it a number is not exact in every language."""

_FIELDS = (
    "code", "zh", "en", "help_zh", "help_en", "type", "required", "longest", "least", "most", "choices",
)  # fmt: skip
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}\Z")
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}\Z")


class FieldType(StrEnum):
    """The datatypes of Open311: one line, a number, a moment, several lines, and one or several of the choices."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    SINGLE = "singlevaluelist"
    MULTI = "multivaluelist"


_LISTS: Final = frozenset({FieldType.SINGLE, FieldType.MULTI})
_WORDS: Final = {FieldType.STRING: LONGEST_LINE, FieldType.TEXT: LONGEST_TEXT}


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One of the values of a list: what is kept, and what people call it."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class CustomField:
    """One thing that is asked. `longest`: characters of words; `least` and `most` bound a number.

    There are no patterns: one that somebody publishes could stop the server.
    """

    code: str
    zh: str
    en: str
    type: FieldType
    required: bool = False
    help_zh: str | None = None
    help_en: str | None = None
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    choices: tuple[FieldChoice, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """By what a column of a file is known as this field."""
        return self.code, self.zh, self.en

    def shown(self, value: object, zone: ZoneInfo, *, is_chinese: bool) -> str:
        """A value as people read it: of choices their names, a moment to the minute as it was in the zone."""
        if self.type is FieldType.DATETIME:
            return f"{datetime.fromisoformat(str(value)).astimezone(zone):%Y-%m-%d %H:%M}"
        named = {choice.key: choice.zh if is_chinese else choice.en for choice in self.choices}
        values = value if isinstance(value, list) else [value]
        return ("、" if is_chinese else ", ").join(named.get(str(each), str(each)) for each in values)


def schema_of(fields: Iterable[CustomField]) -> dict[str, Any]:
    """What the values have to be, by code: a JSON Schema that refers to nothing else."""
    fields = tuple(fields)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {field.code: {"title": field.en, **_schema(field)} for field in fields},
        "required": [field.code for field in fields if field.required],
        "additionalProperties": False,
    }


def _schema(field: CustomField) -> dict[str, Any]:
    match field.type:
        case FieldType.STRING | FieldType.TEXT:
            return {"type": "string", "minLength": 1, "maxLength": field.longest}
        case FieldType.NUMBER:
            bounds = {"minimum": field.least, "maximum": field.most}
            return {"type": "number", **{name: bound for name, bound in bounds.items() if bound is not None}}
        case FieldType.DATETIME:
            return {"type": "string", "format": "date-time"}
        case FieldType.SINGLE:
            return {"type": "string", "enum": [choice.key for choice in field.choices]}
        case FieldType.MULTI:
            one = {"type": "string", "enum": [choice.key for choice in field.choices]}
            return {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_CHOICES, "uniqueItems": True}


def read_custom_fields(node: Node) -> tuple[CustomField, ...]:
    """The fields of a list, in the order in which they are asked, with faults noted at their places."""
    items = node.items()
    if len(items) > MOST_FIELDS:
        node.fault("too_many", N_("A category has at most 30 fields."))
        return ()
    found: dict[str, CustomField] = {}
    for item in items:
        field = _field(item)
        if found.setdefault(field.code, field) is not field:
            item.fault("duplicate_code", N_("This code is used more than once."))
    return tuple(found.values())


def _field(node: Node) -> CustomField:
    fields = node.fields(_FIELDS, required=("code", "zh", "en", "type"))
    type_ = FieldType(fields["type"].one_of(FieldType))
    if (type_ in _LISTS) != ("choices" in fields):
        node.fault("choices", N_("A list has choices, and nothing else has any."))
    return CustomField(
        code=_name(fields["code"], _CODE),
        zh=_text(fields, "zh", LONGEST_NAME) or "",
        en=_text(fields, "en", LONGEST_NAME) or "",
        type=type_,
        required="required" in fields and fields["required"].flag(),
        help_zh=_text(fields, "help_zh", LONGEST_HELP),
        help_en=_text(fields, "help_en", LONGEST_HELP),
        longest=_longest(fields, type_),
        least=_bound(fields, "least", type_),
        most=_bound(fields, "most", type_),
        choices=tuple(_choices(fields["choices"])) if "choices" in fields else (),
    )


def _choices(node: Node) -> Iterator[FieldChoice]:
    items, keys = node.items(), set[str]()
    if not 1 <= len(items) <= MOST_CHOICES:
        node.fault("too_many", N_("A list has one choice at least, and at most 200."))
        return
    for item in items:
        fields = item.fields(("key", "zh", "en"), required=("key", "zh", "en"))
        choice = FieldChoice(
            _name(fields["key"], _KEY),
            _text(fields, "zh", LONGEST_NAME) or "",
            _text(fields, "en", LONGEST_NAME) or "",
        )
        if choice.key in keys:
            fields["key"].fault("duplicate_code", N_("This code is used more than once."))
        keys.add(choice.key)
        yield choice


def _name(node: Node, form: re.Pattern[str]) -> str:
    name = node.text()
    if not form.match(name):
        node.fault(
            "invalid_code", N_("A code has at most 32 letters, digits and underscores; a field's, a letter first.")
        )
    return name


def _text(fields: Mapping[str, Node], name: str, longest: int) -> str | None:
    if name not in fields:
        return None
    text = fields[name].text()
    if len(text) > longest:
        fields[name].fault("too_long", N_("This is too long."))
    return text


def _longest(fields: Mapping[str, Node], type_: FieldType) -> int | None:
    limit = _WORDS.get(type_)
    if "longest" not in fields:
        return limit
    value = fields["longest"].value
    if limit is None or isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= limit:
        fields["longest"].fault("wrong_limit", N_("Words have a limit: 1 to 200 of a line, 1 to 2,000 of a text."))
        return limit
    return value


def _bound(fields: Mapping[str, Node], name: str, type_: FieldType) -> int | None:
    if name not in fields:
        return None
    value = fields[name].value
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if type_ is not FieldType.NUMBER or not is_whole or not -FURTHEST_NUMBER <= int(str(value)) <= FURTHEST_NUMBER:
        fields[name].fault("wrong_limit", N_("Only a number has bounds, and they are whole numbers."))
        return None
    return int(str(value))
