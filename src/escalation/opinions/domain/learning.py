"""What do clerks' own decisions teach about categories, urgency and departments (learning)? Linear models of letters.

A text is counted by its letters and pairs of letters, hashed into 32,768 places (HashingVectorizer), rare ones for more
(inverse document frequency); the title counts as much as the whole content. One linear model for each answer is fitted
further by each decision (SGDClassifier.partial_fit, logistic loss). No text is kept, and none can be read out of what
is kept: a place stands for thousands of pairs.

Whoever learns or asks imports scikit-learn with it, which takes a second: that is done in a thread, and only then.
"""

import io
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from escalation.kit.parsing.normalization import bare

PLACES: Final = 1 << 15
MOST_LABELS: Final = 300
"""Answers of one question that are told apart; 40 MB of weights at most. Further ones are left to the catalogue."""

PASSES: Final = 5
"""How often each batch is gone through."""

FEWEST_LABELS: Final = 3
"""Nothing is learnt of a question with fewer answers."""

_ALPHA: Final = 1e-5
_LONGEST_TEXT: Final = 4_000


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what was decided about it, by question; a question that nothing was decided about is left out."""

    title: str
    text: str
    decided: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Features:
    """A text as two arrays: places among `PLACES`, none twice, and what each counts."""

    places: Any
    values: Any


@dataclass(frozen=True, slots=True)
class LearntAnswers:
    """One question: `weights` are float32, a row of `PLACES` for each label, `bias` one value each.

    `steps` is how far the learning rate has fallen, `examples` how many decisions it was learnt from.
    """

    labels: tuple[str, ...]
    weights: Any
    bias: Any
    steps: float = 1.0
    examples: int = 0


@dataclass(frozen=True, slots=True)
class LearntModel:
    """Everything learnt so far. `seen`: in how many texts each place occurred, of `texts` in all."""

    texts: int = 0
    seen: Any = None
    questions: Mapping[str, LearntAnswers] = field(default_factory=dict)

    def examples(self, question: str) -> int:
        """How many decisions an answer to the question would go by."""
        return self.questions[question].examples if question in self.questions else 0

    def learn(self, examples: Sequence[Example], answers: Mapping[str, Collection[str]]) -> "LearntModel":
        """The model with more decisions in it. `answers`: those that there are to each question by now.

        What is no answer any more is forgotten, and a new one begins with nothing.
        """
        import numpy as np  # noqa: PLC0415 - see above

        if not examples:
            return self
        parts = _counted([(example.title, example.text) for example in examples])
        before = self.seen if self.seen is not None else np.zeros(PLACES, dtype=np.int64)
        occurs = np.concatenate([np.union1d(title.places, text.places) for title, text in parts])
        known = replace(self, texts=self.texts + len(examples), seen=before + np.bincount(occurs, minlength=PLACES))
        weighed = [known.weigh(title, text) for title, text in parts]
        questions = {}
        for question, labels in answers.items():
            rows = [n for n, example in enumerate(examples) if example.decided.get(question) in labels]
            taught = [examples[n].decided[question] for n in rows]
            had = self.questions.get(question)
            if (fitted := _fitted(had, frozenset(labels), [weighed[n] for n in rows], taught)) is not None:
                questions[question] = fitted
        return replace(known, questions=questions)

    def features(self, title: str, text: str) -> "Features":
        """The text as the model sees it, for `shares` and `words_for`."""
        return self.features_of([(title, text)])[0]

    def features_of(self, texts: Sequence[tuple[str, str]]) -> list["Features"]:
        """The same of many texts, each with its title before it: of five hundred it takes a quarter of the time."""
        return [self.weigh(*parts) for parts in _counted(texts)]

    def shares(self, question: str, row: "Features") -> dict[str, float]:
        """How likely each answer is, together 1; empty while nothing was learnt."""
        import numpy as np  # noqa: PLC0415 - see above

        if question not in self.questions:
            return {}
        learnt = self.questions[question]
        margins = learnt.weights[:, row.places] @ row.values + learnt.bias
        likely = 1.0 / (1.0 + np.exp(-np.clip(margins, -30, 30)))
        return dict(zip(learnt.labels, (likely / likely.sum()).tolist(), strict=True))

    def words_for(self, question: str, label: str, row: "Features", letters: str, most: int) -> list[str]:
        """The pairs of letters in the text that was asked about that speak most for an answer, likeliest first."""
        import numpy as np  # noqa: PLC0415 - see above

        learnt = self.questions.get(question)
        if learnt is None or label not in learnt.labels:
            return []
        weights = learnt.weights[:, row.places]
        speaks = (weights[learnt.labels.index(label)] - weights.mean(axis=0)) * row.values
        force = dict(zip(row.places.tolist(), speaks.tolist(), strict=True))
        least = 2 * float(np.abs(speaks).mean())
        found = {letters[n : n + 2]: None for n in range(len(letters) - 1)}
        ranked = sorted(((force.get(_place(pair), 0.0), pair) for pair in found), reverse=True)
        return [pair for value, pair in ranked[:most] if value > least]

    def weigh(self, title: "Features", text: "Features") -> "Features":
        """A text with rare pairs counted for more; its title and its content count alike."""
        import numpy as np  # noqa: PLC0415 - see above

        rarity = [np.log((1 + self.texts) / (1 + self.seen[part.places])) + 1 for part in (title, text)]
        halves = [
            _of_length_one(part.places, part.values * rare) for part, rare in zip((title, text), rarity, strict=True)
        ]
        places, at = np.unique(np.concatenate([half.places for half in halves]), return_inverse=True)
        values = np.bincount(at, weights=np.concatenate([half.values for half in halves]), minlength=len(places))
        return _of_length_one(places, values)


def dump(model: LearntModel) -> bytes:
    """The model as bytes: arrays only, nothing that could run when it is read."""
    import numpy as np  # noqa: PLC0415 - see above

    arrays: dict[str, Any] = {"texts": np.array(model.texts), "seen": model.seen.astype(np.int32)}
    for name, learnt in model.questions.items():
        arrays[f"{name}.labels"] = np.array(learnt.labels, dtype=np.str_)
        arrays[f"{name}.weights"] = learnt.weights.astype(np.float16)
        arrays[f"{name}.bias"] = learnt.bias
        arrays[f"{name}.steps"] = np.array([learnt.steps, learnt.examples], dtype=np.float64)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def load(content: bytes) -> LearntModel:
    """The model of such bytes. Raises `ValueError` for anything but arrays as `dump` writes them."""
    try:
        # First whether it is whole: what reads headers of arrays raises anything for those that are not.
        if (damaged := ZipFile(io.BytesIO(content)).testzip()) is not None:
            raise ValueError(damaged)
        return _loaded(content)
    except _NOT_ARRAYS as error:
        raise ValueError(str(error)) from error


_NOT_ARRAYS: Final = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
)
"""What an archive raises in which bits have changed."""


def _loaded(content: bytes) -> LearntModel:
    import numpy as np  # noqa: PLC0415 - see above

    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        questions = {}
        for name in (key.removesuffix(".labels") for key in arrays.files if key.endswith(".labels")):
            steps, examples = arrays[f"{name}.steps"].tolist()
            questions[name] = LearntAnswers(
                tuple(arrays[f"{name}.labels"].tolist()), arrays[f"{name}.weights"].astype(np.float32),
                arrays[f"{name}.bias"], steps, int(examples),
            )  # fmt: skip
        return LearntModel(int(arrays["texts"]), arrays["seen"].astype(np.int64), questions)


def _fitted(
    had: LearntAnswers | None, labels: Collection[str], rows: Sequence["Features"], taught: Sequence[str]
) -> LearntAnswers | None:
    """One question with more decisions; `None` while there are too few answers to it."""
    import numpy as np  # noqa: PLC0415 - see above
    from sklearn.linear_model import SGDClassifier  # noqa: PLC0415 - see above

    kept = _kept(had, labels, taught)
    if kept is None or not rows:
        return kept
    index = {label: n for n, label in enumerate(kept.labels)}
    places = [n for n, label in enumerate(taught) if label in index]
    if not places:
        return kept
    classifier = SGDClassifier(loss="log_loss", alpha=_ALPHA, shuffle=False)
    classifier.classes_ = np.arange(len(kept.labels))
    classifier.coef_ = np.ascontiguousarray(kept.weights, dtype=np.float32)
    classifier.intercept_ = kept.bias.astype(np.float32)
    classifier.t_ = kept.steps
    features, answers = _matrix([rows[n] for n in places]), np.array([index[taught[n]] for n in places])
    dice = np.random.default_rng(len(places))
    for _ in range(PASSES):
        order = dice.permutation(len(places))
        classifier.partial_fit(features[order], answers[order])
    return LearntAnswers(
        kept.labels, classifier.coef_, classifier.intercept_, float(classifier.t_), kept.examples + len(places)
    )


def _kept(had: LearntAnswers | None, labels: Collection[str], taught: Sequence[str]) -> LearntAnswers | None:
    """What was learnt of answers that there still are, with room for those that are new."""
    import numpy as np  # noqa: PLC0415 - see above

    old = had.labels if had is not None else ()
    kept = [label for label in old if label in labels]
    names = (*kept, *sorted(set(taught).difference(kept)))[:MOST_LABELS]
    # One against the rest takes more than two: of few answers those that nobody has given yet are there from the start.
    names += tuple(sorted(set(labels).difference(names)))[: max(FEWEST_LABELS - len(names), 0)]
    if len(names) < FEWEST_LABELS or not (old or taught):
        return None
    if had is not None and names == old:
        return had
    weights = np.zeros((len(names), PLACES), dtype=np.float32)
    # What nobody has decided yet is taken for unlikely.
    bias = np.full(len(names), -3.0, dtype=np.float32)
    for n, name in enumerate(names):
        if had is not None and name in old:
            weights[n], bias[n] = had.weights[old.index(name)], had.bias[old.index(name)]
    return LearntAnswers(names, weights, bias, had.steps if had else 1.0, had.examples if had else 0)


def _matrix(rows: Sequence["Features"]) -> Any:
    """Texts as the sparse matrix that scikit-learn takes."""
    import numpy as np  # noqa: PLC0415 - see above
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - see above

    ends = np.cumsum([0, *(len(row.places) for row in rows)])
    values, places = (np.concatenate(parts) for parts in ([r.values for r in rows], [r.places for r in rows]))
    return csr_matrix((values.astype(np.float32), places, ends), shape=(len(rows), PLACES))


def _counted(texts: Sequence[tuple[str, str]]) -> list[tuple["Features", "Features"]]:
    """How often letters and pairs occur in each title and its text, as logarithms."""
    import numpy as np  # noqa: PLC0415 - see above

    if not texts:
        return []
    counts = _vectorizer().transform(
        [part for title, text in texts for part in (bare(title), bare(text)[:_LONGEST_TEXT])]
    )
    values, ends = 1 + np.log(counts.data), counts.indptr.tolist()
    rows = [Features(counts.indices[start:end], values[start:end]) for start, end in pairwise(ends)]
    return list(zip(rows[::2], rows[1::2], strict=True))


@cache
def _vectorizer() -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415 - see above

    return HashingVectorizer(
        analyzer="char", ngram_range=(1, 2), n_features=PLACES, alternate_sign=False, norm=None, lowercase=False
    )


def _of_length_one(places: Any, values: Any) -> "Features":
    length = float((values * values).sum()) ** 0.5
    return Features(places, values / length if length else values)


def _place(pair: str) -> int:
    """Where the vectorizer counts a pair."""
    from sklearn.utils import murmurhash3_32  # noqa: PLC0415 - see above

    return abs(int(murmurhash3_32(pair.encode(), seed=0))) % PLACES
