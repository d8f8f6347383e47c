"""Are these values of custom fields (field values) as the category asks for them? Cleaned, then held to its schema."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from escalation.errors import N_, Fault
from escalation.kit.parsing.choices import not_a_choice
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.text import UnfitText, clean_line, clean_text
from escalation.kit.parsing.timestamps import UnreadableTime, read_timestamp
from escalation.opinions.domain.custom_fields import MOST_CHOICES, MOST_FIELDS, CustomField, FieldType, schema_of

FieldValues = Mapping[str, Any]
"""Values by the codes of their fields: texts, numbers, and lists of keys. Moments are texts in UTC."""

_FORMATS: Final = FormatChecker(formats=())
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?")
_SEPARATORS: Final = re.compile(r"[,;|、，；]")
_WITH_ZONE: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


@dataclass(frozen=True, slots=True)
class CheckedValues:
    """The values as they are kept, and what is wrong with them."""

    values: dict[str, Any]
    faults: tuple[Fault, ...]


def check_values(fields: tuple[CustomField, ...], given: FieldValues, *, at: str = "") -> CheckedValues:
    """Values as they were sent, held to the fields. `at`: where the object with the values stands."""
    if len(given) > MOST_FIELDS:
        return CheckedValues({}, (Fault(at, "too_long", _TOO_LONG),))
    faults, values = dict[str, Fault](), dict[str, Any]()
    by_code = {field.code: field for field in fields}
    for code, value in given.items():
        try:
            values[code] = _cleaned(by_code.get(code), value)
        except UnfitText as unfit:
            place = f"{at}/{code}"
            faults[place], values[code] = Fault(place, unfit.code, unfit.detail), None
    for error in _validator(fields).iter_errors(values):
        for fault in _faults(error, at):
            faults.setdefault(fault.pointer, fault)
    return CheckedValues(values, tuple(faults.values()))


def values_of_texts(
    fields: Iterable[CustomField], texts: Mapping[str, Sequence[str]], zone: ZoneInfo
) -> dict[str, Any]:
    """What was written into a form or a file, as values; blank is nothing. What cannot be one stays a text.

    A choice may be written as its key or its name. `zone`: where moments without one were written.
    """
    by_code = {field.code: field for field in fields}
    written = {code: [text for text in said if text.strip()] for code, said in texts.items()}
    return {code: _value(by_code.get(code), said, zone) for code, said in written.items() if said}


def _value(field: CustomField | None, said: Sequence[str], zone: ZoneInfo) -> object:
    if field is not None and field.type is FieldType.MULTI:
        parts = said if len(said) > 1 else _SEPARATORS.split(said[0])
        return [_key(field, part) for part in parts if part.strip()]
    if field is None or len(said) > 1:
        return list(said)
    match field.type:
        case FieldType.NUMBER:
            return _number(said[0])
        case FieldType.DATETIME:
            return _moment(said[0], zone)
        case FieldType.SINGLE:
            return _key(field, said[0])
        case _:
            return said[0]


def _key(field: CustomField, text: str) -> str:
    wanted = text.strip()
    named = (choice.key for choice in field.choices if wanted in (choice.key, choice.zh, choice.en))
    return next(named, wanted)


def _number(text: str) -> object:
    digits = nfkc(text).strip()
    if not _NUMBER.fullmatch(digits):
        return text
    return float(digits) if "." in digits else int(digits)


def _moment(text: str, zone: ZoneInfo) -> str:
    try:
        return _written(read_timestamp(text, zone))
    except UnreadableTime:
        return text


def _cleaned(field: CustomField | None, value: object) -> object:
    """Raises `UnfitText`."""
    if isinstance(value, list):
        return _cleaned_list(value)
    if field is None or not isinstance(value, str):
        return value
    match field.type:
        case FieldType.TEXT:
            return clean_text(value)
        case FieldType.DATETIME:
            return _in_utc(value) or value
        case _:
            return clean_line(value)


def _cleaned_list(values: list[object]) -> list[object]:
    """Keys, and few of them: whether anything else stands in a list twice takes a schema quadratic time to tell."""
    if len(values) > MOST_CHOICES:
        raise UnfitText("too_long", _TOO_LONG)
    if not all(isinstance(value, str) for value in values):
        raise UnfitText(*_WRONG_TYPE)
    return values


def _in_utc(text: str) -> str | None:
    """A moment with its zone, as RFC 3339 or the shorter form of the W3C has it; `None` for what is none."""
    if not _WITH_ZONE.fullmatch(text):
        return None
    try:
        return _written(read_timestamp(text, UTC))
    except UnreadableTime:
        return None


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


@_FORMATS.checks("date-time")
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or _in_utc(value) is not None


@lru_cache(maxsize=512)
def _validator(fields: tuple[CustomField, ...]) -> Draft202012Validator:
    return Draft202012Validator(schema_of(fields), format_checker=_FORMATS)


_TOO_LONG: Final = N_("This is too long.")
_REQUIRED: Final = "required", N_("This field is required.")
_WRONG_TYPE: Final = "wrong_type", N_("This is not of the type that belongs here.")
_UNKNOWN: Final = "unknown_field", N_("This field is not known here.")
_FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "type": _WRONG_TYPE,
    "maxLength": ("too_long", _TOO_LONG),
    "maxItems": ("too_long", _TOO_LONG),
    "minLength": ("too_short", N_("This is too short.")),
    "minItems": ("too_short", N_("This is too short.")),
    "minimum": ("out_of_range", N_("This number is outside of the range allowed here.")),
    "maximum": ("out_of_range", N_("This number is outside of the range allowed here.")),
    "format": ("wrong_form", N_("Write date and time with seconds and zone, such as 2026-01-31T08:00:00+08:00.")),
    "uniqueItems": ("named_twice", N_("Something is named more than once here.")),
}


def _faults(error: ValidationError, at: str) -> list[Fault]:
    """What a schema has against the values, in our words: its own quote what was sent."""
    given = error.instance if isinstance(error.instance, dict) else {}
    properties: Mapping[str, object] = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    match error.validator:
        case "required":
            required: Sequence[str] = error.schema["required"] if isinstance(error.schema, dict) else ()
            return [Fault(f"{at}/{code}", *_REQUIRED) for code in required if code not in given]
        case "additionalProperties":
            return [Fault(f"{at}/{code}", *_UNKNOWN) for code in given if code not in properties]
        case "enum":
            choices = [str(choice) for choice in error.schema["enum"]] if isinstance(error.schema, dict) else []
            place = "".join(f"/{step}" for step in error.absolute_path)
            return [not_a_choice(f"{at}{place}", choices)]
        case keyword:
            place = "".join(f"/{step}" for step in error.absolute_path)
            return [Fault(f"{at}{place}", *_FAULTS[str(keyword)])]
