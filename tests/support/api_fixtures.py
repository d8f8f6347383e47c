"""A client of the sample app; a sender and a receiver of webhooks; and everybody who calls, on an empty database."""

from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from escalation.kit.documents.compiled import CompiledDocuments
from tests.support.callers import Callers, settle
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


@pytest.fixture(scope="session")
def documents_of_all() -> CompiledDocuments:
    """Rules that are compiled once."""
    return CompiledDocuments()


@pytest.fixture
async def callers(pool: TwoRoles, app: FastAPI, documents_of_all: CompiledDocuments) -> Callers:
    """Everybody, on an empty database."""
    return await settle(pool, app, documents_of_all)
