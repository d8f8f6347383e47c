"""Operations, long work: files that are imported and replays, how far they are, and what came of each line."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

import orjson
from fastapi import Path, Query, Response

from escalation.kit.runtime.context import StoredResponse
from escalation.kit.web.auth import Caller, Changer, Uses
from escalation.kit.web.fields import Id, Out
from escalation.kit.web.idempotency import answer
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.problems import localize
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.storage.operations import OperationState, Receipt
from escalation.organisation.usecases import operations
from escalation.organisation.usecases.operations import OperationView
from escalation.texts import Language

router = strict_router(prefix="/v1/operations", tags=["operations"])
LONG_FILE: Final = "The file has more than a thousand lines: it is left to the engine, as an operation to watch."
OperationId = Annotated[Id, Path(description="The operation's id.")]


class OperationOut(Out):
    """Long work. `state` is waiting, running, done, failed or cancelled.

    Of `total` lines `done` are accepted or refused; of those accepted `unchanged` were known already. Of the events
    of a replay, those refused are owed anyway. Of an import `bytes_done` of the `bytes_total` that are kept of its
    file are done. What was cancelled with the error AUTHORITY_LOST ended because whoever began it has lost the key or
    the post for it; what is done stays.
    """

    id: UUID
    kind: str
    state: OperationState
    unit: UnitRef
    endpoint_id: UUID | None
    total: int
    done: int
    accepted: int
    refused: int
    unchanged: int
    bytes_total: int | None
    bytes_done: int | None
    ignored_columns: list[str]
    error: str | None
    created_at: datetime
    created_by: str
    finished_at: datetime | None


class ReceiptOut(Out):
    """What came of a line of the file (the header is line 1): an opinion, or a code and a sentence that says why.

    Of files of units and members only the lines that were refused have one.

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


@router.get("", summary="Operations", response_model=Page[OperationOut])
async def list_operations(query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses) -> Response:
    """One's own and those of units in the caller's scope, newest first."""
    keyset = Keyset("operations", (datetime, UUID), query, runtime)
    views = await operations.list_operations(runtime, caller, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(views, place=_place, show=serialize)
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.get("/{operation_id}", summary="One operation", response_model=OperationOut)
async def read_operation(operation_id: OperationId, caller: Caller, runtime: Uses) -> Response:
    """How far it is."""
    return Response(
        render(await operations.get_operation(runtime, operation_id, caller)), media_type="application/json"
    )


@router.delete("/{operation_id}", summary="Cancel an operation", response_model=OperationOut)
async def cancel_operation(operation_id: OperationId, caller: Changer, runtime: Uses) -> Response:
    """End an import that is not wanted any more: what is done stays, the rest of the file is dropped.

    Whoever began it may, and an admin of a unit above. One that has ended is left as it is. Replays are
    cancelled at their endpoint.
    """
    return Response(
        render(await operations.cancel_operation(runtime, operation_id, caller)), media_type="application/json"
    )


@router.get("/{operation_id}/receipts", summary="What came of each line", response_model=Page[ReceiptOut])
async def read_receipts(
    operation_id: OperationId,
    query: Annotated[ReceiptQuery, Query()],
    caller: Caller,
    runtime: Uses,
    language: CallerLanguage,
) -> Response:
    """A receipt for every line done so far, in the order of the file, in the caller's language."""
    keyset = Keyset(f"receipts {operation_id}", int, query, runtime)
    accepted = None if query.outcome is None else query.outcome == "accepted"
    found = await operations.list_receipts(
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
    computed = {"unit", "endpoint_id", "unchanged", "bytes_total", "bytes_done", "ignored_columns"}
    stored = {name: getattr(operation, name) for name in OperationOut.model_fields if name not in computed}
    unit = {"id": operation.unit_id, "code": view.unit_code, "name": view.unit_name}
    size = operation.options.get("bytes", {})
    options = {
        "endpoint_id": operation.options.get("endpoint_id"),
        "bytes_total": size.get("total"),
        "bytes_done": size.get("done"),
        "unchanged": operation.options.get("unchanged", 0),
        "ignored_columns": operation.options.get("ignored_columns", []),
    }
    return stored | {"unit": unit} | options


def located(reply: StoredResponse) -> Response:
    """An answer; one that tells of an operation says where to watch it."""
    response = answer(reply)
    if reply.status == 202:
        response.headers["Location"] = f"/v1/operations/{orjson.loads(reply.body)['id']}"
    return response


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
