"""Distances are those of geodesics, everywhere on Earth; a box around a place holds all that is near it."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.parsing.coordinates import Box, box_around, metres_between, read_degrees, rounded, surely_within

ERROR = 1e-6
LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-90, 90)

# Lengths of geodesics by GeographicLib 2.1 (C. F. F. Karney, Algorithms for geodesics, 2013), the last one published
# by Geoscience Australia (Flinders Peak to Buninyong).
GEODESICS = [
    ((119.758, 49.2153), (119.766, 49.2199), 775.498274),
    ((119.7, 50.0), (120.5, 50.3), 66_202.538466),
    ((119.0, 50.0), (120.0, 50.0), 71_695.219606),
    ((119.0, 50.0), (119.0, 50.5), 55_616.938752),
    ((179.95, 50.0), (-179.95, 50.0), 7_169.574827),
    ((0.0, 89.99), (180.0, 89.99), 2_233.879591),
    ((144.4248678888889, -37.95103341666667), (143.92649552777777, -37.65282113888889), 54_972.271),
]


@pytest.mark.parametrize(("one", "other", "metres"), GEODESICS)
def test_a_distance_is_that_of_the_geodesic(
    one: tuple[float, float], other: tuple[float, float], metres: float
) -> None:
    assert metres_between(*one, *other) == pytest.approx(metres, rel=ERROR)
    assert metres_between(*other, *one) == metres_between(*one, *other)
    assert metres_between(*one, *one) == 0


def is_in(box: Box, longitude: float, latitude: float) -> bool:
    return any(p.west <= longitude <= p.east and p.south <= latitude <= p.north for p in box.pieces())


@given(LONGITUDES, LATITUDES, st.floats(1, 50_000), LONGITUDES, st.floats(-1, 1))
def test_all_that_is_near_lies_in_the_box(
    longitude: float, latitude: float, metres: float, aside: float, up: float
) -> None:
    other = longitude + aside * min(1.0, metres / 50_000), max(-90.0, min(90.0, latitude + up * metres / 110_000))
    other = (other[0] + 180) % 360 - 180, other[1]
    if metres_between(longitude, latitude, *other) <= metres:
        assert is_in(box_around(longitude, latitude, metres), *other)


@given(LONGITUDES, LATITUDES, st.floats(-15, 15), st.floats(-15, 15))
def test_nothing_is_nearer_than_is_said_of_so_many_degrees(
    longitude: float, latitude: float, east: float, north: float
) -> None:
    if abs(latitude + north) > 90 or hypot(east, north) > 15:
        return
    least = surely_within(latitude, hypot(east, north))
    assert metres_between(longitude, latitude, longitude + east, latitude + north) >= least - 0.001


def test_a_box_around_a_place_is_no_larger_than_it_has_to_be() -> None:
    box = box_around(119.75, 49.2, 1_000)
    width = metres_between(box.west, 49.2, box.east, 49.2)
    height = metres_between(119.75, box.south, 119.75, box.north)
    assert [width, height] == pytest.approx([2_000, 2_000], rel=0.02)
    assert len(list(box_around(179.999, 0.0, 1_000).pieces())) == 2
    assert box_around(0.0, -89.999, 1_000).west == -180.0


@pytest.mark.parametrize(
    ("text", "most", "degrees"),
    [
        ("119.7580004", 180, 119.758),
        ("-0.0000001", 90, 0.0),
        ("90", 90, 90.0),
        ("90.1", 90, None),
        ("nan", 180, None),
        ("inf", 180, None),
        ("1e400", 180, None),
        ("49°12′", 90, None),
        ("", 90, None),
    ],
)
def test_degrees_are_read_or_they_are_none(text: str, most: float, degrees: float | None) -> None:
    assert read_degrees(text, most) == degrees
    assert str(rounded(-0.0)) == "0.0"
