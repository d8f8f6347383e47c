"""What does a new version take back (losses)? Whatever the one in force has and the new one lacks, place by place.

An older file that is published over a newer one by mistake is valid, and nobody would notice until dates are wrong.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from escalation.clocks.calendar_document import CalendarDocument
from escalation.clocks.policy_document import PolicyDocument
from escalation.clocks.policy_paths import kinds
from escalation.errors import N_, Fault, Param
from escalation.kit.parsing.checked_documents import pointer, read
from escalation.publishing.domain.rule_sections import sections_of
from escalation.tickets.domain.definition import Workflow


def calendar_losses(before: object, after: object) -> Iterator[Fault]:
    """Days that were sure and are not any more, and exceptional days of a year that it has fewer of."""
    old, new = read(CalendarDocument, before), read(CalendarDocument, after)
    if new.confirmed_until < old.confirmed_until:
        text = N_("Days are sure until {after} only; so far they are until {before}.")
        dates: dict[str, Param] = {"before": old.confirmed_until.isoformat(), "after": new.confirmed_until.isoformat()}
        yield Fault("/confirmed_until", "confirmed_less", text, dates)
    yield from _days_lost((), old, new)
    for name in old.regions.keys() & new.regions.keys():
        yield from _days_lost(("regions", name), old.of_region(name), new.of_region(name))


def _days_lost(place: tuple[str, ...], old: CalendarDocument, new: CalendarDocument) -> Iterator[Fault]:
    gone = Counter(day.year for day in old.days.keys() - new.days.keys())
    text = N_("{count} holidays and days of rest with work of {year} are missing.")
    for year, count in sorted(gone.items()):
        yield Fault(pointer(*place, "days"), "days_dropped", text, {"year": year, "count": count})


def policy_losses(before: object, after: object) -> Iterator[Fault]:
    """Rules that are not there any more, by their ids, and levels."""
    old, new = read(PolicyDocument, before), read(PolicyDocument, after)
    kept = {rule.id for _, _, rules in kinds(new) for rule in rules}
    text = N_("The rule {rule} is missing.")
    for _, place, rules in kinds(old):
        for rule in rules:
            if rule.id not in kept:
                yield Fault(pointer(*place), "rule_dropped", text, {"rule": rule.id})
    for rank in sorted({level.rank for level in old.levels} - {level.rank for level in new.levels}):
        yield Fault("/levels", "level_dropped", N_("The level {level} is missing."), {"level": rank})


def workflow_losses(before: object, after: object) -> Iterator[Fault]:
    """States and moves that are not there any more. Tickets keep the life cycle that they began with."""
    old, new = read(Workflow, before), read(Workflow, after)
    for state in sorted(old.states.keys() - new.states.keys()):
        yield Fault("/states", "state_dropped", N_("The state {state} is missing."), {"state": state})
    for move in sorted(_names(old) - _names(new)):
        yield Fault("/moves", "move_dropped", N_("The move {move} is missing."), {"move": move})


def programme_losses(before: object, after: object) -> Iterator[Fault]:
    """Sections that are not there any more: those that come along count instead."""
    old, new = (sections_of(cast(Mapping[str, object], each)) for each in (before, after))
    for name in sorted(old.keys() - new.keys()):
        text = N_("The section {section} is missing: the one that comes along would count.")
        yield Fault(pointer(name), "section_dropped", text, {"section": name})


def _names(workflow: Workflow) -> set[str]:
    return {move.name for move in workflow.moves}
