"""Which limit applies to a ticket, and which rule says so? A policy document, checked and worked out beforehand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Self

from escalation.clocks.documents import pointer, read, refuse
from escalation.clocks.limits import Limit, LimitError
from escalation.clocks.policy_document import (
    Difficulty,
    GraceRule,
    Level,
    LimitRule,
    PolicyDocument,
    Stage,
    Thresholds,
    Urgency,
)
from escalation.clocks.rules import Combination, Conditions, Resolution, Rule, Value, resolve
from escalation.errors import N_, Fault, GuardFailed

OVERALL = "overall"
ANY_LEVEL = 0
"""Stands for every level that the policy does not name; only rules without a condition on levels fit it."""

_Table = Mapping[tuple[str, Combination], Rule]


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits by (level, urgency, difficulty). Immutable; equal to another if the documents say the same.

    `levels`: rank to names. `reminder_floor`: the least time between two reminders of the same thing.
    """

    version: int
    digest: str
    zh: str = field(compare=False)
    en: str = field(compare=False)
    levels: Mapping[int, Level] = field(compare=False, repr=False)
    thresholds: Thresholds = field(compare=False)
    reminder_floor: Limit = field(compare=False)
    call_back_tries: int = field(compare=False)
    _limits: _Table = field(compare=False, repr=False)
    _graces: Mapping[tuple[str, str], timedelta] = field(compare=False, repr=False)
    _rules: Mapping[str, Rule] = field(compare=False, repr=False)

    @classmethod
    def compile(cls, document: object) -> Self:
        """A policy from a `PolicyDocument` or from plain JSON.

        Raises `DefinitionInvalid` with JSON pointers: wrong shape, names used twice, levels that are not named, texts
        that are no limit, rules equally specific for the same ticket, and combinations that no rule covers.
        """
        checked = read(PolicyDocument, document)
        refuse(_faults(checked))
        limits = {key: rule for kind, _, rules in _kinds(checked) for key, rule in _table(checked, kind, rules)}
        return cls(
            version=checked.version,
            digest=checked.digest,
            zh=checked.zh,
            en=checked.en,
            levels=MappingProxyType({level.rank: level for level in checked.levels}),
            thresholds=checked.thresholds,
            reminder_floor=Limit.parse(checked.reminder_floor),
            call_back_tries=checked.call_back_tries,
            _limits=MappingProxyType(limits),
            _graces=MappingProxyType(dict(_grace_table(checked.grace))),
            _rules=MappingProxyType({rule.id: rule for rule in limits.values()}),
        )

    def overall(self, level: int, urgency: str, difficulty: str) -> Rule:
        """The limit promised to the citizen for the whole ticket."""
        return self._applying(OVERALL, level, urgency, difficulty)

    def stage(self, kind: str, level: int, urgency: str, difficulty: str) -> Rule:
        """The limit of one stage, afresh for each holder."""
        return self._applying(kind, level, urgency, difficulty)

    def grace(self, kind: str, urgency: str) -> timedelta:
        """How long after the due moment of a stage the ticket climbs by itself, running at once."""
        return self._graces[kind, urgency]

    def rule(self, rule_id: str) -> Rule | None:
        """An applied rule by its id; `None` if this version has no such rule or never applies it."""
        return self._rules.get(rule_id)

    def _applying(self, kind: str, level: int, urgency: str, difficulty: str) -> Rule:
        """Raises `GuardFailed` for a level without name, unless rules without a condition on levels cover it."""
        rule = self._limits.get((kind, (level, urgency, difficulty)))
        rule = rule or self._limits.get((kind, (ANY_LEVEL, urgency, difficulty)))
        if rule is None:
            raise GuardFailed(N_("The policy in force lays down no limit for level {level} here."), level=level)
        return rule


def _kinds(document: PolicyDocument) -> Iterator[tuple[str, tuple[str, ...], Sequence[LimitRule]]]:
    """Each kind of limit with its place in the document and its rules."""
    yield OVERALL, (OVERALL,), document.overall
    for stage, rules in document.stages.items():
        yield stage.value, ("stages", stage.value), rules


def _axes(document: PolicyDocument) -> dict[str, Sequence[Value]]:
    ranks = [level.rank for level in document.levels]
    return {"level": [*ranks, ANY_LEVEL], "urgency": tuple(Urgency), "difficulty": tuple(Difficulty)}


_GRACE_AXES: Mapping[str, Sequence[Value]] = {"stage": tuple(Stage), "urgency": tuple(Urgency)}


def _conditions(rules: Sequence[LimitRule] | Sequence[GraceRule]) -> list[Conditions]:
    return [
        {axis: frozenset(values) for axis, values in rule.when.model_dump().items() if values is not None}
        for rule in rules
    ]


def _table(
    document: PolicyDocument, kind: str, rules: Sequence[LimitRule]
) -> Iterator[tuple[tuple[str, Combination], Rule]]:
    compiled = [Rule(rule.id, Limit.parse(rule.limit), rule.zh, rule.en, rule.source) for rule in rules]
    for combination, index in resolve(_conditions(rules), _axes(document)).applying.items():
        yield (kind, combination), compiled[index]


def _grace_table(rules: Sequence[GraceRule]) -> Iterator[tuple[tuple[str, str], timedelta]]:
    for (stage, urgency), index in resolve(_conditions(rules), _GRACE_AXES).applying.items():
        if (duration := Limit.parse(rules[index].after).duration) is not None:
            yield (str(stage), str(urgency)), duration


def _faults(document: PolicyDocument) -> Iterator[Fault]:
    yield from _level_faults(document)
    yield from _name_faults(document)
    yield from _stage_faults(document)
    if document.thresholds.orange >= document.thresholds.yellow:
        yield Fault("/thresholds/orange", "wrong_order", N_("Orange has to come after yellow: with less time left."))
    yield from _limit_faults(document.reminder_floor, "reminder_floor")
    axes = _axes(document)
    for _, place, rules in _kinds(document):
        for nth, rule in enumerate(rules):
            yield from _limit_faults(rule.limit, *place, nth, "limit")
        yield from _cover_faults(resolve(_conditions(rules), axes), axes, place)
    for nth, grace in enumerate(document.grace):
        yield from _limit_faults(grace.after, "grace", nth, "after", running=True)
    yield from _cover_faults(resolve(_conditions(document.grace), _GRACE_AXES), _GRACE_AXES, ("grace",))


def _stage_faults(document: PolicyDocument) -> Iterator[Fault]:
    for stage in Stage:
        if stage not in document.stages:
            yield Fault(pointer("stages", stage.value), "missing", N_("This field is required."))


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
    for _, place, rules in _kinds(document):
        for index, rule in enumerate(rules):
            for nth, rank in enumerate(rule.when.level or ()):
                if rank not in ranks:
                    detail = N_("The policy names no level of this rank.")
                    yield Fault(pointer(*place, index, "when", "level", nth), "unknown_level", detail)


def _limit_faults(text: str, *place: str | int, running: bool = False) -> Iterator[Fault]:
    try:
        limit = Limit.parse(text)
    except LimitError as wrong:
        yield Fault(pointer(*place), wrong.code, wrong.detail)
        return
    if running and (limit.is_working or limit.duration is None):
        yield Fault(pointer(*place), "not_running", N_("A grace is given in minutes or hours that run at once."))


def _name_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Tickets keep the id of a rule, so one id means one rule in the whole document."""
    named: list[tuple[LimitRule | GraceRule, tuple[str, ...]]]
    named = [(rule, (*place, str(nth))) for _, place, rules in _kinds(document) for nth, rule in enumerate(rules)]
    named += [(rule, ("grace", str(nth))) for nth, rule in enumerate(document.grace)]
    seen: set[str] = set()
    for rule, place in named:
        if rule.id in seen:
            yield Fault(pointer(*place, "id"), "used_twice", N_("This is used twice."))
        seen.add(rule.id)


def _cover_faults(resolution: Resolution, axes: Iterable[str], place: tuple[str, ...]) -> Iterator[Fault]:
    for later in sorted({later for _, later in resolution.ties}):
        detail = N_("Another rule is as specific as this one and fits the same tickets.")
        yield Fault(pointer(*place, later, "when"), "ambiguous", detail)
    gaps = [gap for gap in resolution.gaps if ANY_LEVEL not in gap]
    if gaps:
        example = ", ".join(f"{axis} {value}" for axis, value in zip(axes, gaps[0], strict=True))
        detail = N_("No rule covers {example}; in all {count} combinations are not covered.")
        yield Fault(pointer(*place), "gap", detail, {"example": example, "count": len(gaps)})
