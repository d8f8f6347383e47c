"""What would leave a question open if this policy were published?"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from escalation.clocks.limits import Limit, LimitError
from escalation.clocks.policy_document import LimitRule, OrderColour, PolicyDocument, Stage, Start
from escalation.clocks.policy_paths import (
    ANY_LEVEL,
    GRACE_AXES,
    OVERALL,
    Place,
    conditions,
    kinds,
    limit_axes,
    written_limits,
)
from escalation.clocks.rules import CATEGORY, UNIT, Resolver
from escalation.errors import N_, Fault
from escalation.kit.parsing.checked_documents import pointer, read

MOST_PLACES = 5_000
"""Pairs of a unit and a category that the rules of one kind name."""


def policy_faults(document: PolicyDocument) -> Iterator[Fault]:
    """What is wrong with a policy whatever units, categories and calendars there are."""
    yield from _level_faults(document)
    yield from _name_faults(document)
    yield from _stage_faults(document)
    yield from _start_faults(document)
    if document.thresholds.orange >= document.thresholds.yellow:
        yield Fault("/thresholds/orange", "wrong_order", N_("Orange has to come after yellow: with less time left."))
    for place, text in written_limits(document):
        yield from _limit_faults(place, text)
    yield from _approver_faults(document)
    yield from _answer_faults(document)
    for _, place, rules in kinds(document):
        yield from _rule_faults(document, place, rules)
    resolver = Resolver(conditions(document.grace), GRACE_AXES)
    yield from _tie_faults(resolver, ("grace",), range(len(document.grace)))
    yield from _gap_faults(resolver, GRACE_AXES, ("grace",))


def place_faults(
    document: object, units: Collection[str], categories: Collection[str], calendars: Collection[str]
) -> Iterator[Fault]:
    """What a policy names and the place does not have: units, categories, and regions of the working calendar.

    `units`: the codes there are. `calendars`: `Calendars.names`. Rules at units that lie within each other never tie,
    because the nearer unit is the more specific one.
    """
    checked = read(PolicyDocument, document)
    for _, place, rules in kinds(checked):
        for nth, rule in enumerate(rules):
            for axis, codes, known, detail in (
                (UNIT, rule.when.unit, units, N_("There is no unit of this code.")),
                (CATEGORY, rule.when.category, categories, N_("There is no category of this code.")),
            ):
                for index, code in enumerate(codes or ()):
                    if code not in known:
                        yield Fault(pointer(*place, nth, "when", axis, index), f"unknown_{axis}", detail)
    for place, text in written_limits(checked):
        name = Limit.parse(text).calendar
        if name is not None and name not in calendars:
            yield Fault(pointer(*place), "unknown_calendar", N_("The working calendar has no region of this name."))


def _level_faults(document: PolicyDocument) -> Iterator[Fault]:
    ranks: set[int] = set()
    codes: set[str] = set()
    for index, level in enumerate(document.levels):
        if level.rank in ranks:
            yield Fault(pointer("levels", index, "rank"), "used_twice", N_("This is used twice."))
        if level.code in codes:
            yield Fault(pointer("levels", index, "code"), "used_twice", N_("This is used twice."))
        ranks.add(level.rank)
        codes.add(level.code)
    for _, place, rules in kinds(document):
        for index, rule in enumerate(rules):
            for nth, rank in enumerate(rule.when.level or ()):
                if rank not in ranks:
                    detail = N_("The policy names no level of this rank.")
                    yield Fault(pointer(*place, index, "when", "level", nth), "unknown_level", detail)


def _name_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Tickets keep the id of a rule, so one id means one rule in the whole document."""
    named = [(rule.id, (*place, nth)) for _, place, rules in kinds(document) for nth, rule in enumerate(rules)]
    named += [(rule.id, ("grace", nth)) for nth, rule in enumerate(document.grace)]
    seen: set[str] = set()
    for rule_id, place in named:
        if rule_id in seen:
            yield Fault(pointer(*place, "id"), "used_twice", N_("This is used twice."))
        seen.add(rule_id)


def _stage_faults(document: PolicyDocument) -> Iterator[Fault]:
    for stage in Stage:
        if stage not in document.stages:
            yield Fault(pointer("stages", stage.value), "missing", N_("This field is required."))


def _start_faults(document: PolicyDocument) -> Iterator[Fault]:
    for nth, rule in enumerate(document.overall):
        if rule.starts is Start.STAGE:
            yield Fault(pointer(OVERALL, nth, "starts"), "wrong_start", N_("The whole ticket starts with no stage."))


def _limit_faults(place: Place, text: str) -> Iterator[Fault]:
    try:
        Limit.parse(text)
    except LimitError as wrong:
        yield Fault(pointer(*place), wrong.code, wrong.detail)


def _approver_faults(document: PolicyDocument) -> Iterator[Fault]:
    *_, last = document.extensions.approvers
    if last.nth is not None or last.up_to is not None:
        place = pointer("extensions", "approvers", len(document.extensions.approvers) - 1)
        yield Fault(place, "gap", N_("The last approver has to be for every extension, or some have none."))


def _answer_faults(document: PolicyDocument) -> Iterator[Fault]:
    for colour in OrderColour:
        if colour not in document.orders.answer:
            yield Fault(pointer("orders", "answer", colour.value), "missing", N_("This field is required."))


def _rule_faults(document: PolicyDocument, place: Place, rules: Sequence[LimitRule]) -> Iterator[Fault]:
    named = conditions(rules)
    if sum(len(each.get(UNIT, (None,))) * len(each.get(CATEGORY, (None,))) for each in named) > MOST_PLACES:
        detail = N_("These rules name more than {most} pairs of units and categories.")
        yield Fault(pointer(*place), "too_many", detail, {"most": MOST_PLACES})
        return
    axes = limit_axes(document)
    for statutory in (True, False):
        layer = [nth for nth, rule in enumerate(rules) if rule.statutory is statutory]
        resolver = Resolver((named[nth] for nth in layer), axes)
        yield from _tie_faults(resolver, place, layer)
        if not statutory:
            yield from _gap_faults(resolver, axes, place)


def _tie_faults(resolver: Resolver, place: Place, layer: Sequence[int]) -> Iterator[Fault]:
    for index in sorted(resolver.ties()):
        detail = N_("Another rule is as specific as this one and fits the same tickets.")
        yield Fault(pointer(*place, layer[index], "when"), "ambiguous", detail)


def _gap_faults(resolver: Resolver, axes: Iterable[str], place: Place) -> Iterator[Fault]:
    gaps = [gap for gap in resolver.gaps() if ANY_LEVEL not in gap]
    if gaps:
        example = ", ".join(f"{axis} {value}" for axis, value in zip(axes, gaps[0], strict=True))
        detail = N_("No rule covers {example}; in all {count} combinations are not covered.")
        yield Fault(pointer(*place), "gap", detail, {"example": example, "count": len(gaps)})
