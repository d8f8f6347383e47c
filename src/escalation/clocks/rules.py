"""Which rule applies? The most specific one that fits what is asked about a ticket.

A rule fits if each condition it names holds. Of those that fit, the one that names most conditions applies; of equals,
the one that names the nearer unit; of these, the one that names the deeper category.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from typing import NamedTuple

from escalation.clocks.limits import Limit
from escalation.clocks.policy_document import Start

Value = str | int
Combination = tuple[Value, ...]
Conditions = Mapping[str, Collection[Value]]

UNIT = "unit"
CATEGORY = "category"


class About(NamedTuple):
    """What is asked about a ticket.

    `units`: codes, nearest first: the unit and its ancestors. `category`: a dotted code; `a.b.c` is part of `a.b`.
    """

    level: int
    urgency: str
    difficulty: str
    units: tuple[str, ...] = ()
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit with its name, so that a ticket can say where its due date comes from. `source`: statute and article."""

    id: str
    limit: Limit
    zh: str
    en: str
    source: str | None = None
    starts: Start = Start.STAGE


@dataclass(frozen=True, slots=True)
class Applied:
    """The rule that applies, and the statutory limit that prevails where it ends later."""

    rule: Rule
    statutory: Rule | None = None


@dataclass(frozen=True, slots=True)
class _Scope:
    """A rule at one of the units and categories it names; it fits the combinations whose bits are set."""

    index: int
    named: int
    combinations: int


_Rank = tuple[int, int, int]  # conditions named, nearness of the unit, depth of the category


class Resolver:
    """Rules, given by their conditions, over axes with few values and over units and categories."""

    def __init__(self, rules: Iterable[Conditions], axes: Mapping[str, Sequence[Value]]) -> None:
        """`axes`: the values of every condition other than units and categories."""
        self._bits = {combination: 1 << nth for nth, combination in enumerate(product(*axes.values()))}
        self._scopes: dict[tuple[Value | None, Value | None], list[_Scope]] = {}
        for index, rule in enumerate(rules):
            scope = _Scope(index, len(rule), self._fitting(rule, axes))
            for place in product(rule.get(UNIT, (None,)), rule.get(CATEGORY, (None,))):
                self._scopes.setdefault(place, []).append(scope)

    def applying(self, combination: Combination, units: Sequence[str] = (), category: str | None = None) -> int | None:
        """The index of the rule that applies; `None` if none fits. `units` are nearest first."""
        bit = self._bits.get(combination, 0)
        ranked = self._ranked(units, category)
        return next((scope.index for _, scope in ranked if scope.combinations & bit), None)

    def gaps(self) -> list[Combination]:
        """The combinations that no rule covers whatever the unit and the category."""
        covered = 0
        for scope in self._scopes.get((None, None), ()):
            covered |= scope.combinations
        return [combination for combination, bit in self._bits.items() if not covered & bit]

    def ties(self) -> set[int]:
        """The rules that are as specific as an earlier one and fit the same tickets, with no better rule to decide.

        Two rules tie only where the nearest unit they name is the same, or they name none, and likewise the category:
        else one of them is nearer or deeper. So it is enough to look at the places that rules name, each by itself.
        """
        found: set[int] = set()
        for unit, category in self._scopes:
            decided = 0
            ranked = self._ranked(() if unit is None else (unit,), category)
            for _, equals in groupby(ranked, key=itemgetter(0)):
                taken = 0
                for _, scope in equals:
                    if scope.combinations & taken & ~decided:
                        found.add(scope.index)
                    taken |= scope.combinations
                decided |= taken
        return found

    def _fitting(self, rule: Conditions, axes: Mapping[str, Sequence[Value]]) -> int:
        allowed = [frozenset(rule.get(axis, values)) for axis, values in axes.items()]
        return sum(
            bit
            for combination, bit in self._bits.items()
            if all(value in values for value, values in zip(combination, allowed, strict=True))
        )

    def _ranked(self, units: Sequence[Value], category: Value | None) -> list[tuple[_Rank, _Scope]]:
        """Whatever fits these units and this category, best first; equals as they were written."""
        found = [
            ((scope.named, nearness, depth), scope)
            for nearness, unit in enumerate((None, *reversed(units)))
            for depth, part in enumerate((None, *wholes(str(category))) if category is not None else (None,))
            for scope in self._scopes.get((unit, part), ())
        ]
        return sorted(found, key=itemgetter(0), reverse=True)


def wholes(category: str) -> list[str]:
    """What a category is part of, and itself: `a`, `a.b`, `a.b.c`."""
    names = category.split(".")
    return [".".join(names[:depth]) for depth in range(1, len(names) + 1)]
