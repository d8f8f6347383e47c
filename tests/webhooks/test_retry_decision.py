"""What becomes of a delivery after an attempt: done, again after the wait of the timetable, or dead with its reason."""

from datetime import timedelta

import pytest

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, ReceiverOrder
from escalation.webhooks.domain.backoff import MOST_ATTEMPTS, NOT_COUNTED, wait
from escalation.webhooks.domain.retry_decision import DONE, GivenUp, RetryDecision, RetryVerdict, decide_retry

LATER = timedelta(hours=2)
ABORT, DISABLE = ReceiverOrder.ABORT_MESSAGE, ReceiverOrder.DISABLE
FAILURES = sorted(kind for kind in Kind if kind not in {Kind.OK, Kind.GONE, Kind.OURS})


def an_outcome(kind: Kind, retry_after: timedelta | None = None, order: ReceiverOrder | None = None) -> DeliveryOutcome:
    return DeliveryOutcome(kind, None, 1, retry_after=retry_after, order=order)


def dead(reason: GivenUp) -> RetryDecision:
    return RetryDecision(RetryVerdict.DEAD, timedelta(), reason, charged=True)


@pytest.mark.parametrize(
    ("outcome", "decision"),
    [
        (an_outcome(Kind.OK), DONE),
        (an_outcome(Kind.HTTP_ERROR, order=ABORT), dead(GivenUp.ABORTED)),
        (an_outcome(Kind.HTTP_ERROR, order=DISABLE), dead(GivenUp.DISABLED)),
        (an_outcome(Kind.OURS, order=ABORT), dead(GivenUp.ABORTED)),
        (an_outcome(Kind.GONE), dead(GivenUp.GONE)),
        (an_outcome(Kind.OURS), RetryDecision(RetryVerdict.AGAIN, NOT_COUNTED, "", charged=False)),
        (an_outcome(Kind.THROTTLED, LATER), RetryDecision(RetryVerdict.AGAIN, LATER, "", charged=True)),
    ],
)
def test_what_becomes_of_a_delivery(outcome: DeliveryOutcome, decision: RetryDecision) -> None:
    assert decide_retry(outcome, 1, 0.5) == decision


@pytest.mark.parametrize("kind", FAILURES)
def test_a_failure_is_tried_again_by_the_timetable_until_it_ends(kind: Kind) -> None:
    for attempt in range(1, MOST_ATTEMPTS):
        assert decide_retry(an_outcome(kind), attempt, 0.25) == RetryDecision(
            RetryVerdict.AGAIN, wait(attempt, 0.25) or timedelta(), "", charged=True
        )
    assert decide_retry(an_outcome(kind), MOST_ATTEMPTS, 0.25) == dead(GivenUp.EXHAUSTED)
