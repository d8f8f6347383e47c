"""Headers of changes and conditional reads."""

import pytest
from fastapi.testclient import TestClient

from escalation.kit.web.headers import EntityTags, etag, idempotency_key
from tests.support.hostile_requests import CHANGE_HEADERS, Header
from tests.support.sample_app import VERSION

PATH = "/v1/things/0190a5b0-0000-7000-8000-000000000000"
GOOD = {"title": "a"}


@pytest.mark.parametrize(("headers", "status"), CHANGE_HEADERS.values(), ids=CHANGE_HEADERS)
def test_a_hostile_header_is_refused(sample: TestClient, headers: list[Header], status: int) -> None:
    answer = sample.patch(PATH, json=GOOD, headers=headers)

    assert answer.status_code == status
    assert answer.json()["code"] == "INVALID_HEADER"
    assert headers[0][0].decode() in answer.json()["detail"]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (etag(VERSION), 200),
        (f"W/{etag(VERSION)}", 200),
        (f'"1", {etag(VERSION)} ,"x"', 200),
        ("*", 200),
        ('"1"', 412),
        ('"abc", ""', 412),
    ],
)
def test_a_change_is_made_on_the_version_it_was_decided_on(sample: TestClient, header: str, status: int) -> None:
    assert sample.patch(PATH, json=GOOD, headers={"If-Match": header}).status_code == status


@pytest.mark.parametrize(
    ("header", "status"), [(etag(VERSION), 304), (f"W/{etag(VERSION)}", 304), ("*", 304), ('"1"', 200)]
)
def test_a_version_already_known_is_not_sent_again(sample: TestClient, header: str, status: int) -> None:
    answer = sample.get(PATH, headers={"If-None-Match": header})

    assert answer.status_code == status
    assert answer.headers["etag"] == etag(VERSION)
    assert bool(answer.content) == (status == 200)


@pytest.mark.parametrize(
    "key", ["a", "k" * 255, "8e03978e-40d5-43e8-bc93-6894a57f9324", "!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"]
)
def test_a_key_is_the_same_bare_and_quoted(key: str) -> None:
    quoted = '"' + key.replace("\\", "\\\\") + '"'

    assert idempotency_key(key) == idempotency_key(quoted) == idempotency_key(f" {quoted} ") == key


def test_without_the_headers_nothing_is_expected(sample: TestClient) -> None:
    answer = sample.patch(PATH, json=GOOD)

    assert answer.status_code == 200
    assert answer.json()["due_at"] is None


def test_a_list_of_tags_that_never_ends_is_refused_quickly() -> None:
    with pytest.raises(ValueError, match="in quotes"):
        EntityTags.parse('"1",' * 100_000)


def test_whoever_forgets_the_quotes_of_a_version_is_told_of_them(sample: TestClient) -> None:
    answer = sample.patch(PATH, json=GOOD, headers={"If-Match": "7"})

    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_HEADER")
    assert answer.json()["detail"] == 'The header If-Match takes versions in quotes, such as "7", or a single *.'
