"""Under which names is something counted (branches)? Under its unit alone, and under all that this belongs to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from bench.programme_year.recount.snapshot import Figures, Snapshot

OWN, WHOLE = "own", "whole"

Counts = Counter[tuple[object, ...]]


def places(snapshot: Snapshot, unit_id: UUID) -> Iterator[tuple[object, ...]]:
    """A unit alone, and every unit that has it below."""
    yield snapshot.codes[unit_id], OWN
    for each in snapshot.above[unit_id]:
        yield snapshot.codes[each], WHOLE


def add(counts: Counts, snapshot: Snapshot, unit_id: UUID, names: Iterable[tuple[object, ...]], by: int = 1) -> None:
    """Count something of a unit under all names, at all places."""
    for place in places(snapshot, unit_id):
        for name in names:
            counts[(*place, *name)] += by


def told(counts: Counts) -> Figures:
    """Without what was counted as nothing."""
    return {name: count for name, count in counts.items() if count}
