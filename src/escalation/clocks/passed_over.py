"""Why was a rule of a policy passed over? By which of its conditions it does not fit what is asked about a ticket.

A rule without any that fails fits, and yields to a more specific one (`clocks/rules.py`) or, of an ordinary and a
statutory limit, to the one that ends later (`clocks/stopwatch.py`).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from escalation.clocks.policy_document import When
from escalation.clocks.rules import About, Value, wholes


class Condition(StrEnum):
    """What a rule may ask for; the fields of `When`."""

    LEVEL = "level"
    URGENCY = "urgency"
    DIFFICULTY = "difficulty"
    UNIT = "unit"
    CATEGORY = "category"


def unmet(when: When, asked: About) -> tuple[Condition, ...]:
    """The conditions that do not hold of the ticket; none if the rule fits it."""
    has: Mapping[Condition, frozenset[Value]] = {
        Condition.LEVEL: frozenset({asked.level}),
        Condition.URGENCY: frozenset({asked.urgency}),
        Condition.DIFFICULTY: frozenset({asked.difficulty}),
        Condition.UNIT: frozenset(asked.units),
        Condition.CATEGORY: frozenset(wholes(asked.category) if asked.category else ()),
    }
    named = ((condition, getattr(when, condition)) for condition in _CONDITIONS)
    return tuple(condition for condition, values in named if values is not None and has[condition].isdisjoint(values))


_CONDITIONS: Final = tuple(Condition)
