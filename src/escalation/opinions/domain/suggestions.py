"""What is suggested for a text: category, urgency and department, of keywords and of what was learnt (suggestions)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from escalation.clocks.policy_document import Urgency
from escalation.kit.parsing.normalization import bare
from escalation.opinions.domain.categories import Categories, Category
from escalation.opinions.domain.classifier import Classifier
from escalation.opinions.domain.learning import Features, LearntModel

CATEGORY: Final = "category"
URGENCY: Final = "urgency"
DEPARTMENT: Final = "department"
QUESTIONS: Final = (CATEGORY, URGENCY, DEPARTMENT)

HALF_TRUSTED: Final = 50
"""After so many decisions what was learnt counts half as much as it will in the end."""

MOST_WORDS: Final = 5
_UNSAID, _UNLEARNT = 0.05, 0.01
# What was learnt alone is said only if something is this likely: of twenty classes each has a twentieth by chance.
_LEAST_SHARE = 0.15
_LEAST_WORTH_SAYING = 0.01
_DECISIVE = 0.35
_CATALOGUE_SAYS = 0.7


@dataclass(frozen=True, slots=True)
class SuggestedAnswer:
    """An answer, and the words of the text that speak for it, strongest first."""

    answer: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested for one text; categories likeliest first, one of each class."""

    categories: tuple[SuggestedAnswer, ...]
    urgency: SuggestedAnswer | None
    department: SuggestedAnswer | None


class Suggester:
    """Suggests by a catalogue and, as far as there is one, a model. Immutable, so that all threads may share one."""

    def __init__(self, categories: Categories, learnt: LearntModel | None = None) -> None:
        self._categories = categories
        self._classifier = Classifier(categories)
        self._learnt = learnt

    def suggest(self, title: str, text: str, *, most: int) -> Suggested:
        """What may be right for a text. Takes some milliseconds once there is a model."""
        (evidence,) = _Evidence.of_all(self._learnt, [(title, text)])
        words = self._classifier.words(text, title=title)
        categories = self._rank(words, evidence)[:most]
        found = tuple(SuggestedAnswer(each.code, self._because(each, words, evidence)) for each in categories)
        if not found:
            return Suggested((), None, None)
        first = categories[0]
        urgency = evidence.best(URGENCY, _prior([first.urgency] if first.urgency else [], list(Urgency)))
        department = evidence.best(DEPARTMENT, _prior(first.departments, first.departments))
        said = found[0].because
        return Suggested(
            found,
            SuggestedAnswer(urgency, evidence.words_for(URGENCY, urgency) or said) if urgency else None,
            SuggestedAnswer(department, evidence.words_for(DEPARTMENT, department) or said) if department else None,
        )

    def categories(self, texts: Sequence[tuple[str, str]], *, most: int) -> list[tuple[str, ...]]:
        """The codes of the same categories for each of many texts with their titles before them.

        Without reasons, and what goes with them, it is a third of the work, and of many at once less still.
        """
        ranked = (
            self._rank(self._classifier.words(text, title=title), evidence)
            for (title, text), evidence in zip(texts, _Evidence.of_all(self._learnt, texts), strict=True)
        )
        return [tuple(category.code for category in found[:most]) for found in ranked]

    def _rank(self, words: Mapping[str, Mapping[str, float]], evidence: "_Evidence") -> list[Category]:
        """The deepest category that the evidence is clear about of each class that something speaks for."""
        said = self._rolled_up({code: sum(of_word.values()) for code, of_word in words.items()}, up=False)
        learnt = self._rolled_up(evidence.shares(CATEGORY), up=True)
        all_said = sum(force for code, force in said.items() if "." not in code)
        trust = evidence.trust(CATEGORY)
        if not all_said and max(learnt.values(), default=0.0) * trust < _LEAST_SHARE:
            return []
        tops: dict[str, float] = {}
        for code in {code for code in (*said, *learnt) if "." not in code}:
            share = said.get(code, 0.0) / all_said if all_said else 0.0
            if share or learnt.get(code, 0.0) * trust >= _LEAST_WORTH_SAYING:
                tops[code] = log(share + _UNSAID)
                if learnt:
                    tops[code] += trust * log(learnt.get(code, 0.0) + _UNLEARNT)
        ranked = sorted(tops, key=lambda code: (-tops[code], code))
        together = {
            code: said.get(code, 0.0) / max(all_said, 1e-9) + trust * learnt.get(code, 0.0) for code in {*said, *learnt}
        }
        return [self._categories[self._classifier.deepest(code, together, _DECISIVE)] for code in ranked]

    def _rolled_up(self, values: Mapping[str, float], *, up: bool) -> dict[str, float]:
        """Values of categories that there are; with `up` what a part has counts for the whole as well."""
        found: dict[str, float] = defaultdict(float)
        for code, value in values.items():
            if code in self._categories and not self._categories[code].retired:
                for above in self._categories.lineage(code) if up else (self._categories[code],):
                    found[above.code] += value
        return dict(found)

    def _because(
        self, category: Category, words: Mapping[str, Mapping[str, float]], evidence: "_Evidence"
    ) -> tuple[str, ...]:
        top = self._categories.lineage(category.code)[-1].code
        of_class = words.get(category.code) or words.get(top, {})
        said = sorted(of_class, key=lambda word: (-of_class[word], word))
        learnt = evidence.words_for(CATEGORY, category.code)
        return tuple(dict.fromkeys([*said[:MOST_WORDS], *learnt]))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What was learnt, about one text."""

    learnt: LearntModel | None
    row: Features
    title: str
    text: str

    @classmethod
    def of_all(cls, learnt: LearntModel | None, texts: Sequence[tuple[str, str]]) -> list["_Evidence"]:
        """With each text's features, if there is anything to be asked about them."""
        if learnt is None or not learnt.questions:
            return [cls(None, Features((), ()), "", "")] * len(texts)
        return [cls(learnt, row, *text) for text, row in zip(texts, learnt.features_of(texts), strict=True)]

    def trust(self, question: str) -> float:
        """How much the learnt answers count: nothing at first, all in the end."""
        count = self.learnt.examples(question) if self.learnt else 0
        return count / (count + HALF_TRUSTED)

    def shares(self, question: str) -> dict[str, float]:
        """How likely each answer is by what was learnt."""
        return self.learnt.shares(question, self.row) if self.learnt else {}

    def best(self, question: str, prior: Mapping[str, float]) -> str | None:
        """The likeliest answer by the catalogue and by what was learnt; `None` if neither says anything."""
        shares, trust = self.shares(question), self.trust(question)
        if not prior and not shares:
            return None
        answers = {*prior, *shares}
        force = {
            answer: log(prior.get(answer, 0.0) + _UNSAID) + trust * log(shares.get(answer, 0.0) + _UNLEARNT)
            for answer in answers
        }
        return max(answers, key=lambda answer: (force[answer], answer))

    def words_for(self, question: str, answer: str) -> tuple[str, ...]:
        """What of the text speaks for an answer by what was learnt."""
        if self.learnt is None:
            return ()
        letters = f"{bare(self.title)} {bare(self.text)}"
        return tuple(self.learnt.words_for(question, answer, self.row, letters, MOST_WORDS))


def _prior(named: Sequence[str], all_: Sequence[str]) -> dict[str, float]:
    """What the catalogue says: the first it names most, the others what is left."""
    if not named:
        return {}
    rest = (1 - _CATALOGUE_SAYS) / max(len(all_) - 1, 1)
    return {answer: _CATALOGUE_SAYS if answer == named[0] else rest for answer in all_}
