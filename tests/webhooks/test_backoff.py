"""Retries come soon at first, never sooner than documented, and end."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.webhooks.domain.backoff import DELAYS, EXPIRY, MOST_ATTEMPTS, wait

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempt", "least", "most"),
    [
        (1, 2 * SECOND, 4 * SECOND),
        (2, 10 * SECOND, 12 * SECOND),
        (3, 60 * SECOND, 72 * SECOND),
        (4, 5 * MINUTE, 6 * MINUTE),
        (5, 15 * MINUTE, 18 * MINUTE),
        (6, HOUR, HOUR + 12 * MINUTE),
        (7, 3 * HOUR, 3 * HOUR + 15 * MINUTE),
        (8, 6 * HOUR, 6 * HOUR + 15 * MINUTE),
        (9, 12 * HOUR, 12 * HOUR + 15 * MINUTE),
        (10, 24 * HOUR, 24 * HOUR + 15 * MINUTE),
    ],
)
def test_the_table(attempt: int, least: timedelta, most: timedelta) -> None:
    assert (wait(attempt, 0), wait(attempt, 1)) == (least, most)


def test_after_the_last_attempt_it_is_given_up_before_it_expires() -> None:
    assert wait(MOST_ATTEMPTS, 0.5) is None
    assert MOST_ATTEMPTS == 11
    longest = sum((wait(attempt, 1) or timedelta(0) for attempt in range(1, MOST_ATTEMPTS)), timedelta(0))
    assert 46 * HOUR < longest < 49 * HOUR < EXPIRY


@given(st.integers(0, 40), st.floats(0, 1), st.none() | st.timedeltas(timedelta(0), 10 * HOUR))
def test_nothing_is_sooner_than_documented_or_asked_for(attempt: int, chance: float, asked: timedelta | None) -> None:
    waited = wait(attempt, chance, asked)
    documented = ([DELAYS[0], *DELAYS])[attempt : attempt + 1]
    assert (waited is None) is (documented == [])
    for least in documented:
        assert waited is not None
        assert max(least, asked or timedelta(0)) <= waited
        assert waited <= max(least + max(2 * SECOND, min(least / 5, 15 * MINUTE)), asked or timedelta(0))
