"""Long work: files of opinions and replays, how far they are, and what came of each line."""

from datetime import datetime
from io import BytesIO
from typing import Annotated, Any, Literal
from uuid import UUID

import orjson
from fastapi import Path, Query, Request, Response

from escalation.kit.web.auth import Caller, Uses, Worker
from escalation.kit.web.fields import Code, Id, Line, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.problems import localize
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import TABLES, strict_router, upload_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.usecases import import_opinions as imports
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import SYSTEM, Defaults, OperationView
from escalation.opinions.usecases.import_rows import mapping_of
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.storage.operations import Receipt
from escalation.texts import Language
from escalation.tickets.domain.source import Source

MOST_BYTES = 64 << 20
_NOTHING_MAPPED: list[str] = []

uploads = upload_router(prefix="/v1/opinions/imports", tags=["opinions"])
router = strict_router(prefix="/v1/operations", tags=["operations"])
OperationId = Annotated[Id, Path(description="The operation's id.")]


class OperationOut(Out):
    """Long work. `state` is waiting, running, done, failed or cancelled.

    Of `total` lines `done` are accepted or refused; of those accepted `unchanged` were known already. Of the events
    of a replay, those refused are owed anyway.
    """

    id: UUID
    kind: str
    state: str
    unit: UnitRef
    total: int
    done: int
    accepted: int
    refused: int
    unchanged: int
    ignored_columns: list[str]
    error: str | None
    created_at: datetime
    created_by: str
    finished_at: datetime | None


class ReceiptOut(Out):
    """What came of a line of the file (the header is line 1): an opinion, or a code and a sentence that says why.

    What was known already, word for word, is accepted, and `detail` says so.
    """

    line: int
    outcome: Literal["accepted", "refused"]
    opinion_id: UUID | None
    code: str | None
    detail: str | None


class ReceiptQuery(ListQuery):
    """All lines, or those of one outcome."""

    outcome: Literal["accepted", "refused"] | None = None


@uploads.post(
    "",
    status_code=202,
    summary="Import opinions",
    response_model=OperationOut,
    max_body_size=MOST_BYTES,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {**TABLES, "application/jsonl": {"schema": {"type": "string"}}},
        }
    },
)
async def import_opinions(
    request: Request,
    caller: Worker,
    runtime: Uses,
    once: Idempotent,
    unit_id: Annotated[Id | None, Query(description="The unit of lines that name none; else the caller's.")] = None,
    unit_code: Annotated[Code | None, Query(description="The same by its code.")] = None,
    source: Annotated[Source, Query(description="The source of lines that name none.")] = Source.WEB,
    source_system: Annotated[Code, Query(description="Within which external references are unique.")] = SYSTEM,
    mapping: Annotated[
        list[Line], Query(alias="map", max_length=10, description="`HEADING=FIELD`, for a heading that is not known.")
    ] = _NOTHING_MAPPED,
) -> Response:
    """Take a file of opinions: CSV or XLSX with a header, or one JSON object a line. Answers with an operation.

    Fields: title, content, category, contact, citizen_name, place, submitted_at (local time if it has no zone),
    unit_code, external_ref, source; usual headings of exports in Chinese and English are known. Encoding (UTF-8,
    UTF-16, GB18030) and separator are found. Every line becomes an opinion or a receipt that says why not.
    """
    body = await request.body()
    reply = await imports.begin_import(
        runtime,
        caller,
        BytesIO(body),
        ImportFormat.JSONL if "json" in request.headers["content-type"].lower() else ImportFormat.CSV,
        Defaults(unit_id, unit_code, source, source_system, mapping_of(mapping, at="?map")),
        render=rendered(202, render),
        once=once,
    )
    response = answer(reply)
    response.headers["Location"] = f"/v1/operations/{orjson.loads(reply.body)['id']}"
    return response


@router.get("", summary="Operations", response_model=Page[OperationOut])
async def list_(query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """One's own and those of units in the caller's scope, newest first."""
    keyset = Keyset("operations", (datetime, UUID), query, runtime)
    views = await imports.list_operations(runtime, caller, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(views, place=_place, show=serialize)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.get("/{operation_id}", summary="One operation", response_model=OperationOut)
async def read(operation_id: OperationId, caller: Caller, runtime: Uses) -> Response:
    """How far it is."""
    return Response(render(await imports.get_operation(runtime, operation_id, caller)), media_type="application/json")


@router.get("/{operation_id}/receipts", summary="What came of each line", response_model=Page[ReceiptOut])
async def receipts(
    operation_id: OperationId,
    query: Annotated[ReceiptQuery, Query()],
    caller: Caller,
    runtime: Uses,
    language: CallerLanguage,
) -> Response:
    """A receipt for every line done so far, in the order of the file, in the caller's language."""
    keyset = Keyset(f"receipts {operation_id}", int, query, runtime)
    accepted = None if query.outcome is None else query.outcome == "accepted"
    found = await imports.list_receipts(
        runtime, operation_id, caller, accepted=accepted, after=keyset.after or 0, limit=keyset.limit
    )
    items, cursor = keyset.page(
        found, place=lambda receipt: receipt.line, show=lambda receipt: _receipt(receipt, language)
    )
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


def render(view: OperationView) -> bytes:
    """An operation as the bytes of an `OperationOut`."""
    return to_json(serialize(view))


def serialize(view: OperationView) -> dict[str, Any]:
    """An operation as an `OperationOut` has it."""
    operation = view.operation
    computed = {"unit", "unchanged", "ignored_columns"}
    stored = {name: getattr(operation, name) for name in OperationOut.model_fields if name not in computed}
    unit = {"id": operation.unit_id, "code": view.unit_code, "name": view.unit_name}
    options = {
        "unchanged": operation.options.get("unchanged", 0),
        "ignored_columns": operation.options.get("ignored_columns", []),
    }
    return stored | {"unit": unit} | options


def _receipt(receipt: Receipt, language: Language) -> dict[str, Any]:
    return {
        "line": receipt.line,
        "outcome": "accepted" if receipt.code is None else "refused",
        "opinion_id": receipt.opinion_id,
        "code": receipt.code,
        "detail": localize(receipt.detail, receipt.params, language) if receipt.detail else None,
    }


def _place(view: OperationView) -> tuple[datetime, UUID]:
    return view.operation.created_at, view.operation.id
