"""Which limit applies to a ticket, and which rule says so? A policy document, checked and ready to be asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from escalation.clocks.limits import Limit
from escalation.clocks.policy_document import (
    ExtendedLimit,
    Level,
    LimitRule,
    PolicyDocument,
    Stage,
    Start,
    Thresholds,
    Urgency,
)
from escalation.clocks.policy_paths import ANY_LEVEL, GRACE_AXES, OVERALL, conditions, kinds, limit_axes, written_limits
from escalation.clocks.policy_validation import policy_faults
from escalation.clocks.rules import About, Applied, Combination, Resolver, Rule, Value, wholes
from escalation.errors import N_, GuardFailed
from escalation.kit.parsing.checked_documents import read, refuse


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves (a standing to the ticket) the `nth` extensions up to a length; `None`: any."""

    nth: frozenset[int] | None
    up_to: Limit | None
    by: str


@dataclass(frozen=True, slots=True)
class Extensions:
    """How many extensions, how long in all, and who approves: the first that fits, and the last one fits all.

    `longest` counts `beyond` the end of that limit.
    """

    most: int
    longest: Limit
    beyond: ExtendedLimit
    approvers: tuple[Approver, ...]


@dataclass(frozen=True, slots=True)
class Objections:
    """How long a unit may object to being given a ticket, and how long the dispatcher has to decide."""

    window: Limit
    decision: Limit


@dataclass(frozen=True, slots=True)
class Requests:
    """How long a request waits for its decision before it lapses."""

    decision: Limit


@dataclass(frozen=True, slots=True)
class Orders:
    """How long a unit has to answer a supervision order, by its colour."""

    answer: Mapping[str, Limit]


@dataclass(frozen=True, slots=True)
class ProblemRule:
    """How many redos, or units without one taking the lead, make a problem ticket."""

    redos: int
    units: int


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits by what is asked about a ticket. Immutable; equal to another if the documents say the same.

    `levels`: rank to names. `reminder_floor`: the least time between two reminders of the same thing. `calendars`: the
    regions of the working calendar that limits name.
    """

    version: int
    digest: str
    zh: str = field(compare=False)
    en: str = field(compare=False)
    levels: Mapping[int, Level] = field(compare=False, repr=False)
    thresholds: Thresholds = field(compare=False)
    reminder_floor: Limit = field(compare=False)
    call_back_tries: int = field(compare=False)
    extensions: Extensions = field(compare=False)
    objections: Objections = field(compare=False)
    requests: Requests = field(compare=False)
    orders: Orders = field(compare=False)
    problem: ProblemRule = field(compare=False)
    calendars: frozenset[str] = field(compare=False)
    _tables: Mapping[str, "_Table"] = field(compare=False, repr=False)
    _graces: Mapping[tuple[str, str], Limit] = field(compare=False, repr=False)

    @classmethod
    def compile(cls, document: object) -> Self:
        """A policy from a `PolicyDocument` or from plain JSON.

        Raises `DefinitionInvalid` with JSON pointers: wrong shape, names used twice, levels that are not named, texts
        that are no limit, rules equally specific for the same ticket, and combinations that no rule covers.
        """
        checked = read(PolicyDocument, document)
        refuse(policy_faults(checked))
        limits = [Limit.parse(text) for _, text in written_limits(checked)]
        return cls(
            version=checked.version,
            digest=checked.digest,
            zh=checked.zh,
            en=checked.en,
            levels=MappingProxyType({level.rank: level for level in checked.levels}),
            thresholds=checked.thresholds,
            reminder_floor=Limit.parse(checked.reminder_floor),
            call_back_tries=checked.call_back_tries,
            extensions=_extensions(checked),
            objections=Objections(Limit.parse(checked.objections.window), Limit.parse(checked.objections.decision)),
            requests=Requests(Limit.parse(checked.requests.decision)),
            orders=Orders({colour.value: Limit.parse(text) for colour, text in checked.orders.answer.items()}),
            problem=ProblemRule(checked.problem.redos, checked.problem.units),
            calendars=frozenset(limit.calendar for limit in limits if limit.calendar is not None),
            _tables=MappingProxyType({kind: _Table(checked, kind, rules) for kind, _, rules in kinds(checked)}),
            _graces=MappingProxyType(dict(_graces(checked))),
        )

    def overall(self, about: About) -> Applied:
        """The limit promised to the citizen for the whole ticket."""
        return self._applied(OVERALL, about)

    def stage(self, kind: str, about: About) -> Applied:
        """The limit of one stage, afresh for each holder."""
        return self._applied(kind, about)

    def grace(self, kind: str, urgency: str, *, after: Limit | None = None) -> Limit:
        """How long after the due moment of a stage the ticket climbs by itself; `after`: the limit that was missed.

        What is late in working time climbs in working time: plain hours are running ones only after a limit that runs
        round the clock itself.
        """
        grace = self._graces[kind, urgency]
        return grace if after is None or after.runs_at_once else grace.in_working_time()

    def rule(self, rule_id: str) -> Rule | None:
        """A rule by its id; `None` if this version has no such rule."""
        return next((table.rules[rule_id] for table in self._tables.values() if rule_id in table.rules), None)

    def _applied(self, kind: str, about: About) -> Applied:
        """Raises `GuardFailed` for a level without name, unless rules without a condition on levels cover it."""
        applied = self._tables[kind].applied(about)
        if applied is None:
            raise GuardFailed(N_("The policy in force lays down no limit for level {level} here."), level=about.level)
        return applied


class _Layer:
    """The rules of one kind of limit: the ordinary ones, or the statutory ones beside them."""

    def __init__(self, rules: Sequence[LimitRule], axes: Mapping[str, Sequence[Value]], starts: Start) -> None:
        self.rules = [
            Rule(rule.id, Limit.parse(rule.limit), rule.zh, rule.en, rule.source, rule.starts or starts)
            for rule in rules
        ]
        self.resolver = Resolver(conditions(rules), axes)

    def applying(self, combination: Combination, units: Sequence[str], category: str | None) -> Rule | None:
        index = self.resolver.applying(combination, units, category)
        return None if index is None else self.rules[index]


class _Table:
    """One kind of limit. Answers are kept: there are few, as many as rules can tell apart and not as places exist."""

    def __init__(self, document: PolicyDocument, kind: str, rules: Sequence[LimitRule]) -> None:
        axes = limit_axes(document)
        starts = Start.REGISTERED if kind == OVERALL else Start.STAGE
        self._ordinary = _Layer([rule for rule in rules if not rule.statutory], axes, starts)
        self._statutory = _Layer([rule for rule in rules if rule.statutory], axes, starts)
        self._levels = frozenset(axes["level"])
        self._units = frozenset(unit for rule in rules for unit in rule.when.unit or ())
        self._categories = frozenset(category for rule in rules for category in rule.when.category or ())
        self._known: dict[tuple[Combination, tuple[str, ...], str | None], Applied | None] = {}
        self.rules = {rule.id: rule for layer in (self._ordinary, self._statutory) for rule in layer.rules}

    def applied(self, about: About) -> Applied | None:
        """The rules that apply; `None` if there is none."""
        level = about.level if about.level in self._levels else ANY_LEVEL
        units = tuple(unit for unit in about.units if unit in self._units) if self._units else ()
        category = self._named_category(about.category) if about.category and self._categories else None
        asked = ((level, about.urgency, about.difficulty), units, category)
        if asked not in self._known:
            rule = self._ordinary.applying(*asked)
            self._known[asked] = None if rule is None else Applied(rule, self._statutory.applying(*asked))
        return self._known[asked]

    def _named_category(self, category: str) -> str | None:
        """The deepest category named by a rule; what it is part of follows from it."""
        return next((whole for whole in reversed(wholes(category)) if whole in self._categories), None)


def _graces(document: PolicyDocument) -> Iterator[tuple[tuple[str, str], Limit]]:
    resolver = Resolver(conditions(document.grace), GRACE_AXES)
    for stage in Stage:
        for urgency in Urgency:
            index = resolver.applying((stage, urgency))
            if index is not None:
                yield (stage.value, urgency.value), Limit.parse(document.grace[index].after)


def _extensions(document: PolicyDocument) -> Extensions:
    rules = document.extensions
    approvers = (
        Approver(
            nth=None if rule.nth is None else frozenset(rule.nth),
            up_to=None if rule.up_to is None else Limit.parse(rule.up_to),
            by=rule.by.value,
        )
        for rule in rules.approvers
    )
    return Extensions(rules.most, Limit.parse(rules.longest), rules.beyond, tuple(approvers))
