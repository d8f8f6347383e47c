"""How is an endpoint tried whose deliveries failed? With a ping, and if it is taken, all goes on at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import EndpointDisabled
from escalation.feed.storage.retention import KEPT
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.outbound.outcomes import Kind
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse
from escalation.kit.runtime.remote_calls import do_outside
from escalation.organisation.usecases.operations import OperationView
from escalation.webhooks.storage import replay_operations
from escalation.webhooks.storage.attempts import Attempt, insert_attempts
from escalation.webhooks.storage.endpoints import recover
from escalation.webhooks.usecases.endpoint_access import existing, lock
from escalation.webhooks.usecases.replays import WantedReplay, begin_in
from escalation.webhooks.usecases.test_delivery import PING, Admit, Cause, send, way_to

RenderProbe = Callable[[Attempt, OperationView | None], StoredResponse]

_MARGIN: Final = timedelta(minutes=1)


async def probe(
    runtime: Runtime,
    sender: Sender,
    endpoint_id: UUID,
    *,
    resend_failed: bool,
    by: Actor,
    request_id: str,
    admit: Admit,
    render: RenderProbe,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Ping; if the receiver takes it, close the breaker and, if wanted, send again whatever failed and is still kept.

    An endpoint that was disabled stays so. Raises `NotFound`, `EndpointDisabled` if something shall be sent again, and
    what `admit` raises.
    """

    async def work() -> Attempt:
        way = await way_to(runtime, endpoint_id, by)
        if resend_failed and way.state == "disabled":
            raise EndpointDisabled
        admit(endpoint_id)
        return await send(runtime, sender, way, PING, Cause.PROBE)

    async def finish(connection: Connection, attempt: Attempt) -> StoredResponse:
        await insert_attempts(connection, [attempt])
        if attempt.outcome != Kind.OK:
            return render(attempt, None)
        await recover(connection, endpoint_id, by=by, request_id=request_id)
        return render(attempt, await _send_again(connection, endpoint_id, by) if resend_failed else None)

    return await do_outside(
        runtime, once, work, finish, recheck=lambda connection: existing(connection, endpoint_id, by)
    )


async def _send_again(connection: Connection, endpoint_id: UUID, by: Actor) -> OperationView | None:
    """Begin a replay of what failed, unless one goes on."""
    endpoint = await lock(connection, endpoint_id, by)
    if await replay_operations.find_unfinished_of(connection, endpoint_id) is not None:
        return None
    since = await read_now(connection) - KEPT + _MARGIN
    return await begin_in(connection, endpoint, WantedReplay(since, only_failed=True), by)
