"""Which category is a text about, judging by its words?"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from escalation.kit.parsing.normalization import plain
from escalation.opinions.domain.categories import HINT, WEIGHT, Categories

TITLE_COUNTS = 2.0
HINT_WEIGHT = 0.3
# A part is named rather than the whole when at least this share of the evidence speaks for it.
_DECISIVE = 0.35


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category and how much speaks for it: a sum of word weights, comparable within one text only."""

    category_code: str
    score: float


class Classifier:
    """Finds categories by their keywords. Immutable, so that all threads may share one."""

    def __init__(self, categories: Categories) -> None:
        self._children: dict[str | None, list[str]] = defaultdict(list)
        for category in categories:
            self._children[category.parent_code].append(category.code)
        self._weights = _weights(categories)
        self._lengths = _lengths(self._weights)
        self._maybe = _maybe(self._lengths)

    def suggest(self, text: str, *, title: str = "") -> list[Suggestion]:
        """One suggestion per class that any word speaks for, best first.

        Each names the deepest category of its class that the evidence is clear about. A word in the title counts
        double; a word repeated counts by the square root. Empty when nothing is recognised.
        """
        scores = self._scores(text, title)
        found = [
            Suggestion(self.deepest(top, scores, _DECISIVE), scores[top])
            for top in self._children[None]
            if top in scores
        ]
        return sorted(found, key=lambda suggestion: (-suggestion.score, suggestion.category_code))

    def words(self, text: str, *, title: str = "") -> dict[str, dict[str, float]]:
        """For each category that any word speaks for, itself or a part of it, the words and their force."""
        strength: dict[str, float] = defaultdict(float)
        for word, times in self._words(plain(title)).items():
            strength[word] += TITLE_COUNTS * sqrt(times)
        for word, times in self._words(plain(text)).items():
            strength[word] += sqrt(times)
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for word, force in strength.items():
            for code, weight in self._weights[word].items():
                found[code][word] = force * weight
        return dict(found)

    def _scores(self, text: str, title: str) -> dict[str, float]:
        return {code: sum(of_code.values()) for code, of_code in self.words(text, title=title).items()}

    def _words(self, text: str) -> Counter[str]:
        """The known words of a text, the longest at each place, none overlapping another."""
        words: Counter[str] = Counter()
        after = 0
        for found in self._maybe.finditer(text):
            place = found.start()
            for length in self._lengths.get(text[place : place + 2], ()) if place >= after else ():
                word = text[place : place + length]
                if word in self._weights:
                    words[word] += 1
                    after = place + len(word)
                    break
        return words

    def deepest(self, code: str, scores: Mapping[str, float], decisive: float) -> str:
        """The part of a category, however deep, that at least this share of the evidence speaks for, or itself."""
        parts = [part for part in self._children.get(code, ()) if part in scores]
        best = max(parts, key=lambda part: scores[part], default=None)
        if best is None or scores[best] < decisive * scores[code]:
            return code
        return self.deepest(best, scores, decisive)


def _weights(categories: Categories) -> dict[str, dict[str, float]]:
    """For each word what it adds to which categories: its category and those above it, once each."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for category in categories:
        if category.retired:
            continue
        above = [each.code for each in categories.lineage(category.code)]
        for keyword in category.keywords:
            word, weight = _weighed(keyword)
            for code in above:
                weights[word][code] = max(weights[word].get(code, 0.0), weight)
    return {word: _thinned(of_word) for word, of_word in weights.items()}


def _weighed(keyword: str) -> tuple[str, float]:
    """The word as it is looked for, and its weight: 1 for two characters, more for longer words, little for a hint."""
    if said := WEIGHT.match(keyword):
        return plain(said["word"].removeprefix(HINT)), float(said["weight"])
    word = plain(keyword.removeprefix(HINT))
    weight = min(1.0 + 0.5 * (len(word) - 2), 2.5)
    return word, weight * HINT_WEIGHT if keyword.startswith(HINT) else weight


def _thinned(of_word: Mapping[str, float]) -> dict[str, float]:
    """A word that several classes share says less about each."""
    classes = sum("." not in code for code in of_word)
    return {code: weight / classes for code, weight in of_word.items()}


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By their first two letters how long words are, longest first: a few numbers, however many words there are."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[:2]].add(len(word))
    return {start: tuple(sorted(of_start, reverse=True)) for start, of_start in lengths.items()}


def _maybe(starts: Iterable[str]) -> re.Pattern[str]:
    """Where a word may start: at a first letter of some word before a second letter of some. Most places are neither.

    A word of one letter is never looked for.
    """
    pairs = [start for start in starts if len(start) > 1]
    if not pairs:
        return re.compile("(?!)")
    first, second = (re.escape("".join(sorted({pair[n] for pair in pairs}))) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")
