"""Of what types are the fields that come in and go out?

JSON has no dates, ids or lines of text, and pydantic alone reads `"5"`, `5.0` and `true` as integers. Every field of
an `In` is therefore one of the types here, a closed set or another `In`; a bare `str` or `int` is refused when the
class is made.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, ClassVar, TypeVar, get_args, get_origin
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    JsonValue,
    Strict,
    ValidationInfo,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from escalation.errors import N_
from escalation.kit.parsing.coordinates import rounded
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.web.text import clean_line, clean_text

Moment = TypeVar("Moment", bound=date)

FIRST_YEAR, LAST_YEAR = 1900, 2199


def _id(value: object) -> object:
    """The 36 characters of RFC 9562 section 4, in either case; no braces, no `urn:`. Pydantic does the rest."""
    if isinstance(value, UUID) or (isinstance(value, str) and _UUID.fullmatch(value)):
        return value
    raise PydanticCustomError("wrong_form", N_("Write an id as 8-4-4-4-12 hexadecimal digits."))


def _half_width(value: object) -> object:
    return nfkc(value) if isinstance(value, str) else value


def _instant(value: object) -> datetime:
    """RFC 3339 section 5.6 without leap seconds, in UTC."""
    if isinstance(value, datetime):
        return value
    found = _RFC3339.fullmatch(value) if isinstance(value, str) else None
    if not found or not _is_a_zone(found["zone"]):
        raise PydanticCustomError(
            "wrong_form", N_("Write date and time with seconds and zone, such as 2026-01-31T08:00:00+08:00.")
        )
    return _read(datetime.fromisoformat, found.group().upper()).astimezone(UTC)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    found = _YEAR_MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise PydanticCustomError("wrong_form", N_("Write a date as year-month-day, such as 2026-01-31."))
    return _read(date.fromisoformat, found.group())


_CHECKED = object()
"""Stands in the types below to tell them from bare ones."""

Line = Annotated[str, _CHECKED, Strict(), AfterValidator(clean_line), Field(min_length=1, max_length=200)]
"""One line of text. Narrow it as `Annotated[Line, Field(max_length=64)]`; it cannot be widened."""

Text = Annotated[str, _CHECKED, Strict(), AfterValidator(clean_text), Field(min_length=1, max_length=10_000)]
"""Text of several lines."""

Code = Annotated[
    str, _CHECKED, Strict(), Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"), BeforeValidator(_half_width)
]
"""A name made for machines: of a unit, a category, a reason, an action. Typed in full width it is the same name."""

Id = Annotated[UUID, _CHECKED, BeforeValidator(_id)]

Instant = Annotated[datetime, _CHECKED, BeforeValidator(_instant)]
"""A moment from 1900 until 2200, in UTC whatever zone it was written in."""

Day = Annotated[date, _CHECKED, BeforeValidator(_day)]
"""A calendar date from 1900 until 2200."""

Integer = Annotated[int, _CHECKED, Strict()]
Longitude = Annotated[float, _CHECKED, Strict(), Field(ge=-180, le=180, allow_inf_nan=False), AfterValidator(rounded)]
Latitude = Annotated[float, _CHECKED, Strict(), Field(ge=-90, le=90, allow_inf_nan=False), AfterValidator(rounded)]
"""Degrees of WGS 84, kept to six decimals."""

Flag = Annotated[bool, _CHECKED, Strict()]

Document = Annotated[dict[str, JsonValue], _CHECKED, Strict()]
"""JSON that something else checks: a workflow, a policy, a calendar."""


class In(BaseModel):
    """What a caller sends: exactly these fields, of exactly these types."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        lenient = [name for name, field in cls.model_fields.items() if _is_lenient(field.annotation, field.metadata)]
        if lenient:
            raise TypeError(f"{cls.__name__} reads these fields leniently: {', '.join(lenient)}")


class Patch(In):
    """What shall change; a field left out stays. Only fields of `may_go` can be taken away, by null."""

    may_go: ClassVar[frozenset[str]] = frozenset()

    @field_validator("*")
    @classmethod
    def _stays_something(cls, value: object, info: ValidationInfo) -> object:
        if value is None and info.field_name not in cls.may_go:
            raise PydanticCustomError("wrong_type", N_("This is not of the type that belongs here."))
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler.resolve_ref_schema(handler(schema))
        for name, field in described["properties"].items():
            if name not in cls.may_go:
                field.update(next(each for each in field.pop("anyOf") if each != {"type": "null"}))
        return described


class Out(BaseModel):
    """What a caller is sent: every field, always."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_YEAR_MONTH_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-5][0-9](\.[0-9]{1,6})?(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_FURTHEST_ZONE = timedelta(hours=14)
_QUARTER = timedelta(minutes=15)


def _is_a_zone(text: str) -> bool:
    """Offsets in use lie within 14 hours, on a quarter of an hour."""
    if text in "Zz":
        return True
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:]))
    return offset <= _FURTHEST_ZONE and not offset % _QUARTER


def _read(parse: Callable[[str], Moment], text: str) -> Moment:
    """What is written as it should be; refused if no calendar has it, such as 31 June or 24:00, or nobody means it."""
    try:
        moment = parse(text)
    except ValueError:
        raise PydanticCustomError("wrong_form", N_("There is no such day or time. Correct it.")) from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise PydanticCustomError("wrong_form", N_("The year has to be from 1900 to 2199."))
    return moment


def _is_lenient(annotation: object, rules: Sequence[object]) -> bool:
    if annotation in _LENIENT:
        return _CHECKED not in rules
    if get_origin(annotation) is Annotated:
        annotation, *rules = get_args(annotation)
        return _is_lenient(annotation, rules)
    return _CHECKED not in rules and any(_is_lenient(inner, ()) for inner in get_args(annotation))


_LENIENT = (str, int, float, bool, bytes, date, datetime, timedelta, UUID, Any)
