"""Which validation errors has an input? Every place that is wrong, and how that is said.

Built from the type and the place of each finding and from the table below: what the caller sent is never repeated.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, takewhile
from typing import Any, get_args

from pydantic_core.core_schema import ErrorType

from escalation.errors import N_, Fault
from escalation.kit.parsing.choices import not_a_choice

MOST = 50
"""Findings reported at once."""

_REQUIRED = ("required", N_("This field is required."))
_UNKNOWN = ("unknown_field", N_("This field is not known here."))
_WRONG_TYPE = ("wrong_type", N_("This is not of the type that belongs here."))
_TOO_SHORT = ("too_short", N_("This is too short."))
_TOO_LONG = ("too_long", N_("This is too long."))
_OUT_OF_RANGE = ("out_of_range", N_("This number is outside of the range allowed here."))
_WRONG_FORM = ("wrong_form", N_("This is not written in the form that belongs here."))
_INVALID = ("invalid", N_("This value is not valid here."))

_TABLE: Mapping[str, tuple[str, str]] = {
    "missing": _REQUIRED,
    "extra_forbidden": _UNKNOWN,
    "string_too_short": _TOO_SHORT,
    "too_short": _TOO_SHORT,
    "string_too_long": _TOO_LONG,
    "too_long": _TOO_LONG,
    "greater_than": _OUT_OF_RANGE,
    "greater_than_equal": _OUT_OF_RANGE,
    "less_than": _OUT_OF_RANGE,
    "less_than_equal": _OUT_OF_RANGE,
    "finite_number": _OUT_OF_RANGE,
    "union_tag_not_found": _REQUIRED,
    "string_pattern_mismatch": _WRONG_FORM,
}
_CHOICES = {"enum": "expected", "literal_error": "expected", "union_tag_invalid": "expected_tags"}
"""What says which values there are, by the type of the finding."""
_QUOTED = re.compile(r"'([^']*)'")
_PYDANTICS_OWN = frozenset(get_args(ErrorType))
_SAFE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)


def faults_of(findings: Iterable[Mapping[str, Any]], body: object) -> list[Fault]:
    """The findings of pydantic as faults, at most `MOST`. `body` is looked at for its shape only."""
    return [_fault(finding, body) for finding, _ in zip(findings, range(MOST), strict=False)]


def pointer(steps: Iterable[str | int]) -> str:
    """An RFC 6901 pointer. A name that no schema of ours could have is the caller's text: there it stops early."""
    return "".join(f"/{step}" for step in takewhile(_is_ours, steps))


def shown(place: str) -> str:
    """The place of a fault that was found elsewhere: documents have names of the caller's making too."""
    return pointer(place[1:].split("/")) if place.startswith("/") else place


def _is_ours(step: str | int) -> bool:
    return _SAFE_NAME.fullmatch(str(step)) is not None


def _fault(finding: Mapping[str, Any], body: object) -> Fault:
    kind: str = finding["type"]
    place = _place(finding["loc"], body, is_missing=kind == "missing")
    if kind in _CHOICES:
        return not_a_choice(place, _QUOTED.findall(finding["ctx"][_CHOICES[kind]]))
    if kind not in _PYDANTICS_OWN:
        # Only validators of ours raise other kinds, with a message id that quotes nothing.
        code, detail = kind, finding["msg"]
    else:
        code, detail = _TABLE.get(kind) or (_WRONG_TYPE if kind.endswith(("_type", "_parsing")) else _INVALID)
    return Fault(place, code, detail)


def _place(location: Sequence[str | int], body: object, *, is_missing: bool) -> str:
    source, *steps = location
    if source == "query":
        return "".join(f"?{step}" for step in filter(_is_ours, steps[:1]))
    missing = steps[-1:] if is_missing else []
    found = _present(steps[: len(steps) - len(missing)], body)
    return pointer(chain(found, missing))


def _present(steps: Iterable[str | int], body: object) -> Iterator[str | int]:
    """Only the steps there are: pydantic also names the branch of a union it tried, which is no place in the body."""
    for step in steps:
        match body:
            case dict() if step in body:
                body = body[step]
                yield step
            case list() if isinstance(step, int) and step < len(body):
                body = body[step]
                yield step
