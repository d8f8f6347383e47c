"""Which part of the tree does a caller reach? A unit or its subtree, as a range of paths in the C collation.

And what of it, where not everything is for everybody: what is confidential, and what is their own in person.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import Boolean, ColumnElement, and_, bindparam
from sqlalchemy.dialects.postgresql import UUID

from escalation.actors import Actor, Role, Trigger
from escalation.kit.database.columns import Path

UNIT: Final = bindparam("scope_unit", type_=UUID(as_uuid=True), required=False)
SUBTREE: Final = (
    bindparam("scope_path", type_=Path, required=False),
    bindparam("scope_end", type_=Path, required=False),
)
CONFIDENTIAL: Final = bindparam("scope_confidential", type_=Boolean, required=False)
MEMBER: Final = bindparam("scope_member", type_=UUID(as_uuid=True), required=False)
OPINION: Final = bindparam("scope_opinion", type_=UUID(as_uuid=True), required=False)
"""The parameters whose values are those of `params`."""


class Shape(StrEnum):
    """The few forms in which a caller looks; a statement is compiled once for each."""

    SUBTREE = "subtree"
    UNIT = "unit"
    CITIZEN = "citizen"
    CLOCK = "clock"
    NOBODY = "nobody"


def shape(actor: Actor) -> Shape:
    """Which form an actor needs."""
    if actor.trigger is Trigger.CLOCK:
        return Shape.CLOCK
    if actor.opinion_id is not None:
        return Shape.CITIZEN
    if actor.role is None:
        return Shape.NOBODY
    return Shape.UNIT if actor.role is Role.HANDLER else Shape.SUBTREE


def params(actor: Actor) -> Mapping[str, object]:
    """The values of the parameters for one actor."""
    return {
        "scope_unit": actor.unit_id,
        "scope_path": actor.unit_path,
        "scope_end": end_of(actor.unit_path),
        "scope_confidential": actor.sees_confidential,
        "scope_member": actor.member_id,
        "scope_opinion": actor.opinion_id,
    }


def end_of(path: str) -> str:
    """The first string after every path of the subtree: `/` is followed by `0` in the C collation."""
    return path[:-1] + "0" if path else path


def range_of(actor: Actor) -> tuple[str, str]:
    """What an actor reaches, as paths from the first until before the second: a subtree, or a handler's unit alone."""
    match shape(actor):
        case Shape.SUBTREE:
            return actor.unit_path, end_of(actor.unit_path)
        case Shape.UNIT:
            # Behind the path itself, before that of every unit below: these go on with a digit.
            return actor.unit_path, f"{actor.unit_path}!"
        case _:
            return "", ""


def within(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a path lies in the caller's subtree."""
    start, end = SUBTREE
    return and_(column >= start, column < end)
