"""Sending an endpoint again what it missed: a count, an operation that goes on by itself, and its end."""

from typing import Annotated, Literal

import orjson
from fastapi import Response
from pydantic import Field

from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Flag, Id, In, Instant, Out
from escalation.kit.web.idempotency import Idempotent, answer, rendered
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.operations import OperationId, OperationOut, render
from escalation.webhooks.api.endpoint_limits import EndpointChanger, EndpointId
from escalation.webhooks.api.endpoint_models import Glob
from escalation.webhooks.usecases import replays
from escalation.webhooks.usecases.replays import MOST_COUNTED, WantedReplay

router = strict_router(prefix="/v1/webhook-endpoints/{endpoint_id}/replays", tags=["webhooks"])


class ReplayIn(In):
    """What shall be sent again: what happened from `since` on, at most thirty days ago, and before `until`.

    `only: failed` is what was tried at this endpoint in vain; `all` is all that fits its types and its filter now.
    With `dry_run` it is only counted.
    """

    since: Instant
    until: Instant | None = None
    types: Annotated[list[Glob], Field(min_length=1, max_length=64)] = Field(default_factory=lambda: ["*"])
    ticket_id: Id | None = None
    only: Literal["failed", "all"] = "all"
    dry_run: Flag = False


class CountOut(Out):
    """How many events would be sent again, counted up to a million."""

    count: int
    is_capped: bool


@router.post(
    "",
    summary="Send events again",
    status_code=202,
    response_model=OperationOut,
    responses={200: {"model": CountOut, "description": "They were only counted."}},
)
async def replay_events(
    endpoint_id: EndpointId,
    body: ReplayIn,
    caller: EndpointChanger,
    runtime: Uses,
    once: Idempotent,
) -> Response:
    """Send events again, behind all that is new, and answer with an operation to watch. One goes on at a time."""
    wanted = WantedReplay(body.since, body.until, body.types, body.ticket_id, only_failed=body.only == "failed")
    if body.dry_run:
        return answer(
            await replays.count(runtime, endpoint_id, wanted, by=caller, render=rendered(200, _counted), once=once)
        )
    reply = await replays.begin(runtime, endpoint_id, wanted, by=caller, render=rendered(202, render), once=once)
    response = answer(reply)
    response.headers["Location"] = f"/v1/operations/{orjson.loads(reply.body)['id']}"
    return response


@router.delete("/{operation_id}", summary="Cancel a replay", status_code=204)
async def cancel_replay(
    endpoint_id: EndpointId, operation_id: OperationId, caller: EndpointChanger, runtime: Uses
) -> None:
    """End it. What it has not sent yet is not sent."""
    await replays.cancel(runtime, endpoint_id, operation_id, by=caller)


def _counted(count: int) -> bytes:
    return CountOut(count=count, is_capped=count >= MOST_COUNTED).model_dump_json().encode()
