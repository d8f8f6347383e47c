"""What is sent compressed, what never is, and what the headers say of it."""

import gzip
import json
import re
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from escalation.kit.web.compression import MINIMUM, CompressionMiddleware
from escalation.kit.web.install import install

TEXT = "村口的路灯坏了三天，晚上走路很不方便。" * 200
CHUNK = b"number,title\r\n" * 1_000
CHUNKS = 300
ACCEPTED = {"Accept-Encoding": "br, gzip"}
PLAIN = {"Accept-Encoding": "identity"}


async def _rows() -> AsyncIterator[bytes]:
    for _ in range(CHUNKS):
        yield CHUNK


async def large(_: Request) -> Response:
    return JSONResponse({"content": TEXT}, headers={"ETag": '"7"'})


async def small(_: Request) -> Response:
    return JSONResponse({"content": "x"}, headers={"ETag": '"7"'})


async def known(_: Request) -> Response:
    return Response(status_code=304, headers={"ETag": '"7"'})


async def page(_: Request) -> Response:
    return HTMLResponse(TEXT)


async def table(_: Request) -> Response:
    return StreamingResponse(_rows(), media_type="text/csv; charset=utf-8")


async def events(_: Request) -> Response:
    return StreamingResponse(_rows(), media_type="text/event-stream")


async def photo(_: Request) -> Response:
    return Response(b"x" * 10_000, media_type="image/jpeg")


ROUTES = {
    "/large": large, "/small": small, "/known": known, "/page": page, "/table": table, "/events": events,
    "/photo": photo, "/v1/sign-in/session": large, "/v1/tokens": large,
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    install(app, default_language="zh")
    for path, route in ROUTES.items():
        app.add_route(path, route, methods=["GET", "POST"])
    return TestClient(app)


def encoding(client: TestClient, path: str, *, method: str = "GET", accept: str = "gzip") -> str | None:
    found: str | None = client.request(method, path, headers={"Accept-Encoding": accept}).headers.get(
        "content-encoding"
    )
    return found


def test_what_is_large_is_sent_in_fewer_bytes_and_is_the_same(client: TestClient) -> None:
    packed, plain = client.get("/large", headers=ACCEPTED), client.get("/large", headers=PLAIN)
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) * 10 < int(plain.headers["content-length"])
    assert (packed.headers["content-encoding"], "content-encoding" in plain.headers) == ("gzip", False)


def test_other_bytes_have_another_tag_and_caches_are_told(client: TestClient) -> None:
    packed, plain = client.get("/large", headers=ACCEPTED), client.get("/large", headers=PLAIN)
    assert (packed.headers["etag"], plain.headers["etag"]) == ('W/"7"', '"7"')
    described = json.loads(Path("openapi/openapi.json").read_text(encoding="utf-8"))["components"]["headers"]["ETag"]
    assert all(re.search(described["schema"]["pattern"], answer.headers["etag"]) for answer in (packed, plain))
    assert [answer.headers["vary"] for answer in (packed, plain)] == ["Accept-Encoding"] * 2


def test_a_head_is_that_of_the_whole_answer(client: TestClient) -> None:
    whole, head = client.get("/large", headers=ACCEPTED), client.head("/large", headers=ACCEPTED)
    for name in ("content-length", "content-encoding", "etag", "vary"):
        assert head.headers[name] == whole.headers[name]
    assert head.content == b""


def test_what_is_known_already_has_no_body_and_says_on_what_it_depends(client: TestClient) -> None:
    answer = client.get("/known", headers=ACCEPTED)
    assert (answer.status_code, answer.content, answer.headers["vary"]) == (304, b"", "Accept-Encoding")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/small", "/page", "/events", "/photo", "/v1/sign-in/session", "/v1/tokens"])
def test_what_is_small_or_packed_or_a_stream_or_a_secret_is_left_alone(client: TestClient, path: str) -> None:
    assert encoding(client, path) is None


def test_nothing_but_reading_is_compressed(client: TestClient) -> None:
    assert (encoding(client, "/large"), encoding(client, "/large", method="POST")) == ("gzip", None)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("gzip", "gzip"), ("GZIP;q=0.5", "gzip"), ("br, gzip;q=1.0", "gzip"), ("gzip;q=0", None),
        ("gzip; q=0.000", None), ("br", None), ("identity", None), ("xgzip", None), ("", None),
    ],
)  # fmt: skip
def test_who_does_not_accept_it_is_not_sent_it(client: TestClient, accept: str, expected: str | None) -> None:
    assert encoding(client, "/large", accept=accept) == expected


async def test_a_file_is_compressed_chunk_by_chunk() -> None:
    """What went in has come out before the next chunk is asked for: nothing is held back."""
    read, sent, begun = 0, bytearray(), zlib.decompressobj(16 + zlib.MAX_WBITS)

    async def rows() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(CHUNKS):
            assert len(sent) == read
            read += len(CHUNK)
            yield CHUNK

    async def app(scope: Scope, receive: object, send: object) -> None:
        await StreamingResponse(rows(), media_type="text/csv")(scope, receive, send)  # type: ignore[arg-type]

    async def send(message: Message) -> None:
        sent.extend(begun.decompress(message.get("body", b"")))

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": "/", "headers": [(b"accept-encoding", b"gzip")],
        "asgi": {"version": "3.0", "spec_version": "2.4"},
    }  # fmt: skip
    await CompressionMiddleware(app)(scope, receive, send)
    assert bytes(sent) == CHUNK * CHUNKS


def test_less_than_it_is_worth_is_what_a_packet_or_two_hold() -> None:
    assert len(gzip.compress(b"{}")) > len(b"{}")
    assert MINIMUM == 2_048
