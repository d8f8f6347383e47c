"""What may a citizen know of an opinion, and what may a citizen say about its result?

Who holds the tracking code is who sent the opinion: the code opens that one matter and nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from escalation.errors import N_, Fault, ForbiddenAction, NotFound, TransitionNotAllowed, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse
from escalation.kit.runtime.encryption import tracking_hash
from escalation.opinions.domain.reviews import ReviewStage, is_review, review_move, review_stage
from escalation.opinions.domain.tracking_codes import citizen_of, may_confirm
from escalation.opinions.storage.tracking import Tracked, find_tracked
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.definition import CONFIRM, REDO, REOPEN, Workflow
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.transition import transition

_STEPS: Final = {
    "ticket.dispatched": "dispatched",
    "ticket.transferred": "dispatched",
    "ticket.handed_down": "dispatched",
    "ticket.escalated": "escalated",
    "ticket.taken_over": "escalated",
    "ticket.audit_passed": "answered",
    "ticket.merged": "merged",
}
_WITHOUT_TICKET: Final = {
    "inbox": ("received", "已收到", "Received"),
    "dismissed": ("dismissed", "不予受理", "Not taken up"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """Where a matter stands, as a code and in words."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """What a request for a review is called (申请复查, 申请复核), and what the life cycle says of it."""

    zh: str
    en: str
    help_zh: str
    help_en: str


@dataclass(frozen=True, slots=True)
class TrackedProgress:
    """What a tracking code tells. `may_answer`: the citizen can say now that the matter is not solved.

    `may_confirm`: or that it is solved, which not every code closes (`domain/tracking_codes.py`). `may_reopen`: it was
    closed, and the citizen can say that it was not solved after all. `review`: where that asks for a review.
    """

    status: Status
    unit_name: str
    due_at: datetime | None
    steps: tuple[tuple[str, datetime], ...]
    reply: str | None
    may_answer: bool
    may_confirm: bool
    may_reopen: bool
    review: ReviewWords | None
    review_stage: ReviewStage | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """A citizen's answer to the result. `note` is the reason when it is not solved."""

    solved: bool
    satisfaction: int | None
    note: str | None


async def track(runtime: Runtime, code: str) -> TrackedProgress:
    """How far a citizen's matter is. Raises `NotFound` for a code that opens nothing."""
    async with runtime.database.connection(changes=False) as connection:
        found = await _find(connection, code)
        workflow = await _workflow(runtime, connection, found)
    awaited = found.state is not None and workflow.awaits_citizen(found.state)
    is_open = found.state is not None and workflow.has_move(found.state, CONFIRM)
    return TrackedProgress(
        status=_status(workflow, found),
        unit_name=found.unit_name,
        due_at=found.due_at,
        steps=(("received", found.received_at), *_steps(workflow, found)),
        reply=found.reply if found.state in workflow.answered else None,
        may_answer=awaited,
        may_confirm=is_open and _may_confirm(found),
        may_reopen=awaited and not is_open,
        review=_review_words(workflow, found.state),
        review_stage=review_stage(workflow, found.state) if found.state else None,
    )


async def answer(
    runtime: Runtime,
    code: str,
    feedback: Feedback,
    *,
    render: Callable[[Status], StoredResponse],
    request_id: str,
    once: IdempotentRequest | None = None,
) -> StoredResponse:
    """Close the matter (回访), or ask for it to be handled again (重办), as the citizen.

    Raises `NotFound`, `ForbiddenAction` for a code that does not close its matter, `ValidationFailed` when the reason
    is missing, and whatever the life cycle refuses.
    """
    async with runtime.database.connection(changes=False) as connection:
        found = await _find(connection, code)
        workflow = await _workflow(runtime, connection, found)
    if found.ticket_id is None:
        raise TransitionNotAllowed(
            N_("There is no result to answer yet."), extra={"current_state": found.status, "allowed_actions": []}
        )
    if feedback.solved and not _may_confirm(found):
        raise ForbiddenAction(
            N_("Whoever handled the matter could have read this code. The office will call and ask you instead.")
        )
    citizen = citizen_of(found.opinion_id)
    return await transition(
        runtime,
        found.ticket_id,
        citizen,
        Command(*_move(workflow, feedback, found.state), request_id),
        render=lambda view: render(_named(workflow, view.ticket.state)),
        once=replace(once, principal=citizen.principal) if once is not None else None,
    )


async def local_zone(runtime: Runtime) -> ZoneInfo:
    """In which zone people read dates here: that of the calendar in force."""
    async with runtime.database.connection(changes=False) as connection:
        return (await calendars_in_force(runtime, connection)).base.zone


async def _find(connection: Connection, code: str) -> Tracked:
    found = await find_tracked(connection, tracking_hash(code))
    if found is None:
        raise NotFound
    return found


async def _workflow(runtime: Runtime, connection: Connection, found: Tracked) -> Workflow:
    """The ticket's life cycle; the one in force for an opinion that has no ticket yet."""
    versions = await in_force(connection)
    pinned = replace(versions, workflow=found.workflow_version or versions.workflow)
    return (await read_rules(runtime, connection, pinned)).workflow


def _steps(workflow: Workflow, found: Tracked) -> Iterator[tuple[str, datetime]]:
    """What a citizen is told of; a result that nobody has audited yet is none of it."""
    for type_, at, state in found.steps:
        if type_ in _STEPS:
            yield _STEPS[type_], at
        elif type_ == "ticket.reopened":
            yield "review" if is_review(workflow, state) else "reopened", at
        elif state in workflow.answered:
            yield "answered", at


def _review_words(workflow: Workflow, state: str | None) -> ReviewWords | None:
    move = review_move(workflow, state) if state else None
    if move is None:
        return None
    return ReviewWords(move.zh, move.en, move.help.zh if move.help else "", move.help.en if move.help else "")


def _may_confirm(found: Tracked) -> bool:
    return may_confirm(
        found.code_way, found.code_unit_id, found.handler_unit_id, by_handler=found.given_by_handler
    )  # fmt: skip


def _status(workflow: Workflow, found: Tracked) -> Status:
    return Status(*_WITHOUT_TICKET[found.status]) if found.state is None else _named(workflow, found.state)


def _named(workflow: Workflow, state: str) -> Status:
    return Status(state, workflow.states[state].zh, workflow.states[state].en)


def _move(workflow: Workflow, feedback: Feedback, state: str | None) -> tuple[str, dict[str, object]]:
    """The move that a citizen's answer comes to, with its fields."""
    given = {"satisfaction": feedback.satisfaction} if feedback.satisfaction is not None else {}
    if feedback.solved:
        note = {"note": feedback.note} if feedback.note is not None else {}
        return CONFIRM, {"solved": True, **given, **note}
    if feedback.note is None:
        raise ValidationFailed(faults=[Fault("/note", "required", N_("Say what is not solved."))])
    reopens = state is not None and workflow.has_move(state, REOPEN)
    return (REOPEN if reopens else REDO), {"reason": feedback.note, **given}
