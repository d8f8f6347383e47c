"""Which routes are tried for a request? Those below its path, whatever else an application has."""

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import Match
from starlette.types import Scope


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that requests are held against."""
    paths: list[str] = []
    matches = APIRoute.matches

    def noted(route: APIRoute, scope: Scope) -> tuple[Match, Scope]:
        paths.append(route.path)
        return matches(route, scope)

    monkeypatch.setattr(APIRoute, "matches", noted)
    return paths


@pytest.mark.parametrize("root_path", ["", "/platform"])
def test_a_request_is_held_against_the_routes_of_its_own_path_and_those_of_none(
    sample: TestClient, tried: list[str], root_path: str
) -> None:
    sample.app.root_path = root_path  # type: ignore[attr-defined]
    assert sample.get(f"{root_path}/livez").json() == {"ok": True}
    assert tried
    assert [path for path in tried if path.startswith(("/v1/things", "/v1/imports"))] == []


def test_a_path_with_a_name_in_it_is_found_by_what_stands_before_the_name(sample: TestClient, tried: list[str]) -> None:
    assert sample.get("/v1/things/0190a5b0-0000-7000-8000-000000000000").status_code == 200
    assert {path for path in tried if path.startswith("/v1/imports")} == set()


def test_where_there_is_nothing_nothing_is_found(sample: TestClient, tried: list[str]) -> None:
    assert sample.get("/v1/nothing").status_code == 404
    assert [path for path in tried if path.startswith("/v1/things")] == []
