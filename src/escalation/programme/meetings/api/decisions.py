"""Decisions of meetings (议定事项): made on an item of the agenda, carried out, withdrawn; and who still owes what."""

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field

from escalation.kit.runtime.context import StoredResponse
from escalation.kit.web.auth import Caller, Changer, DecidingOffice, Uses
from escalation.kit.web.change_requests import Change
from escalation.kit.web.fields import Code, Day, Id, In, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.programme.meetings.api.agenda import ItemId
from escalation.programme.meetings.api.agenda_models import MeetingDecisionOut, decision_out
from escalation.programme.meetings.storage.decisions import MeetingDecision
from escalation.programme.meetings.usecases import decisions
from escalation.programme.meetings.usecases.decisions import WantedDecision
from escalation.texts import Language
from escalation.tickets.api.transitions import TransitionIn
from escalation.tickets.domain.command import Command

items_router = strict_router(prefix="/v1/agenda-items/{item_id}/decisions", tags=["meetings"])
router = strict_router(prefix="/v1/meeting-decisions", tags=["meetings"])

DecisionId = Annotated[Id, Path(description="The decision's id.")]
Words = Annotated[Text, Field(max_length=2_000)]


class MeetingDecisionIn(In):
    """What was decided on an item. With a `move` the ticket is moved at once, as the caller may move it.

    Without one it is a task, which needs a day.
    """

    text: Words
    unit_id: Id | None = Field(default=None, description="Who has to carry it out; the unit that met if left out.")
    due_on: Day | None = Field(default=None, description="The last day for it.")
    move: TransitionIn | None = None


class CompletionIn(In):
    """What was done."""

    note: Words | None = None


class WithdrawalIn(In):
    """Why a decision shall not be carried out."""

    reason: Words


class DecisionQuery(ListQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: what it and those below it have to do.")
    progress: Literal["open", "done", "withdrawn", "overdue"] | None = None


@router.get("", summary="Decisions to carry out")
async def list_meeting_decisions(
    query: Annotated[DecisionQuery, Query()], caller: Caller, runtime: Uses, language: CallerLanguage
) -> Page[MeetingDecisionOut]:
    """What units in the caller's scope have to carry out, whoever decided it; the latest first."""
    keyset = Keyset("meeting-decisions", UUID, query, runtime, sort="-id")
    found = await decisions.list_decisions(
        runtime, caller, unit=query.unit, progress=query.progress, after=keyset.after, limit=keyset.limit
    )
    items, cursor = keyset.page(found, place=lambda each: each.id, show=lambda each: decision_out(each, language))
    return Page[MeetingDecisionOut](items=items, next_cursor=cursor)


@router.get("/{decision_id}", summary="One decision")
async def read_meeting_decision(
    decision_id: DecisionId, caller: Caller, runtime: Uses, language: CallerLanguage, response: Response
) -> MeetingDecisionOut:
    """A decision of a meeting in the caller's scope, or one that a unit there has to carry out."""
    decision = await decisions.get_decision(runtime, caller, decision_id)
    response.headers["ETag"] = etag(decision.version)
    return decision_out(decision, language)


@items_router.post("", summary="Decide on an item", status_code=201, response_model=MeetingDecisionOut)
async def create_meeting_decision(
    item_id: ItemId, body: MeetingDecisionIn, caller: DecidingOffice, runtime: Uses, request_id: RequestId,
    language: CallerLanguage, once: Idempotent, expected: IfMatch = None,
) -> Response:  # fmt: skip
    """Decide, and move the ticket if the decision says how.

    A move that the caller may not make, or that a rule stands against, leaves the decision open; `refusal` says why.
    Of one that lacks something nothing is kept. `If-Match` is the version of the item.
    """
    move = Command(body.move.action, body.move.fields(), request_id) if body.move else None
    wanted = WantedDecision(body.text, body.unit_id, body.due_on, move)
    reply = await decisions.decide_item(
        runtime, item_id, wanted, by=caller, expected=numbers(expected), render=_in(language, 201), once=once
    )
    return versioned(reply)


@router.post("/{decision_id}/attempts", summary="Try the move again", response_model=MeetingDecisionOut)
async def retry_meeting_decision(decision_id: DecisionId, body: TransitionIn, asked: Change) -> Response:
    """Make the move of an open decision, that one or another, with what the caller may do."""
    move = Command(body.action, body.fields(), asked.request_id)
    reply = await decisions.try_again(
        asked.runtime, decision_id, move, by=asked.caller, render=_in(asked.language), once=asked.once
    )
    return versioned(reply)


@router.post("/{decision_id}/completion", summary="Say that it is done", response_model=MeetingDecisionOut)
async def complete_meeting_decision(
    decision_id: DecisionId, body: CompletionIn, caller: Changer, runtime: Uses, language: CallerLanguage,
    once: Idempotent, expected: IfMatch = None,
) -> Response:  # fmt: skip
    """Say that a decision is carried out: the unit that had to, or the office or a leader of the one that met."""
    reply = await decisions.complete_decision(
        runtime, decision_id, body.note, by=caller, expected=numbers(expected), render=_in(language), once=once
    )
    return versioned(reply)


@router.post("/{decision_id}/withdrawal", summary="Withdraw a decision", response_model=MeetingDecisionOut)
async def cancel_meeting_decision(
    decision_id: DecisionId, body: WithdrawalIn, caller: DecidingOffice, runtime: Uses, language: CallerLanguage,
    once: Idempotent, expected: IfMatch = None,
) -> Response:  # fmt: skip
    """Say that a decision shall not be carried out; it stays in the minutes as withdrawn."""
    reply = await decisions.withdraw_decision(
        runtime, decision_id, body.reason, by=caller, expected=numbers(expected), render=_in(language), once=once
    )
    return versioned(reply)


def _in(language: Language, status: int = 200) -> Callable[[MeetingDecision], StoredResponse]:
    return rendered(status, lambda decision: decision_out(decision, language).model_dump_json().encode())
