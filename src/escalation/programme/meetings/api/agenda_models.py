"""What is said of the agenda of a meeting and of its decisions?"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from escalation.kit.web.fields import Out
from escalation.kit.web.problems import localize
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.meetings.domain.agenda import Why
from escalation.programme.meetings.storage.agenda import AgendaItem
from escalation.programme.meetings.storage.decisions import MeetingDecision
from escalation.texts import Language, translate

DecisionKind = Literal["move", "order", "task"]
DecisionState = Literal["open", "done", "withdrawn"]


class RefusedMoveOut(Out):
    """Why the move of a decision could not be made when it was last tried."""

    code: str
    title: str
    detail: str


class MeetingDecisionOut(Out):
    """What was decided (议定事项), who has to carry it out (责任单位), until when, and how far it has come.

    A decision whose move was refused stays open.
    """

    id: UUID
    meeting_id: UUID
    meeting_unit: UnitRef
    year: int | None
    session: int | None
    item_id: UUID
    ticket_id: UUID | None = Field(description="The ticket, if there is one that the caller may see.")
    ticket_number: str | None
    ticket_title: str | None
    topic: str | None
    kind: DecisionKind
    text: str
    action: str | None = Field(description="The move of the ticket.")
    unit: UnitRef
    due_on: date | None
    state: DecisionState
    overdue: bool = Field(description="Open although its day is over.")
    refusal: RefusedMoveOut | None
    note: str | None = Field(description="What was done, or why it was withdrawn.")
    decided_at: datetime
    ended_at: datetime | None
    version: int


class AgendaTicketOut(Out):
    """A ticket on an agenda as it is now."""

    id: UUID
    number: str
    title: str
    state: str
    is_open: bool = Field(description="Whether somebody still has to act.")
    level: int
    escalations: int = Field(description="How often it climbed.")
    next_due_at: datetime
    holder: UnitRef


class AgendaItemOut(Out):
    """A ticket, or a `topic` without one, and why it stands on the agenda.

    `removed_at` of what was taken off; with a `removed_reason` if somebody did, else it waits no longer.
    """

    id: UUID
    meeting_id: UUID
    ticket: AgendaTicketOut | None
    topic: str | None
    why: list[Why]
    reason: str | None = Field(description="Of whoever added it by hand.")
    added_at: datetime
    removed_at: datetime | None
    removed_reason: str | None
    version: int
    decisions: list[MeetingDecisionOut]


def agenda_of(
    agenda: Sequence[AgendaItem], decisions: Sequence[MeetingDecision], language: Language
) -> list[AgendaItemOut]:
    """An agenda with what was decided on each item."""
    made: dict[UUID, list[MeetingDecisionOut]] = {}
    for each in decisions:
        made.setdefault(each.item_id, []).append(decision_out(each, language))
    return [item_out(item, made.get(item.id, [])) for item in agenda]


def item_out(item: AgendaItem, decisions: Sequence[MeetingDecisionOut] = ()) -> AgendaItemOut:
    """An item as it is shown."""
    own = {name: getattr(item, name) for name in AgendaItemOut.model_fields if name not in {"ticket", "decisions"}}
    ticket = AgendaTicketOut.model_validate(item.ticket) if item.ticket else None
    return AgendaItemOut(**own, ticket=ticket, decisions=list(decisions))


def decision_out(decision: MeetingDecision, language: Language) -> MeetingDecisionOut:
    """A decision as it is shown; why it was refused, in the caller's language."""
    named = {"unit", "meeting_unit", "refusal"}
    own = {name: getattr(decision, name) for name in MeetingDecisionOut.model_fields if name not in named}
    return MeetingDecisionOut(
        **own,
        unit=UnitRef.model_validate(decision.unit),
        meeting_unit=UnitRef.model_validate(decision.meeting_unit),
        refusal=_refusal(decision.refusal, language) if decision.refusal else None,
    )


def _refusal(kept: Mapping[str, Any], language: Language) -> RefusedMoveOut:
    title, detail = translate(kept["title"], language), localize(kept["detail"], kept["params"], language)
    return RefusedMoveOut(code=kept["code"], title=title, detail=detail)
