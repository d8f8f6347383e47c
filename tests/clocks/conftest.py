"""The calendar and the policy that the product starts with."""

import pytest

from escalation.clocks import defaults
from escalation.clocks.calendar import Calendar
from escalation.clocks.policy import Policy


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return defaults.calendar()


@pytest.fixture(scope="session")
def policy() -> Policy:
    return defaults.policy()
