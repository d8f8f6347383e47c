"""How does a carrier fare (carrier health)? Like an endpoint of webhooks; a refused message is not its fault."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.messages.domain.channels import MAIL
from escalation.webhooks.domain.health import Breaker, Health, after

STOPPING: Final = frozenset({Kind.TIMEOUT, Kind.CONNECT, Kind.DNS, Kind.TLS, Kind.RESET, Kind.BLOCKED})
"""Outcomes that say more of the carrier than of the message: what comes behind would fare alike."""
NEW: Final = Health(UUID(int=0))
_SERVER_ERROR: Final = 500


def carrier_after(health: Health, carrier: str, outcomes: Sequence[DeliveryOutcome | None], now: datetime) -> Health:
    """How it fares after a batch."""
    for outcome in outcomes:
        if outcome is not None and _speaks_of_carrier(carrier, outcome):
            health, _ = after(health, outcome, now, first=True)
    return health


def open_until(health: Health, now: datetime) -> datetime | None:
    """Until when nothing is sent; `None` if something may be."""
    return health.open_until if health.open_until is not None and health.open_until > now else None


def on_trial(health: Health) -> Health | None:
    """The carrier while one message tries it, if its rest is over; `None` if it needs no trial."""
    return None if health.breaker == Breaker.CLOSED else replace(health, breaker=Breaker.HALF_OPEN)


def _speaks_of_carrier(carrier: str, outcome: DeliveryOutcome) -> bool:
    if outcome.ok or outcome.kind in STOPPING or outcome.kind is Kind.THROTTLED:
        return True
    # A mail server refuses addresses with the same numbers.
    return outcome.kind is Kind.HTTP_ERROR and carrier != MAIL and (outcome.status or 0) >= _SERVER_ERROR
