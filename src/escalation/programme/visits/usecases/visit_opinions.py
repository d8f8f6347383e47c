"""How does an opinion that was voiced on a visit (visit opinions) get in? As any other, and the visit knows of it."""

from dataclasses import replace
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, TransitionNotAllowed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.usecases.joined_intake import take_in
from escalation.opinions.usecases.opinions import OpinionInput, Render
from escalation.programme.visits.storage import visit_opinions
from escalation.programme.visits.usecases.visible_ranges import require_own
from escalation.programme.visits.usecases.visits import visible_visit
from escalation.tickets.domain.source import Source


async def register_opinion(
    runtime: Runtime, visit_id: UUID, given: OpinionInput, *, by: Actor, render: Render, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Take what was said into an inbox, with the visit as its source; both are written, or neither.

    Raises `NotFound`, `ForbiddenAction`, `TransitionNotAllowed` for a visit not made, and what `register` does.
    """

    async def work(connection: Connection) -> StoredResponse:
        visit = await visible_visit(connection, by, visit_id)
        require_own(by, visit.unit_path)
        if visit.state != "made":
            detail = N_("Record the visit first.")
            raise TransitionNotAllowed(detail, extra={"current_state": visit.state, "allowed_actions": []})
        said = replace(given, source=Source.VISIT)
        opinion = await take_in(runtime, connection, by, said, request_id=request_id)
        await visit_opinions.link_opinion(connection, visit_id, opinion.id, await read_now(connection))
        return render(opinion)

    return await do_once(runtime, once, work, recheck=lambda connection: visible_visit(connection, by, visit_id))
