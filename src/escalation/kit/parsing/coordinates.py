"""Coordinates: where on Earth is something, how far is it from there, and what lies around it?

Longitude and latitude are degrees of WGS 84, as GPS receivers and GeoJSON (RFC 7946) have them. What a Chinese map
shows is often shifted by some hundred metres (GCJ-02, BD-09): a pair of numbers does not tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import Final

DECIMALS: Final = 6
"""Of degrees: a tenth of a metre, less than any phone knows."""
MOST_ACCURACY: Final = 100_000
"""Metres: who knows no better than that does not know the place."""

# NGA.STND.0036 (WGS 84), table 3.1: semi-major axis in metres, and flattening; the mean radius is (2a + b) / 3.
_AXIS: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257223563
_ECCENTRICITY_2: Final = _FLATTENING * (2 - _FLATTENING)
_MEAN_RADIUS: Final = _AXIS * (1 - _FLATTENING / 3)
_SHORTEST_DEGREE: Final = 110_500.0
"""Metres: no degree along a meridian is shorter (110,574 at the equator)."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place that a citizen or a clerk gave. `accuracy`: within how many metres it holds, as far as that is known."""

    longitude: float
    latitude: float
    accuracy: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a box that does not cross the antimeridian, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Box:
    """What lies between two meridians and two parallels; across the antimeridian if `west` is greater than `east`."""

    west: float
    south: float
    east: float
    north: float

    def pieces(self) -> Iterator[Piece]:
        """The box itself, or its parts at either side of the antimeridian."""
        if self.west <= self.east:
            yield Piece(self.west, self.south, self.east, self.north)
        else:
            yield Piece(self.west, self.south, 180.0, self.north)
            yield Piece(-180.0, self.south, self.east, self.north)


def rounded(degrees: float) -> float:
    """Degrees as they are kept."""
    return round(degrees, DECIMALS) + 0.0  # There is no negative zero.


def metres_between(longitude: float, latitude: float, other_longitude: float, other_latitude: float) -> float:
    """The distance of two places on the ellipsoid: their chord, bent to the arc of a sphere.

    Within 1 part in 1,000,000 of the geodesic up to 100 km, everywhere on Earth: poles and the antimeridian are places
    like any other in space.
    """
    here, there = _in_space(longitude, latitude), _in_space(other_longitude, other_latitude)
    chord = sqrt(sum((one - other) ** 2 for one, other in zip(here, there, strict=True)))
    return 2 * _MEAN_RADIUS * asin(min(1.0, chord / (2 * _MEAN_RADIUS)))


def box_around(longitude: float, latitude: float, metres: float) -> Box:
    """A box that holds everything within so many metres; around a pole, all meridians."""
    height = metres / _SHORTEST_DEGREE
    south, north = latitude - height, latitude + height
    narrowest = cos(radians(min(90.0, max(abs(south), abs(north)))))
    width = height / narrowest if narrowest > 0 else 360.0
    if abs(south) >= 90 or abs(north) >= 90 or width >= 180:
        return Box(-180.0, max(-90.0, south), 180.0, min(90.0, north))
    return Box(_wrapped(longitude - width), south, _wrapped(longitude + width), north)


def surely_within(latitude: float, degrees: float) -> float:
    """Metres that nothing is nearer than which is so many degrees away, counted as if the Earth were a plane.

    Farthest from the truth is what lies east or west, on the parallel that is nearest to a pole. One part in a hundred
    is for the bend of the Earth, up to 15 degrees.
    """
    if abs(latitude) + degrees >= 90:
        return 0.0
    return 0.99 * _SHORTEST_DEGREE * degrees * cos(radians(abs(latitude) + degrees))


def read_degrees(text: str, most: float) -> float | None:
    """Degrees from a text such as `119.758` or `-41.29`; `None` for what is none, or more than `most` from zero."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return rounded(degrees) if isfinite(degrees) and abs(degrees) <= most else None


def _in_space(longitude: float, latitude: float) -> tuple[float, float, float]:
    """Metres from the centre of the Earth (geocentric coordinates of a place on the ellipsoid)."""
    east, north = radians(longitude), radians(latitude)
    normal = _AXIS / sqrt(1 - _ECCENTRICITY_2 * sin(north) ** 2)
    return (
        normal * cos(north) * cos(east),
        normal * cos(north) * sin(east),
        normal * (1 - _ECCENTRICITY_2) * sin(north),
    )


def _wrapped(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
