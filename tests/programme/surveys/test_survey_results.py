"""Results: counted as a naive model counts them; what small cells have cannot be had by subtraction either."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.errors import DefinitionInvalid
from escalation.programme.surveys.domain.answers import answer_faults, answers_of
from escalation.programme.surveys.domain.results import CellCounts, hidden_cells, results_of
from escalation.programme.surveys.domain.rules import SurveyKind, parse
from escalation.programme.surveys.domain.surveys import SurveyProgress
from escalation.publishing.domain.rule_sections import shipped_section

RULES = parse(shipped_section("surveys"))
QUESTIONS = RULES.questions(SurveyKind.UNIT)
OPTIONS = [(question.code, option.code) for question in QUESTIONS for option in question.options]


def a_cell(asked: int, *options: int) -> CellCounts:
    """So many were asked; how often each option of the first question was chosen."""
    answered = sum(options)
    counts = dict(zip(OPTIONS, options, strict=False))
    return CellCounts(SurveyProgress(asked, answered, answered, 0, 0, 0, asked - answered, 0), counts)


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(0, 12))
def test_what_is_kept_back_is_that_of_enough_people_or_all_that_there_is(answers: list[int], small: int) -> None:
    hidden = hidden_cells(answers, small)
    shown = [count for place, count in enumerate(answers) if place not in hidden]
    assert not any(0 < count < small for count in shown)
    missing = sum(answers[place] for place in hidden)
    assert missing == 0 or missing >= small or not any(shown)
    assert hidden or not any(0 < count < small for count in answers)


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=6))
def test_a_whole_is_its_parts_and_rates_are_of_who_could_say(cells: list[tuple[int, int, int, int]]) -> None:
    whole, parts = results_of([a_cell(60, *cell) for cell in cells], RULES, QUESTIONS, guarded=False)
    first = whole.questions[0]
    satisfied, fair, unsatisfied, unknown = (sum(column) for column in zip(*cells, strict=True))
    assert (first.satisfied, first.fairly_satisfied) == (satisfied, satisfied + fair)
    assert first.rated == satisfied + fair + unsatisfied
    assert first.options is not None
    assert list(first.options.values()) == [satisfied, fair, unsatisfied, unknown]
    assert [part.questions[0].satisfied for part in parts] == [cell[0] for cell in cells]
    answered, asked = satisfied + fair + unsatisfied + unknown, 60 * len(cells)
    assert whole.is_representative == (answered >= 10 and answered / asked >= 0.3)
    assert first.below_floor == (whole.is_representative and first.fairly_satisfied < 0.85 * first.rated)


def shown(cells: Sequence[CellCounts]) -> list[bool]:
    _, parts = results_of(cells, RULES, QUESTIONS, guarded=True)
    return [part.questions[0].options is not None for part in parts]


def test_one_small_cell_takes_the_next_smallest_along_and_none_tells_of_a_low_result() -> None:
    assert shown([a_cell(20, 2), a_cell(20, 9, 0, 1), a_cell(20, 5)]) == [False, True, False]
    assert shown([a_cell(20, 2), a_cell(20, 3), a_cell(20, 9)]) == [False, False, True]
    whole, (part,) = results_of([a_cell(4, 0, 0, 4)], RULES, QUESTIONS, guarded=True)
    assert [each.options for each in (*whole.questions, *part.questions)] == [None] * 6
    assert not any(each.below_floor for each in whole.questions)


def test_answers_fit_what_is_asked_or_are_told_where_they_do_not() -> None:
    questions = RULES.questions(SurveyKind.TICKET)
    whole = {"satisfaction": "fairly", "solved": "partly", "words": ""}
    assert list(answer_faults(questions, whole)) == []
    assert [(each.question, each.option, each.words) for each in answers_of(questions, whole)] == [
        ("satisfaction", "fairly", None), ("solved", "partly", None)
    ]  # fmt: skip
    wrong = {"satisfaction": "maybe", "words": "x" * 1_001, "else": "yes"}
    assert sorted((each.pointer, each.code) for each in answer_faults(questions, wrong)) == [
        ("/answers/else", "unknown_field"), ("/answers/satisfaction", "unknown_option"),
        ("/answers/solved", "required"), ("/answers/words", "too_long"),
    ]  # fmt: skip


def test_rules_that_cannot_be_are_refused_at_the_place_where_they_are_wrong() -> None:
    section: Any = shipped_section("surveys")
    section["sample"]["most"] = 10
    section["questionnaires"]["unit"] = [section["questionnaires"]["unit"][-1]] * 2
    with pytest.raises(DefinitionInvalid) as refused:
        parse(section)
    assert sorted((each.pointer, each.code) for each in refused.value.faults) == [
        ("/questionnaires/unit", "no_options"), ("/questionnaires/unit/1/code", "named_twice"),
        ("/sample/size", "too_many"),
    ]  # fmt: skip
