"""How is something sent to an endpoint at once, because somebody asks for it? Pings and tests.

They go the way that deliveries go: the same guard, the same signature, the same log. But nothing is owed afterwards,
and a failure is not held against the endpoint.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, ValidationFailed
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import render
from escalation.kit.database.clock import read_now, read_wall
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse
from escalation.kit.runtime.remote_calls import do_outside
from escalation.webhooks.domain.headers import headers_of
from escalation.webhooks.storage import secrets
from escalation.webhooks.storage.attempts import Attempt, insert_attempts
from escalation.webhooks.storage.endpoint_settings import EndpointRecord
from escalation.webhooks.storage.secrets import Secret, open_headers, signing_keys
from escalation.webhooks.usecases.endpoint_access import existing

PING: Final = "webhook.ping"


class Cause(StrEnum):
    """Why something is sent at once."""

    PING = "ping"
    TEST = "test"
    PROBE = "probe"


@dataclass(frozen=True, slots=True)
class DeliveryRoute:
    """How an endpoint is reached: its settings as far as sending needs them, with its headers opened."""

    endpoint_id: UUID
    unit_id: UUID
    state: str
    url: str
    format: str
    payload: str
    timeout_ms: int
    headers: Mapping[str, str]
    secrets: Sequence[Secret]


Admit = Callable[[UUID], None]
"""Counts one more for an endpoint. Raises `TooManyRequests`."""

RenderAttempt = Callable[[Attempt], StoredResponse]


async def send_test(
    runtime: Runtime,
    sender: Sender,
    endpoint_id: UUID,
    type_: str,
    cause: Cause,
    *,
    by: Actor,
    admit: Admit,
    render: RenderAttempt,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Send the example of an event type, marked as a test unless it is a ping, and tell what came of it.

    Raises `NotFound`, `ValidationFailed` for an unknown type, and what `admit` raises.
    """
    if type_ not in EVENT_TYPES:
        raise ValidationFailed(faults=[Fault("/type", "unknown_event_type", N_("No event type fits this."))])

    async def work() -> Attempt:
        way = await way_to(runtime, endpoint_id, by)
        admit(endpoint_id)
        return await send(runtime, sender, way, type_, cause)

    async def finish(connection: Connection, attempt: Attempt) -> StoredResponse:
        await insert_attempts(connection, [attempt])
        return render(attempt)

    return await do_outside(
        runtime, once, work, finish, recheck=lambda connection: existing(connection, endpoint_id, by)
    )


async def way_to(runtime: Runtime, endpoint_id: UUID, by: Actor) -> DeliveryRoute:
    """How an endpoint is reached now. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        endpoint = await existing(connection, endpoint_id, by)
        live = await secrets.list_live(connection, endpoint_id)
    return way_of(endpoint, open_headers(runtime.vault, endpoint_id, endpoint.headers), live)


def way_of(endpoint: EndpointRecord, headers: Mapping[str, str], live: Sequence[Secret]) -> DeliveryRoute:
    """The way to an endpoint with these settings."""
    return DeliveryRoute(
        endpoint_id=endpoint.id, unit_id=endpoint.unit.id, state=endpoint.state, url=endpoint.url,
        format=endpoint.format, payload=endpoint.payload, timeout_ms=endpoint.timeout_ms, headers=headers, secrets=live,
    )  # fmt: skip


async def send(runtime: Runtime, sender: Sender, way: DeliveryRoute, type_: str, cause: Cause) -> Attempt:
    """Send the example of an event type and say what came of it; whatever happens there, this does not raise.

    Holds no connection while it waits. Whoever asked writes the attempt down.
    """
    async with runtime.database.connection(changes=False) as connection:
        now, wall = await read_now(connection), await read_wall(connection)
    fact = EVENT_TYPES[type_].sample(id=new_id(), now=now, endpoint_id=way.endpoint_id)
    body = render(
        fact, unit_id=way.unit_id, format=way.format, payload=way.payload, cursor=None, test=cause is Cause.TEST
    )
    headers = headers_of(
        body, keys=signing_keys(runtime.vault, way.secrets, now), event_id=fact.id, type_=type_,
        endpoint_id=way.endpoint_id, attempt=1, timestamp=int(wall.timestamp()), format_=way.format, own=way.headers,
    )  # fmt: skip
    outcome = await sender.post(way.url, headers, body, timeout=way.timeout_ms / 1000)
    return Attempt(
        endpoint_id=way.endpoint_id, event_id=fact.id, event_type=type_, attempt=1, cause=cause, started_at=wall,
        duration_ms=outcome.duration_ms, outcome=outcome.kind, status=outcome.status, remote_ip=outcome.remote_ip,
        error=outcome.error, response_headers=outcome.headers, response_body=outcome.body, next_at=None,
    )  # fmt: skip
