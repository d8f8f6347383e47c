"""Grouping: of what people put under one matter, how much does sorting an inbox put together, and how much else?

`python -m bench.opinions.grouping FILE` reads messages: a column `subject`, one `detail`, and `hot_issue_id`, empty for
what is under no matter. They are grouped as one inbox would be, for several values of the likeness that groups take.
Pairs are counted: `precision` among pairs of which both messages are under a matter, `strict` where a message under no
matter counts as another one, which it may not be. Citizens' texts stay where they are.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import process_time

from rich.console import Console
from rich.table import Table

from escalation.programme.sorting.domain.grouping import SaidText, TextGroup, grouped

TRIED = (0.12, 0.14, 0.15, 0.16, 0.18, 0.2)


@dataclass(frozen=True, slots=True)
class PairCount:
    """Pairs that were put together: of one matter, of two, and with a message under none; and all of one matter."""

    right: int
    wrong: int
    unknown: int
    possible: int

    @property
    def precision(self) -> float:
        """Of pairs under matters, the share that is of one."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def strict(self) -> float:
        """The same where what is under no matter counts as another one."""
        return self.right / max(1, self.right + self.wrong + self.unknown)

    @property
    def recall(self) -> float:
        """Of all pairs of one matter, the share that was put together."""
        return self.right / max(1, self.possible)


def counted(groups: Iterable[TextGroup], matters: Sequence[str]) -> PairCount:
    """`matters`: of each text by its place, empty for none."""
    found = Counter(
        "unknown" if not (matters[one] and matters[other]) else "right" if matters[one] == matters[other] else "wrong"
        for group in groups
        for one, other in combinations(group.places, 2)
        if matters[one] or matters[other]
    )
    sizes = Counter(matter for matter in matters if matter)
    possible = sum(size * (size - 1) // 2 for size in sizes.values())
    return PairCount(found["right"], found["wrong"], found["unknown"], possible)


def main() -> None:
    """Group, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    with parser.parse_args().file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    texts, matters = [SaidText(row["subject"], row["detail"]) for row in rows], [row["hot_issue_id"] for row in rows]
    grouped(texts[:2], 0.15)  # Loads what takes a second once.
    table = Table("least", "groups", "largest", "precision", "strict", "recall", "pairs per processor second")
    for least in TRIED:
        began = process_time()
        groups = grouped(texts, least)
        took = process_time() - began
        found, pairs = counted(groups, matters), len(texts) * (len(texts) - 1) // 2
        table.add_row(
            f"{least:.2f}", str(len(groups)), str(max(len(each.places) for each in groups)), f"{found.precision:.3f}",
            f"{found.strict:.3f}", f"{found.recall:.3f}", f"{pairs / took:,.0f}",
        )  # fmt: skip
    Console().print(f"{len(texts):,} messages, {sum(map(bool, matters))} under {len({*matters} - {''})} matters", table)


if __name__ == "__main__":
    main()
