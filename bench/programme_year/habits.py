"""How diligent is each unit (habits)? Most are, some are lazy; one county stops in summer, one does all in December."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from bench.programme_year.city import COUNTY, City, Place

_SUMMER = {6, 7, 8}
_DECEMBER = 12
_LAZY, _USUAL, _IN_A_HURRY = 0.25, 0.85, 1.0
_ONE_IN = 7
"""One of so many units is lazy."""


@dataclass(frozen=True, slots=True)
class Habits:
    """`idle` stops in summer, `late` does in December what it has not done before; both may be `None`."""

    city: City
    seed: int
    idle: Place | None
    late: Place | None

    @classmethod
    def of(cls, city: City, seed: int) -> "Habits":
        """The first county is late, the second one idle, as far as there are so many."""
        counties: Sequence[Place | None] = [*city.level(COUNTY), None, None]
        return cls(city, seed, counties[1] if len(counties) > 3 else None, counties[0])

    def chance(self, *what: object) -> Random:
        """Chance that is the same in every run."""
        return Random(f"{self.seed} {' '.join(map(str, what))}")

    def diligence(self, place: Place, day: date) -> float:
        """How likely a unit does on a day what is to be done, 0 to 1."""
        county = self.city.at(place, COUNTY)
        if self.idle is not None and county.id == self.idle.id and day.month in _SUMMER:
            return 0.0
        if self.late is not None and county.id == self.late.id:
            return _IN_A_HURRY if day.month == _DECEMBER else 0.02
        return _LAZY if self.chance("lazy", place.code).random() * _ONE_IN < 1 else _USUAL
