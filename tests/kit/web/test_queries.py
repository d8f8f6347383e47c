"""Query parameters are read by the book, on every route."""

from urllib.parse import unquote_plus

import pytest
from fastapi.testclient import TestClient

from tests.support.hostile_requests import BOOLEANS, LIST_QUERIES, PATH_IDS, QUERIES, SEARCHES

ID = "0190a5b0-0000-7000-8000-000000000000"
PATHS = ["/v1/things", f"/v1/things/{ID}", "/livez", "/v1/page"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("query", "status"), QUERIES.values(), ids=QUERIES)
def test_a_hostile_query_is_refused_by_every_route(sample: TestClient, path: str, query: str, status: int) -> None:
    assert sample.get(f"{path}?{query}").status_code == status


@pytest.mark.parametrize("path", ["/v1/things", "/v1/ping", f"/v1/things/{ID}/transitions", "/v1/imports"])
def test_a_change_takes_no_parameters_that_it_does_not_declare(sample: TestClient, path: str) -> None:
    answer = sample.post(f"{path}?dry_run=1", json={})

    assert answer.status_code == 400
    assert answer.json()["code"] == "UNKNOWN_PARAMETER"


@pytest.mark.parametrize(("query", "status"), LIST_QUERIES.values(), ids=LIST_QUERIES)
def test_a_hostile_query_is_refused_by_every_list(sample: TestClient, query: str, status: int) -> None:
    assert sample.get(f"/v1/things?{query}").status_code == status


@pytest.mark.parametrize("limit", ["1", "50", "200", "007"])
def test_a_limit_within_bounds_is_taken(sample: TestClient, limit: str) -> None:
    assert sample.get(f"/v1/things?limit={limit}").json()["items"][0]["version"] == int(limit)


def test_a_page_has_fifty_items_unless_told_otherwise(sample: TestClient) -> None:
    assert sample.get("/v1/things").json()["items"][0]["version"] == 50


@pytest.mark.parametrize("value", BOOLEANS)
def test_truth_has_two_names_only(sample: TestClient, value: str) -> None:
    assert sample.get(f"/v1/things?overdue={value}").status_code == 422
    assert sample.get("/v1/things?overdue=true").status_code == 200


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_takes_any_signs_as_they_are(sample: TestClient, search: str) -> None:
    answer = sample.get(f"/v1/things?q={search}")

    assert answer.status_code == 200
    assert answer.json()["items"][0]["note"] == unquote_plus(search)


def test_a_search_is_one_line_at_most(sample: TestClient) -> None:
    assert sample.get("/v1/things?q=" + "%25" * 3_000).status_code == 422


def test_a_list_may_be_repeated_and_a_scalar_may_not(sample: TestClient) -> None:
    answer = sample.get("/v1/things?q=a&q=a")

    assert sample.get("/v1/things?urgency=urgent&urgency=routine").status_code == 200
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "?q"


def test_the_next_page_keeps_the_filter_and_refuses_another(sample: TestClient) -> None:
    cursor = sample.get("/v1/things?overdue=true&limit=5").json()["next_cursor"]

    assert sample.get(f"/v1/things?overdue=true&limit=9&cursor={cursor}").status_code == 200
    assert sample.get(f"/v1/things?overdue=false&cursor={cursor}").json()["code"] == "INVALID_CURSOR"


@pytest.mark.parametrize(("path_id", "statuses"), PATH_IDS.values(), ids=PATH_IDS)
def test_a_hostile_id_in_a_path_names_nothing(sample: TestClient, path_id: str, statuses: set[int]) -> None:
    assert sample.get(f"/v1/things/{path_id}").status_code in statuses


def test_an_id_in_a_path_is_read_in_either_case(sample: TestClient) -> None:
    assert sample.get(f"/v1/things/{ID.upper()}").json()["title"] == ID
