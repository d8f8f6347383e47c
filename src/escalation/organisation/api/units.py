"""The tree of units: finding them, and letting them join it."""

from datetime import datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from escalation.errors import N_
from escalation.kit.parsing.coordinates import Location
from escalation.kit.web.auth import Admin, Caller, Uses
from escalation.kit.web.fields import Code, Id, In, Integer, Latitude, Line, Longitude, Out, Patch
from escalation.kit.web.headers import IfMatch, IfNoneMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, Rank, TrueOrFalse
from escalation.kit.web.routes import strict_router, upload_router
from escalation.organisation.api import table_files
from escalation.organisation.api.import_checks import ImportCheckOut
from escalation.organisation.api.people_in_charge import PersonInChargeOut
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.domain.units import UnitKind
from escalation.organisation.storage.unit_lists import UnitFilters
from escalation.organisation.storage.units import UnitRecord
from escalation.organisation.usecases import unit_import, units
from escalation.organisation.usecases.units import NamedUnits, WantedUnit

MOST_BYTES = 64 << 20

router = strict_router(prefix="/v1/units", tags=["units"])
imports_router = upload_router(prefix="/v1/units", tags=["units"])
Designation = Annotated[Line, Field(max_length=100)]
UnitId = Annotated[Id, Path(description="The unit's id.")]


class CoordinatesIn(In):
    """Where a unit is, in degrees of WGS 84, kept to six decimals (0.1 m).

    Nobody can tell from the numbers whether they come from a map with shifted coordinates (GCJ-02, BD-09): turn those
    into WGS 84 first.
    """

    longitude: Longitude
    latitude: Latitude

    def as_given(self) -> Location:
        """As the use cases know it."""
        return Location(self.longitude, self.latitude)


class CoordinatesOut(Out):
    """Degrees of WGS 84."""

    longitude: float
    latitude: float


class UnitOut(Out):
    """A unit. `level` grows upward; `children` counts the active units directly below."""

    id: UUID
    code: str
    name: str
    kind: UnitKind
    designation: str | None
    level: int
    parent: UnitRef | None
    children: int
    has_office: bool
    active: bool
    successor_id: UUID | None
    location: CoordinatesOut | None
    in_charge: PersonInChargeOut | None = Field(description="Who answers for it; null if nobody does.")
    version: int
    created_at: datetime
    updated_at: datetime


class UnitQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    code: Code | None = Field(default=None, description="Code of a unit: this one.")
    parent: Code | None = Field(default=None, description="Code of a unit: those directly below it.")
    roots: TrueOrFalse | None = Field(default=None, description="Whether nobody is above it.")
    ancestors: Code | None = Field(
        default=None, description="Code of a unit: those above it, the topmost first, all on one page."
    )
    within: Code | None = Field(
        default=None, description="Code of a unit: this one and all below it, each behind those above it."
    )
    level: Rank | None = None
    kind: UnitKind | None = None
    active: TrueOrFalse | None = None
    q: Line | None = Field(default=None, description="Part of a name, or the beginning of a code.")
    sort: Literal["code", "match"] = Field(
        default="code",
        description="`match`: whom somebody means who types `q`, the best first, on one page: the code or name is "
        "this, begins with it, has it inside; pinyin counts too, whole or its first letters.",
    )

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        """What no page could serve is refused."""
        alone = self.model_fields_set - {"limit", "cursor", "sort"}
        if self.ancestors is not None and alone != {"ancestors"}:
            raise PydanticCustomError("asked_alone", N_("Those above a unit are asked for by themselves."))
        if self.sort == "match" and (self.q is None or not alone <= _OF_MATCHES):
            raise PydanticCustomError("of_a_search", N_("Matches are found by q, within, kind and active alone."))
        if self.sort == "code" and self.q is not None and self.within is not None:
            raise PydanticCustomError("of_a_search", N_("Within a unit, words are looked for with sort=match."))
        return self


_OF_MATCHES: Final = frozenset({"q", "within", "kind", "active"})


class UnitIn(In):
    """A unit to be made. Without `level` it has that of its parent."""

    code: Code
    name: Line
    parent_id: Id
    level: Annotated[Integer, Field(ge=1, le=99)] | None = None
    kind: UnitKind = UnitKind.TERRITORY
    designation: Designation | None = None
    location: CoordinatesIn | None = None


class UnitPatch(Patch):
    """What shall change; a field left out stays. Another parent is given by `POST …/move`."""

    may_go = frozenset({"designation", "location"})

    name: Line | None = None
    designation: Designation | None = None
    location: CoordinatesIn | None = None

    def columns(self) -> dict[str, object]:
        """What is written anew, by column."""
        given: dict[str, object] = {name: getattr(self, name) for name in self.model_fields_set - {"location"}}
        if "location" in self.model_fields_set:
            place = self.location
            given |= {"longitude": place and place.longitude, "latitude": place and place.latitude}
        return given


@router.get("", summary="Units")
async def list_units(query: Annotated[UnitQuery, Query()], _: Caller, runtime: Uses) -> Page[UnitOut]:
    """The tree in the order of codes, dissolved units included unless `active=true`.

    A page costs the same whatever the list is narrowed to: it may be short, and goes on where `next_cursor` says.
    """
    keyset = Keyset("units", str, query, runtime, sort="key")
    filters = UnitFilters(**query.model_dump(exclude={"cursor", "limit", "sort", *NamedUnits.__slots__}))
    named = NamedUnits(query.parent, query.within, query.ancestors)
    found = await units.list_units(
        runtime, filters, named, best_first=query.sort == "match", after=keyset.after, limit=query.limit
    )
    return Page[UnitOut](items=list(map(_shown, found.units)), next_cursor=keyset.cursor(found.goes_on_behind))


@router.get(
    "/{unit_id}",
    summary="One unit",
    response_model=UnitOut,
    responses={304: {"description": "The caller knows this version already."}},
)
async def read_unit(unit_id: UnitId, _: Caller, runtime: Uses, known: IfNoneMatch = None) -> Response:
    """A unit, dissolved or not; 304 if the caller knows this version already."""
    unit = await units.get_unit(runtime, unit_id)
    tag = {"ETag": etag(unit.version)}
    if known is not None and known.match(unit.version):
        return Response(status_code=304, headers=tag)
    return Response(render(unit), media_type="application/json", headers=tag)


@router.post("", summary="Make a unit", status_code=201, response_model=UnitOut)
async def create_unit(body: UnitIn, caller: Admin, runtime: Uses, once: Idempotent) -> Response:
    """Make one unit below a unit in the caller's scope."""
    location = body.location.as_given() if body.location else None
    wanted = WantedUnit(**dict(body) | {"location": location})
    return answer(await units.create_unit(runtime, wanted, by=caller, render=rendered(201, render), once=once))


@router.patch("/{unit_id}", summary="Change a unit", response_model=UnitOut)
async def change_unit(
    unit_id: UnitId, body: UnitPatch, caller: Admin, runtime: Uses, expected: IfMatch = None
) -> Response:
    """Give a unit in the caller's scope another name, another designation or another place on the map."""
    unit = await units.change_unit(runtime, unit_id, body.columns(), by=caller, expected=numbers(expected))
    return Response(render(unit), media_type="application/json", headers={"ETag": etag(unit.version)})


@imports_router.post(
    "/imports",
    summary="Import units",
    max_body_size=MOST_BYTES,
    **table_files.IMPORT,
)
async def import_units(
    request: Request, caller: Admin, runtime: Uses, once: Idempotent, language: CallerLanguage
) -> Response:
    """Take in a table (CSV, XLSX) of units: code, parent_code, level and name.

    If wanted, there are kind, designation, longitude and latitude as well (degrees of WGS 84). A line that is
    wrong is refused by itself; a line that says what is so already changes nothing.
    """
    return await table_files.take_in(request, runtime, unit_import.table(), by=caller, language=language, once=once)


@imports_router.post(
    "/imports/checks",
    summary="Check a file of units",
    max_body_size=MOST_BYTES,
    **table_files.TABLE,
)
async def check_unit_import(request: Request, caller: Admin, runtime: Uses, language: CallerLanguage) -> ImportCheckOut:
    """Say what importing this file would say of its first lines; nothing is written."""
    return await table_files.check(request, runtime, unit_import.table(), by=caller, language=language)


def render(unit: UnitRecord) -> bytes:
    """A unit as the bytes of a `UnitOut`."""
    return _shown(unit).model_dump_json().encode()


def _shown(unit: UnitRecord) -> UnitOut:
    return UnitOut.model_validate(unit)
