"""How many points does a unit have (score card), and of what? Exact fractions, rounded once."""

from collections.abc import Iterable, Mapping, Sequence
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
    """A rate in a score. `points`, `attainable`: null if the unit has no such rate, and others have its weight."""

    rate: RateName
    weight: int
    value: float | None
    points: float | None
    attainable: float | None
    below_floor: bool


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


def best_and_worst(scores: Iterable[tuple[str, float | None]], most: int) -> tuple[list[str], list[str]]:
    """Who is commended and who is criticised, by code, the best and the worst first; nobody is both.

    Among equals the order is that of codes. Who has no score is neither.
    """
    scored = sorted(((code, score) for code, score in scores if score is not None), key=lambda each: each[0])
    best = [code for code, _ in sorted(scored, key=lambda each: -each[1])][:most]
    rest = sorted((each for each in scored if each[0] not in best), key=lambda each: each[1])
    return best, [code for code, _ in rest][:most]


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
        None if most is None else _rounded(most), is_below,
    )  # fmt: skip


def _rounded(value: Fraction) -> float:
    return rounded(value.numerator, value.denominator, POINT_DIGITS) or 0.0
