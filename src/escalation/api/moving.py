"""How does every route move a ticket? By the one use case, with the same headers, and the same answer."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from escalation.api.headers import Versions, numbers
from escalation.api.idempotency import answer, once, versioned
from escalation.api.queries import TrueOrFalse
from escalation.api.tickets import render
from escalation.usecases import tickets
from escalation.usecases.session import Session
from escalation.workflow.situation import Actor, Command

ValidateOnly = Annotated[TrueOrFalse, Query(description="Say what would happen, and change nothing.")]


async def move(
    request: Request, ticket_id: UUID, caller: Actor, session: Session, command: Command, *,
    expected: Versions | None, key: str | None, validate_only: bool = False,
) -> Response:  # fmt: skip
    """The ticket as it is after the move. Raises `NotFound`, `StaleVersion`, and whatever the move is refused for."""
    reply = await tickets.transition(
        session,
        ticket_id,
        caller,
        command,
        render=render,
        expected=numbers(expected),
        once=await once(request, caller, key),
        validate_only=validate_only,
    )
    # What would be has no version that anybody could ask for.
    return answer(reply) if validate_only else versioned(reply)
