"""Makers for webhooks: an endpoint of a unit, its secret, and what it is owed or was sent."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from escalation.events.domain.matching import pattern
from escalation.feed.storage.sequencing import sequence
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.storage.endpoint_settings import NewEndpoint, insert_endpoint
from escalation.webhooks.storage.fan_out import FAN_OUT
from escalation.webhooks.storage.secrets import insert_secret, seal_headers
from escalation.webhooks.usecases.secrets import WantedSecret, make
from tests.support.world import World

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


async def an_endpoint(
    world: World,
    code: str = "K1",
    *,
    url: str = "https://example.org/hooks",
    state: str = "active",
    event_types: Sequence[str] = ("*",),
    filter: Mapping[str, Any] | None = None,  # noqa: A002 - as the column is called
    headers: Mapping[str, str] | None = None,
    **settings: Any,
) -> UUID:
    """An endpoint of a unit that is signed to with `SECRET`."""
    runtime, id_ = world.runtime, new_id()
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        usual: dict[str, Any] = {
            "format": "standard", "payload": "full", "ordering": "ticket", "ordering_hold": timedelta(minutes=15),
            "max_in_flight": 8, "rate_per_second": None, "timeout_ms": 2_000,
        }  # fmt: skip
        new = NewEndpoint(
            id=id_, unit_id=world.id(code), unit_path=world.units[code].path, url=url, description="", state=state,
            state_at=now, event_types=list(event_types), type_patterns=[pattern(glob) for glob in event_types],
            filter=filter or {}, headers=seal_headers(runtime.vault, id_, headers or {}), created_at=now,
            created_by="test", updated_at=now, **(usual | settings),
        )  # fmt: skip
        await insert_endpoint(connection, new)
        await insert_secret(connection, make(runtime.vault, id_, WantedSecret(own=SECRET), now).secret)
    return id_


async def give_places(runtime: Runtime) -> None:
    """Let everything that has happened join the feed, and with it the queues of endpoints."""
    async with runtime.database.connection() as connection:
        while await sequence(connection, 1_000, FAN_OUT):
            pass
