"""How often are category suggestions right for messages that nothing was learnt of?

`python -m bench.opinions.suggestions --data FOLDER` reads `cn_messages_labeled.csv` from FOLDER. Each message is judged
by what the other four fifths taught, a hundred decisions at a time, as the engine learns: by keywords alone, by what
was learnt alone, and by both. The messages are citizens' own words: they are read from FOLDER and kept nowhere else.
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from escalation.opinions.domain.categories import Categories, read_categories
from escalation.opinions.domain.defaults import catalogue_document, categories
from escalation.opinions.domain.learning import Example, LearntModel
from escalation.opinions.domain.suggestions import CATEGORY, Suggester

FOLDS: Final = 5
AT_ONCE: Final = 100
Row = dict[str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    with (parser.parse_args().data / "cn_messages_labeled.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shipped = categories()
    codes = {category.zh: category.code for category in shipped if category.level == 1}
    bare = read_categories(
        {"categories": [{**top, "keywords": [], "parts": []} for top in catalogue_document()["categories"]]}
    )
    ways = {"keywords alone": (shipped, False), "learnt alone": (bare, True), "both": (shipped, True)}
    right = {name: np.zeros(2) for name in ways}
    for fold in range(FOLDS):
        model = taught([row for n, row in enumerate(rows) if n % FOLDS != fold], codes, shipped)
        for name, (catalogue, is_taught) in ways.items():
            right[name] += judged(Suggester(catalogue, model if is_taught else None), rows[fold::FOLDS], codes)
    table = Table("by", "first right", "right among three", title=f"{len(rows)} messages, {FOLDS} folds")
    for name, (first, among_three) in right.items():
        table.add_row(name, f"{first / len(rows):.3f}", f"{among_three / len(rows):.3f}")
    Console().print(table)


def taught(rows: Sequence[Row], codes: dict[str, str], catalogue: Categories) -> LearntModel:
    """What is learnt of messages in an order by chance."""
    labels, model = {category.code for category in catalogue}, LearntModel()
    order = np.random.default_rng(0).permutation(len(rows))
    examples = [
        Example(rows[n]["subject"], rows[n]["detail"], {CATEGORY: codes[rows[n]["category_l1"]]}) for n in order
    ]
    for start in range(0, len(examples), AT_ONCE):
        model = model.learn(examples[start : start + AT_ONCE], {CATEGORY: labels})
    return model


def judged(suggester: Suggester, rows: Sequence[Row], codes: dict[str, str]) -> np.ndarray:
    """How many messages have their class first, and among the first three."""
    count = np.zeros(2)
    for row in rows:
        found = [each.answer for each in suggester.suggest(row["subject"], row["detail"], most=3).categories]
        classes, wanted = [code.split(".")[0] for code in found], codes[row["category_l1"]]
        count += wanted in classes[:1], wanted in classes
    return count


if __name__ == "__main__":
    main()
