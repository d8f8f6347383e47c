"""The rules as documents: workflows, policies, calendars, catalogues, the programme; in versions that never change."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.errors import Fault
from escalation.kit.documents.store import DocumentKind
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Admin, Caller, Uses
from escalation.kit.web.bodies import MOST_OF_A_DOCUMENT
from escalation.kit.web.fields import Document, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import TAGS, CallerLanguage
from escalation.kit.web.queries import TrueOrFalse, Version
from escalation.kit.web.routes import strict_router
from escalation.publishing.usecases import documents
from escalation.publishing.usecases.documents import PublishedDocument
from escalation.texts import Language, translate
from escalation.tickets.usecases import calendar_coverage

MERMAID = "text/vnd.mermaid"
VersionNumber = Annotated[Version, Path(description="The version.")]


class VersionOut(Out):
    """A published version; the newest one is in force."""

    version: int
    published_at: datetime
    published_by: str
    publisher_name: str | None
    in_force: bool


class VersionsOut(Out):
    """Every version, newest first."""

    items: list[VersionOut]


class CalendarsOut(VersionsOut):
    """Every version, newest first, and how far the one in force reaches: due dates after that are provisional.

    `missing_year` should be published by now: its holidays are gazetted in November. Null if none is missing.
    """

    confirmed_until: date
    missing_year: int | None


class DocumentOut(VersionOut):
    """A version with its content."""

    document: dict[str, Any]


class TakenBackOut(Out):
    """Something that the version in force has and this one lacks. `pointer`: where it would be (RFC 6901)."""

    pointer: str
    code: str
    detail: str


class ReviewOut(Out):
    """What publishing a document would do: as which `version`, and what it takes back, which has to be confirmed."""

    version: int
    taken_back: list[TakenBackOut]


class PublishQuery(BaseModel):
    """How to publish."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    confirm: TrueOrFalse = Field(default=False, description="What this version takes back is meant.")


def _listing_router(kind: DocumentKind, name: str) -> APIRouter:
    """The routes of one kind of document that nothing is to be said about as a whole."""
    router = _router(kind, name)

    @router.get("", summary=f"Versions of {name}", operation_id=f"list{name.title()}")
    async def list_(_: Caller, runtime: Uses) -> VersionsOut:
        """Every version ever published, newest first."""
        return VersionsOut(items=await _versions(runtime, kind))

    return router


async def _versions(runtime: Runtime, kind: DocumentKind) -> list[VersionOut]:
    return [VersionOut.model_validate(version) for version in await documents.versions(runtime, kind)]


def _router(kind: DocumentKind, name: str) -> APIRouter:
    """The routes of one kind of document but the list."""
    router = strict_router(prefix=f"/v1/{name}", tags=[name])

    @router.get("/{version}", summary="One version", operation_id=f"read{kind.value.title()}")
    async def read(version: VersionNumber, _: Caller, runtime: Uses) -> DocumentOut:
        """A version with its content."""
        return DocumentOut.model_validate(await documents.get_document(runtime, kind, version))

    @router.post(
        "",
        summary="Publish a version",
        status_code=201,
        response_model=DocumentOut,
        operation_id=f"publish{kind.value.title()}",
        max_body_size=MOST_OF_A_DOCUMENT,
    )
    async def publish(
        body: Document, caller: Admin, runtime: Uses, once: Idempotent, query: Annotated[PublishQuery, Query()]
    ) -> Response:
        """Check a document and publish it as the next version, in force at once. Its `version` may be left out.

        Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
        version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names it.
        """
        published = documents.publish_document(
            runtime, kind, body, by=caller, render=rendered(201, render), once=once, confirmed=query.confirm
        )
        return answer(await published)

    @router.post(
        "/checks",
        summary="Check a version",
        operation_id=f"check{kind.value.title()}",
        max_body_size=MOST_OF_A_DOCUMENT,
    )
    async def check(
        response: Response, body: Document, caller: Admin, runtime: Uses, language: CallerLanguage
    ) -> ReviewOut:
        """Say what publishing this document would say, and what it would take back; nothing is written."""
        response.headers["Content-Language"] = TAGS[language]
        review = await documents.review_document(runtime, kind, body, by=caller)
        return ReviewOut(version=review.version, taken_back=[_taken_back(each, language) for each in review.losses])

    return router


def _taken_back(loss: Fault, language: Language) -> TakenBackOut:
    detail = translate(loss.detail, language).format(**loss.params)
    return TakenBackOut(pointer=loss.pointer, code=loss.code, detail=detail)


def render(published: PublishedDocument) -> bytes:
    """A version as the bytes of a `DocumentOut`."""
    return DocumentOut.model_validate(published).model_dump_json().encode()


workflows_router = _listing_router(DocumentKind.WORKFLOW, "workflows")
policies_router = _listing_router(DocumentKind.POLICY, "policies")
catalogues_router = _listing_router(DocumentKind.CATALOGUE, "catalogues")
programmes_router = _listing_router(DocumentKind.PROGRAMME, "programmes")
calendars_router = _router(DocumentKind.CALENDAR, "calendars")


@calendars_router.get("", summary="Versions of calendars")
async def list_calendars(_: Caller, runtime: Uses) -> CalendarsOut:
    """Every version ever published, newest first, and until when working days are sure."""
    reach = await calendar_coverage.outlook(runtime)
    return CalendarsOut(
        items=await _versions(runtime, DocumentKind.CALENDAR),
        confirmed_until=reach.confirmed_until,
        missing_year=reach.missing_year,
    )


@workflows_router.get(
    "/{version}/diagram",
    summary="A workflow drawn",
    response_class=Response,
    responses={200: {"content": {MERMAID: {"schema": {"type": "string"}}}}},
)
async def draw_workflow(
    version: VersionNumber,
    _: Caller,
    runtime: Uses,
    language: Annotated[Literal["zh", "en"], Query(description="Of the names in the drawing.")] = "zh",
) -> Response:
    """States and moves as a Mermaid state diagram, drawn from what is enforced."""
    return Response(await documents.draw(runtime, version, language), media_type=MERMAID)
