"""Service requests of GeoReport v2: sent, found by a token, listed, and one of them."""

from collections.abc import Callable
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field

from escalation.kit.runtime.context import StoredResponse
from escalation.kit.web.auth import AnybodyOrKnown, Uses
from escalation.kit.web.change_requests import WorkersChange
from escalation.kit.web.fields import Id, Instant
from escalation.kit.web.language import CallerLanguage
from escalation.open311.api.formats import MEDIA_TYPES, ReportFormat, answered, written
from escalation.open311.api.report_documents import FORM_BODY, RECEIVED, REQUESTS, TOKENS
from escalation.open311.api.report_queries import FormatName, GeoReportQuery, Optional, separated
from escalation.open311.api.report_routes import report_router, submitted_pairs
from escalation.open311.domain.service_requests import RequestStatus, ServiceRequest
from escalation.open311.domain.submitted_form import SubmittedForm, read_submitted_form
from escalation.open311.usecases.service_requests import RequestQuestion, get_request, list_requests, post_request
from escalation.opinions.storage.opinions import Opinion

router = report_router(prefix="/open311/v2", tags=["open311"])

MOST_LISTED: Final = 100
_ROOT: Final = "service_requests"


_CODE: Final = r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}"


def _list_of(one: str, most: int) -> str:
    return f"^{one}(, ?{one}){{0,{most - 1}}}$"


class RequestsQuery(GeoReportQuery):
    """The filters of the specification. Lists are separated by commas; what is empty counts as left out."""

    service_request_id: Annotated[str | None, Optional] = Field(
        default=None,
        pattern=_list_of(_CODE, MOST_LISTED),
        description="Ids, at most a hundred. They override every other filter.",
    )
    service_code: Annotated[str | None, Optional] = Field(
        default=None, pattern=_list_of(_CODE, MOST_LISTED), description="Codes, at most a hundred."
    )
    start_date: Annotated[Instant | None, Optional] = Field(
        default=None, description="The earliest `requested_datetime`, such as 2026-01-31T08:00:00+08:00."
    )
    end_date: Annotated[Instant | None, Optional] = Field(
        default=None, description="The latest one, at most 90 days behind `start_date`."
    )
    status: Annotated[str | None, Optional] = Field(
        default=None, pattern=_list_of("(open|closed)", len(RequestStatus)), description="`open`, `closed`, or both."
    )

    @property
    def question(self) -> RequestQuestion:
        """What is asked."""
        return RequestQuestion(
            jurisdiction_id=self.jurisdiction_id,
            ids=_ids(self.service_request_id) if self.service_request_id else None,
            codes=frozenset(separated(self.service_code)),
            since=self.start_date,
            until=self.end_date,
            statuses=frozenset(separated(self.status)),
        )


@router.post(
    "/requests.{format}", summary="POST Service Request", response_class=Response, responses=RECEIVED,
    openapi_extra=FORM_BODY,
)  # fmt: skip
async def submit_service_request(format_: FormatName, request: Request, asked: WorkersChange) -> Response:
    """Register an opinion that another system took, as a form has it (GeoReport v2).

    The key is the parameter `api_key`, or the `Authorization` header. Names, mail, telephone and account are sealed;
    `device_id` is not kept. What `media_url` names is not fetched: it stays a line of the text.
    """
    form = read_submitted_form(submitted_pairs(request))
    reply = await post_request(
        asked.runtime, asked.caller, form, language=asked.language, render=_render(format_, form),
        request_id=asked.request_id, once=asked.once,
    )  # fmt: skip
    headers = {"Idempotency-Replayed": "true"} if reply.replayed else {}
    return Response(reply.body, reply.status, headers, media_type=MEDIA_TYPES[format_])


@router.get("/requests.{format}", summary="GET Service Requests", response_class=Response, responses=REQUESTS)
async def list_service_requests(
    format_: FormatName, query: Annotated[RequestsQuery, Query()], caller: AnybodyOrKnown, runtime: Uses,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """Those that the key may see, newest first, at most a thousand (GeoReport v2).

    Without a key: those of public categories, with service, status, days, agency and unit, and not a word that anybody
    wrote.
    """
    found = await list_requests(runtime, caller, query.question, language)
    return answered(format_, _ROOT, [_request(each) for each in found])


@router.get(
    "/requests/{service_request_id}.{format}", summary="GET Service Request", response_class=Response,
    responses=REQUESTS,
)  # fmt: skip
async def read_service_request(
    service_request_id: Annotated[Id, Path(description="As it was answered.")], format_: FormatName,
    query: Annotated[GeoReportQuery, Query()], caller: AnybodyOrKnown, runtime: Uses, language: CallerLanguage,
) -> Response:  # fmt: skip
    """One that may be seen, in a list of one (GeoReport v2)."""
    found = await get_request(runtime, caller, service_request_id, query.jurisdiction_id, language)
    return answered(format_, _ROOT, [_request(found)])


@router.get(
    "/tokens/{token}.{format}", summary="GET service_request_id from a token", response_class=Response,
    responses=TOKENS,
)  # fmt: skip
async def read_service_request_of_token(
    token: Annotated[Id, Path(description="A `service_request_id`.")], format_: FormatName,
    query: Annotated[GeoReportQuery, Query()], caller: AnybodyOrKnown, runtime: Uses, language: CallerLanguage,
) -> Response:  # fmt: skip
    """Nobody needs a token: a request has its id at once. For clients that ask anyway the id stands for itself."""
    found = await get_request(runtime, caller, token, query.jurisdiction_id, language)
    return answered(format_, _ROOT, [{"service_request_id": str(found.id), "token": str(token)}])


def _ids(text: str) -> list[UUID]:
    """Those that can be one: others name nothing."""
    found: list[UUID] = []
    for part in separated(text):
        try:
            found.append(UUID(part))
        except ValueError:
            continue
    return found


def _render(format_: ReportFormat, form: SubmittedForm) -> Callable[[Opinion], StoredResponse]:
    def render(opinion: Opinion) -> StoredResponse:
        received = {"service_request_id": str(opinion.id), "service_notice": None, "account_id": form.account_id}
        return StoredResponse(200, written(format_, _ROOT, [received]))

    return render


def _request(found: ServiceRequest) -> dict[str, Any]:
    """In the order of the specification."""
    return {
        "service_request_id": str(found.id),
        "status": found.status.value,
        "status_notes": found.notes,
        "service_name": found.service_name,
        "service_code": found.service_code,
        "description": found.description,
        "agency_responsible": found.agency,
        "service_notice": None,
        "requested_datetime": found.requested_at.isoformat(timespec="seconds"),
        "updated_datetime": found.updated_at.isoformat(timespec="seconds"),
        "expected_datetime": found.expected_at.isoformat(timespec="seconds") if found.expected_at else None,
        "address": found.address,
        "address_id": None,
        "zipcode": None,
        "lat": found.latitude,
        "long": found.longitude,
        "media_url": None,
    }
