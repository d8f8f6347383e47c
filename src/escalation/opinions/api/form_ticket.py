"""The first act on a ticket: forming it from opinions."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import Response
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from escalation.clocks.policy_document import Difficulty, Urgency
from escalation.errors import N_
from escalation.kit.web.change_requests import WorkersChange
from escalation.kit.web.fields import Code, Flag, Id, In, Line, Text
from escalation.kit.web.idempotency import rendered, versioned
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.opinions.api.opinions import OpinionIn
from escalation.opinions.usecases import form_ticket as forming
from escalation.opinions.usecases.form_ticket import MOST_OPINIONS, Formed, TicketDraft
from escalation.texts import Language
from escalation.tickets.api.tickets import MovedOut, serialize_moved
from escalation.tickets.domain.source import Source

router = strict_router(prefix="/v1/tickets", tags=["tickets"])


class TicketIn(In):
    """A ticket to be formed, of opinions in the inbox or of one that comes along.

    What is left out is taken from the first opinion. `id` may be chosen by the client, to make the request repeatable.
    """

    opinion_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_OPINIONS)] | None = None
    opinion: OpinionIn | None = None
    id: Id | None = None
    title: Line | None = None
    content: Text | None = None
    category: Code | None = None
    urgency: Urgency
    difficulty: Difficulty
    source: Source | None = None
    unit_id: Id | None = None
    key_task: Flag = False
    accused_unit_id: Id | None = None
    source_system: Code | None = None
    external_ref: Line | None = None

    @model_validator(mode="after")
    def _of_one_or_the_other(self) -> "TicketIn":
        if (self.opinion_ids is None) == (self.opinion is None):
            raise PydanticCustomError("one_of", N_("Give opinion_ids or opinion, and not both."))
        return self

    def draft(self) -> TicketDraft:
        """The ticket as the use case knows it."""
        made = {"opinion_ids", "opinion"}
        same = {name: getattr(self, name) for name in TicketDraft.__dataclass_fields__ if name not in made}
        opinion = self.opinion.as_input() if self.opinion else None
        return TicketDraft(opinion_ids=tuple(self.opinion_ids or ()), opinion=opinion, **same)


class FormedOut(MovedOut):
    """A new ticket, with the opinions that it was formed of."""

    opinion_ids: list[UUID]


@router.post("", status_code=201, summary="Form a ticket", response_model=FormedOut)
async def form_ticket(body: TicketIn, asked: WorkersChange) -> Response:
    """Form a ticket (交办单). The opinions leave the inbox with it; if one is gone already, nothing happens."""
    reply = await forming.form(
        asked.runtime,
        asked.caller,
        body.draft(),
        render=rendered(201, _render_in(asked.language)),
        request_id=asked.request_id,
        once=asked.once,
    )
    response = versioned(reply)
    response.headers["Location"] = f"/v1/tickets/{orjson.loads(reply.body)['id']}"
    return response


def _render_in(language: Language) -> Callable[[Formed], bytes]:
    def render(formed: Formed) -> bytes:
        return to_json(serialize_moved(formed.view, language) | {"opinion_ids": formed.opinion_ids})

    return render
