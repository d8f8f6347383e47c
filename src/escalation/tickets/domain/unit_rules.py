"""Which units may a move name? Unit rules: one unit is held against them, or the tree is asked for candidates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from escalation.organisation.domain.unit_ranges import UnitRange
from escalation.organisation.domain.units import Unit


@dataclass(frozen=True, slots=True)
class UnitRule:
    """What is asked of a unit, all of it; what is left out asks nothing.

    `below`: a path, of the topmost unit that it may be. `beside`: or it is directly below this one. `not_below`: the
    path of a unit that it is neither, nor below.
    """

    below: str = "/"
    beside: Unit | None = None
    level: int | None = None
    other_than: Unit | None = None
    not_below: str | None = None

    def admits(self, unit: Unit) -> bool:
        """Whether a unit may be named."""
        is_beside = self.beside is not None and unit.parent_id == self.beside.id
        return (
            (unit.path.startswith(self.below) or is_beside)
            and self.level in {None, unit.level}
            and (self.other_than is None or unit.id != self.other_than.id)
            and (self.not_below is None or not unit.path.startswith(self.not_below))
        )


def ranges_of(rules: Iterable[UnitRule]) -> tuple[UnitRange, ...]:
    """Where the units are that every one of the rules admits. A unit may lie in two of the ranges."""
    found = [UnitRange("/", _end_of("/"))]
    for rule in rules:
        found = [part for each in found for part in _narrowed(each, rule)]
    return tuple(found)


def _narrowed(range_: UnitRange, rule: UnitRule) -> Iterator[UnitRange]:
    places: list[tuple[str, UUID | None]] = [(rule.below, None)]
    if rule.beside is not None and not rule.beside.path.startswith(rule.below):
        places.append((rule.beside.path, rule.beside.id))
    for path, parent_id in places:
        low, high = max(range_.low, path), min(range_.high, _end_of(path))
        fits = rule.level is None or range_.level in {None, rule.level}
        is_one = parent_id is None or range_.parent_id in {None, parent_id}
        if low < high and fits and is_one:
            level, parent = rule.level or range_.level, parent_id or range_.parent_id
            yield from _without(UnitRange(low, high, level, parent), rule)


def _without(range_: UnitRange, rule: UnitRule) -> Iterator[UnitRange]:
    """The parts before and behind what the rule leaves out."""
    parts = [range_]
    if rule.other_than is not None:
        # Behind a path come those below it, which all go on with a digit.
        parts = [part for each in parts for part in _parted(each, rule.other_than.path, rule.other_than.path + "0")]
    if rule.not_below is not None:
        parts = [part for each in parts for part in _parted(each, rule.not_below, _end_of(rule.not_below))]
    yield from parts


def _parted(range_: UnitRange, low: str, high: str) -> Iterator[UnitRange]:
    for part in (range_._replace(high=min(range_.high, low)), range_._replace(low=max(range_.low, high))):
        if part.low < part.high:
            yield part


def _end_of(path: str) -> str:
    """The first string behind every path below: `/` is followed by `0`."""
    return path[:-1] + "0"
