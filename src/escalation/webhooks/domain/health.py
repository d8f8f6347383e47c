"""How does an endpoint fare, and what follows? When it is spared, tried again, warned about, and taken out of service.

Pure: the state before, an outcome and the time give the state after and what its owner has to be told.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, ReceiverOrder

OPEN_AFTER: Final = 5
"""Failures in a row that open the breaker."""
WINDOW, FEWEST, FAILED_SHARE = timedelta(seconds=60), 20, 0.5
"""Or this share of so many attempts within the window."""
FIRST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=15)
"""How long an open breaker lets nothing through; twice as long each time it opens again."""
PROBE_REST: Final = timedelta(seconds=60)
"""How long one trial may take before another is made: whoever made it may be gone."""
UNSAID_PAUSE: Final = timedelta(seconds=10)
"""How long a receiver is left alone that asks for it and does not say for how long."""
DISABLE_AFTER: Final = timedelta(days=5)
FEWEST_DELIVERIES: Final = 3
"""An endpoint that fails for so long, with so many deliveries, is disabled."""
WARN_AT: Final = (50, 75, 90)
"""Percent of that time at which its owner is warned."""
MOST_BLOCKED: Final = 3
"""So many attempts in a row at a forbidden address disable it."""
MOST_REDIRECTS: Final = 3
"""So many attempts in a row that are led elsewhere, where nobody goes: the owner should look after the URL."""
MOST_SLOTS: Final = 32
_NOTED: Final = timedelta(minutes=1)


class Breaker(StrEnum):
    """Closed lets everything through, open nothing, half open one at a time."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Reason(StrEnum):
    """Why an endpoint is disabled."""

    FAILING = "failing"
    GONE = "gone"
    RECEIVER = "receiver"
    BLOCKED = "blocked"
    DISSOLVED = "unit_dissolved"
    REVOKED = "key_revoked"
    LEFT = "maker_left"


class Advice(StrEnum):
    """What the owner of an endpoint should do."""

    UPDATE_URL = "update_url"


@dataclass(frozen=True, slots=True)
class Health:
    """How an endpoint fares: field names are column names.

    `open_until` also holds a pause that the receiver asked for. `failing_deliveries`: how many events, not attempts,
    have failed since `failing_since`; `warned`: the percentage last warned of; `slots`: how many attempts may be under
    way.
    """

    endpoint_id: UUID
    breaker: str = Breaker.CLOSED
    slots: int = MOST_SLOTS
    failures_in_a_row: int = 0
    window_total: int = 0
    window_failed: int = 0
    window_since: datetime | None = None
    openings: int = 0
    open_until: datetime | None = None
    failing_since: datetime | None = None
    failing_deliveries: int = 0
    warned: int = 0
    redirects_in_a_row: int = 0
    blocked_in_a_row: int = 0
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None

    @property
    def advice(self) -> Advice | None:
        """What its owner should do, though the endpoint goes on."""
        return Advice.UPDATE_URL if self.redirects_in_a_row >= MOST_REDIRECTS else None


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows besides: a reason to disable the endpoint, a percentage to warn of, or good news."""

    disable: Reason | None = None
    warn: int | None = None
    recovered: bool = False


NOTHING: Final = Consequences()


def after(health: Health, outcome: DeliveryOutcome, now: datetime, *, first: bool) -> tuple[Health, Consequences]:
    """How the endpoint fares after an attempt, and what follows. `first`: it was the first attempt of its delivery.

    What is not the receiver's fault changes nothing; what it asks for is heeded without being held against it.
    """
    if outcome.order is ReceiverOrder.DISABLE:
        return health, Consequences(disable=Reason.RECEIVER)
    if outcome.kind is Kind.GONE:
        return health, Consequences(disable=Reason.GONE)
    if outcome.ok:
        return _succeeded(health, now)
    if outcome.kind is Kind.THROTTLED:
        return _paused(health, now + (outcome.retry_after or UNSAID_PAUSE)), NOTHING
    if outcome.order is ReceiverOrder.ABORT_MESSAGE or not outcome.kind.is_failure:
        return health, NOTHING
    return _failed(health, outcome.kind, now, first=first)


def _succeeded(health: Health, now: datetime) -> tuple[Health, Consequences]:
    if _is_well(health, now):
        return health, NOTHING
    was_closed = health.breaker == Breaker.CLOSED
    slots = min(health.slots * 2, MOST_SLOTS) if was_closed else 1
    better = replace(
        _counted(health, now, failed=False),
        breaker=Breaker.CLOSED,
        slots=slots,
        openings=0 if slots == MOST_SLOTS else health.openings,
        open_until=health.open_until if was_closed else None,
        failures_in_a_row=0,
        failing_since=None,
        failing_deliveries=0,
        warned=0,
        redirects_in_a_row=0,
        blocked_in_a_row=0,
        last_success_at=now,
    )
    return better, Consequences(recovered=health.warned > 0)


def _is_well(health: Health, now: datetime) -> bool:
    """Whether one more success says nothing new: most of the time, and it should cost nothing then."""
    return (
        health.breaker == Breaker.CLOSED
        and health.slots == MOST_SLOTS
        and health.failing_since is None
        and not (health.window_failed or health.openings or health.redirects_in_a_row or health.blocked_in_a_row)
        and health.last_success_at is not None
        and now - health.last_success_at < _NOTED
    )


def _failed(health: Health, kind: Kind, now: datetime, *, first: bool) -> tuple[Health, Consequences]:
    worse = replace(
        _counted(health, now, failed=True),
        failures_in_a_row=health.failures_in_a_row + 1,
        failing_since=health.failing_since or now,
        failing_deliveries=health.failing_deliveries + first,
        redirects_in_a_row=health.redirects_in_a_row + 1 if kind is Kind.REDIRECT else 0,
        blocked_in_a_row=health.blocked_in_a_row + 1 if kind is Kind.BLOCKED else 0,
        last_failure_at=now,
    )
    if _has_to_open(worse):
        worse = _opened(worse, now)
    if worse.blocked_in_a_row >= MOST_BLOCKED:
        return worse, Consequences(disable=Reason.BLOCKED)
    return _aged(worse, now)


def _counted(health: Health, now: datetime, *, failed: bool) -> Health:
    """With one more attempt in the window, or in a new one."""
    if health.window_since is None or now - health.window_since > WINDOW:
        return replace(health, window_since=now, window_total=1, window_failed=int(failed))
    return replace(health, window_total=health.window_total + 1, window_failed=health.window_failed + failed)


def _has_to_open(health: Health) -> bool:
    if health.breaker != Breaker.CLOSED:
        return health.breaker == Breaker.HALF_OPEN
    many = health.window_total >= FEWEST and health.window_failed >= FAILED_SHARE * health.window_total
    return many or health.failures_in_a_row >= OPEN_AFTER


def _opened(health: Health, now: datetime) -> Health:
    rest = min(FIRST_REST * 2 ** min(health.openings, 10), LONGEST_REST)
    openings = min(health.openings + 1, 100)
    return replace(
        health, breaker=Breaker.OPEN, open_until=now + rest, openings=openings, slots=1, window_since=None,
        window_total=0, window_failed=0,
    )  # fmt: skip


def _paused(health: Health, until: datetime) -> Health:
    """Left alone until then; a breaker that was trying opens again for as long."""
    later = max(health.open_until or until, until)
    breaker = Breaker.OPEN if health.breaker == Breaker.HALF_OPEN else health.breaker
    return replace(health, breaker=breaker, open_until=later)


def _aged(health: Health, now: datetime) -> tuple[Health, Consequences]:
    """What follows from having failed for long."""
    if health.failing_since is None or health.failing_deliveries < FEWEST_DELIVERIES:
        return health, NOTHING
    percent = 100 * ((now - health.failing_since) / DISABLE_AFTER)
    if percent >= 100:
        return health, Consequences(disable=Reason.FAILING)
    reached = max((mark for mark in WARN_AT if mark <= percent), default=0)
    if reached <= health.warned:
        return health, NOTHING
    return replace(health, warned=reached), Consequences(warn=reached)
