"""How many points does a unit have (score card), and of what? Exact fractions, rounded once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from escalation.programme.scores.domain.rules import GradeRules, ScoreRules
from escalation.statistics.domain.rates import Rate, RateName, rounded


class ScoreGrade(StrEnum):
    """What a score is called."""

    EXCELLENT = "excellent"
    GOOD = "good"
    PASSED = "passed"
    FAILED = "failed"


BETTER_WHEN_LOWER: Final = frozenset({RateName.OVERDUE, RateName.RETURN, RateName.REDO, RateName.ESCALATION})
"""Rates that count as what is missing to one."""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A rate in a score. `points`, `attainable`: null if the unit has no such rate, and others have its weight.

    `floor`: per cent that the rate may not be below, `None` where the rules have none.
    """

    rate: RateName
    weight: int
    value: float | None
    points: float | None
    attainable: float | None
    below_floor: bool
    floor: int | None


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """Of 100 points; `None` if the unit has none of the rates that count."""

    score: float | None
    grade: ScoreGrade | None
    parts: Sequence[ScorePart]


POINT_DIGITS: Final = 1


def score_of(rates: Mapping[RateName, Rate], rules: ScoreRules) -> ScoreCard:
    """The score of a unit. The grade is that of the score as it is shown: whoever reads 90 is excellent."""
    shares = {name: _share(rates[name], name) for name in rules.weights}
    weighed = sum(rules.weights[name] for name, share in shares.items() if share is not None)
    parts = [_part(name, rates[name], shares[name], weighed, rules) for name in rules.weights]
    if weighed == 0:
        return ScoreCard(None, None, parts)
    whole = sum((share * rules.weights[name] for name, share in shares.items() if share is not None), Fraction())
    score = _rounded(whole * 100 / weighed)
    return ScoreCard(score, grade_of(score, rules.grades), parts)


def grade_of(score: float, grades: GradeRules) -> ScoreGrade:
    """What a score is called."""
    bounds = {ScoreGrade.EXCELLENT: grades.excellent, ScoreGrade.GOOD: grades.good, ScoreGrade.PASSED: grades.passed}
    return next((grade for grade, bound in bounds.items() if score >= bound), ScoreGrade.FAILED)


@dataclass(frozen=True, slots=True)
class Placing:
    """Which place a unit has among `units` that have a score; equals share the better one (1, 1, 3)."""

    rank: int
    units: int


def placings(scores: Mapping[str, float | None]) -> Mapping[str, Placing]:
    """The places of units of one level, by code, the best first. Who has no score has no place."""
    scored = {code: score for code, score in scores.items() if score is not None}
    return {
        code: Placing(1 + sum(other > score for other in scored.values()), len(scored))
        for code, score in sorted(scored.items(), key=lambda each: (-each[1], each[0]))
    }


def best_and_worst(scores: Mapping[str, float | None], rules: ScoreRules) -> tuple[list[str], list[str]]:
    """Who of one level is commended (表扬) and who is criticised (批评), by code, the best and the worst first.

    Nobody is both, and who has no score is neither; nor is anybody commended who failed, or criticised who is
    excellent. Equals are treated alike: whoever has as many points as the last one of a list is in it as well.
    """
    places = placings(scores)
    graded = {code: grade_of(scores[code] or 0.0, rules.grades) for code in places}
    best = [
        code for code, place in places.items()
        if place.rank <= rules.lists and graded[code] is not ScoreGrade.FAILED
    ]  # fmt: skip
    rest = {code: -(scores[code] or 0.0) for code in places if code not in best}
    worst = [
        code for code, place in placings(rest).items()
        if place.rank <= rules.lists and graded[code] is not ScoreGrade.EXCELLENT
    ]  # fmt: skip
    return best, worst


def _share(rate: Rate, name: RateName) -> Fraction | None:
    if rate.denominator == 0:
        return None
    share = Fraction(rate.numerator, rate.denominator)
    # An assignment can be objected to more than once.
    return max(Fraction(), 1 - share) if name in BETTER_WHEN_LOWER else share


def _part(name: RateName, rate: Rate, share: Fraction | None, weighed: int, rules: ScoreRules) -> ScorePart:
    floor = rules.floors.get(name)
    is_below = floor is not None and share is not None and share * 100 < floor
    most = Fraction(rules.weights[name] * 100, weighed) if share is not None else None
    points = share * most if share is not None and most is not None else None
    return ScorePart(
        name, rules.weights[name], rate.value, None if points is None else _rounded(points),
        None if most is None else _rounded(most), is_below, floor,
    )  # fmt: skip


def _rounded(value: Fraction) -> float:
    return rounded(value.numerator, value.denominator, POINT_DIGITS) or 0.0
