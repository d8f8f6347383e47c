"""What do the headers of a change or of a conditional read say?

Routes declare them as parameters: `expected: IfMatch = None`, `known: IfNoneMatch = None`, and what is made of a key as
`once: Idempotent`. A header that cannot be understood is answered with 400 INVALID_HEADER.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Self

from fastapi import Header
from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from escalation.errors import N_

LONGEST_KEY = 255
LONGEST_TAGS = 4_000


def etag(version: int) -> str:
    """The strong entity tag of a version."""
    return f'"{version}"'


@dataclass(frozen=True, slots=True)
class EntityTags:
    """The entity tags of `If-Match` or `If-None-Match` (RFC 9110 section 13.1).

    Weak tags count as strong ones: versions are whole numbers, and equal ones are equal in every byte.
    Tags that are no version match nothing.
    """

    are_any: bool
    numbers: frozenset[int]

    def match(self, version: int) -> bool:
        """Whether this version is among them."""
        return self.are_any or version in self.numbers

    @classmethod
    def parse(cls, text: str) -> Self:
        """`*` or a list of tags. Raises the finding that becomes 400 INVALID_HEADER."""
        text = text.strip(" \t")
        if text == "*":
            return cls(are_any=True, numbers=frozenset())
        if len(text) > LONGEST_TAGS or not _TAGS.fullmatch(text):
            raise PydanticCustomError(
                "invalid_header", N_('The header {header} takes versions in quotes, such as "7", or a single *.')
            )
        return cls(are_any=False, numbers=frozenset(int(digits) for digits in _VERSION.findall(text)))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())


def numbers(expected: EntityTags | None) -> frozenset[int] | None:
    """The versions that the caller decided on; `None` for any."""
    return None if expected is None or expected.are_any else expected.numbers


def idempotency_key(text: str) -> str:
    """The key, bare or as a quoted string of RFC 9651: both name the same."""
    text = text.strip(" \t")
    quoted = _QUOTED.fullmatch(text)
    key = _ESCAPED.sub(r"\1", quoted.group(1)) if quoted else text
    if not _KEY.fullmatch(key) or (quoted is None and '"' in key):
        raise _unreadable()
    return key


_TAG = r'(?:W/)?"[\x21\x23-\x7e]*"'
_TAG_LIST = rf"{_TAG}(?:[ \t]*,[ \t]*{_TAG})*"
_TAGS = re.compile(_TAG_LIST)
_TAGS_OR_ANY = rf"^(?:\*|{_TAG_LIST})$"

IdempotencyKey = Annotated[
    str | None,
    AfterValidator(lambda text: text if text is None else idempotency_key(text)),
    Header(
        alias="Idempotency-Key",
        description="1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice.",
        json_schema_extra={"minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"^[\x21-\x7e]+$"},
    ),
]

IfMatch = Annotated[
    EntityTags | None,
    Header(
        alias="If-Match",
        description='The version the change is decided on, as `"7"`; otherwise 412.',
        json_schema_extra={"pattern": _TAGS_OR_ANY},
    ),
]

IfNoneMatch = Annotated[
    EntityTags | None,
    Header(
        alias="If-None-Match",
        description='The version already known, as `"7"`; then 304 without a body.',
        json_schema_extra={"pattern": _TAGS_OR_ANY},
    ),
]

_VERSION = re.compile(r'"([0-9]{1,18})"')

_QUOTED = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"')
_ESCAPED = re.compile(r'\\(["\\])')
_KEY = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")


def _unreadable() -> PydanticCustomError:
    return PydanticCustomError("invalid_header", N_("The header {header} cannot be understood."))
