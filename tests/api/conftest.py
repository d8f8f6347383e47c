"""A client of the sample app."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.api.sample import an_app


@pytest.fixture
def sample() -> Iterator[TestClient]:
    app, _ = an_app()
    with TestClient(app) as sample:
        yield sample
