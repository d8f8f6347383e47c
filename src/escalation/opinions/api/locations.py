"""Locations: where an opinion is about, as it comes in and goes out."""

from typing import Annotated, Any

from pydantic import Field

from escalation.kit.parsing.coordinates import MOST_ACCURACY, Location
from escalation.kit.web.fields import In, Integer, Latitude, Longitude, Out
from escalation.opinions.storage.opinions import Opinion


class LocationIn(In):
    """Degrees of WGS 84, as a phone has them, kept to six decimals (0.1 m). `accuracy`: within how many metres.

    Nobody can tell from the numbers whether they come from a map with shifted coordinates (GCJ-02, BD-09): turn those
    into WGS 84 first.
    """

    longitude: Longitude
    latitude: Latitude
    accuracy: Annotated[Integer, Field(ge=0, le=MOST_ACCURACY)] | None = None

    def as_given(self) -> Location:
        """As the use cases know it."""
        return Location(self.longitude, self.latitude, self.accuracy)


class LocationOut(Out):
    """Degrees of WGS 84, and within how many metres that holds."""

    longitude: float
    latitude: float
    accuracy: int | None


def location_of(opinion: Opinion) -> dict[str, Any] | None:
    """The fields of `LocationOut`; `None` where nobody gave a location, or it was erased."""
    if opinion.longitude is None:
        return None
    return {name: getattr(opinion, name) for name in LocationOut.model_fields}
