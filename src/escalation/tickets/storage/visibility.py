"""What may a caller see? The one visibility predicate, used by every read: list, detail, history, count, report, feed.

A ticket is visible to who holds, handles, dispatched or received it, to who sent it and may still recall it, to
units with an open joint task, and to roles whose subtree covers its holder or origin; never to a unit it is about, or
anything below that (信访工作条例 art. 30). An opinion is visible to whom its unit is in reach of, and to whom its
ticket is visible. What is confidential is visible to offices and leaders among them, and to the member to whom the
ticket was assigned by name; to nobody else, whatever it is that hangs on it.

Who looks is one caller, given as parameters, or many at once, given as rows of a table: webhook endpoints, and readers
of the feed.
"""

from dataclasses import dataclass
from typing import Any, Final, assert_never
from uuid import UUID as UuidValue

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Text,
    and_,
    cast,
    exists,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.sql.expression import any_

from escalation.kit.runtime.subtree import CONFIDENTIAL, MEMBER, OPINION, SUBTREE, UNIT, Shape
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import joint_tasks, tickets

# Written out, as the partial indexes have them: what a parameter stands for is not known to a plan made for all values.
_OPEN: Final = literal_column("'open'", Text)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a unit, its path, and where its subtree ends (see `subtree.end_of`).

    `confidential`: whether confidential matters are theirs to see. `member`: who it is in person, if it is somebody.
    """

    unit: ColumnElement[UuidValue]
    path: ColumnElement[str]
    end: ColumnElement[str]
    confidential: ColumnElement[bool]
    member: ColumnElement[Any]

    def reaches(self, path: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a path lies in the subtree: a range, which an index serves at every level of the tree."""
        return and_(path >= self.path, path < self.end)

    def helps(self) -> ColumnElement[bool]:
        """Whether the unit has an open joint task of the ticket.

        As an array of each ticket, of which there are few; asked with EXISTS, all tasks of the unit could be read.
        """
        helping = select(joint_tasks.c.unit_id).where(
            joint_tasks.c.state == _OPEN, joint_tasks.c.ticket_id == tickets.c.id
        )
        return self.unit == any_(func.ARRAY(helping.correlate_except(joint_tasks).scalar_subquery()))

    def is_not_accused(self) -> ColumnElement[bool]:
        """Whether a ticket is about neither the unit nor anybody above: nobody reads what is said of them."""
        is_about_them = func.starts_with(self.path, tickets.c.accused_path, type_=Boolean)
        return or_(tickets.c.accused_path.is_(None), ~is_about_them)

    def may_know(self) -> ColumnElement[bool]:
        """Whether a ticket is not kept from them: it is not confidential, or they are of those who know what is."""
        return or_(~tickets.c.confidential, self.confidential, self._is_assigned())

    def may_know_opinion(self) -> ColumnElement[bool]:
        """The same of an opinion, outer joined to its ticket."""
        is_open = and_(~opinions.c.confidential, ~func.coalesce(tickets.c.confidential, false()))
        return or_(is_open, self.confidential, self._is_assigned())

    def _is_assigned(self) -> ColumnElement[bool]:
        """False, not unknown, for a ticket that is nobody's, and for a viewer who is nobody."""
        return func.coalesce(tickets.c.assignee_id == self.member, false())


CALLER: Final = Viewer(UNIT, *SUBTREE, CONFIDENTIAL, MEMBER)
"""One caller: the values of `params`."""


def integrator(unit: ColumnElement[UuidValue], path: ColumnElement[str], end: ColumnElement[str]) -> Viewer:
    """A machine, such as a webhook endpoint: nobody in person, and told nothing confidential."""
    return Viewer(unit, path, end, false(), cast(null(), UUID(as_uuid=True)))


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which a ticket concerns a unit: `to_unit` says that it concerns the caller's.

    With a `path` it also concerns everybody above that unit. The path is the unit's own, which a foreign key sees to.
    """

    to_unit: ColumnElement[bool]
    path: Column[str] | None = None


def visible(form: Shape, viewer: Viewer = CALLER) -> ColumnElement[bool]:
    """The predicate over `tickets`; for the caller, to be run with `params(actor)`."""
    ties = ties_of(viewer)
    match form:
        case Shape.CLOCK:
            return true()
        case Shape.NOBODY:
            return false()
        case Shape.CITIZEN:
            return exists().where(opinions.c.ticket_id == tickets.c.id, opinions.c.id == OPINION)
        case Shape.UNIT:
            return and_(or_(*(tie.to_unit for tie in ties)), viewer.is_not_accused(), viewer.may_know())
        case Shape.SUBTREE:
            below = (viewer.reaches(tie.path) for tie in ties if tie.path is not None)
            return and_(or_(*below, *(tie.to_unit for tie in ties)), viewer.is_not_accused(), viewer.may_know())


def opinion_visible(form: Shape, viewer: Viewer = CALLER, *, has_ticket: bool = True) -> ColumnElement[bool]:
    """The predicate over `opinions`, outer joined to the `tickets` that they belong to.

    Only an attached opinion has a ticket by which it could be seen; asked for others, an index on paths serves.
    """
    match form:
        case Shape.SUBTREE:
            is_reached = viewer.reaches(opinions.c.unit_path)
        case Shape.UNIT:
            is_reached = opinions.c.unit_id == viewer.unit
        case Shape.CITIZEN | Shape.CLOCK | Shape.NOBODY:
            return false()
        case _:
            assert_never(form)
    if not has_ticket:
        return and_(is_reached, viewer.may_know_opinion())
    by_ticket = and_(tickets.c.id.is_not(None), visible(form, viewer))
    return and_(or_(is_reached, by_ticket), viewer.is_not_accused(), viewer.may_know_opinion())


def kept_from_the_caller(ticket_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a listed ticket, of which only the id is at hand, is confidential and not the caller's to know.

    As an array of the ticket itself: few tickets are in the index that says so, and asked with EXISTS all of them could
    be read for the few rows of a list.
    """
    secret = tickets.alias("secret")
    is_assigned = func.coalesce(secret.c.assignee_id == MEMBER, false())
    is_it = secret.c.id == ticket_id, secret.c.confidential, ~is_assigned
    found = func.ARRAY(select(secret.c.id).where(*is_it).scalar_subquery())
    return and_(CONFIDENTIAL.is_not(true()), ticket_id == any_(found))


def ties_of(viewer: Viewer) -> tuple[Tie, ...]:
    """All the ways in which a ticket concerns a viewer's unit."""
    return (
        Tie(tickets.c.holder_unit_id == viewer.unit, path=tickets.c.holder_path),
        Tie(tickets.c.origin_unit_id == viewer.unit, path=tickets.c.origin_path),
        Tie(tickets.c.handler_unit_id == viewer.unit),
        Tie(tickets.c.dispatcher_unit_id == viewer.unit),
        Tie(viewer.helps()),
        # Named as long as it can be taken back.
        Tie(tickets.c.sender_unit_id == viewer.unit),
    )


def not_about_the_caller() -> ColumnElement[bool]:
    """Whether a ticket is about neither the caller nor anybody above."""
    return CALLER.is_not_accused()
