"""An endpoint that fails is spared, tried again with care, warned about, and in the end taken out of service."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, ReceiverOrder
from escalation.webhooks.domain.health import (
    DISABLE_AFTER,
    FEWEST,
    FIRST_REST,
    LONGEST_REST,
    MOST_SLOTS,
    NOTHING,
    PROBE_REST,
    UNSAID_PAUSE,
    WARN_AT,
    Advice,
    Breaker,
    Consequences,
    Health,
    Reason,
    after,
)

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WELL = Health(UUID(int=1), last_success_at=START)
FAILURES = [kind for kind in Kind if kind.is_failure and kind is not Kind.GONE]


def an_outcome(kind: Kind, retry_after: timedelta | None = None, order: ReceiverOrder | None = None) -> DeliveryOutcome:
    return DeliveryOutcome(kind, None, 1, retry_after=retry_after, order=order)


OK, ERROR = an_outcome(Kind.OK), an_outcome(Kind.HTTP_ERROR)


def told(health: Health, outcomes: Sequence[DeliveryOutcome], at: datetime, *, first: bool = True) -> Health:
    """After all of these, at one moment."""
    for outcome in outcomes:
        health, _ = after(health, outcome, at, first=first)
    return health


def on_trial(health: Health, at: datetime) -> Health:
    """Half open, with one trial under way: as the claim that makes it writes it down."""
    return replace(health, breaker=Breaker.HALF_OPEN, open_until=at + PROBE_REST)


def _may_try(health: Health, now: datetime) -> bool:
    return health.breaker != Breaker.CLOSED and (health.open_until is None or now >= health.open_until)


def failing(since: datetime, until: datetime, *, deliveries: int = 3) -> tuple[Health, list[Consequences]]:
    """After an hourly failure from then until then, with everything that followed."""
    health, followed, at, number = WELL, [], since, 0
    while at <= until:
        health, consequences = after(health, ERROR, at, first=number < deliveries)
        followed.append(consequences)
        at, number = at + HOUR, number + 1
    return health, [consequences for consequences in followed if consequences != NOTHING]


# -- The breaker ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FAILURES)
def test_five_failures_in_a_row_open_the_breaker_whatever_they_are(kind: Kind) -> None:
    four = told(WELL, [an_outcome(kind)] * 4, START)
    five = told(four, [an_outcome(kind)], START)
    assert (four.breaker, four.slots, four.open_until) == (Breaker.CLOSED, MOST_SLOTS, None)
    assert (five.breaker, five.open_until) == (Breaker.OPEN, START + FIRST_REST)


def test_a_success_in_between_begins_the_count_anew() -> None:
    assert told(WELL, [*[ERROR] * 4, OK, *[ERROR] * 4], START).breaker == Breaker.CLOSED


def test_every_second_of_twenty_within_a_minute_opens_the_breaker() -> None:
    nineteen = told(WELL, [*[ERROR, OK] * 9, ERROR], START)
    assert nineteen.breaker == Breaker.CLOSED
    # A success never opens it; the failure after it does.
    assert told(nineteen, [OK], START).breaker == Breaker.CLOSED
    assert told(nineteen, [OK, ERROR], START).breaker == Breaker.OPEN


def test_every_second_over_more_than_a_minute_does_not() -> None:
    health = WELL
    for number in range(40):
        health = told(health, [(ERROR, OK)[number % 2]], START + number * 4 * SECOND)
    assert health.breaker == Breaker.CLOSED


@pytest.mark.parametrize(
    ("attempts", "failed", "breaker"),
    [
        (FEWEST, FEWEST // 2, Breaker.OPEN),
        (FEWEST, FEWEST // 2 - 1, Breaker.CLOSED),
        (FEWEST - 1, FEWEST // 2, Breaker.CLOSED),
    ],
)
def test_half_of_enough_opens_it_exactly(attempts: int, failed: int, breaker: Breaker) -> None:
    before = replace(WELL, window_since=START, window_total=attempts - 1, window_failed=failed - 1)
    assert told(before, [ERROR], START).breaker is breaker


def test_fewer_than_half_of_many_do_not() -> None:
    assert told(WELL, [ERROR, OK, OK] * 20, START).breaker == Breaker.CLOSED


def test_the_rest_doubles_up_to_a_quarter_of_an_hour() -> None:
    health, now, rests = told(WELL, [ERROR] * 5, START), START, list[timedelta]()
    for _ in range(8):
        assert health.open_until is not None
        rests.append(health.open_until - now)
        now = health.open_until
        health = told(on_trial(health, now), [ERROR], now)
    assert rests == [
        30 * SECOND, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE, 15 * MINUTE, 15 * MINUTE,
    ]  # fmt: skip


def test_a_trial_that_succeeds_closes_it_and_the_flow_grows_by_and_by() -> None:
    at = START + FIRST_REST
    health = told(on_trial(told(WELL, [ERROR] * 5, START), at), [OK], at)
    slots = [health.slots]
    for _ in range(6):
        health = told(health, [OK], at)
        slots.append(health.slots)
    assert slots == [1, 2, 4, 8, 16, MOST_SLOTS, MOST_SLOTS]


def test_who_fails_again_while_it_grows_is_given_a_longer_rest() -> None:
    at = START + FIRST_REST
    health = told(on_trial(told(WELL, [ERROR] * 5, START), at), [OK, *[ERROR] * 5], at)
    assert (health.breaker, health.open_until) == (Breaker.OPEN, at + 2 * FIRST_REST)


def test_who_has_grown_up_again_is_forgiven() -> None:
    at = START + FIRST_REST
    health = told(on_trial(told(WELL, [ERROR] * 5, START), at), [*[OK] * 6, *[ERROR] * 5], at)
    assert health.open_until == at + FIRST_REST


def test_failures_that_were_under_way_do_not_lengthen_the_rest() -> None:
    health = told(WELL, [ERROR] * 5, START)
    late = told(health, [ERROR] * 8, START + SECOND)
    assert (late.breaker, late.open_until, late.openings) == (Breaker.OPEN, health.open_until, 1)


# -- What does not count ----------------------------------------------------------------------------------------------


def test_what_is_our_fault_changes_nothing() -> None:
    for health in (WELL, told(WELL, [ERROR] * 4, START), on_trial(told(WELL, [ERROR] * 5, START), START)):
        assert after(health, an_outcome(Kind.OURS), START, first=True) == (health, NOTHING)


def test_who_asks_to_be_left_alone_is_left_alone_and_nothing_else() -> None:
    health = told(WELL, [ERROR] * 4, START)
    throttled = an_outcome(Kind.THROTTLED, retry_after=HOUR)
    for _ in range(20):
        health, followed = after(health, throttled, START, first=True)
        assert followed == NOTHING
    assert (health.breaker, health.failures_in_a_row, health.open_until) == (Breaker.CLOSED, 4, START + HOUR)


def test_who_does_not_say_for_how_long_is_left_alone_for_a_moment() -> None:
    health = told(WELL, [an_outcome(Kind.THROTTLED)], START)
    assert health.open_until == START + UNSAID_PAUSE


def test_a_shorter_wish_does_not_end_a_longer_one() -> None:
    health = told(WELL, [an_outcome(Kind.THROTTLED, HOUR), an_outcome(Kind.THROTTLED, MINUTE), OK], START)
    assert health.open_until == START + HOUR


def test_a_trial_that_is_asked_to_wait_is_made_again_later() -> None:
    trying = on_trial(told(WELL, [ERROR] * 5, START), START + FIRST_REST)
    health = told(trying, [an_outcome(Kind.THROTTLED, HOUR)], START + FIRST_REST)
    assert (health.breaker, health.openings, health.open_until) == (Breaker.OPEN, 1, START + FIRST_REST + HOUR)


def test_who_declines_a_message_is_alive() -> None:
    declined = an_outcome(Kind.HTTP_ERROR, order=ReceiverOrder.ABORT_MESSAGE)
    assert after(WELL, declined, START, first=True) == (WELL, NOTHING)


def test_a_success_ends_what_was_held_against_it_and_no_pause_that_it_asked_for() -> None:
    paused, _ = after(WELL, an_outcome(Kind.THROTTLED, HOUR), START, first=True)
    troubled = replace(paused, redirects_in_a_row=2, blocked_in_a_row=2, failures_in_a_row=4)
    better = told(troubled, [OK], START + SECOND)
    assert better.open_until == START + HOUR
    assert (better.redirects_in_a_row, better.blocked_in_a_row, better.failures_in_a_row) == (0, 0, 0)


def test_a_success_of_what_was_under_way_ends_the_rest_of_an_open_breaker() -> None:
    better = told(told(WELL, [ERROR] * 5, START), [OK], START + SECOND)
    assert (better.breaker, better.open_until) == (Breaker.CLOSED, None)


def test_an_open_breaker_begins_with_one_at_a_time_and_an_empty_window() -> None:
    opened = told(WELL, [ERROR] * 5, START)
    assert (opened.slots, opened.window_total, opened.window_failed, opened.last_failure_at) == (1, 0, 0, START)


@pytest.mark.parametrize(
    "trouble",
    [
        {"window_failed": 1}, {"openings": 1}, {"redirects_in_a_row": 1}, {"blocked_in_a_row": 1},
        {"slots": MOST_SLOTS // 2}, {"failing_since": START}, {"last_success_at": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_success_that_mends_something_is_written_down(trouble: dict[str, Any]) -> None:
    assert told(replace(WELL, **trouble), [OK], START + SECOND).last_success_at == START + SECOND


def test_while_all_is_well_nothing_has_to_be_written() -> None:
    health = told(WELL, [OK], START)
    at = START + 59 * SECOND
    assert after(health, OK, at, first=True)[0] is health
    later, _ = after(health, OK, START + MINUTE, first=True)
    assert later.last_success_at == START + MINUTE


# -- Out of service ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (an_outcome(Kind.GONE), Reason.GONE),
        (an_outcome(Kind.OK, order=ReceiverOrder.DISABLE), Reason.RECEIVER),
        (an_outcome(Kind.HTTP_ERROR, order=ReceiverOrder.DISABLE), Reason.RECEIVER),
    ],
)
def test_who_says_so_is_disabled_at_once(outcome: DeliveryOutcome, reason: Reason) -> None:
    assert after(WELL, outcome, START, first=True)[1] == Consequences(disable=reason)


def test_three_times_blocked_in_a_row_is_disabled_and_less_is_not() -> None:
    blocked = an_outcome(Kind.BLOCKED)
    once, twice = (told(WELL, [blocked] * times, START) for times in (1, 2))
    assert after(once, blocked, START, first=False)[1] == NOTHING
    assert after(twice, blocked, START, first=False)[1] == Consequences(disable=Reason.BLOCKED)
    # The name may lead elsewhere by now.
    healed = told(twice, [an_outcome(Kind.TIMEOUT)], START)
    assert after(told(healed, [blocked], START), blocked, START, first=False)[1] == NOTHING


def test_whose_receiver_leads_elsewhere_three_times_in_a_row_should_update_the_url() -> None:
    twice = told(WELL, [an_outcome(Kind.REDIRECT)] * 2, START)
    thrice = told(twice, [an_outcome(Kind.REDIRECT)], START)
    assert (twice.advice, thrice.advice) == (None, Advice.UPDATE_URL)
    for other in (OK, ERROR):
        assert told(thrice, [other], START).advice is None


def test_five_days_of_failures_with_three_deliveries_disable_exactly_then_after_three_warnings() -> None:
    _, followed = failing(START, START + DISABLE_AFTER - HOUR)
    assert followed == [Consequences(warn=share) for share in WARN_AT]
    _, followed = failing(START, START + DISABLE_AFTER)
    assert followed[len(WARN_AT) :] == [Consequences(disable=Reason.FAILING)]


def test_two_deliveries_tried_a_hundred_times_do_not() -> None:
    health, followed = failing(START, START + 6 * DAY, deliveries=2)
    assert (followed, health.failing_deliveries) == ([], 2)
    # The third one does, however late it comes.
    assert after(health, ERROR, START + 6 * DAY, first=True)[1] == Consequences(disable=Reason.FAILING)


def test_one_success_in_five_days_starts_the_clock_again() -> None:
    health, _ = failing(START, START + 4 * DAY)
    health, followed = after(health, OK, START + 4 * DAY, first=True)
    assert followed == Consequences(recovered=True)
    assert (health.failing_since, health.failing_deliveries, health.warned) == (None, 0, 0)
    health, followed = after(health, ERROR, START + 5 * DAY, first=True)
    assert (health.failing_since, followed) == (START + 5 * DAY, NOTHING)


def test_who_was_not_warned_of_is_not_said_to_have_recovered() -> None:
    assert after(told(WELL, [ERROR] * 5, START), OK, START + MINUTE, first=True)[1] == NOTHING


def test_a_warning_is_given_at_its_very_share_of_the_time() -> None:
    _, followed = failing(START, START + DISABLE_AFTER * WARN_AT[0] / 100)
    assert followed == [Consequences(warn=WARN_AT[0])]


def test_a_warning_is_given_once_and_only_the_last_that_is_due() -> None:
    health = told(WELL, [ERROR] * 3, START)
    health, followed = after(health, ERROR, START + 0.8 * DISABLE_AFTER, first=False)
    assert followed == Consequences(warn=75)
    assert after(health, ERROR, START + 0.85 * DISABLE_AFTER, first=False)[1] == NOTHING


# -- Whatever happens -------------------------------------------------------------------------------------------------

OUTCOMES = st.builds(
    an_outcome,
    st.sampled_from(Kind),
    st.none() | st.timedeltas(timedelta(0), 10 * HOUR),
    st.none() | st.sampled_from(ReceiverOrder),
)
STORY = st.lists(st.tuples(OUTCOMES, st.timedeltas(timedelta(0), 12 * HOUR), st.booleans()), max_size=60)


@given(STORY)
def test_no_story_lets_through_what_must_not_pass(story: list[tuple[DeliveryOutcome, timedelta, bool]]) -> None:
    health, now = WELL, START
    for outcome, passed, first in story:
        now += passed
        health = on_trial(health, now) if _may_try(health, now) else health
        before = health
        health, followed = after(health, outcome, now, first=first)
        assert 1 <= health.slots <= MOST_SLOTS
        # What is not closed always has an end.
        assert health.breaker == Breaker.CLOSED or health.open_until is not None
        assert _may_try(health, now + 10 * HOUR) is (health.breaker != Breaker.CLOSED)
        assert outcome.kind is not Kind.OURS or health == before
        assert outcome.kind is not Kind.THROTTLED or health.failures_in_a_row == before.failures_in_a_row
        assert followed.warn is None or followed.warn > before.warned
        assert followed.disable is not Reason.FAILING or (
            before.failing_since is not None and now - before.failing_since >= DISABLE_AFTER
        )


@given(STORY)
def test_a_success_always_heals(story: list[tuple[DeliveryOutcome, timedelta, bool]]) -> None:
    health, now = WELL, START
    for outcome, passed, first in story:
        now += passed
        health, _ = after(health, outcome, now, first=first)
    warned = health.warned
    health, followed = after(health, OK, now, first=True)
    assert (health.breaker, health.failures_in_a_row, health.failing_since) == (Breaker.CLOSED, 0, None)
    assert followed == Consequences(recovered=warned > 0)


@given(st.lists(st.sampled_from(FAILURES), min_size=1, max_size=40))
def test_a_rest_is_never_shorter_than_the_first_nor_longer_than_the_longest(kinds: list[Kind]) -> None:
    health, now = told(WELL, [ERROR] * 5, START), START
    for kind in kinds:
        assert health.open_until is not None
        assert FIRST_REST <= health.open_until - now <= LONGEST_REST
        now = health.open_until
        health = told(on_trial(health, now), [an_outcome(kind)], now, first=False)
