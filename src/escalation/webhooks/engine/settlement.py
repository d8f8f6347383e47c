"""What is done with the outcomes of deliveries? Written in batches: what becomes of each, the log, and the endpoints.

One transaction a batch: either all of it is known or none, and then it is written again. What was delivered and could
not be written down is delivered once more after its lease; a receiver knows it by its id.
"""

import random
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from prometheus_client import Counter, Histogram

from escalation.actors import CLOCK
from escalation.kit.database.connection import Connection
from escalation.kit.outbound.outcomes import DeliveryOutcome
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.domain.health import DISABLE_AFTER, NOTHING, Consequences, Health, after
from escalation.webhooks.domain.retry_decision import PUT_BACK, GivenUp, RetryDecision, RetryVerdict, decide_retry
from escalation.webhooks.storage import endpoints
from escalation.webhooks.storage.attempts import Attempt, insert_attempts
from escalation.webhooks.storage.claims import Claimed, Lane
from escalation.webhooks.storage.deliveries import Given, Result, settle
from escalation.webhooks.storage.endpoints import Targets

_REQUEST: Final = "delivery"

_ATTEMPTS = Counter("escalation_webhook_attempts_total", "Attempts to deliver, by outcome.", ["outcome"])
_ENDED = Counter("escalation_webhook_deliveries_total", "Deliveries that ended, by how.", ["result"])
_LATENCY = Histogram(
    "escalation_webhook_event_to_success_seconds",
    "From an event to the answer of the receiver that has it.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600),
)


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """A delivery that was claimed, and what came of it; `None`: it was not sent. `at`: when it ended."""

    claimed: Claimed
    outcome: DeliveryOutcome | None
    started_at: datetime
    at: datetime


async def write(runtime: Runtime, tried: Sequence[AttemptResult], known: Targets) -> None:
    """Write down a batch. Raises whatever the database refuses; then nothing was written.

    `known`: the endpoints as this worker knows them; health is only touched where an outcome changes it.
    """
    decisions = [_decision(each) for each in tried]
    results = [
        Result(each.claimed.id, each.claimed.lease_id, its) for each, its in zip(tried, decisions, strict=True)
    ]  # fmt: skip
    attempts = [_attempt(each, each.outcome, its) for each, its in zip(tried, decisions, strict=True) if each.outcome]
    async with runtime.database.transaction() as connection:
        given = await settle(connection, results)
        if attempts:
            await insert_attempts(connection, attempts)
        await _tell_of(connection, given, {each.claimed.fact.id: each.claimed.fact.type for each in tried})
        await _keep_health(connection, tried, known)
    _count(tried, decisions, given)


def _decision(tried: AttemptResult) -> RetryDecision:
    if tried.outcome is None:
        return PUT_BACK
    return decide_retry(tried.outcome, tried.claimed.attempt, random.random())  # noqa: S311 - spreads retries, guards nothing


def _attempt(tried: AttemptResult, outcome: DeliveryOutcome, its: RetryDecision) -> Attempt:
    """As the log has it: of what succeeded, nobody wants to read the answer."""
    claimed = tried.claimed
    return Attempt(
        endpoint_id=claimed.endpoint_id,
        event_id=claimed.fact.id,
        event_type=claimed.fact.type,
        attempt=claimed.attempt,
        cause=_cause(claimed),
        started_at=tried.started_at,
        duration_ms=outcome.duration_ms,
        outcome=outcome.kind,
        status=outcome.status,
        remote_ip=outcome.remote_ip,
        error=outcome.error,
        response_headers=None if outcome.ok else outcome.headers,
        response_body=None if outcome.ok else outcome.body,
        next_at=tried.at + its.wait if its.verdict is RetryVerdict.AGAIN else None,
    )


def _cause(claimed: Claimed) -> str:
    return "retry" if claimed.lane == Lane.RETRY and claimed.cause == "live" else claimed.cause


async def _tell_of(connection: Connection, given: Iterable[Given], types: Mapping[UUID, str]) -> None:
    """Let an endpoint's unit know of what was given up without anybody asking for it."""
    for each in given:
        if each.reason in {GivenUp.EXHAUSTED, GivenUp.EXPIRED}:
            data = {
                "event_id": each.event_id, "event_type": types[each.event_id], "reason": each.reason,
                "attempts": each.attempts,
            }  # fmt: skip
            await endpoints.tell(
                connection, "delivery.exhausted", each.endpoint_id, data, by=CLOCK, request_id=_REQUEST
            )


async def _keep_health(connection: Connection, tried: Sequence[AttemptResult], known: Targets) -> None:
    by_endpoint: dict[UUID, list[AttemptResult]] = defaultdict(list)
    for each in tried:
        if each.outcome is not None:
            by_endpoint[each.claimed.endpoint_id].append(each)
    moved = [id_ for id_, these in by_endpoint.items() if _is_moved(known, id_, these)]
    if not moved:
        return
    locked = await endpoints.lock_health(connection, sorted(moved))
    changed = {id_: _lived_through(health, by_endpoint[id_]) for id_, health in locked.items()}
    worth_writing = [health for id_, (health, _) in changed.items() if health != locked[id_]]
    if worth_writing:
        await endpoints.save_health(connection, worth_writing)
    for id_, (health, consequences) in changed.items():
        for follows in consequences:
            await _follow(connection, id_, follows, health.failing_since or locked[id_].failing_since)


def _is_moved(known: Targets, endpoint_id: UUID, tried: Sequence[AttemptResult]) -> bool:
    target = known.by_id.get(endpoint_id)
    if target is None:
        return True
    health, consequences = _lived_through(target.health, tried)
    return bool(consequences) or health != target.health


def _lived_through(health: Health, tried: Sequence[AttemptResult]) -> tuple[Health, list[Consequences]]:
    """How an endpoint fares after these attempts, in the order in which they ended, and what follows."""
    follows = []
    for each in tried:
        if each.outcome is not None:
            health, consequences = after(health, each.outcome, each.at, first=each.claimed.attempt == 1)
            follows += [consequences] if consequences != NOTHING else []
    return health, follows


async def _follow(
    connection: Connection, endpoint_id: UUID, consequences: Consequences, since: datetime | None
) -> None:
    """Disable, warn, or bring good news. `since`: when the endpoint began to fail."""
    if consequences.disable is not None:
        await endpoints.disable(connection, endpoint_id, consequences.disable, by=CLOCK, request_id=_REQUEST)
    told: dict[str, dict[str, object]] = {}
    if consequences.warn is not None and since is not None:
        share, ends = consequences.warn, since + DISABLE_AFTER
        told["endpoint.failing"] = {"failing_since": since, "disables_at": ends, "share": share}
    if consequences.recovered:
        told["endpoint.recovered"] = {"failing_since": since}
    for type_, data in told.items():
        await endpoints.tell(connection, type_, endpoint_id, data, by=CLOCK, request_id=_REQUEST)


def _count(tried: Sequence[AttemptResult], decisions: Sequence[RetryDecision], given: Sequence[Given]) -> None:
    for kind, count in Tally(each.outcome.kind for each in tried if each.outcome is not None).items():
        _ATTEMPTS.labels(kind).inc(count)
    for each in tried:
        if each.outcome is not None and each.outcome.ok:
            _LATENCY.observe(max((each.at - each.claimed.fact.occurred_at).total_seconds(), 0))
    _ENDED.labels("delivered").inc(sum(its.verdict is RetryVerdict.DONE for its in decisions))
    _ENDED.labels("dead").inc(len(given))
