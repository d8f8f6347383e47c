"""Which opinions of an inbox are about one matter (grouping)? Those whose titles and texts are alike on the mean.

Every text is compared with every other by the pairs of letters that they share, rare ones counting more (TF-IDF,
cosine). Groups are those of average linkage: the mean likeness over all pairs of two groups has to suffice for them to
become one, so a chain of texts that each resemble the next makes no group. Memory grows with the square of the number
of texts, 4 bytes a pair; `rules.py` bounds it.

Whoever groups imports scikit-learn with it, which takes a second: that is done in a thread, and only then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from escalation.kit.parsing.normalization import bare


@dataclass(frozen=True, slots=True)
class SaidText:
    """What is compared of an opinion."""

    title: str
    content: str


@dataclass(frozen=True, slots=True)
class TextGroup:
    """Places of texts that are alike, in ascending order, and how alike any two of them are on the mean, 0 to 1."""

    places: tuple[int, ...]
    likeness: float


def grouped(texts: Sequence[SaidText], least: float) -> list[TextGroup]:
    """All that has something alike, the largest group first; what is alone is left out.

    `least`: the mean likeness that a group has at least. The same texts in the same order make the same groups.
    """
    if len(texts) < _FEWEST:
        return []
    import numpy as np  # noqa: PLC0415 - see above
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - see above

    alike = (_likeness([bare(each.title) for each in texts]) + _likeness([_beginning(each) for each in texts])) / 2
    clusters = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - least
    ).fit_predict(1 - alike)
    found = []
    for cluster in range(int(clusters.max()) + 1):
        places = np.flatnonzero(clusters == cluster)
        if len(places) >= _FEWEST:
            pairs = alike[np.ix_(places, places)][np.triu_indices(len(places), 1)]
            found.append(TextGroup(tuple(int(place) for place in places), float(pairs.mean())))
    return sorted(found, key=lambda group: (-len(group.places), group.places))


def _likeness(texts: Sequence[str]) -> Any:
    """How alike any two are, as a matrix; nothing is like a text without letters."""
    import numpy as np  # noqa: PLC0415 - see above
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - see above

    if not any(len(text) >= _PAIR for text in texts):
        return np.zeros((len(texts), len(texts)), dtype=np.float32)
    counted = TfidfVectorizer(
        analyzer="char", ngram_range=(_PAIR, _PAIR), lowercase=False, sublinear_tf=True, dtype=np.float32
    ).fit_transform(texts)
    return np.clip((counted @ counted.T).toarray(), 0, 1)


def _beginning(text: SaidText) -> str:
    """Where people say what it is about; what follows tells their own story."""
    return bare(text.content)[:_COMPARED]


_FEWEST: Final = 2
_PAIR: Final = 2
_COMPARED: Final = 400
