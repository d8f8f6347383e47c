"""What may be read of deliveries? What was tried, what is owed, what was given up, and how an endpoint fares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.database.clock import read_wall
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.domain.health import Health
from escalation.webhooks.storage import delivery_log
from escalation.webhooks.storage.delivery_log import AttemptRecord, Dead, Hour, LogFilters, Owed, Place, QueueDepth
from escalation.webhooks.storage.endpoints import read_health
from escalation.webhooks.usecases.endpoint_access import existing

MOST_ATTEMPTS: Final = 50


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event at one endpoint: the latest attempts, and what it is owed or was given up of it."""

    event_id: UUID
    attempts: Sequence[AttemptRecord]
    owed: Owed | None
    dead: Dead | None

    @property
    def state(self) -> Literal["waiting", "sending", "delivered", "failed", "dead"]:
        """Waiting, sending, dead, delivered, or failed: tried in vain, and neither owed nor a dead letter any more."""
        if self.owed is not None:
            return "sending" if self.owed.is_leased else "waiting"
        if self.dead is not None:
            return "dead"
        return "delivered" if any(tried.outcome == "ok" for tried in self.attempts) else "failed"


@dataclass(frozen=True, slots=True)
class Statistics:
    """How an endpoint fares: attempts by hour and outcome, what it is owed, and its breaker."""

    hours: Sequence[Hour]
    depth: QueueDepth
    health: Health


async def list_attempts(
    runtime: Runtime, endpoint_id: UUID, actor: Actor, filters: LogFilters, *, after: Place | None, limit: int
) -> list[AttemptRecord]:
    """A page of what was tried, the latest first. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await existing(connection, endpoint_id, actor)
        return await delivery_log.list_attempts(connection, endpoint_id, filters, after=after, limit=limit)


async def get_delivery(runtime: Runtime, endpoint_id: UUID, event_id: UUID, actor: Actor) -> Delivery:
    """What became of one event at an endpoint. Raises `NotFound` if nothing is known of it."""
    async with runtime.database.connection(changes=False) as connection:
        await existing(connection, endpoint_id, actor)
        # What is owed first: a delivery that ends meanwhile is then found in the log.
        owed = await delivery_log.find_owed(connection, endpoint_id, event_id)
        dead = await delivery_log.find_dead(connection, endpoint_id, event_id)
        tried = await delivery_log.list_attempts_of(connection, endpoint_id, event_id, limit=MOST_ATTEMPTS)
    if owed is None and dead is None and not tried:
        raise NotFound
    return Delivery(event_id, tried, owed, dead)


async def list_dead(
    runtime: Runtime, endpoint_id: UUID, actor: Actor, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Dead]:
    """A page of what was given up, the latest first. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await existing(connection, endpoint_id, actor)
        return await delivery_log.list_dead(connection, endpoint_id, after=after, limit=limit)


async def statistics(runtime: Runtime, endpoint_id: UUID, actor: Actor, *, hours: int) -> Statistics:
    """How an endpoint fared in the last hours. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await existing(connection, endpoint_id, actor)
        since = await read_wall(connection) - timedelta(hours=hours)
        by_hour = await delivery_log.count_by_hour(connection, endpoint_id, since)
        depth = await delivery_log.depth(connection, endpoint_id)
        health = (await read_health(connection, [endpoint_id])).get(endpoint_id)
    if health is None:
        raise NotFound
    return Statistics(by_hour, depth, health)
