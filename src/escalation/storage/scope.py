"""What may a caller see? The one visibility predicate, used by every read: list, detail, history, count, report, feed.

A ticket is visible to who holds, handles, dispatched or received it, to who sent it and may still recall it, to
units with an open joint task, and to roles whose subtree covers its holder or origin; never to a unit it is about, or
anything below that (信访工作条例 art. 30).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID as UuidValue

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.sql.expression import all_, any_

from escalation.storage.columns import Path
from escalation.storage.tables import joint_tasks, opinions, tickets
from escalation.workflow.situation import Actor, Role, Trigger

UNIT: Final = bindparam("scope_unit", type_=UUID(as_uuid=True), required=False)
_PATH = bindparam("scope_path", type_=Path, required=False)
_END = bindparam("scope_end", type_=Path, required=False)
SUBTREE: Final = _PATH, _END
_ABOVE = bindparam("scope_above", type_=ARRAY(Text), required=False)
_OPINION = bindparam("scope_opinion", type_=UUID(as_uuid=True), required=False)


class Shape(StrEnum):
    """The few forms the predicate takes; a statement is compiled once for each."""

    SUBTREE = "subtree"
    UNIT = "unit"
    CITIZEN = "citizen"
    CLOCK = "clock"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which a ticket concerns a unit: `to_unit` says that it concerns the caller's.

    With a `path` it also concerns everybody above that unit. The path is the unit's own, which a foreign key sees to.
    """

    to_unit: ColumnElement[bool]
    path: Column[str] | None = None


def shape(actor: Actor) -> Shape:
    """Which form of the predicate an actor needs."""
    if actor.trigger is Trigger.CLOCK:
        return Shape.CLOCK
    if actor.opinion_id is not None:
        return Shape.CITIZEN
    if actor.role is None:
        return Shape.NOBODY
    return Shape.UNIT if actor.role is Role.HANDLER else Shape.SUBTREE


def visible(form: Shape) -> ColumnElement[bool]:
    """The predicate over `tickets`, to be run with `params(actor)`."""
    match form:
        case Shape.CLOCK:
            return true()
        case Shape.NOBODY:
            return false()
        case Shape.CITIZEN:
            return exists().where(opinions.c.ticket_id == tickets.c.id, opinions.c.id == _OPINION)
        case Shape.UNIT:
            return and_(or_(*(tie.to_unit for tie in TIES)), not_about_the_caller())
        case Shape.SUBTREE:
            below = (within(tie.path) for tie in TIES if tie.path is not None)
            return and_(or_(*below, *(tie.to_unit for tie in TIES)), not_about_the_caller())


def params(actor: Actor) -> Mapping[str, object]:
    """The values of the predicate's parameters for one actor."""
    return {
        "scope_unit": actor.unit_id,
        "scope_path": actor.unit_path,
        "scope_end": end_of(actor.unit_path),
        "scope_above": _paths_above(actor.unit_path),
        "scope_opinion": actor.opinion_id,
    }


def end_of(path: str) -> str:
    """The first string after every path of the subtree: `/` is followed by `0` in the C collation."""
    return path[:-1] + "0" if path else path


def within(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a path lies in the caller's subtree: a range, which an index serves at every level of the tree."""
    return and_(column >= _PATH, column < _END)


def not_about_the_caller() -> ColumnElement[bool]:
    """Whether a ticket is about neither the caller nor anybody above: nobody reads what is said of them."""
    return or_(tickets.c.accused_path.is_(None), tickets.c.accused_path != all_(_ABOVE))


def _among(ids: Select[tuple[UuidValue]]) -> ColumnElement[bool]:
    """As an array that is made once; asked for each ticket it would keep every index from being used."""
    return tickets.c.id == any_(func.ARRAY(ids.scalar_subquery()))


def _paths_above(path: str) -> list[str]:
    """The path itself and those of all ancestors: `/1/`, `/1/15/`, `/1/15/204/`."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: count + 1]) + "/" for count in range(len(parts))]


# Written out, as the partial indexes have them: what a parameter stands for is not known to a plan made for all values.
_OPEN: Final = literal_column("'open'", Text)
_DISPATCHED: Final = literal_column("'dispatched'", Text)

TIES: Final = (
    Tie(tickets.c.holder_unit_id == UNIT, path=tickets.c.holder_path),
    Tie(tickets.c.origin_unit_id == UNIT, path=tickets.c.origin_path),
    Tie(tickets.c.handler_unit_id == UNIT),
    Tie(tickets.c.dispatcher_unit_id == UNIT),
    Tie(_among(select(joint_tasks.c.ticket_id).where(joint_tasks.c.unit_id == UNIT, joint_tasks.c.state == _OPEN))),
    # Until it is signed for, who sent it may take it back.
    Tie(and_(tickets.c.state == _DISPATCHED, tickets.c.sender_unit_id == UNIT)),
)
