"""Location columns: which place do the longitude and the latitude of a line name, and how accurately?"""

from collections.abc import Mapping
from typing import Final

from escalation.errors import N_, Fault
from escalation.kit.parsing.coordinates import MOST_ACCURACY, Location, read_degrees
from escalation.kit.parsing.csv_files import at
from escalation.kit.parsing.normalization import nfkc

MOST_DEGREES: Final = {"longitude": 180, "latitude": 90}
"""The columns, and how far from zero their values may be."""
LONGITUDE_NAMES: Final = ("经度", "lon", "lng", "long")
LATITUDE_NAMES: Final = ("纬度", "lat")
ACCURACY_NAMES: Final = ("定位精度", "精度")
_ACCURACY: Final = "accuracy"


def read_location(line: int, given: Mapping[str, str]) -> Location | Fault | None:
    """What both columns say; a line that has one of them only is a mistake, or half of it got lost.

    `accuracy`, in whole metres, may come besides.
    """
    named = [name for name in MOST_DEGREES if given.get(name)]
    if not named and not given.get(_ACCURACY):
        return None
    degrees = {name: read_degrees(nfkc(given[name]), MOST_DEGREES[name]) for name in named}
    for name, value in degrees.items():
        if value is None:
            detail = N_("The field {name} is no number of degrees from -{most} to {most}.")
            return at(line, "wrong_degrees", detail, name=name, most=MOST_DEGREES[name])
    longitude, latitude = degrees.get("longitude"), degrees.get("latitude")
    if longitude is None or latitude is None:
        return at(line, "half_a_location", N_("Longitude and latitude belong together; one of them is missing."))
    accuracy = nfkc(given.get(_ACCURACY, ""))
    if accuracy and not (accuracy.isascii() and accuracy.isdigit() and int(accuracy) <= MOST_ACCURACY):
        detail = N_("The field {name} is no whole number of metres from 0 to {most}.")
        return at(line, "wrong_accuracy", detail, name=_ACCURACY, most=MOST_ACCURACY)
    return Location(longitude, latitude, int(accuracy) if accuracy else None)
