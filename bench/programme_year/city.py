"""How does the city get in, and who acts for its units? By imports and use cases; then places and people by unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from bench.programme_year.tree import CityPlan, members_file, teams_file, units_file
from escalation.actors import Actor, Role
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.kit.runtime.receipts import Receipts
from escalation.organisation.usecases.member_import import import_members
from escalation.organisation.usecases.team_import import import_teams
from escalation.organisation.usecases.unit_import import import_units

CITY, COUNTY, TOWNSHIP, VILLAGE = 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that stands on its own. `members`: actors in the order of their references."""

    id: UUID
    code: str
    name: str
    path: str
    level: int
    parent_id: UUID | None
    members: list[Actor] = field(default_factory=list)
    teams: list[UUID] = field(default_factory=list)

    def who(self, role: Role) -> Actor:
        """The first member of this role."""
        return next(each for each in self.members if each.role is role)

    @property
    def head(self) -> Actor:
        """Who leads."""
        return self.who(Role.LEADER)


@dataclass(frozen=True, slots=True)
class City:
    """All places by id, and those of each level in the order of codes."""

    places: dict[UUID, Place]
    parts: dict[UUID, Actor]
    """Somebody who works in each department, by its id."""
    by_path: dict[str, Place]

    def level(self, level: int) -> list[Place]:
        """The places of one level."""
        return [each for each in self.places.values() if each.level == level]

    def at(self, place: Place, level: int) -> Place:
        """The place of a level that one belongs to, or itself."""
        while place.level < level and place.parent_id:
            place = self.places[place.parent_id]
        return place


class Refused(RuntimeError):
    """An import that has refused lines."""


async def found(runtime: Runtime, plan: CityPlan) -> None:
    """Import units, members and teams. Raises `Refused`."""
    taken(await import_units(runtime, units_file(plan), by=None))
    taken(await import_members(runtime, members_file(plan), by=None))
    taken(await import_teams(runtime, teams_file(plan), by=None))


async def read_city(connection: Connection) -> City:
    """Who is where now."""
    units = await connection.raw.fetch("SELECT id, code, name, path, level, parent_id, kind FROM units ORDER BY code")
    places = {row["id"]: Place(*list(row)[:-1]) for row in units if row["kind"] in _PLACES}
    for row in await connection.raw.fetch(_MEMBERSHIPS):
        place = places[row["unit_id"]]
        who = Actor(f"member:{row['id']}", Role(row["role"]), place.id, place.path, member_id=row["id"])
        place.members.append(who)
    for row in await connection.raw.fetch("SELECT id, unit_id FROM teams ORDER BY unit_id, name"):
        places[row["unit_id"]].teams.append(row["id"])
    parts = {row["id"]: Actor(f"part:{row['code']}", Role.HANDLER, row["id"], row["path"])
             for row in units if row["kind"] not in _PLACES}  # fmt: skip
    return City(places, parts, {each.path: each for each in places.values()})


def taken(receipts: Receipts) -> None:
    """Raise `Refused` if lines were."""
    if receipts.faults:
        raise Refused(receipts.faults[0])


def unheard(_: object, *_more: object) -> StoredResponse:
    """An answer that nobody waits for."""
    return StoredResponse(200, b"")


def codes(places: Sequence[Place]) -> list[str]:
    """Their codes."""
    return [each.code for each in places]


_PLACES: Final = {"territory", "enterprise"}
_MEMBERSHIPS: Final = """
SELECT m.id, s.unit_id, s.role FROM memberships s JOIN members m ON m.id = s.member_id ORDER BY m.external_ref
"""
