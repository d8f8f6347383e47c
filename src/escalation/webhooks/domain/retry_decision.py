"""Which retry decision follows an attempt? A delivery is done, tried again after a while, or given up."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, ReceiverOrder
from escalation.webhooks.domain.backoff import NOT_COUNTED, wait


class RetryVerdict(StrEnum):
    """Where a delivery goes."""

    DONE = "done"
    AGAIN = "again"
    DEAD = "dead"


class GivenUp(StrEnum):
    """Why nobody tries any more."""

    EXHAUSTED = "exhausted"
    EXPIRED = "expired"
    GONE = "gone"
    ABORTED = "aborted"
    DISABLED = "disabled"


class RetryDecision(NamedTuple):
    """What becomes of it. `wait`: until it is due again; `charged`: whether the attempt counts."""

    verdict: RetryVerdict
    wait: timedelta = timedelta()
    reason: str = ""
    charged: bool = True


DONE = RetryDecision(RetryVerdict.DONE)
PUT_BACK = RetryDecision(RetryVerdict.AGAIN, charged=False)
"""Of what was claimed and not sent."""


def decide_retry(outcome: DeliveryOutcome, attempt: int, chance: float) -> RetryDecision:
    """What becomes of a delivery after its `attempt`th attempt, from 1. `chance` in [0, 1) spreads retries."""
    if outcome.ok:
        return DONE
    if outcome.order is not None:
        reason = GivenUp.ABORTED if outcome.order is ReceiverOrder.ABORT_MESSAGE else GivenUp.DISABLED
        return RetryDecision(RetryVerdict.DEAD, reason=reason)
    if outcome.kind is Kind.GONE:
        return RetryDecision(RetryVerdict.DEAD, reason=GivenUp.GONE)
    if outcome.kind is Kind.OURS:
        return RetryDecision(RetryVerdict.AGAIN, NOT_COUNTED, charged=False)
    later = wait(attempt, chance, outcome.retry_after)
    return (
        RetryDecision(RetryVerdict.DEAD, reason=GivenUp.EXHAUSTED)
        if later is None
        else RetryDecision(RetryVerdict.AGAIN, later)
    )
