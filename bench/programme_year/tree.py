"""Which tree of units has the city, and who serves in its teams? Files as the product's imports take them.

14 counties, 161 townships and 1,366 villages under one city, 3,218 teams and 14,137 members, with numbers for names; or
the places of any file of units, with as many teams and members besides.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from escalation.application.sample_data import SAMPLE_RANKS, departments
from escalation.kit.parsing.csv_files import read_csv
from escalation.organisation.domain.departments import standard_units
from escalation.organisation.domain.tree import COLUMNS, read_tree
from escalation.organisation.domain.units import UnitKind, UnitRow

TOP: Final = "1507"


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything. `teams`, `members`: at least so many, as far as places have room for them."""

    counties: int = 14
    townships: int = 161
    villages: int = 1_366
    teams: int = 3_218
    members: int = 14_137

    def of(self, counties: int) -> "Size":
        """The same city with so many of its counties, and its share of everything else."""
        return Size(counties, *(round(each * counties / self.counties) for each in self._rest))

    @property
    def _rest(self) -> tuple[int, ...]:
        return self.townships, self.villages, self.teams, self.members


@dataclass(frozen=True, slots=True)
class Cadre:
    """A member: where they work, in which team of that place, as what, with which rank, role and skill."""

    ref: str
    unit: UnitRow
    team: int
    team_role: str
    rank: str
    role: str
    skills: str


@dataclass(frozen=True, slots=True)
class CityPlan:
    """The places, every parent before its children, their departments, and the cadres, team by team."""

    places: Sequence[UnitRow]
    parts: Sequence[UnitRow]
    cadres: Sequence[Cadre]


def plan_city(size: Size, file: bytes | None = None) -> CityPlan:
    """The city of this size, or that in a file of units with as many of its counties as the size has."""
    places = _places_of(file, size.counties) if file else list(_numbered(size))
    return CityPlan(places, standard_units(places, departments()), list(_cadres(places, size)))


def as_csv(header: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    """A file as imports take it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *lines])
    return text.getvalue().encode()


def units_file(plan: CityPlan) -> bytes:
    """Places and departments."""
    lines = ((each.code, each.parent_code, each.level, each.name, each.kind) for each in (*plan.places, *plan.parts))
    return as_csv(("code", "parent_code", "level", "name", "kind"), lines)


def members_file(plan: CityPlan) -> bytes:
    """A line for each cadre."""
    header = ("name", "home_unit_code", "role", "unit_code", "skills", "external_ref", "rank")
    return as_csv(header, ((f"干部{who.ref}", who.unit.code, who.role, who.unit.code, who.skills, who.ref, who.rank)
                           for who in plan.cadres))  # fmt: skip


def teams_file(plan: CityPlan) -> bytes:
    """A line for each who serves in a team."""
    header = ("unit_code", "team", "name", "home_unit_code", "team_role", "external_ref")
    return as_csv(header, ((who.unit.code, f"引领工作队{who.team + 1}", f"干部{who.ref}", who.unit.code, who.team_role,
                            who.ref) for who in plan.cadres))  # fmt: skip


def contacts_file(plan: CityPlan, cadres: Iterable[Cadre]) -> bytes:
    """A line for each contact point that the rule of a cadre's rank asks for, places within reach of their unit."""
    header = ("name", "home_unit_code", "external_ref", "unit_code", "contact_place", "label")
    below = _Below(plan.places)
    return as_csv(header, (line for who in cadres for line in below.contacts(who)))


# -- Places ------------------------------------------------------------------------------------------------------------

_LEVELS: Final = (("county", "旗"), ("township", "苏木"), ("village", "嘎查"))


def _numbered(size: Size) -> Iterator[UnitRow]:
    top = UnitRow(TOP, "", "city", "第一市", UnitKind.TERRITORY, "市")
    yield top
    above = [top]
    for (level, word), number in zip(_LEVELS, (size.counties, size.townships, size.villages), strict=True):
        above = [_child(parent, level, word, n) for parent, n in _spread(above, number)]
        yield from above


def _child(parent: UnitRow, level: str, word: str, n: int) -> UnitRow:
    name = f"{parent.name if parent.code != TOP else ''}第{n}{word}"
    code = f"{parent.code}{n:0{2 if level == 'county' else 3}}"
    return UnitRow(code, parent.code, level, name, UnitKind.TERRITORY, word)


def _spread(parents: Sequence[UnitRow], number: int) -> Iterator[tuple[UnitRow, int]]:
    """As evenly as it goes, the first parents have one more."""
    each, more = divmod(number, len(parents))
    for at, parent in enumerate(parents):
        yield from ((parent, n) for n in range(1, each + (at < more) + 1))


def _places_of(file: bytes, counties: int) -> list[UnitRow]:
    read = [each.unit for each in read_tree(read_csv(file, COLUMNS), known={}, ranks=SAMPLE_RANKS).placed]
    kept = {each.code for each in [unit for unit in read if unit.parent_code == TOP][:counties]} | {TOP}
    places = []
    for unit in read:
        if (unit.code in kept or unit.parent_code in kept - {TOP}) and not unit.kind.is_attached:
            kept.add(unit.code)
            places.append(replace(unit, parent_code="" if unit.code == TOP else unit.parent_code))
    return places


# -- People ------------------------------------------------------------------------------------------------------------

_TEAMS: Final = {"city": 10, "county": 11, "township": 2, "village": 2}
_LEAST: Final = 4
"""Members of a team; some have one more."""
_RANKS: Final[Mapping[str, Sequence[str]]] = {
    "city": ("bureau", "bureau", "division", "division", "section"),
    "county": ("division", "division", "section", "staff", "staff"),
    "township": ("section", "section", "staff", "staff", "staff"),
    "village": ("village",) * 5,
}
"""Of the leader, the deputy and the others of a team."""
_TEAM_ROLES: Final = ("leader", "deputy", "member", "member", "member")
_OFFICES: Final = {"city", "county"}
_SKILLED: Final = {2, 3}


def _cadres(places: Sequence[UnitRow], size: Size) -> Iterator[Cadre]:
    teams = [(place, n) for place in places for n in range(_TEAMS[place.level])]
    villages = [place for place in places if place.level == "village"]
    teams += [(villages[n % len(villages)], 2 + n // len(villages)) for n in range(size.teams - len(teams))]
    more = size.members - _LEAST * len(teams)
    serial = 0
    for nth, (place, team) in enumerate(teams):
        for at in range(_LEAST + (nth < more)):
            serial += 1
            yield Cadre(
                f"{serial:05}", place, team, _TEAM_ROLES[at], _RANKS[place.level][at], _role(place, team, at),
                "畜牧技术" if place.level == "county" and at in _SKILLED else "",
            )  # fmt: skip


def _role(place: UnitRow, team: int, at: int) -> str:
    """The first team of a place leads it; where there is an office, one of them works there, and one supervises."""
    if team > 0:
        return "handler"
    roles = ("leader", "handler", "office", "supervisor") if place.level in _OFFICES else ("leader",)
    return roles[at] if at < len(roles) else "handler"


# -- With whom they keep in touch --------------------------------------------------------------------------------------


_CONTACTS: Final[Mapping[str, tuple[Sequence[str], Sequence[str]]]] = {
    "bureau": (("county", "township", "village"), ()),
    "division": (("township", "village"), ()),
    "section": (("village",), ("group",)),
    "village": ((), ("party_household", "group_leader", "party_member", "household")),
}
"""By rank, as the rules that come along ask for: one unit of each level, and places within a village."""


class _Below:
    """Places by level below others, and whose turn it is."""

    def __init__(self, places: Sequence[UnitRow]) -> None:
        self._places = places
        self._found: dict[tuple[str, str], list[UnitRow]] = {}

    def contacts(self, who: Cadre) -> Iterator[tuple[str, ...]]:
        """Lines of the file."""
        said = (f"干部{who.ref}", who.unit.code, who.ref)
        units, within = _CONTACTS.get(who.rank, ((), ()))
        for level in units:
            yield (*said, self._one(level, who).code, "unit", "")
        for place in within:
            yield (*said, self._one("village", who).code, place, f"{place}{who.ref}")

    def _one(self, level: str, who: Cadre) -> UnitRow:
        asked = level, who.unit.code
        if asked not in self._found:
            self._found[asked] = [
                each for each in self._places if each.level == level and each.code.startswith(who.unit.code)
            ]
        return self._found[asked][int(who.ref) % len(self._found[asked])]
