"""A client of the sample app; a sender and a receiver of webhooks; and everybody who calls, on an empty database."""

from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.support.built_district import BuiltDistrict
from tests.support.callers import Callers, arrive
from tests.support.receivers import Neighbourhood, Receiver, neighbourhood
from tests.support.roles import TwoRoles
from tests.support.sample_app import an_app


@pytest.fixture
def sample() -> Iterator[TestClient]:
    app, _ = an_app()
    with TestClient(app) as sample:
        yield sample


@pytest.fixture(scope="session", autouse=True)
async def reachable() -> AsyncIterator[Neighbourhood]:
    """What the app can send webhooks to."""
    async with neighbourhood() as here:
        yield here


@pytest.fixture
def receiver(reachable: Neighbourhood) -> Receiver:
    """A receiver that has received nothing and takes everything."""
    here = reachable.receiver
    here.received.clear()
    here.status, here.headers, here.body = 200, {}, b""
    return here


@pytest.fixture
async def callers(database: TwoRoles, app: FastAPI) -> Callers:
    """Everybody, on an empty database."""
    return await arrive(database, app)


@pytest.fixture(scope="session")
async def built_district(pool: TwoRoles, composed: FastAPI) -> BuiltDistrict:
    """A district to begin with, for modules that only look at it, or put something to it."""
    return await BuiltDistrict.new(pool, composed)
