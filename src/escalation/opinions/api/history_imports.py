"""Closed history of another system (history imports): taken, and answered with an operation to watch."""

from io import BytesIO
from typing import Annotated, Final

from fastapi import Depends, Query, Request, Response

from escalation.kit.web.auth import Admin, Uses
from escalation.kit.web.fields import Code, Id, Line
from escalation.kit.web.idempotency import Idempotent, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import TABLES, upload_router
from escalation.opinions.usecases.file_imports import Defaults, begin_import, preview_file
from escalation.opinions.usecases.history_rows import FIELDS
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_history import HISTORY
from escalation.opinions.usecases.import_rows import mapping_of
from escalation.organisation.api.import_checks import ImportCheckOut, show_check
from escalation.organisation.api.operations import OperationOut, located, render
from escalation.tickets.domain.source import Source

MOST_BYTES = 64 << 20
_NOTHING_MAPPED: list[str] = []
_FILE: Final = {
    "requestBody": {"required": True, "content": {**TABLES, "application/jsonl": {"schema": {"type": "string"}}}}
}

uploads = upload_router(prefix="/v1/tickets/imports", tags=["tickets"])


async def _defaults(
    source_system: Annotated[Code, Query(description="Which system it comes from; references are unique within it.")],
    unit_id: Annotated[Id | None, Query(description="The unit of lines that name none; else the caller's.")] = None,
    unit_code: Annotated[Code | None, Query(description="The same by its code.")] = None,
    source: Annotated[Source, Query(description="The source of lines that name none.")] = Source.PHONE,
    mapping: Annotated[
        list[Line], Query(alias="map", max_length=20, description="`HEADING=FIELD`, for a heading that is not known.")
    ] = _NOTHING_MAPPED,
) -> Defaults:
    """What holds for lines that say nothing else."""
    return Defaults(unit_id, unit_code, source, source_system, mapping_of(mapping, at="?map", fields=FIELDS))


HistoryDefaults = Annotated[Defaults, Depends(_defaults)]


@uploads.post(
    "",
    status_code=202,
    summary="Import closed tickets",
    response_model=OperationOut,
    max_body_size=MOST_BYTES,
    openapi_extra=_FILE,
)
async def import_history(
    request: Request,
    caller: Admin,
    runtime: Uses,
    once: Idempotent,
    defaults: HistoryDefaults,
) -> Response:
    """Take tickets that another system has closed: CSV or XLSX with a line each, or JSON lines.

    Needed: external_ref, created_at, closed_at, and title or content. Besides: unit_code (who received it),
    handler_code (who dealt with it), category, urgency, difficulty, source, due_at, state, outcome, reply, solved,
    satisfaction, and steps (a list of objects with at, action, from_unit, to_unit, reason, text, by). They are counted
    and found like other tickets and marked `imported`; no clock looks at them. Each is told by one event,
    `ticket.imported`, which webhooks are sent only if they name it.
    """
    reply = await begin_import(
        runtime,
        caller,
        HISTORY,
        BytesIO(await request.body()),
        _format(request),
        defaults,
        render=rendered(202, render),
        once=once,
    )
    return located(reply)


@uploads.post("/checks", summary="Check a file of closed tickets", max_body_size=MOST_BYTES, openapi_extra=_FILE)
async def check_history_import(
    request: Request, caller: Admin, runtime: Uses, language: CallerLanguage, defaults: HistoryDefaults
) -> ImportCheckOut:
    """Say what importing this file would say of its first lines; nothing is written."""
    preview = await preview_file(runtime, caller, HISTORY, await request.body(), _format(request), defaults)
    return show_check(preview, language)


def _format(request: Request) -> ImportFormat:
    return ImportFormat.JSONL if "json" in request.headers["content-type"].lower() else ImportFormat.CSV
