"""Every refusal is one problem document, in the caller's language, that echoes nothing."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from escalation import errors
from escalation.errors import Refusal
from escalation.kit.parsing.choices import MOST_NAMED, not_a_choice
from escalation.kit.web.problems import STATUSES, localize, status_of
from tests.support.hostile_requests import METHODS
from tests.support.sample_app import an_app

ID = "0190a5b0-0000-7000-8000-000000000000"


def _leaves(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _leaves(below)


@pytest.mark.parametrize("kind", list(_leaves(Refusal))[1:])
def test_every_refusal_has_a_status_of_its_own_or_its_kind(kind: type[Refusal]) -> None:
    assert any(ancestor in STATUSES for ancestor in kind.__mro__)


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (errors.InvalidCursor(), 400),
        (errors.AtTheTop(), 409),
        (errors.StaleVersion(), 412),
        (errors.GuardFailed(), 422),
        (errors.OutcomeUnknown(), 503),
        (Refusal(), 400),
    ],
)
def test_the_status_is_that_of_the_kind(refusal: Refusal, status: int) -> None:
    assert status_of(refusal) == status


def test_a_refusal_has_all_members_of_a_problem(sample: TestClient) -> None:
    answer = sample.post(f"/v1/things/{ID}/transitions", json={"action": "sign"}, headers={"X-Request-Id": "r-1"})

    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/TRANSITION_NOT_ALLOWED",
        "title": "Move not allowed now",
        "status": 409,
        "detail": "This is not possible in the present state of the ticket.",
        "code": "TRANSITION_NOT_ALLOWED",
        "errors": [],
        "request_id": "r-1",
        "current_state": "closed",
        "allowed_actions": ["reopen"],
    }


@pytest.mark.parametrize(
    ("wanted", "title"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "校验未通过"), ("en", "Validation failed"), ("fr", "Validation failed")],
)
def test_a_refusal_is_told_in_the_callers_language(sample: TestClient, wanted: str, title: str) -> None:
    answer = sample.post("/v1/things", json={}, headers={"Accept-Language": wanted})

    assert answer.json()["title"] == title
    assert answer.json()["code"] == "VALIDATION_FAILED"


def test_a_fault_inside_of_a_union_points_into_the_body(sample: TestClient) -> None:
    answer = sample.post(f"/v1/things/{ID}/transitions", json={"action": "resolve", "reply": " "})

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/reply"]


def test_what_was_sent_is_never_repeated(sample: TestClient) -> None:
    canary = "x7canary"
    body = {
        "title": [canary],
        "note": {canary + " ": canary},
        "due_at": canary,
        "urgency": canary,
        "code": canary + "/",
        canary + "/~": 1,
        "parts": [{"unit_id": canary, "task": canary * 100}],
    }
    answers = [
        sample.post("/v1/things", json=body, headers={"Accept-Language": canary}),
        sample.post("/v1/things", content=canary, headers={"Content-Type": f"application/{canary}"}),
        sample.post("/v1/things", content=canary, headers={"Content-Type": "application/json"}),
        # What looks like a name is named; anything else is not.
        sample.get("/v1/things", params={canary + "~": canary}),
        sample.get("/v1/things", params={"limit": canary}),
        sample.get("/v1/things", params={"cursor": canary}),
        sample.get(f"/v1/things/{canary}"),
        sample.get(f"/{canary}"),
        sample.patch(f"/v1/things/{ID}", json={"title": "a"}, headers={"If-Match": canary}),
        sample.request(canary.upper(), "/v1/things"),
    ]

    assert {answer.status_code for answer in answers} == {400, 404, 405, 415, 422}
    assert not [answer.text for answer in answers if canary in answer.text.lower()]
    assert not [answer.headers for answer in answers if canary in str(answer.headers).lower()]


def test_a_thousand_faults_are_told_as_fifty(sample: TestClient) -> None:
    answer = sample.post("/v1/things", json={f"field_{number}": 1 for number in range(1_000)})

    assert len(answer.json()["errors"]) == 50


@pytest.mark.parametrize("method", [method for method in METHODS if method != "HEAD"])
@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/v1/things", "GET, HEAD, POST"),
        (f"/v1/things/{ID}", "GET, HEAD, PATCH"),
        (f"/v1/things/{ID}/transitions", "POST"),
        ("/v1/slow", "GET, HEAD, POST"),
        ("/livez", "GET, HEAD"),
    ],
)
def test_a_method_not_offered_names_all_that_are(sample: TestClient, method: str, path: str, offered: str) -> None:
    answer = sample.request(method, path)

    assert answer.status_code == 405
    assert answer.headers["allow"] == offered
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/things/", "//v1/things", "/v1/things/x/y/z", "/.env", "/V1/things"])
def test_what_is_not_there_is_not_found(sample: TestClient, path: str) -> None:
    answer = sample.get(path)

    assert answer.status_code == 404
    assert answer.json()["code"] == "NOT_FOUND"


def test_a_caller_who_is_too_quick_is_told_when_to_come_back(sample: TestClient) -> None:
    assert sample.get("/v1/busy").headers["retry-after"] == "30"


def test_who_is_not_known_is_told_how_to_say_who_they_are() -> None:
    app, _ = an_app()

    @app.get("/v1/secret")
    async def secret() -> None:
        raise errors.Unauthenticated

    answer = TestClient(app).get("/v1/secret")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/v1/broken", "/v1/wrong"])
def test_a_mistake_of_ours_is_told_without_its_reason(sample: TestClient, path: str) -> None:
    with capture_logs() as lines:
        answer = sample.get(path, headers={"X-Request-Id": "r-2"})

    assert answer.status_code == 500
    assert answer.json()["code"] == "INTERNAL"
    assert answer.json()["request_id"] == "r-2"
    assert "citizen" not in answer.text
    assert [line["request_id"] for line in lines] == ["r-2", "r-2"]
    assert lines[0]["log_level"] == "error"


def test_an_answer_that_breaks_its_promise_is_logged_without_its_words(sample: TestClient) -> None:
    with capture_logs() as lines:
        sample.get("/v1/wrong")

    assert lines[0]["findings"][0] == {"type": "missing", "loc": ("response", "note")}
    assert "citizen" not in str(lines)


def test_a_placeholder_without_a_value_is_left_out() -> None:
    assert localize("The body is larger than {limit} bytes.", {}, "en") == "The body is larger than  bytes."
    assert localize("a {brace} in it", {"brace": "{x}"}, "en") == "a {x} in it"


def test_a_value_that_is_none_of_the_choices_is_answered_with_the_choices(sample: TestClient) -> None:
    for path in ("/v1/things?urgency=at+once", "/v1/things?urgency=urgent&urgency=at+once"):
        (fault,) = sample.get(path).json()["errors"]
        assert (fault["pointer"], fault["code"]) == ("?urgency", "not_a_choice")
        assert fault["detail"] == "This is not one of the values allowed here: routine, urgent."


def test_of_very_many_choices_some_are_named() -> None:
    fault = not_a_choice("/x", [str(number) for number in range(MOST_NAMED + 5)])
    assert str(fault.params["choices"]).endswith("28, 29, …")
