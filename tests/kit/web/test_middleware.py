"""The edge: ids, headers, time, draining, and one line in the log."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from fastapi import Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from starlette.types import Message, Scope
from structlog.testing import capture_logs

from escalation.kit.web.request_context import context_of
from tests.support.hostile_requests import HEADERS, JSON, Header
from tests.support.sample_app import an_app


@pytest.mark.parametrize("given", ["r-1", "A.b_c-9", "x" * 64])
def test_a_request_keeps_the_id_it_came_with(sample: TestClient, given: str) -> None:
    assert sample.get("/livez", headers={"X-Request-Id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", [b"", b"x" * 65, b"a b", b"a\tb", "编号".encode(), b"<script>", b"a;b"])
def test_an_id_that_could_forge_a_log_line_is_replaced(sample: TestClient, given: bytes) -> None:
    replaced = sample.get("/livez", headers=[(b"X-Request-Id", given)]).headers["x-request-id"]

    assert replaced.encode() != given
    assert len(replaced) == 24


def test_every_request_has_an_id_of_its_own(sample: TestClient) -> None:
    assert len({sample.get("/livez").headers["x-request-id"] for _ in range(100)}) == 100


@pytest.mark.parametrize(("headers", "status"), HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("path", ["/livez", "/v1/things", "/nowhere"])
def test_hostile_headers_are_refused_everywhere(
    sample: TestClient, path: str, headers: list[Header], status: int
) -> None:
    answer = sample.get(path, headers=headers)

    assert answer.status_code == status
    assert answer.json()["status"] == status


@pytest.mark.parametrize("path", ["/v1/things", "/nowhere", "/v1/broken", "/v1/page"])
def test_every_answer_forbids_guessing_and_keeping(sample: TestClient, path: str) -> None:
    headers = sample.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_page_may_run_no_scripts_and_not_be_framed(sample: TestClient) -> None:
    headers = sample.get("/v1/page").headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert "content-security-policy" not in sample.get("/livez").headers


def test_the_log_says_who_did_what_and_how_it_ended_without_any_secret(sample: TestClient) -> None:
    with capture_logs() as lines:
        sample.post(
            "/v1/things?token=canary",
            content=b'{"title":"canary"}',
            headers=JSON | {"Authorization": "Bearer canary", "X-Request-Id": "r-3", "Idempotency-Key": "canary"},
        )

    (line,) = lines
    assert (line["event"], line["request_id"], line["method"]) == ("request", "r-3", "POST")
    assert (line["path"], line["status"], line["code"]) == ("/v1/things", 400, "UNKNOWN_PARAMETER")
    assert "canary" not in str(lines)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/v1/things/0197c5a0-0000-7000-8000-000000000001", "/v1/things/0197c5a0-0000-7000-8000-000000000001"),
        ("/v1/things/12", "/v1/things/12"),
        ("/v1/things/zhangsan", "/v1/things/…"),
        ("/v1/things/88123456", "/v1/things/…"),
        ("/zhangsan/88123456", "/…"),
    ],
)
def test_of_a_path_the_log_shows_what_is_ours_and_ids(sample: TestClient, path: str, shown: str) -> None:
    with capture_logs() as lines:
        sample.get(path)
    assert [line["path"] for line in lines] == [shown]


def test_a_change_that_takes_too_long_has_an_unknown_outcome_and_is_cleaned_up() -> None:
    app, _ = an_app()
    app.state.over = True
    client = TestClient(app)

    answer = client.post("/v1/slow")

    assert answer.status_code == 503
    assert answer.json()["code"] == "OUTCOME_UNKNOWN"
    assert answer.headers["retry-after"] == "1"
    assert app.state.cleaned_up
    assert client.get("/livez").status_code == 200


def test_a_body_whose_turn_does_not_come_in_time_has_changed_nothing() -> None:
    app, _ = an_app(seconds=0.2)
    app.state.shares.large_bodies = asyncio.Semaphore(0)

    answer = TestClient(app).post("/v1/things", json={"title": "a", "form": {"words": "a" * 100_000}})

    assert (answer.status_code, answer.json()["code"]) == (408, "REQUEST_TIMEOUT")


def test_a_read_that_takes_too_long_is_unavailable() -> None:
    app, _ = an_app()
    app.state.over = True

    assert TestClient(app).get("/v1/slow").json()["code"] == "DB_UNAVAILABLE"


async def test_a_body_that_never_comes_has_changed_nothing() -> None:
    app, _ = an_app(seconds=0.05)
    answers = await _ask(
        app, "POST", "/v1/things", hang_after=[{"type": "http.request", "body": b"{", "more_body": True}]
    )

    assert answers[0]["status"] == 408
    assert b"REQUEST_TIMEOUT" in answers[1]["body"]


async def test_a_caller_who_leaves_while_sending_gets_no_answer_and_a_line_in_the_log() -> None:
    app, _ = an_app()
    with capture_logs() as lines:
        answers = await _ask(app, "POST", "/v1/things", hang_after=[{"type": "http.disconnect"}])

    assert answers == []
    assert [line["status"] for line in lines] == [499]


async def test_a_cancellation_from_outside_is_not_swallowed() -> None:
    app, _ = an_app()
    task = asyncio.create_task(_ask(app, "GET", "/v1/slow", hang_after=[{"type": "http.request"}]))
    await app.state.reached.wait()
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert app.state.cleaned_up


def test_an_answer_that_has_begun_may_take_as_long_as_it_likes() -> None:
    app, _ = an_app()
    ends = list[float | None]()

    async def ticks(end: asyncio.Timeout) -> AsyncIterator[bytes]:
        for _ in range(2):
            ends.append(end.when())
            yield b"."

    @app.get("/v1/stream")
    async def stream(request: Request) -> StreamingResponse:
        end = context_of(request.scope).timeout
        assert end is not None
        ends.append(end.when())
        return StreamingResponse(ticks(end))

    assert TestClient(app).get("/v1/stream").content == b".."
    assert ends[0] is not None
    assert ends[1:] == [None, None]


def test_an_answer_that_breaks_off_is_not_completed_with_another() -> None:
    app, _ = an_app()

    async def half() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("the other half")

    @app.get("/v1/half")
    async def stream() -> StreamingResponse:
        return StreamingResponse(half())

    with pytest.raises(RuntimeError):
        TestClient(app).get("/v1/half")


def test_while_draining_only_probes_are_answered() -> None:
    app, drain = an_app()
    client = TestClient(app)
    drain.has_begun = True

    answer = client.get("/v1/things")

    assert answer.status_code == 503
    assert answer.json()["code"] == "DRAINING"
    assert answer.headers["retry-after"] == "1"
    assert client.get("/livez").status_code == 200


@pytest.mark.parametrize("path", ["/a%00b", "/%ff", "/v1/things/%c0%af", "/livez%00"])
def test_a_broken_address_is_refused(sample: TestClient, path: str) -> None:
    assert sample.get(path).json()["code"] == "INVALID_URL"


async def _ask(app: object, method: str, path: str, *, hang_after: list[Message]) -> list[Message]:
    """Speak to the app as a server does: these messages, then silence. Gives back what it sent."""
    waiting, sent = list(hang_after), []

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"testserver")]
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": headers,
        "state": {},
    }
    await app(scope, receive, send)  # type: ignore[operator]
    return sent
