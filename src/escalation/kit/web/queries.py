"""Which query parameters does a route take, and how are they written?"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from urllib.parse import parse_qsl

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from escalation.errors import N_, Fault
from escalation.kit.web.errors import InvalidUrl, UnknownParameter

MOST_PARAMETERS = 100


@dataclass(frozen=True, slots=True)
class Declared:
    """The names of a route's query parameters, and which of them may be repeated."""

    names: frozenset[str]
    repeatable: frozenset[str]


def declared_by(dependant: Dependant) -> Declared:
    """What a route and its own dependencies declare.

    Dependencies given to `include_router` are not seen here, so they may not declare query parameters.
    """
    found = dict(_parameters(dependant))
    return Declared(frozenset(found), frozenset(name for name, annotation in found.items() if _is_list(annotation)))


def declared_of(model: type[BaseModel]) -> Declared:
    """The same of a model of parameters by itself."""
    named = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    return Declared(frozenset(named), frozenset(name for name, annotation in named.items() if _is_list(annotation)))


def refuse_undeclared(query: bytes, declared: Declared) -> None:
    """Raise `UnknownParameter` for a name not declared or a scalar given twice, `InvalidUrl` for what is unreadable."""
    if not query:
        return
    names = [name for name, _ in _pairs(query)]
    unknown = [name for name in names if name not in declared.names]
    twice = [name for name in declared.names - declared.repeatable if names.count(name) > 1]
    if unknown or twice:
        faults = [Fault(f"?{name}", "repeated", _TWICE) for name in sorted(twice)]
        named = sorted({name for name in unknown if _NAME.fullmatch(name)})
        raise UnknownParameter(faults=[*faults, *(Fault(f"?{name}", "unknown", _UNKNOWN) for name in named)])


_TWICE = N_("This parameter may be given only once.")
_UNKNOWN = N_("There is no such parameter here.")
_TOO_MANY = N_("The address has more than {most} parameters.")
# What could be a name is repeated in the answer, and nothing else that somebody sent.
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _parameters(dependant: Dependant) -> Iterator[tuple[str, object]]:
    for parameter in dependant.query_params:
        annotation: Any = parameter.field_info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from ((info.alias or name, info.annotation) for name, info in annotation.model_fields.items())
        else:
            yield parameter.field_info.alias or parameter.name, annotation
    for inner in dependant.dependencies:
        yield from _parameters(inner)


def _is_list(annotation: object) -> bool:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return any(_is_list(choice) for choice in get_args(annotation))
    return annotation in _LISTS or origin in _LISTS


_LISTS = (list, tuple, set, frozenset)


def _pairs(query: bytes) -> list[tuple[str, str]]:
    if query.count(b"&") >= MOST_PARAMETERS:
        raise InvalidUrl(_TOO_MANY, most=MOST_PARAMETERS)
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as broken:
        raise InvalidUrl from broken
    if any("\0" in text for pair in pairs for text in pair):
        raise InvalidUrl
    return pairs


def _digits(value: object) -> object:
    """Python reads `1_0`, `+5`, ` 5` and `٥` as numbers too. A URL should not."""
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise PydanticCustomError("wrong_form", N_("Write a whole number in digits."))
    return value


_DIGITS = re.compile(r"[0-9]{1,9}")


def _true_or_false(value: object) -> object:
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise PydanticCustomError("wrong_form", N_("Write true or false."))
        return value == "true"
    return value


# The bounds stand before the reading of digits, or they are missing from the OpenAPI document.
Number = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(_digits)]
"""A whole number in one to nine ASCII digits."""

Year = Annotated[int, Field(ge=2000, le=2199), BeforeValidator(_digits)]
"""A year of the calendar, in four ASCII digits."""

TrueOrFalse = Annotated[bool, BeforeValidator(_true_or_false)]
"""`true` or `false`, nothing else."""

Limit = Annotated[int, Field(ge=1, le=200), BeforeValidator(_digits)]
"""How many items a page has at most."""

Batch = Annotated[int, Field(ge=1, le=500), BeforeValidator(_digits)]
"""How many events are read from the feed at a time at most."""

Seconds = Annotated[int, Field(ge=0, le=3600), BeforeValidator(_digits)]
"""How long a stream may last."""

Wait = Annotated[int, Field(ge=0, le=25), BeforeValidator(_digits)]
"""How many seconds an answer may wait for something to tell: fewer than proxies wait for an answer."""

Metres = Annotated[int, Field(ge=1, le=50_000), BeforeValidator(_digits)]
"""How far around a place."""

Rank = Annotated[int, Field(ge=1, le=99), BeforeValidator(_digits)]
"""The rank of a level of the tree."""

Version = Annotated[int, Field(ge=1), BeforeValidator(_digits)]
"""The version of a document."""


Hours = Annotated[int, Field(ge=1, le=720), BeforeValidator(_digits)]
"""How many hours back, up to thirty days."""

WeekCount = Annotated[int, Field(ge=1, le=104), BeforeValidator(_digits)]
"""A number of weeks."""

Days = Annotated[int, Field(ge=1, le=90), BeforeValidator(_digits)]
"""How many days back, today included."""


def ends_after_it_begins(until: datetime | None, info: ValidationInfo) -> datetime | None:
    """For fields `…until`, declared behind their `…since`: a period that ends before it begins is a mistake."""
    since = info.data.get((info.field_name or "").removesuffix("until") + "since")
    if until is not None and since is not None and until < since:
        raise PydanticCustomError("out_of_order", N_("This is before the beginning of the period."))
    return until


def days_within(years: int) -> Callable[[date, ValidationInfo], date]:
    """For a field `until` of days, declared behind `since`: a period of one day or more, of so many years at most."""

    def check(until: date, info: ValidationInfo) -> date:
        since = info.data.get("since")
        if since is not None and not 0 < (until - since).days <= 366 * years:
            told = N_("A period ends after it begins, within {years} years.")
            raise PydanticCustomError("out_of_order", told, {"years": years})
        return until

    return check


class ListQuery(BaseModel):
    """What every list takes. Lists with filters inherit it and are declared as `Annotated[…, Query()]`."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    limit: Limit = 50
    cursor: str | None = Field(default=None, description="`next_cursor` of the page before.")
