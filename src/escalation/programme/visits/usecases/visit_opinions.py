"""How does an opinion that was voiced on a visit (visit opinions) get in? As any other, and the visit knows of it."""

from dataclasses import replace
from uuid import UUID

import orjson

from escalation.actors import Actor
from escalation.errors import N_, TransitionNotAllowed
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse
from escalation.opinions.usecases import opinions
from escalation.opinions.usecases.opinions import OpinionInput, Render
from escalation.programme.visits.storage import visits
from escalation.programme.visits.usecases.visible_ranges import require_own
from escalation.programme.visits.usecases.visits import visible_visit
from escalation.tickets.domain.source import Source


async def register_opinion(
    runtime: Runtime, visit_id: UUID, given: OpinionInput, *, by: Actor, render: Render, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Register an opinion with the visit as its source. Repeated with its key, both are there once.

    Raises `NotFound`, `ForbiddenAction`, `TransitionNotAllowed` for a visit not made, and what `register` does.
    """
    async with runtime.database.connection(changes=False) as connection:
        visit = await visible_visit(connection, by, visit_id)
    require_own(by, visit.unit_path)
    if visit.state != "made":
        detail = N_("Record the visit first.")
        raise TransitionNotAllowed(detail, extra={"current_state": visit.state, "allowed_actions": []})
    reply = await opinions.register(
        runtime, by, replace(given, source=Source.VISIT), render=render, request_id=request_id, once=once
    )
    # A transaction of its own: who repeats the request gets the same answer, and what is missing is written then.
    async with runtime.database.transaction() as connection:
        opinion_id = UUID(orjson.loads(reply.body)["id"])
        await visits.link_opinion(connection, visit_id, opinion_id, await read_now(connection))
    return reply
