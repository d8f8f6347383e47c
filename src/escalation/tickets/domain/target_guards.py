"""Whom may a move name? The guards of units that a ticket is given to, asked for help, or suggested (target guards).

What they ask is a rule for units, so that candidates are looked for by the same rule.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from escalation.actors import Role
from escalation.errors import N_, Fault, Refusal, ValidationFailed
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.draft import Case, wrong_field
from escalation.tickets.domain.unit_rules import UnitRule


class Asked(NamedTuple):
    """What is asked of a unit, and what is said where it does not fit."""

    rule: UnitRule
    code: str
    detail: str


def target_can_receive(case: Case) -> Refusal | None:
    """The named unit exists, is active and is not the accused or below it (信访工作条例 art. 28: recusal)."""
    target = case.target
    if target is None:
        return wrong_field("unit_id", "unknown_unit", N_("There is no such unit."))
    if not target.active:
        return wrong_field("unit_id", "dissolved_unit", N_("This unit was dissolved. Name its successor."))
    return _first_unmet(case, _recused)


def target_in_callers_scope(case: Case) -> Refusal | None:
    """A unit gives work to itself and to what is below it, never sideways into somebody else's tree."""
    return _first_unmet(case, _in_scope)


def target_is_not_the_holder(case: Case) -> Refusal | None:
    """A transfer moves the ticket; to the same unit it would only restart the clock."""
    return None if case.target is None else _first_unmet(case, _another)


def target_on_the_same_level(case: Case) -> Refusal | None:
    """转办 goes sideways; down is `hand_down`, up is `escalate`."""
    return _first_unmet(case, _same_level)


def target_is_below_the_holder(case: Case) -> Refusal | None:
    """下派 goes to a unit below the holder."""
    return _first_unmet(case, _below_the_holder)


def joint_units_fit(case: Case) -> Refusal | None:
    """Joint units exist, are active, in reach, on the holder's level, not the lead, not accused, and named once."""
    faults = [fault for index in range(len(case.command.joint_units)) if (fault := _joint_fault(case, index))]
    return ValidationFailed(faults=faults) if faults else None


def suggested_unit_fits(case: Case) -> Refusal | None:
    """Whose business it is instead: a unit that exists and is another one."""
    unit_id = case.command.uuid("suggested_unit_id")
    unit = case.situation.units.get(unit_id) if unit_id else None
    if unit is None or not unit.active:
        return wrong_field("suggested_unit_id", "unknown_unit", N_("There is no such unit."))
    unmet = _unmet(_another(case), unit)
    return wrong_field("suggested_unit_id", unmet.code, unmet.detail) if unmet else None


GUARDS = (
    target_can_receive, target_in_callers_scope, target_is_not_the_holder, target_on_the_same_level,
    target_is_below_the_holder, joint_units_fit, suggested_unit_fits,
)  # fmt: skip


def unit_rules(guard: str, case: Case) -> tuple[UnitRule, ...]:
    """What a guard asks of the unit that a field names, of `UNIT_GUARDS`."""
    _, asked = UNIT_GUARDS[guard]
    return tuple(each.rule for each in asked(case))


def is_accused(case: Case, unit: Unit) -> bool:
    """Whether the matter is about a unit, or about one above it."""
    accused = case.ticket.accused_path
    return accused is not None and unit.path.startswith(accused)


def _first_unmet(case: Case, asked: Callable[[Case], Iterator[Asked]]) -> Refusal | None:
    target = case.target
    unmet = next(asked(case)) if target is None else _unmet(asked(case), target)
    return wrong_field("unit_id", unmet.code, unmet.detail) if unmet else None


def _unmet(asked: Iterator[Asked], unit: Unit) -> Asked | None:
    return next((each for each in asked if not each.rule.admits(unit)), None)


def _joint_fault(case: Case, index: int) -> Fault | None:
    line = case.command.joint_units[index]
    unit, place = case.situation.units.get(line.unit_id), f"/joint_units/{index}/unit_id"
    if line.due_at is not None and line.due_at <= case.now:
        return Fault(f"/joint_units/{index}/due_at", "in_the_past", N_("A due date lies in the future."))
    if unit is None or not unit.active:
        return Fault(place, "unknown_unit", N_("There is no such unit."))
    if unit.id in {other.unit_id for other in case.command.joint_units[:index]}:
        return Fault(place, "named_twice", _NAMED_TWICE)
    unmet = _unmet(_can_help(case), unit)
    return Fault(place, unmet.code, unmet.detail) if unmet else None


_NAMED_TWICE: Final = N_("A unit can take part only once, and the lead takes part anyway.")


def _recused(case: Case) -> Iterator[Asked]:
    rule = UnitRule(not_below=case.ticket.accused_path)
    yield Asked(rule, "accused_unit", N_("The matter is about this unit, so it may not handle it."))


def _in_scope(case: Case) -> Iterator[Asked]:
    yield Asked(
        UnitRule(below=_callers_body(case).path), "outside_scope", N_("This unit is not yours to give work to.")
    )


def _another(case: Case) -> Iterator[Asked]:
    rule = UnitRule(other_than=case.situation.holder)
    yield Asked(rule, "same_unit", N_("This unit holds the ticket already."))


def _same_level(case: Case) -> Iterator[Asked]:
    yield Asked(UnitRule(level=case.situation.holder.level), "other_level", N_("This unit is on another level."))


def _below_the_holder(case: Case) -> Iterator[Asked]:
    holder = case.situation.holder
    rule = UnitRule(below=case.situation.territory(holder).path, other_than=holder)
    yield Asked(rule, "not_below", N_("This unit is not below the holder."))


def _can_help(case: Case) -> Iterator[Asked]:
    """Whom one may ask for help: whom one gives work to, and who stands beside the holder, below the same unit.

    Nobody else: a holder would show a matter to whomever they like. What is confidential stays in the house.
    """
    holder = case.situation.holder
    yield Asked(UnitRule(other_than=holder), "named_twice", _NAMED_TWICE)
    yield from _recused(case)
    yield from _same_level(case)
    beside = None if case.ticket.confidential else case.situation.parent(holder)
    reach = UnitRule(below=_callers_body(case).path, beside=beside)
    yield Asked(reach, "outside_scope", N_("This unit is not yours to give work to."))


UNIT_GUARDS: Final[Mapping[str, tuple[str, Callable[[Case], Iterator[Asked]]]]] = {
    target_can_receive.__name__: ("unit_id", _recused),
    target_in_callers_scope.__name__: ("unit_id", _in_scope),
    target_is_not_the_holder.__name__: ("unit_id", _another),
    target_on_the_same_level.__name__: ("unit_id", _same_level),
    target_is_below_the_holder.__name__: ("unit_id", _below_the_holder),
    joint_units_fit.__name__: ("joint_units", _can_help),
    suggested_unit_fits.__name__: ("suggested_unit_id", _another),
}
"""The field whose unit a guard looks at, and what it asks of it; besides, it has to be active."""


def _callers_body(case: Case) -> Unit:
    """The unit on whose behalf the caller gives work: its own one, or the holder's territory for its leader."""
    unit = case.situation.units.get(case.actor.unit_id) if case.actor.unit_id else None
    return (
        unit if unit is not None and case.actor.role is Role.OFFICE else case.situation.territory(case.situation.holder)
    )
