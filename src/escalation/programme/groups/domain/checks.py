"""What is missing where a unit is led and coordinated (group checks)? Held against the rule of its level."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from escalation.errors import N_


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a position, and whether they still serve."""

    id: UUID
    name: str
    serves: bool


@dataclass(frozen=True, slots=True)
class LedUnit:
    """How a unit is led. `elsewhere`: names of other units that the person in charge is in charge of as well."""

    level: int
    has_group: bool
    in_charge: Holder | None
    director: Holder | None
    has_office_staff: bool
    elsewhere: Sequence[str]


class GroupFinding(NamedTuple):
    """Something that is not as the rule has it. `rule`: the place in the rules; `name`, `unit`: whom it is about."""

    code: str
    rule: str = ""
    name: str = ""
    unit: str = ""


GROUP_FINDING_DETAILS: Final[Mapping[str, str]] = {
    "no_group": N_("There is no leading group."),
    "nobody_in_charge": N_("Nobody is in charge."),
    "in_charge_gone": N_("{name} is in charge and does not serve any more."),
    "in_charge_of_several": N_("{name} is in charge here and of {unit} as well."),
    "group_not_foreseen": N_("The rule has no leading group on this level."),
    "no_office_staff": N_("Nobody works for the coordination office: no member in service with its role, and no key."),
    "no_director": N_("The coordination office has no director."),
    "director_gone": N_("{name} directs the coordination office and does not serve any more."),
    "office_not_foreseen": N_(
        "Somebody has the role of a coordination office here, and the rule has none on this level."
    ),
}
"""Message ids, by the code of a finding."""

_LED: Final = "/leading_groups"
_COORDINATED: Final = "/offices"


def group_findings(led: Collection[int], coordinated: Collection[int], unit: LedUnit) -> list[GroupFinding]:
    """All that is not as it should be at a unit. `led`, `coordinated`: ranks of levels with groups and with offices."""
    return [*_of_the_group(unit, is_led=unit.level in led), *_of_the_office(unit, has_office=unit.level in coordinated)]


def _of_the_group(unit: LedUnit, *, is_led: bool) -> Iterator[GroupFinding]:
    if not unit.has_group:
        if is_led:
            yield GroupFinding("no_group", _LED)
        return
    if not is_led:
        yield GroupFinding("group_not_foreseen", _LED)
    if unit.in_charge is None:
        yield GroupFinding("nobody_in_charge", _LED)
        return
    if not unit.in_charge.serves:
        yield GroupFinding("in_charge_gone", _LED, unit.in_charge.name)
    for other in unit.elsewhere:
        yield GroupFinding("in_charge_of_several", "", unit.in_charge.name, other)


def _of_the_office(unit: LedUnit, *, has_office: bool) -> Iterator[GroupFinding]:
    if not has_office:
        if unit.has_office_staff:
            yield GroupFinding("office_not_foreseen", _COORDINATED)
        return
    if not unit.has_office_staff:
        yield GroupFinding("no_office_staff", _COORDINATED)
    if unit.director is None:
        yield GroupFinding("no_director", _COORDINATED)
    elif not unit.director.serves:
        yield GroupFinding("director_gone", _COORDINATED, unit.director.name)
