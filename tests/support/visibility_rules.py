"""Who may see what? The rules once more, in the words of the tree, to hold the one predicate in SQL against.

Somebody sees a ticket who works where it is held, handled, was received or given out, or where help is asked; with any
role but `handler` also whoever is above its holder or its origin. Nobody sees one that is about them or those above.
Of those who would, only offices and leaders see a confidential one.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import true

from escalation.actors import Role
from escalation.identity.usecases.api_keys import MAY_GIVE
from escalation.tickets.storage import visibility
from tests.support.district import (
    Attachment,
    ContactPoint,
    District,
    Endpoint,
    Key,
    Member,
    Operation,
    Opinion,
    Team,
    Ticket,
)
from tests.support.world import TREE

_PARENTS = {code: parent for code, parent, *_ in TREE}


@dataclass(frozen=True, slots=True)
class Eyes:
    """Somebody with a role at a unit."""

    unit: str
    role: str

    @classmethod
    def of(cls, who: str) -> "Eyes":
        """Of `"K1 office"`."""
        return cls(*who.split(" "))

    def reaches(self, unit: str) -> bool:
        """Whether a unit is this one's business."""
        return unit == self.unit or (self.role != "handler" and self.unit in above(unit))

    def ticket(self, ticket: Ticket) -> bool:
        if ticket.about in {self.unit, *above(self.unit)}:
            return False
        if ticket.confidential and self.role not in {"office", "leader"}:
            return False
        return self.unit in ticket.ties or any(self.reaches(place) for place in ticket.places)

    def opinion(self, opinion: Opinion) -> bool:
        ticket = opinion.ticket
        if (opinion.confidential or (ticket and ticket.confidential)) and self.role not in {"office", "leader"}:
            return False
        if ticket and ticket.about in {self.unit, *above(self.unit)}:
            return False
        return self.reaches(opinion.unit) or (ticket is not None and self.ticket(ticket))

    def attachment(self, attachment: Attachment) -> bool:
        thing = attachment.thing
        return self.ticket(thing) if isinstance(thing, Ticket) else self.opinion(thing)

    def operation(self, operation: Operation) -> bool:
        return self.reaches(operation.unit)

    def member(self, member: Member) -> bool:
        return any(self.reaches(unit) for unit in member.units)

    def team(self, team: Team) -> bool:
        return self.reaches(team.unit)

    def record(self, unit: str) -> bool:
        """One of the programme, that belongs to a unit."""
        return self.reaches(unit)

    def contact_point(self, point: ContactPoint) -> bool:
        return self.reaches(point.unit) or self.reaches(point.member.home)

    def key(self, key: Key) -> bool:
        return self.reaches(key.unit) and key.role in MAY_GIVE.get(Role(self.role), ())

    def endpoint(self, endpoint: Endpoint) -> bool:
        return self.role in {"integrator", "admin"} and self.reaches(endpoint.unit)

    def words(self, district: District) -> set[str]:
        """Of everything that may be shown to them. Teams and contact points are shown with names."""
        points = [point for point in district.contact_points if self.contact_point(point)]
        teams = [team for team in district.teams if self.team(team)]
        return {
            *(ticket.word for ticket in district.tickets if self.ticket(ticket)),
            *(opinion.word for opinion in district.opinions if self.opinion(opinion)),
            *(attachment.word for attachment in district.attachments if self.attachment(attachment)),
            *(operation.word for operation in district.operations if self.operation(operation)),
            *(member.word for member in district.members if self.member(member)),
            *(key.word for key in district.keys if self.key(key)),
            *(endpoint.word for endpoint in district.endpoints if self.endpoint(endpoint)),
            *(word for point in points for word in (point.word, point.member.word)),
            *(team.word for team in teams),
            *(member.word for team in teams for member in team.members),
        }


def above(code: str) -> list[str]:
    """The units above one, nearest first."""
    parent = _PARENTS[code]
    return [parent, *above(parent)] if parent else []


@contextmanager
def everything_visible(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A predicate that lets every ticket pass, in statements compiled before it too, and in none after."""
    forget_statements()
    with monkeypatch.context() as patch:
        patch.setattr(visibility, "visible", lambda *_: true())
        try:
            yield
        finally:
            forget_statements()


def forget_statements() -> None:
    """All that any function of a storage has compiled, whichever there are."""
    for name, module in [*sys.modules.items()]:
        if name.startswith("escalation.") and ".storage" in name:
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()
