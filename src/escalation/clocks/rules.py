"""Which rule applies? The most specific one, found beforehand for every combination of what can be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from escalation.clocks.limits import Limit

Value = str | int
Combination = tuple[Value, ...]
Conditions = Mapping[str, frozenset[Value]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit with its name, so that a ticket can say where its due date comes from. `source`: statute and article."""

    id: str
    limit: Limit
    zh: str
    en: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which rule (by index) applies to a combination; combinations without a rule; pairs of rules equally specific."""

    applying: Mapping[Combination, int]
    gaps: tuple[Combination, ...]
    ties: tuple[tuple[int, int], ...]


def resolve(rules: Sequence[Conditions], axes: Mapping[str, Sequence[Value]]) -> Resolution:
    """Decide every combination of the axes, in their order.

    A rule fits if each of its conditions holds; the more axes it names, the more specific it is. Two rules that name
    equally many and fit the same combination are a tie, unless a more specific one decides.
    """
    applying: dict[Combination, int] = {}
    gaps: list[Combination] = []
    ties: set[tuple[int, int]] = set()
    for combination in product(*axes.values()):
        asked = dict(zip(axes, combination, strict=True))
        fitting = [index for index, rule in enumerate(rules) if _fits(rule, asked)]
        most = max((len(rules[index]) for index in fitting), default=0)
        best = [index for index in fitting if len(rules[index]) == most]
        if not best:
            gaps.append(combination)
            continue
        applying[combination] = best[0]
        ties.update((best[0], other) for other in best[1:])
    return Resolution(applying, tuple(gaps), tuple(sorted(ties)))


def _fits(rule: Conditions, asked: Mapping[str, Value]) -> bool:
    return all(asked[axis] in values for axis, values in rule.items())
