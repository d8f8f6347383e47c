"""What is wrong with the contact points of a cadre (contact checks)? Held against the rule of the cadre's rank."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from escalation.errors import N_
from escalation.organisation.domain.units import Unit
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.domain.rules import ContactRules, RankRule


@dataclass(frozen=True, slots=True)
class HeldPoint:
    """A contact point that somebody has now: the unit, or a place within it."""

    id: UUID
    place: ContactPlace
    unit_id: UUID
    unit_path: str
    level: int


@dataclass(frozen=True, slots=True)
class Cadre:
    """Somebody, and where they belong: with a department, it is the territory of that department."""

    rank: str | None
    serves: bool
    home_path: str
    points: Sequence[HeldPoint]


class Quota(NamedTuple):
    """How many somebody has of what the rule names: units of a level, or places of a kind."""

    level: int | None
    place: ContactPlace
    least: int
    most: int | None
    have: int


class ContactFinding(NamedTuple):
    """Something that is not as the rule has it. `point_id`: of the one that it is about."""

    code: str
    level: int | None = None
    place: ContactPlace | None = None
    have: int = 0
    wanted: int = 0
    point_id: UUID | None = None


FINDING_DETAILS: Final[Mapping[str, str]] = {
    "missing": N_("{what}: {have} of at least {wanted}."),
    "too_many": N_("{what}: {have}, at most {wanted}."),
    "wrong_level": N_("{what}: the rule names none for this rank."),
    "outside": N_("{what}: it lies outside the territory where the cadre works."),
    "named_twice": N_("{what}: it is there twice."),
    "rank_unknown": N_("The rank is not known, or the rule does not name it: nothing can be checked."),
    "not_serving": N_("Does not serve any more: somebody else has to keep in touch with them."),
}
"""Message ids, by the code of a finding. `{what}` is a level or a kind of place."""


def home_path(home: Unit) -> str:
    """Where a cadre belongs: the unit where they work, or what it is attached to (部门 belong to their county)."""
    return f"{home.path.rstrip('/').rpartition('/')[0]}/" if home.is_attached and home.parent_id else home.path


def quotas_of(rules: ContactRules, cadre: Cadre) -> list[Quota]:
    """What the rule of their rank names, with how many they have; nothing if it names nothing for them."""
    rule = rules.of_rank(cadre.rank)
    if rule is None:
        return []
    units = (
        Quota(each.level, ContactPlace.UNIT, each.least, each.most, _count(cadre.points, ContactPlace.UNIT, each.level))
        for each in rule.units
    )
    places = (Quota(None, each.place, each.least, each.most, _count(cadre.points, each.place)) for each in rule.places)
    return [*units, *places]


def contact_findings(rules: ContactRules, cadre: Cadre) -> list[ContactFinding]:
    """All that is not as it should be, the missing ones first. Of somebody without any point and rule, nothing."""
    rule = rules.of_rank(cadre.rank)
    if not cadre.serves:
        return [ContactFinding("not_serving")] if cadre.points else []
    if rule is None:
        return [ContactFinding("rank_unknown")] if cadre.points else []
    return [*_amounts(quotas_of(rules, cadre)), *_misplaced(rule, cadre)]


def _amounts(quotas: Iterable[Quota]) -> Iterator[ContactFinding]:
    for each in quotas:
        if each.have < each.least:
            yield ContactFinding("missing", each.level, each.place, each.have, each.least)
        elif each.most is not None and each.have > each.most:
            yield ContactFinding("too_many", each.level, each.place, each.have, each.most)


def _misplaced(rule: RankRule, cadre: Cadre) -> Iterator[ContactFinding]:
    levels = {each.level for each in rule.units}
    places = {each.place for each in rule.places}
    seen: set[UUID] = set()
    for point in cadre.points:
        is_unit = point.place is ContactPlace.UNIT
        level = point.level if is_unit else None
        if (point.level not in levels) if is_unit else (point.place not in places):
            yield ContactFinding("wrong_level", level, point.place, point_id=point.id)
        if not point.unit_path.startswith(cadre.home_path):
            yield ContactFinding("outside", level, point.place, point_id=point.id)
        if is_unit and point.unit_id in seen:
            yield ContactFinding("named_twice", level, point.place, point_id=point.id)
        seen |= {point.unit_id} if is_unit else set()


def _count(points: Iterable[HeldPoint], place: ContactPlace, level: int | None = None) -> int:
    return sum(point.place is place and level in {None, point.level} for point in points)
