"""Ledger rows (民生台账): what households ask for, until it is written off."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import Depends, Path, Query, Response

from escalation.actors import Actor, Role
from escalation.kit.web.auth import Permission, RouteAccess, Uses
from escalation.kit.web.fields import Id
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.form_ticket import FormedOut
from escalation.opinions.api.opinions import OpinionOut
from escalation.opinions.api.opinions import serialize as serialize_opinion
from escalation.organisation.usecases.units import unit_named
from escalation.programme.ledger.api.ledger_row_models import (
    LedgerQuery,
    LedgerRowIn,
    LedgerRowOut,
    LedgerRowPatch,
    RowOpinionIn,
    RowTicketIn,
    WriteOffIn,
)
from escalation.programme.ledger.domain.ledger_rows import WriteOff
from escalation.programme.ledger.usecases import rows, spawning
from escalation.programme.ledger.usecases.rows import ShownRow, WantedRow, WantedRows, WantedWriteOff
from escalation.programme.ledger.usecases.spawning import WantedTicket
from escalation.tickets.api.tickets import serialize_moved

router = strict_router(prefix="/v1/ledger-rows", tags=["ledger"])
RowId = Annotated[Id, Path(description="The row's id.")]
_STAFF = (Role.HANDLER, Role.LEADER, Role.OFFICE)
LedgerReader = Annotated[Actor, Depends(Permission(*_STAFF, Role.SUPERVISOR, Role.ADMIN))]
"""Those who read ledgers of their unit and below."""
LedgerKeeper = Annotated[Actor, Depends(Permission(*_STAFF, access=RouteAccess.WRITE))]
"""Those who keep the ledger of their unit."""


@router.get("", summary="Rows of ledgers", response_model=Page[LedgerRowOut])
async def list_ledger_rows(query: Annotated[LedgerQuery, Query()], caller: LedgerReader, runtime: Uses) -> Response:
    """Rows of the caller's unit and, but for a handler, of those below it, newest first."""
    keyset = Keyset("ledger", (int, UUID), query, runtime)
    unit = await unit_named(runtime, query.unit) if query.unit else None
    wanted = WantedRows(unit, query.status, query.overdue, query.category, query.since, query.until)
    after = (date.fromordinal(keyset.after[0]), keyset.after[1]) if keyset.after else None
    found = await rows.list_rows(runtime, caller, wanted, after=after, limit=keyset.limit)
    items, cursor = keyset.page(
        found, place=lambda shown: (shown.row.entered_on.toordinal(), shown.row.id), show=serialize
    )
    return Response(to_json({"items": items, "next_cursor": cursor}), media_type="application/json")


@router.post("", summary="Enter a row", status_code=201, response_model=LedgerRowOut)
async def enter_ledger_row(body: LedgerRowIn, caller: LedgerKeeper, runtime: Uses, once: Idempotent) -> Response:
    """Enter a row into the ledger of the caller's unit. One for the same household, matter and day is refused."""
    wanted = WantedRow(body.household.as_value(), body.matter, body.category, body.entered_on)
    return versioned(await rows.enter_row(runtime, wanted, by=caller, render=rendered(201, _rendered), once=once))


@router.get("/{row_id}", summary="One row", response_model=LedgerRowOut)
async def read_ledger_row(row_id: RowId, caller: LedgerReader, runtime: Uses) -> Response:
    """A row with the progress of its ticket."""
    return _answered(await rows.get_row(runtime, caller, row_id))


@router.patch("/{row_id}", summary="Change a row", response_model=LedgerRowOut)
async def change_ledger_row(
    row_id: RowId, body: LedgerRowPatch, caller: LedgerKeeper, runtime: Uses, expected: IfMatch = None
) -> Response:
    """Let an open row of which no opinion came yet say something else."""
    given: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set}
    if body.household is not None:
        given["household"] = body.household.as_value()

    def change(before: WantedRow) -> WantedRow:
        return WantedRow(**{name: given.get(name, getattr(before, name)) for name in WantedRow.__slots__})

    return _answered(await rows.change_row(runtime, row_id, change, by=caller, expected=numbers(expected)))


@router.post("/{row_id}/write-off", summary="Write a row off", response_model=LedgerRowOut)
async def write_off_ledger_row(
    row_id: RowId,
    body: WriteOffIn,
    caller: LedgerKeeper,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
    expected: IfMatch = None,
) -> Response:
    """Write an open row off by hand (销号), whatever becomes of its ticket. The end of its ticket does so by itself."""
    wanted = WantedWriteOff(body.reason, body.result, body.satisfaction)
    return versioned(
        await rows.write_off_row(
            runtime,
            row_id,
            wanted,
            by=caller,
            expected=numbers(expected),
            render=rendered(200, _rendered),
            request_id=request_id,
            once=once,
        )
    )


@router.post("/{row_id}/restore", summary="Take a write-off back", response_model=LedgerRowOut)
async def restore_ledger_row(
    row_id: RowId, caller: LedgerKeeper, runtime: Uses, once: Idempotent, expected: IfMatch = None
) -> Response:
    """Take back what was written off by hand."""
    render = rendered(200, _rendered)
    return versioned(
        await rows.restore_row(runtime, row_id, by=caller, expected=numbers(expected), render=render, once=once)
    )


@router.post("/{row_id}/opinion", summary="Register the matter of a row", status_code=201, response_model=OpinionOut)
async def register_ledger_row(
    row_id: RowId, body: RowOpinionIn, caller: LedgerKeeper, runtime: Uses, request_id: RequestId, once: Idempotent
) -> Response:
    """Take the matter into the inbox of the unit, with the household as its citizen."""
    return answer(
        await spawning.register_row(
            runtime, row_id, body.as_value(), by=caller, request_id=request_id, once=once,
            render=rendered(201, lambda opinion: to_json(serialize_opinion(opinion))),
        )
    )  # fmt: skip


@router.post("/{row_id}/ticket", summary="Form a ticket of a row", status_code=201, response_model=FormedOut)
async def form_ledger_ticket(
    row_id: RowId, body: RowTicketIn, caller: LedgerKeeper, runtime: Uses, request_id: RequestId, once: Idempotent,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """Form a ticket of the matter in one act: of its opinion, which is registered first if there is none."""
    opinion = (body.opinion or RowOpinionIn()).as_value()
    wanted = WantedTicket(opinion, body.urgency, body.difficulty, body.key_task)
    reply = await spawning.form_row_ticket(
        runtime, row_id, wanted, by=caller, request_id=request_id, once=once,
        render=rendered(
            201, lambda formed: to_json(serialize_moved(formed.view, language) | {"opinion_ids": formed.opinion_ids})
        ),
    )  # fmt: skip
    response = versioned(reply)
    response.headers["Location"] = f"/v1/tickets/{orjson.loads(reply.body)['id']}"
    return response


def serialize(shown: ShownRow) -> dict[str, Any]:
    """The fields of a `LedgerRowOut`."""
    row, ticket = shown.row, shown.ticket
    made = {
        "unit": {"id": row.unit_id, "code": row.unit_code, "name": row.unit_name},
        "household": shown.household._asdict() if shown.household else None,
        "is_mine": shown.is_kept,
        "status": row.status,
        "overdue": row.is_overdue,
        "ticket": ticket._asdict() if ticket else None,
        "result": row.result or (ticket.reply if ticket else None),
        "satisfaction": row.satisfaction or (ticket.satisfaction if ticket else None),
        "written_off_by": row.by,
        "written_off_at": row.ticket_ended_at if row.by is WriteOff.TICKET else None,
    }
    return {name: getattr(row, name) for name in LedgerRowOut.model_fields if name not in made} | made


def _answered(shown: ShownRow) -> Response:
    return Response(_rendered(shown), headers={"ETag": etag(shown.row.version)}, media_type="application/json")


def _rendered(shown: ShownRow) -> bytes:
    return to_json(serialize(shown))
