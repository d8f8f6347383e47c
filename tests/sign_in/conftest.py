"""The application as people sign in to it: hashes cost next to nothing here, and keep nobody out."""

import pytest
from fastapi import FastAPI

from escalation.application.app import attach
from escalation.kit.runtime.context import Runtime
from escalation.sign_in.domain.configuration import HashingCost, SignInConfiguration

CHEAP = HashingCost(memory=8, passes=1)


@pytest.fixture
def app(composed: FastAPI, runtime: Runtime) -> FastAPI:
    """Without a public address: it serves this machine, over plain HTTP."""
    composed.state.drain.has_begun = False
    return attach(composed, runtime, configuration=SignInConfiguration(hashing=CHEAP))
