"""How does an endpoint fare? Attempts by hour and outcome, what it is owed, and its breaker."""

from datetime import datetime
from typing import Annotated

from fastapi import Query

from escalation.kit.web.auth import Uses
from escalation.kit.web.fields import Out
from escalation.kit.web.queries import Hours
from escalation.kit.web.routes import strict_router
from escalation.webhooks.api.endpoint_limits import EndpointId, Integrator
from escalation.webhooks.domain.health import Advice, Breaker
from escalation.webhooks.usecases import delivery_log

router = strict_router(prefix="/v1/webhook-endpoints/{endpoint_id}", tags=["webhooks"])


class HourOut(Out):
    """Attempts of an hour that ended in the same way, and how long they took on average."""

    hour: datetime
    outcome: str
    count: int
    average_ms: int


class QueueOut(Out):
    """How much is owed: new, after a failure, and sent again; how much of it is being sent, and what waited longest."""

    live: int
    retry: int
    replay: int
    in_flight: int
    dead: int
    oldest_due_at: datetime | None


class HealthOut(Out):
    """Whether the breaker lets deliveries pass (closed), none (open) or one (half_open), and since when they fail.

    `advice`: `update_url` after three redirects in a row, which are never followed.
    """

    breaker: Breaker
    open_until: datetime | None
    failures_in_a_row: int
    redirects_in_a_row: int
    advice: Advice | None
    failing_since: datetime | None
    last_success_at: datetime | None
    last_failure_at: datetime | None


class StatisticsOut(Out):
    """How an endpoint fares."""

    hours: list[HourOut]
    queue: QueueOut
    health: HealthOut


@router.get("/stats", summary="How an endpoint fares")
async def read_webhook_statistics(
    endpoint_id: EndpointId,
    caller: Integrator,
    runtime: Uses,
    hours: Annotated[Hours, Query(description="How far back.")] = 24,
) -> StatisticsOut:
    """Attempts by hour and outcome, what is owed, and how the breaker stands."""
    found = await delivery_log.statistics(runtime, endpoint_id, caller, hours=hours)
    return StatisticsOut(
        hours=[HourOut.model_validate(hour) for hour in found.hours],
        queue=QueueOut.model_validate(found.depth),
        health=HealthOut.model_validate(found.health),
    )
