"""Sorting of inboxes (梳理汇总): what may be one matter, and forming tickets of it in one go."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.errors import Refusal
from escalation.kit.runtime.context import StoredResponse
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.change_requests import ChangeRequest, WorkersChange
from escalation.kit.web.fields import Code, Flag, Id, In, Line, Out, Text
from escalation.kit.web.idempotency import answer, rendered
from escalation.kit.web.pages import Page
from escalation.kit.web.pagination import Keyset
from escalation.kit.web.problems import problem_document, status_of
from escalation.kit.web.queries import ListQuery
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.usecases.form_ticket import MOST_OPINIONS, Formed, TicketDraft
from escalation.organisation.api.unit_ref import UnitRef, ref_of
from escalation.programme.sorting.usecases import sorting
from escalation.programme.sorting.usecases.sorting import MOST_LINES, SortingProposal
from escalation.tickets.domain.source import Source

proposals_router = strict_router(prefix="/v1/sorting-proposals", tags=["sorting"])
batches_router = strict_router(prefix="/v1/sorting-batches", tags=["sorting"])
rounds_router = strict_router(prefix="/v1/sorting-rounds", tags=["sorting"])

SortingRoundId = Annotated[Id, Path(description="The unit's id: it names its round.")]


class WaitingOpinionOut(Out):
    """An opinion in an inbox. `source_system` and `external_ref`: how another system, such as a hotline, knows it."""

    id: UUID
    title: str
    content: str
    category: str | None
    suggested_categories: list[str]
    source: Source
    place: str | None
    source_system: str | None
    external_ref: str | None
    confidential: bool
    received_at: datetime


class SortingProposalOut(Out):
    """Opinions that may be one matter, and what would become of them: a ticket with the words of the first."""

    opinions: list[WaitingOpinionOut]
    title: str
    content: str
    category: str | None = Field(description="What most of them were given, or what is suggested for most.")
    urgency: Urgency | None = Field(description="What goes with its words, if anything is known.")
    likeness: int = Field(description="How alike any two of them are on the mean, 0 to 100.")


class SortedInboxOut(Out):
    """The inbox of a unit in groups, the largest first."""

    unit: UnitRef
    proposals: list[SortingProposalOut]
    alone: list[WaitingOpinionOut] = Field(description="Those that resemble no other.")
    has_more: bool = Field(description="Whether some wait that were not looked at.")
    sorted_at: datetime | None = Field(description="When the unit has sorted last; null if it never did.")
    due_at: datetime | None = Field(description="Until when it has to be sorted; null while nothing waits.")
    overdue: bool


class SortingRoundOut(Out):
    """A unit that has sorted its inbox, or was told to."""

    unit: UnitRef
    overdue: bool = Field(description="It was told to sort, and has not since.")
    sorted_at: datetime | None = Field(description="When the unit has sorted last; null if it never did.")
    told_at: datetime | None = Field(description="When it was told last.")
    oldest_at: datetime | None = Field(description="Since when the first waits in its inbox; null if none does.")


class SortingQuery(BaseModel):
    """Whose inbox."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit; the caller's own if left out.")


class SortingLineIn(In):
    """A ticket to be formed of opinions. What is left out is taken from the first of them."""

    opinion_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_OPINIONS)]
    title: Line | None = None
    content: Text | None = None
    category: Code | None = None
    urgency: Urgency
    difficulty: Difficulty
    key_task: Flag = False

    def draft(self) -> TicketDraft:
        """The ticket as the use case knows it."""
        said = self.model_dump(exclude={"opinion_ids"})
        return TicketDraft(opinion_ids=tuple(self.opinion_ids), opinion=None, **said)


class SortingBatchIn(In):
    """The tickets that the caller's own unit forms of its inbox; none, to say that it was looked through."""

    unit_id: Id
    lines: Annotated[list[SortingLineIn], Field(max_length=MOST_LINES)]


class SortingLineOut(Out):
    """What became of one line: the ticket, or the `problem` that says why there is none."""

    status: int
    ticket_id: UUID | None
    number: str | None = Field(description="Of the ticket.")
    problem: dict[str, JsonValue] | None


class SortingBatchOut(Out):
    """A line for each of the request, in its order; `formed` of them became tickets."""

    formed: int
    items: list[SortingLineOut]


@proposals_router.get("", summary="What may be one matter")
async def list_sorting_proposals(
    query: Annotated[SortingQuery, Query()], caller: Caller, runtime: Uses
) -> SortedInboxOut:
    """The inbox of a unit in the caller's scope in groups. Nothing is kept of it: asked again, it is sorted anew."""
    found = await sorting.propose(runtime, caller, query.unit)
    return SortedInboxOut(
        unit=ref_of(found.unit), proposals=[_proposal(each) for each in found.proposals],
        alone=[WaitingOpinionOut.model_validate(each) for each in found.alone], has_more=found.has_more,
        sorted_at=found.sorted_at, due_at=found.due_at, overdue=found.overdue,
    )  # fmt: skip


@batches_router.post("", summary="Form the tickets of an inbox", response_model=SortingBatchOut)
async def create_sorting_batch(body: SortingBatchIn, asked: WorkersChange) -> Response:
    """Form a ticket of each line; a line that is refused says why and stops no other. The unit has sorted with it."""
    replies = await sorting.form_all(
        asked.runtime, asked.caller, body.unit_id, [each.draft() for each in body.lines],
        render=rendered(201, _formed), request_id=asked.request_id, once=asked.once,
    )  # fmt: skip
    items = [_line(each, asked) for each in replies]
    told = {"formed": sum(item["problem"] is None for item in items), "items": items}
    is_replay = any(isinstance(each, StoredResponse) and each.replayed for each in replies)
    return answer(StoredResponse(200, to_json(told), replayed=is_replay))


@rounds_router.get("", summary="Inboxes that were not sorted")
async def list_sorting_rounds(
    query: Annotated[ListQuery, Query()], caller: Caller, runtime: Uses
) -> Page[SortingRoundOut]:
    """Units in the caller's scope that were told to sort, and have not, in the order of the tree."""
    keyset = Keyset("sorting-rounds", str, query, runtime, sort="unit")
    found = await sorting.list_overdue(runtime, caller, after=keyset.after, limit=keyset.limit)
    items, cursor = keyset.page(found, place=lambda each: each.unit_path, show=SortingRoundOut.model_validate)
    return Page[SortingRoundOut](items=items, next_cursor=cursor)


@rounds_router.get("/{sorting_round_id}", summary="Whether one inbox was sorted")
async def read_sorting_round(sorting_round_id: SortingRoundId, caller: Caller, runtime: Uses) -> SortingRoundOut:
    """When a unit in the caller's scope has sorted last, and whether it was told to."""
    return SortingRoundOut.model_validate(await sorting.get_round(runtime, caller, sorting_round_id))


def _formed(formed: Formed) -> bytes:
    # What tells a repetition of its ticket is its id.
    return to_json({"id": formed.view.ticket.id, "number": formed.view.ticket.number})


def _line(reply: StoredResponse | Refusal, asked: ChangeRequest) -> dict[str, Any]:
    if isinstance(reply, Refusal):
        status = status_of(reply)
        document = problem_document(reply, asked.language, asked.request_id, status=status)
        return {"status": status, "ticket_id": None, "number": None, "problem": document}
    made = orjson.loads(reply.body)
    return {"status": reply.status, "ticket_id": made["id"], "number": made["number"], "problem": None}


def _proposal(of: SortingProposal) -> SortingProposalOut:
    return SortingProposalOut(
        opinions=[WaitingOpinionOut.model_validate(each) for each in of.opinions], title=of.title, content=of.content,
        category=of.category, urgency=Urgency(of.urgency) if of.urgency else None, likeness=round(of.likeness * 100),
    )  # fmt: skip
