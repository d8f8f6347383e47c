"""Files of opinions (imports): taken, and answered with an operation to watch."""

from io import BytesIO
from typing import Annotated, Final

from fastapi import Depends, Query, Request, Response

from escalation.kit.web.auth import Uses, Worker
from escalation.kit.web.fields import Code, Id, Line
from escalation.kit.web.idempotency import Idempotent, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import TABLES, upload_router
from escalation.opinions.usecases.file_imports import Defaults, begin_import, preview_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import OPINIONS
from escalation.opinions.usecases.import_rows import mapping_of
from escalation.organisation.api.import_checks import ImportCheckOut, show_check
from escalation.organisation.api.operations import OperationOut, located, render
from escalation.tickets.domain.source import Source

MOST_BYTES = 64 << 20
_NOTHING_MAPPED: list[str] = []
_FILE: Final = {
    "requestBody": {"required": True, "content": {**TABLES, "application/jsonl": {"schema": {"type": "string"}}}}
}

uploads = upload_router(prefix="/v1/opinions/imports", tags=["opinions"])


async def _defaults(
    unit_id: Annotated[Id | None, Query(description="The unit of lines that name none; else the caller's.")] = None,
    unit_code: Annotated[Code | None, Query(description="The same by its code.")] = None,
    source: Annotated[Source, Query(description="The source of lines that name none.")] = Source.WEB,
    source_system: Annotated[
        Code | None, Query(description="Within which external references are unique; else the unit's own files.")
    ] = None,
    mapping: Annotated[
        list[Line], Query(alias="map", max_length=10, description="`HEADING=FIELD`, for a heading that is not known.")
    ] = _NOTHING_MAPPED,
) -> Defaults:
    """What holds for lines that say nothing else."""
    return Defaults(unit_id, unit_code, source, source_system, mapping_of(mapping, at="?map"))


OpinionDefaults = Annotated[Defaults, Depends(_defaults)]


@uploads.post(
    "",
    status_code=202,
    summary="Import opinions",
    response_model=OperationOut,
    max_body_size=MOST_BYTES,
    openapi_extra=_FILE,
)
async def import_opinions(
    request: Request,
    caller: Worker,
    runtime: Uses,
    once: Idempotent,
    defaults: OpinionDefaults,
) -> Response:
    """Take a file of opinions: CSV or XLSX with a header, or one JSON object a line. Answers with an operation.

    Fields: title, content, category, contact, citizen_name, place, longitude, latitude (degrees of WGS 84), accuracy
    (metres), submitted_at (local time if it has no zone), unit_code, external_ref, source; usual headings of exports
    in Chinese and English are known. Encoding (UTF-8, UTF-16, GB18030) and separator are found. Every line becomes an
    opinion or a receipt that says why not.
    """
    body = await request.body()
    reply = await begin_import(
        runtime,
        caller,
        OPINIONS,
        BytesIO(body),
        _format(request),
        defaults,
        render=rendered(202, render),
        once=once,
    )
    return located(reply)


@uploads.post("/checks", summary="Check a file of opinions", max_body_size=MOST_BYTES, openapi_extra=_FILE)
async def check_opinion_import(
    request: Request, caller: Worker, runtime: Uses, language: CallerLanguage, defaults: OpinionDefaults
) -> ImportCheckOut:
    """Say what importing this file would say of its first lines; nothing is written."""
    preview = await preview_file(runtime, caller, OPINIONS, await request.body(), _format(request), defaults)
    return show_check(preview, language)


def _format(request: Request) -> ImportFormat:
    return ImportFormat.JSONL if "json" in request.headers["content-type"].lower() else ImportFormat.CSV
