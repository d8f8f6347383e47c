"""How does every route call for a transition of a ticket? By the one use case, with the same headers and answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Response

from escalation.kit.web.change_requests import Change, ChangeRequest
from escalation.kit.web.headers import IfMatch, numbers
from escalation.kit.web.idempotency import answer, rendered, versioned
from escalation.kit.web.queries import TrueOrFalse
from escalation.tickets.api.tickets import render_moved
from escalation.tickets.domain.command import Command
from escalation.tickets.usecases import transition

ValidateOnly = Annotated[TrueOrFalse, Query(description="Say what would happen, and change nothing.")]


@dataclass(frozen=True, slots=True)
class TransitionCall:
    """A request that moves a ticket, but for the ticket and the move. `expected`: the versions it is decided on."""

    asked: ChangeRequest
    expected: frozenset[int] | None

    async def move(
        self, ticket_id: UUID, action: str, fields: Mapping[str, Any], *, validate_only: bool = False
    ) -> Response:
        """The ticket as it is after the move.

        Raises `NotFound`, `StaleVersion`, and whatever the move is refused for.
        """
        reply = await transition.transition(
            self.asked.runtime,
            ticket_id,
            self.asked.caller,
            Command(action, fields, self.asked.request_id),
            render=rendered(200, render_moved(self.asked.language)),
            expected=self.expected,
            once=self.asked.once,
            validate_only=validate_only,
        )
        # What would be has no version that anybody could ask for.
        return answer(reply) if validate_only else versioned(reply)


async def _call(asked: Change, expected: IfMatch = None) -> TransitionCall:
    return TransitionCall(asked, numbers(expected))


Call = Annotated[TransitionCall, Depends(_call)]
