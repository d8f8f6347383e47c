"""How does every route call for a transition of a ticket? By the one use case, with the same headers and answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Response

from escalation.actors import Actor
from escalation.kit.runtime.context import IdempotentRequest, Runtime
from escalation.kit.web.auth import Changer, Uses
from escalation.kit.web.headers import IfMatch, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered, versioned
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import TrueOrFalse
from escalation.kit.web.request_context import RequestId
from escalation.texts import Language
from escalation.tickets.api.tickets import render_moved
from escalation.tickets.domain.command import Command
from escalation.tickets.usecases import transition

ValidateOnly = Annotated[TrueOrFalse, Query(description="Say what would happen, and change nothing.")]


@dataclass(frozen=True, slots=True)
class TransitionCall:
    """A request that moves a ticket, but for the ticket and the move. `expected`: the versions it is decided on."""

    runtime: Runtime
    caller: Actor
    request_id: str
    once: IdempotentRequest | None
    expected: frozenset[int] | None
    language: Language

    async def move(
        self, ticket_id: UUID, action: str, fields: Mapping[str, Any], *, validate_only: bool = False
    ) -> Response:
        """The ticket as it is after the move.

        Raises `NotFound`, `StaleVersion`, and whatever the move is refused for.
        """
        reply = await transition.transition(
            self.runtime,
            ticket_id,
            self.caller,
            Command(action, fields, self.request_id),
            render=rendered(200, render_moved(self.language)),
            expected=self.expected,
            once=self.once,
            validate_only=validate_only,
        )
        # What would be has no version that anybody could ask for.
        return answer(reply) if validate_only else versioned(reply)


async def _call(
    caller: Changer,
    runtime: Uses,
    request_id: RequestId,
    once: Idempotent,
    language: CallerLanguage,
    expected: IfMatch = None,
) -> TransitionCall:
    return TransitionCall(runtime, caller, request_id, once, numbers(expected), language)


Call = Annotated[TransitionCall, Depends(_call)]
