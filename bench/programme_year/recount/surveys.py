"""What was answered in surveys (surveys), counted person by person? For who ordered them, and for who was asked about.

What fewer than five have answered is kept back from units that were asked about, and so is the next smallest part
until what is missing is of five people at least.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from bench.programme_year.recount.snapshot import Figures, Snapshot

_SMALL, _FLOOR, _REPRESENTATIVE = 5, 85, (10, 30)
"""As the rules that come along have them: answers of a small part; per cent of satisfied; answers, and per cent."""
KEPT_BACK: Final = "kept back"
SATISFIED: Final = frozenset({"satisfied", "fairly", "solved", "partly", "good", "fair", "prompt"})
UNSATISFIED: Final = frozenset({"unsatisfied", "unsolved", "poor", "slow"})
QUESTIONS: Final[Mapping[str, Sequence[str]]] = {
    "ticket": ("satisfaction", "solved"), "unit": ("overall", "conduct", "promptness")
}  # fmt: skip
_STATES: Final = ("answered", "refused", "unreached", "withdrawn", "waiting")

Person = Mapping[str, Any]


class SurveyCounter:
    """All who were asked, and what they answered. `of_survey`: them by survey."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Sort who belongs to which survey."""
        self._snapshot = snapshot
        self.of_survey: dict[UUID, list[Person]] = defaultdict(list)
        for person in snapshot.rows["survey_people"]:
            self.of_survey[person["survey_id"]].append(person)
        self._options: dict[UUID, dict[str, str]] = defaultdict(dict)
        for answer in snapshot.rows["survey_answers"]:
            if answer["option"] is not None:
                self._options[answer["person_id"]][answer["question"]] = answer["option"]

    def count(self, survey: Mapping[str, Any], unit_id: UUID, *, guarded: bool) -> Figures:
        """What is told of a unit with all below it, of itself, and of each directly below it."""
        cells = self._cells(survey["id"], unit_id)
        everybody = [person for people in cells.values() for person in people]
        found: dict[tuple[object, ...], object] = {}
        for name, people in (("whole", everybody), *cells.items()):
            found |= {(name, state): n for state, n in _progress(people).items() if n}
        for question in QUESTIONS[survey["kind"]]:
            counts = {code: self._chosen(people, question) for code, people in cells.items()}
            whole: Counter[str] = sum(counts.values(), Counter())
            is_small = guarded and sum(whole.values()) < _SMALL
            hidden = _hidden({code: sum(each.values()) for code, each in counts.items()}) if guarded else set()
            found |= _of_question(("whole", question), whole, everybody, is_hidden=is_small)
            for code, each in counts.items():
                found |= _of_question((code, question), each, cells[code], is_hidden=is_small or code in hidden)
        return found

    def _cells(self, survey_id: UUID, unit_id: UUID) -> Mapping[str, Sequence[Person]]:
        cells: dict[str, list[Person]] = defaultdict(list)
        for person in self.of_survey[survey_id]:
            above = list(self._snapshot.above[person["unit_id"]])
            if unit_id in above:
                at = above.index(unit_id)
                cells[self._snapshot.codes[above[max(at - 1, 0)]]].append(person)
        own = self._snapshot.codes[unit_id]
        return {code: cells[code] for code in sorted(cells, key=lambda code: (code != own, code))}

    def _chosen(self, people: Iterable[Person], question: str) -> Counter[str]:
        given = (self._options[person["id"]].get(question) for person in people)
        return Counter(option for option in given if option is not None)


def _progress(people: Sequence[Person]) -> Mapping[str, int]:
    states = Counter(person["state"] for person in people)
    by_page = sum(person["answered_by"] == "page" for person in people)
    return {"asked": len(people), "by page": by_page, **{state: states[state] for state in _STATES}}


def _of_question(at: tuple[str, str], chosen: Counter[str], people: Sequence[Person], *, is_hidden: bool) -> Figures:
    if is_hidden:
        return {at: KEPT_BACK}
    found: dict[tuple[object, ...], object] = {(*at, option): n for option, n in chosen.items() if n}
    satisfied = sum(n for option, n in chosen.items() if option in SATISFIED)
    rated = satisfied + sum(n for option, n in chosen.items() if option in UNSATISFIED)
    answered = sum(person["state"] == "answered" for person in people)
    is_representative = answered >= _REPRESENTATIVE[0] and 100 * answered >= _REPRESENTATIVE[1] * len(people)
    if is_representative and 100 * satisfied < _FLOOR * rated:
        found[(*at, "too low")] = (satisfied, rated)
    return found


def _hidden(answers: Mapping[str, int]) -> set[str]:
    """Small parts, and the next smallest ones until those that are missing have five answers together."""
    hidden = {code for code, n in answers.items() if 0 < n < _SMALL}
    others = [code for code in answers if answers[code] >= _SMALL]
    while hidden and others and sum(answers[code] for code in hidden) < _SMALL:
        smallest = min(others, key=lambda code: answers[code])
        others.remove(smallest)
        hidden.add(smallest)
    return hidden
