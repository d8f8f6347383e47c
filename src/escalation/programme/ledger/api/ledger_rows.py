"""Rows of the ledger (民生台账): what households ask for, until it is written off."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import orjson
from fastapi import Depends, Path, Query, Response
from pydantic import Field

from escalation.actors import Actor, Role
from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.kit.web.auth import Permission, RouteAccess, Uses
from escalation.kit.web.fields import Code, Day, Flag, Id, In, Integer, Line, Out, Patch, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery, TrueOrFalse
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.form_ticket import FormedOut
from escalation.opinions.api.opinions import OpinionOut
from escalation.opinions.api.opinions import serialize as serialize_opinion
from escalation.organisation.api.unit_ref import UnitRef
from escalation.organisation.usecases.units import unit_named
from escalation.programme.ledger.domain.ledger_rows import Household, LedgerStatus, WriteOff
from escalation.programme.ledger.usecases import rows, spawning
from escalation.programme.ledger.usecases.rows import ShownRow, WantedRow, WantedRows, WantedWriteOff
from escalation.programme.ledger.usecases.spawning import WantedOpinion, WantedTicket
from escalation.tickets.api.tickets import serialize_moved
from escalation.tickets.domain.source import Source

router = strict_router(prefix="/v1/ledger-rows", tags=["ledger"])
RowId = Annotated[Id, Path(description="The row's id.")]
_STAFF = (Role.HANDLER, Role.LEADER, Role.OFFICE)
LedgerReader = Annotated[Actor, Depends(Permission(*_STAFF, Role.SUPERVISOR, Role.ADMIN))]
"""Those who read ledgers of their unit and below."""
LedgerKeeper = Annotated[Actor, Depends(Permission(*_STAFF, access=RouteAccess.WRITE))]
"""Those who keep the ledger of their unit."""


class HouseholdIn(In):
    """Whose row it is. It is sealed, and masked for who does not keep the ledger."""

    householder: Annotated[Line, Field(max_length=100)]
    address: Line | None = None
    population: Annotated[Integer, Field(ge=1, le=100)] | None = Field(
        default=None, description="How many people live there."
    )

    def as_value(self) -> Household:
        """The household as the use cases know it."""
        return Household(self.householder, self.address, self.population)


class LedgerRowIn(In):
    """A row for the ledger of the caller's own unit."""

    household: HouseholdIn
    matter: Annotated[Text, Field(max_length=4000)]
    category: Code | None = None
    entered_on: Day = Field(description="The local day on which it was heard of.")


class LedgerRowPatch(Patch):
    """What shall change of a row of which no opinion came yet."""

    may_go: ClassVar[frozenset[str]] = frozenset({"category"})

    household: HouseholdIn | None = None
    matter: Annotated[Text, Field(max_length=4000)] | None = None
    category: Code | None = None
    entered_on: Day | None = Field(default=None, description="The local day on which it was heard of.")


class WriteOffIn(In):
    """Why it is written off by hand, with what result, and how content the household is, from 1 to 5."""

    reason: Annotated[Text, Field(max_length=1000)]
    result: Annotated[Text, Field(max_length=4000)] | None = None
    satisfaction: Annotated[Integer, Field(ge=1, le=5)] | None = None


class RowOpinionIn(In):
    """What the row does not say itself."""

    title: Line | None = Field(default=None, description="The beginning of the matter if it is left out.")
    source: Source = Source.VISIT
    contact: Line | None = Field(default=None, description="How the household is reached; sealed.")
    confidential: Flag = False

    def as_value(self) -> WantedOpinion:
        """As the use cases know it."""
        return WantedOpinion(self.title, self.source, self.contact, self.confidential)


class RowTicketIn(In):
    """How a ticket of the row is to be formed."""

    urgency: Urgency
    difficulty: Difficulty
    key_task: Flag = False
    opinion: RowOpinionIn | None = Field(default=None, description="Of a row that has no opinion yet.")


class HouseholdOut(Out):
    """Whose row it is; for who does not keep the ledger, a masked name alone."""

    householder: str
    address: str | None
    population: int | None


class LedgerTicketOut(Out):
    """The ticket behind a row; its state is the row's progress."""

    id: UUID
    number: str
    state: str
    outcome: str | None
    reply: str | None
    satisfaction: int | None


class LedgerRowOut(Out):
    """A row. What is said of its ticket is null for who may not see that.

    `written_off_by`: the end of its ticket, or somebody by hand; `result` and `satisfaction` are what was written with
    that, or those of the ticket. `household` is null once it was erased.
    """

    id: UUID
    unit: UnitRef
    household: HouseholdOut | None
    is_mine: bool = Field(description="Whether the caller keeps the ledger.")
    matter: str
    category: str | None
    entered_on: date
    status: LedgerStatus
    overdue: bool = Field(description="Open, and its ticket is late, or it has stood without one for too long.")
    opinion_id: UUID | None
    opinion_status: Literal["inbox", "attached", "dismissed"] | None
    ticket: LedgerTicketOut | None
    result: str | None
    satisfaction: int | None
    written_off_by: WriteOff | None
    written_off_at: datetime | None = Field(description="When its ticket ended; null of what was written off by hand.")
    written_off_on: date | None = Field(description="The day on which it was written off by hand.")
    write_off_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None


class LedgerQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: rows of its subtree.")
    status: LedgerStatus | None = Field(default=None, description="Only open rows, or only written-off ones.")
    overdue: TrueOrFalse = Field(default=False, description="Only rows that are overdue.")
    category: Code | None = Field(default=None, description="With its parts.")
    since: Day | None = Field(default=None, description="Entered on this day or later.")
    until: Day | None = Field(default=None, description="Entered before this day.")


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
