"""The calendar and the policy that the product starts with."""

import pytest
from hypothesis import settings

from escalation.clocks import defaults
from escalation.clocks.calendar import Calendar
from escalation.clocks.policy import Policy

# How long an example takes says how busy the machine is, and nothing about the calendar.
settings.register_profile("clocks", deadline=None)
settings.load_profile("clocks")


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return defaults.calendar()


@pytest.fixture(scope="session")
def policy() -> Policy:
    return defaults.policy()
