"""How does a unit stand in a survey (results)? Whole counts, and what is kept back so that nobody is guessed.

Units that were asked about see of each question only what at least `small_cell` citizens have answered together. What
is kept back cannot be had by subtraction either: with one small cell the next smallest is kept back as well, until
what is missing from the whole is that of enough people.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from escalation.programme.surveys.domain.rules import CountsAs, SurveyQuestion, SurveyRules
from escalation.programme.surveys.domain.surveys import SurveyProgress

OptionCounts = Mapping[tuple[str, str], int]
"""How often each option of each question was chosen, by their codes."""


@dataclass(frozen=True, slots=True)
class CellCounts:
    """What was counted of a unit with all below it, or without."""

    progress: SurveyProgress
    options: OptionCounts

    def answers_to(self, question: SurveyQuestion) -> int:
        """How many have chosen an option."""
        return sum(self.options.get((question.code, each.code), 0) for each in question.options)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was answered to one question; `options` by code, `None` if it is kept back, as are all counts then.

    `rated`: without who could not say. `fairly_satisfied`: who is satisfied, or fairly so. `below_floor`: the result is
    representative, and too low.
    """

    question: SurveyQuestion
    options: Mapping[str, int] | None
    rated: int
    satisfied: int
    fairly_satisfied: int
    below_floor: bool


@dataclass(frozen=True, slots=True)
class CellResult:
    """How a unit stands. Without words: these are read by themselves."""

    progress: SurveyProgress
    is_representative: bool
    questions: tuple[QuestionResult, ...]


def summed(cells: Sequence[CellCounts]) -> CellCounts:
    """Several units together."""
    options: Counter[tuple[str, str]] = Counter()
    for each in cells:
        options.update(each.options)
    names = [field.name for field in fields(SurveyProgress)]
    progress = SurveyProgress(**{name: sum(getattr(each.progress, name) for each in cells) for name in names})
    return CellCounts(progress, options)


def results_of(
    parts: Sequence[CellCounts], rules: SurveyRules, questions: Sequence[SurveyQuestion], *, guarded: bool
) -> tuple[CellResult, tuple[CellResult, ...]]:
    """The whole, and each of its parts. `guarded`: whether small cells are kept back."""
    whole, chosen = summed(parts), [each for each in questions if not each.is_in_words]
    small = rules.small_cell if guarded else 0
    kept_back = {each.code: hidden_cells([part.answers_to(each) for part in parts], small) for each in chosen}
    shown = {each.code: whole.answers_to(each) >= small for each in chosen}

    def of(cell: CellCounts, place: int | None) -> CellResult:
        is_representative = _is_representative(cell.progress, rules)
        results = (
            _question(each, cell, rules, is_shown=shown[each.code] and place not in kept_back[each.code],
                      is_representative=is_representative)
            for each in chosen
        )  # fmt: skip
        return CellResult(cell.progress, is_representative, tuple(results))

    return of(whole, None), tuple(of(part, place) for place, part in enumerate(parts))


def hidden_cells(answers: Sequence[int], small: int) -> frozenset[int]:
    """Which of the cells are kept back, by their places, so that what is kept back is that of at least `small` people.

    Or all of them, where all of them together are fewer.
    """
    hidden = {place for place, count in enumerate(answers) if 0 < count < small}
    others = sorted((place for place, count in enumerate(answers) if count >= max(small, 1)), key=lambda n: answers[n])
    for place in others:
        if not hidden or sum(answers[each] for each in hidden) >= small:
            break
        hidden.add(place)
    return frozenset(hidden)


def _is_representative(progress: SurveyProgress, rules: SurveyRules) -> bool:
    wanted = rules.representative
    return progress.answered >= wanted.answers and 100 * progress.answered >= wanted.percent * progress.asked


def _question(
    question: SurveyQuestion, cell: CellCounts, rules: SurveyRules, *, is_shown: bool, is_representative: bool
) -> QuestionResult:
    if not is_shown:
        return QuestionResult(question, None, 0, 0, 0, below_floor=False)
    options = {each.code: cell.options.get((question.code, each.code), 0) for each in question.options}
    by: Counter[CountsAs] = Counter()
    for each in question.options:
        by[each.counts_as] += options[each.code]
    satisfied, fairly = by[CountsAs.SATISFIED], by[CountsAs.SATISFIED] + by[CountsAs.FAIR]
    rated = fairly + by[CountsAs.UNSATISFIED]
    is_low = is_representative and 100 * fairly < rules.floor * rated
    return QuestionResult(question, options, rated, satisfied, fairly, below_floor=is_low)
