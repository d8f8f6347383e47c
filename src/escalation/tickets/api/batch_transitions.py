"""One move of many tickets: batch transitions, with a result for each."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Response
from pydantic import Field, JsonValue

from escalation.errors import N_, Fault, Refusal, ValidationFailed
from escalation.kit.web.change_requests import Change
from escalation.kit.web.fields import Id, In, Integer, Out
from escalation.kit.web.idempotency import answer, rendered
from escalation.kit.web.problems import problem_document, status_of
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.texts import Language
from escalation.tickets.api.transitions import TransitionIn
from escalation.tickets.domain.command import Command
from escalation.tickets.usecases.batch_transition import MOST, Moved, transition_all

router = strict_router(prefix="/v1/tickets", tags=["tickets"])


class BatchLineIn(In):
    """A ticket, and the version that the move is decided on; without one, whatever it is."""

    id: Id
    version: Annotated[Integer, Field(ge=1)] | None = None


class BatchTransitionIn(In):
    """A move, and the tickets that it is to be made of."""

    tickets: Annotated[list[BatchLineIn], Field(min_length=1, max_length=MOST)]
    move: TransitionIn


class BatchLineOut(Out):
    """What became of one ticket.

    `status` is that of the same move of this ticket alone. Of a ticket that was moved there are `version` and `state`,
    of another one the `problem` that says why not.
    """

    id: UUID
    status: int
    version: int | None
    state: str | None
    problem: dict[str, JsonValue] | None


class BatchTransitionOut(Out):
    """A line for each ticket, in the order of the request; `moved` of them were moved."""

    moved: int
    items: list[BatchLineOut]


@router.post("/transitions", summary="Move many tickets", response_model=BatchTransitionOut)
async def move_tickets(body: BatchTransitionIn, asked: Change) -> Response:
    """Make one move of each ticket that it can be made of; a line says of each other why not, and stops none.

    Everybody may do what they may do one by one, and nothing else. All of it is written at once, and a repeated
    Idempotency-Key is answered as before. Whom a ticket waits for and who is not there, only single moves tell.
    """
    versions = {line.id: line.version for line in body.tickets}
    if len(versions) < len(body.tickets):
        raise ValidationFailed(faults=[Fault("/tickets", "named_twice", N_("A ticket can be named only once."))])
    command = Command(body.move.action, body.move.fields(), asked.request_id)
    render = rendered(200, _renderer(asked.language, asked.request_id))
    return answer(await transition_all(asked.runtime, versions, asked.caller, command, render=render, once=asked.once))


def _renderer(language: Language, request_id: str) -> Callable[[Sequence[tuple[UUID, Moved]]], bytes]:
    def rendered_all(outcomes: Sequence[tuple[UUID, Moved]]) -> bytes:
        items = [_line(id_, outcome, language, request_id) for id_, outcome in outcomes]
        return to_json({"moved": sum(item["problem"] is None for item in items), "items": items})

    return rendered_all


def _line(id_: UUID, outcome: Moved, language: Language, request_id: str) -> dict[str, Any]:
    if not isinstance(outcome, Refusal):
        return {"id": id_, "status": 200, "version": outcome.version, "state": outcome.state, "problem": None}
    status = status_of(outcome)
    problem = problem_document(outcome, language, request_id, status=status)
    return {"id": id_, "status": status, "version": None, "state": None, "problem": problem}
