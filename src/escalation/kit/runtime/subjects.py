"""How is something looked at whose tables one does not know (subjects)? Each kind says how its own are found and shown.

A capability that draws from things of others, or keeps something about them, refers to a subject by its kind and id.
Which kinds there are is put together where everything is (`Runtime.subjects`); who offers a kind and who looks at it
need not know each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select

from escalation.kit.runtime.subtree import Shape

InFrame = Callable[[Shape], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, eq=False)
class SubjectSource:
    """A kind of subject. What is compiled from it is kept by the source itself: there is one of each kind.

    `id`: its column. `strata`: what a sample may be spread by. `frames`: which ones are drawn from; besides the
    parameters of `subtree` they may use `start` and `end` (paths from the first until before the second), `category`,
    `since` and `until` (moments), `since_day` and `until_day` (local days), where nothing narrows nothing.
    `seen`: the columns of `Subject`, of those that a form of caller sees.
    """

    kind: str
    id: ColumnElement[UUID]
    strata: Mapping[str, ColumnElement[str]]
    frames: Mapping[str, InFrame]
    has_categories: bool
    seen: Callable[[Shape], Select[Any]]


@dataclass(frozen=True, slots=True)
class Subject:
    """One as somebody sees it. `day`: of what was done on one. `state`: a word of its own kind.

    `place_unit_id`: to which unit, as the caller reaches it, belongs what is kept about it. `is_secret`: not to be
    named where everybody reads. `confirmation`: by what way those concerned have said that it was so, if that is asked
    of its kind.
    """

    id: UUID
    number: str | None
    title: str
    day: date | None
    state: str
    holder_name: str
    place_unit_id: UUID
    is_secret: bool
    confirmation: str | None


SUBJECT: Sequence[str] = tuple(Subject.__dataclass_fields__)
"""The columns of `SubjectSource.seen`, by name."""
