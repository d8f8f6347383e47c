"""What has somebody answered (answers)? An option for each question, or words; checked against what was asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from escalation.errors import N_, Fault
from escalation.programme.surveys.domain.rules import SurveyQuestion

LONGEST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to one question: the code of an option, or words."""

    question: str
    option: str | None
    words: str | None


def answers_of(questions: Sequence[SurveyQuestion], given: Mapping[str, str]) -> tuple[GivenAnswer, ...]:
    """What was given, by the code of the question, as answers; what is empty is none."""
    return tuple(
        GivenAnswer(each.code, None, text) if each.is_in_words else GivenAnswer(each.code, text, None)
        for each in questions
        if (text := given.get(each.code, "")) != ""
    )


def answer_faults(questions: Sequence[SurveyQuestion], given: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with it: what was not asked, what has no such option, and what is missing."""
    asked = {each.code: each for each in questions}
    for code, text in given.items():
        question = asked.get(code)
        if question is None:
            yield Fault(f"/answers/{code}", "unknown_field", N_("This field is not known here."))
        elif text and not question.is_in_words and text not in {each.code for each in question.options}:
            yield Fault(f"/answers/{code}", "unknown_option", N_("Choose one of the options."))
        elif len(text) > LONGEST_WORDS:
            detail = N_("This is too long: at most {most} characters.")
            yield Fault(f"/answers/{code}", "too_long", detail, {"most": LONGEST_WORDS})
    for each in questions:
        if each.required and not given.get(each.code):
            yield Fault(f"/answers/{each.code}", "required", N_("This question has to be answered."))
