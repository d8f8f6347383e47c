"""Opinion places: opinions on a map, as GeoJSON (RFC 7946), in a box or around a place."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from escalation.errors import N_
from escalation.kit.parsing.coordinates import Box, rounded
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Code, Out
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, Metres
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.storage.opinion_places import Circle
from escalation.opinions.storage.opinions import Opinion, OpinionFilters
from escalation.opinions.usecases import opinions
from escalation.opinions.usecases.opinion_places import list_near
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.usecases.units import unit_named

router = strict_router(prefix="/v1/places/opinions", tags=["opinions"])

_NUMBER: Final = r"-?[0-9]{1,3}(\.[0-9]{1,15})?"
_SEVERAL: Final = N_("Ask for what lies in a box or around a place, not both; and give within with near alone.")
_NOT_ON_EARTH: Final = N_("Write degrees: longitudes from -180 to 180, latitudes from -90 to 90, south before north.")


class GeoJson(JSONResponse):
    """What maps read (RFC 7946)."""

    media_type = "application/geo+json"

    def render(self, content: Any) -> bytes:
        """As all that is sent here is written."""
        return to_json(content)


class PointOut(Out):
    """A place: longitude before latitude, as GeoJSON has them."""

    type: Literal["Point"]
    coordinates: Annotated[list[float], Field(min_length=2, max_length=2)]


class PlacedOpinionOut(Out):
    """What a map shows of an opinion. `accuracy` and `distance` are metres, the latter from `near`."""

    status: Literal["inbox", "attached", "dismissed"]
    title: str
    category: str | None
    unit: UnitRef
    ticket_id: UUID | None
    confidential: bool
    place: str | None
    accuracy: int | None
    distance: float | None
    received_at: datetime


class FeatureOut(Out):
    """An opinion on a map."""

    type: Literal["Feature"]
    id: UUID
    geometry: PointOut
    properties: PlacedOpinionOut


class FeaturesOut(Out):
    """A page. `complete_within`: with `near`, metres in which there is nothing else, less than `within` in a crowd."""

    type: Literal["FeatureCollection"]
    features: list[FeatureOut]
    next_cursor: str | None
    complete_within: float | None


class BoxQuery(BaseModel):
    """A part of a map."""

    bbox: Annotated[str, Field(pattern=f"^{_NUMBER}(,{_NUMBER}){{3}}$")] | None = Field(
        default=None,
        description="`west,south,east,north` in degrees; west is greater than east across the antimeridian.",
    )

    @field_validator("bbox", "near", check_fields=False)
    @classmethod
    def _lies_on_earth(cls, value: str | None) -> str | None:
        degrees = _degrees(value)
        longitudes, latitudes = degrees[::2], degrees[1::2]
        if any(abs(each) > 180 for each in longitudes) or any(abs(each) > 90 for each in latitudes):
            raise PydanticCustomError("out_of_range", _NOT_ON_EARTH)
        if latitudes != sorted(latitudes):
            raise PydanticCustomError("out_of_order", _NOT_ON_EARTH)
        return value

    @property
    def box(self) -> Box | None:
        """The box that is asked for."""
        return Box(*_degrees(self.bbox)) if self.bbox else None


class PlaceQuery(BoxQuery, ListQuery):
    """What a map shows; what is left out narrows nothing."""

    near: Annotated[str, Field(pattern=f"^{_NUMBER},{_NUMBER}$")] | None = Field(
        default=None, description="`longitude,latitude` in degrees: nearest first."
    )
    within: Metres | None = Field(default=None, description="Metres around `near`; 500 if left out.")
    unit: Code | None = Field(default=None, description="Code of a unit: opinions received in its subtree.")
    category: Code | None = Field(default=None, description="With its parts; unclassified ones by first suggestion.")
    status: Literal["inbox", "attached", "dismissed"] | None = None

    @model_validator(mode="after")
    def _asks_for_one(self) -> "PlaceQuery":
        has_no_centre = self.within is not None and self.near is None
        if has_no_centre or None not in {self.bbox, self.near}:
            raise PydanticCustomError("either_or", _SEVERAL)
        return self

    @property
    def circle(self) -> Circle | None:
        """The circle that is asked for."""
        if self.near is None:
            return None
        longitude, latitude = _degrees(self.near)
        return Circle(longitude, latitude, self.within or _USUALLY_WITHIN)


@router.get("", summary="Opinions on a map", response_class=GeoJson, response_model=FeaturesOut)
async def list_placed_opinions(query: Annotated[PlaceQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """The opinions with a location that the caller may see, newest first or, with `near`, nearest first.

    A page costs the same whatever it is narrowed to; where few fit it is shorter, and goes on. Of a crowd the nearest
    thousand are measured: `complete_within` says how far these reach.
    """
    unit = await unit_named(runtime, query.unit) if query.unit else None
    filters = OpinionFilters(unit.path if unit else None, query.category, query.status, placed=True, box=query.box)
    circle, complete_within = query.circle, None
    if circle is None:
        newest = Keyset("places", (datetime, UUID), query, runtime)
        found = await opinions.list_opinions(runtime, caller, filters, after=newest.after, limit=query.limit)
        features, cursor = [_feature(each) for each in found.opinions], newest.cursor(found.goes_on_behind)
    else:
        nearest = Keyset("places", (int, UUID), query, runtime)
        near = await list_near(runtime, caller, circle, filters, after=nearest.after, limit=query.limit)
        features, cursor = [_feature(*each) for each in near.opinions], nearest.cursor(near.goes_on_behind)
        complete_within = round(near.complete_within, 1)
    page = {"features": features, "next_cursor": cursor, "complete_within": complete_within}
    return GeoJson({"type": "FeatureCollection"} | page)


_USUALLY_WITHIN: Final = 500.0


def _degrees(text: str | None) -> list[float]:
    return [rounded(float(each)) for each in text.split(",")] if text else []


def _feature(opinion: Opinion, millimetres: int | None = None) -> dict[str, Any]:
    made = {"unit", "distance"}
    properties = {name: getattr(opinion, name) for name in PlacedOpinionOut.model_fields if name not in made}
    unit = {"id": opinion.unit_id, "code": opinion.unit_code, "name": opinion.unit_name}
    distance = None if millimetres is None else millimetres / 1000
    return {
        "type": "Feature",
        "id": opinion.id,
        "geometry": {"type": "Point", "coordinates": [opinion.longitude, opinion.latitude]},
        "properties": properties | {"unit": unit, "distance": distance},
    }
