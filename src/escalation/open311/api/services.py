"""Services of GeoReport v2: where they are (discovery), which there are, and what each asks for."""

from typing import Annotated, Any, Final, cast

from fastapi import Path, Query, Request, Response

from escalation.errors import N_
from escalation.kit.web.auth import AnybodyOrKnown, Uses
from escalation.kit.web.fields import Code
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.public_address import PublicAddress
from escalation.open311.api.formats import MEDIA_TYPES, answered
from escalation.open311.api.report_documents import DEFINITION, DISCOVERY, SERVICES
from escalation.open311.api.report_queries import FormatName, GeoReportQuery
from escalation.open311.api.report_routes import report_router
from escalation.open311.usecases.services import OfferedService, changed_at, get_service, list_services, named
from escalation.opinions.domain.custom_fields import CustomField
from escalation.texts import Language, translate

router = report_router(prefix="/open311/v2", tags=["open311"])

SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
_CONTACT: Final = N_("The office of your unit, or whoever operates this server.")
_KEY_SERVICE: Final = N_("The office or an administrator of your unit makes keys: role integrator, POST /v1/keys.")


@router.get("/discovery.{format}", summary="Service discovery", response_class=Response, responses=DISCOVERY)
async def read_discovery(
    request: Request, format_: FormatName, query: Annotated[GeoReportQuery, Query()], _: AnybodyOrKnown, runtime: Uses,
    public: PublicAddress, language: CallerLanguage,
) -> Response:  # fmt: skip
    """Where this interface is, in which formats it answers, and when its services changed (Open311 discovery)."""
    changed = f"{await changed_at(runtime):%Y-%m-%d %H:%M}"
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{public or str(request.base_url).rstrip('/')}{router.prefix}",
        "changeset": changed,
        "type": "test" if cast(bool, request.app.state.sandbox) else "production",
        "formats": [media_type.partition(";")[0] for media_type in MEDIA_TYPES.values()],
    }
    discovery = {
        "changeset": changed,
        "contact": translate(_CONTACT, language),
        "key_service": translate(_KEY_SERVICE, language),
        "endpoints": [endpoint],
    }
    return answered(format_, "discovery", discovery)


@router.get("/services.{format}", summary="GET Service List", response_class=Response, responses=SERVICES)
async def list_open311_services(
    format_: FormatName, query: Annotated[GeoReportQuery, Query()], _: AnybodyOrKnown, runtime: Uses,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The categories that something new can have, named in the caller's language (GeoReport v2)."""
    found = await list_services(runtime, query.jurisdiction_id)
    return answered(format_, "services", [_service(each, language) for each in found])


@router.get(
    "/services/{service_code}.{format}", summary="GET Service Definition", response_class=Response,
    responses=DEFINITION,
)  # fmt: skip
async def read_service_definition(
    service_code: Annotated[Code, Path(description="The code of a category.")], format_: FormatName,
    query: Annotated[GeoReportQuery, Query()], _: AnybodyOrKnown, runtime: Uses, language: CallerLanguage,
) -> Response:  # fmt: skip
    """What a category asks for besides the words, in the order in which it is asked (GeoReport v2)."""
    found = await get_service(runtime, service_code, query.jurisdiction_id)
    attributes = [_attribute(each, place, language) for place, each in enumerate(found.fields, start=1)]
    return answered(format_, "service_definition", {"service_code": found.code, "attributes": attributes})


def _service(service: OfferedService, language: Language) -> dict[str, Any]:
    return {
        "service_code": service.category.code,
        "service_name": named(service.category, language),
        "description": None,
        "metadata": bool(service.category.fields),
        "type": "realtime",
        "keywords": ", ".join(service.keywords),
        "group": named(service.group, language),
    }


def _attribute(field: CustomField, order: int, language: Language) -> dict[str, Any]:
    is_chinese = language == "zh"
    values = [{"key": each.key, "name": each.zh if is_chinese else each.en} for each in field.choices]
    described = {
        "variable": True,
        "code": field.code,
        "datatype": field.type.value,
        "required": field.required,
        "datatype_description": field.help_zh if is_chinese else field.help_en,
        "order": order,
        "description": field.zh if is_chinese else field.en,
    }
    return described | ({"values": values} if values else {})
