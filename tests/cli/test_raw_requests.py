"""What comes over the wire and is no request, or two in one: refused with one answer, and the connection ends."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from escalation.cli.patient_protocol import PatientProtocol
from escalation.cli.server import listen, served_beside
from tests.support.sample_app import an_app

HOST = b"Host: here\r\n"
GET, POST = b"GET /v1/things HTTP/1.1\r\n" + HOST, b"POST /v1/ping HTTP/1.1\r\n" + HOST
CHUNKED = b"Transfer-Encoding: chunked\r\n"
SECOND = b"0\r\n\r\nGET /livez HTTP/1.1\r\n" + HOST + b"\r\n"
"""For whoever takes the body to end here, another request."""
UNREADABLE: Mapping[str, bytes] = {
    "a length and chunks": POST + b"Content-Length: 5\r\n" + CHUNKED + b"\r\n" + SECOND,
    "chunks and a length": POST + CHUNKED + b"Content-Length: 5\r\n\r\n" + SECOND,
    "an encoding nobody knows": POST + b"Transfer-Encoding: x\r\n\r\n" + SECOND,
    "chunks that are not the last encoding": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + SECOND,
    "two encodings": POST + CHUNKED + b"Transfer-Encoding: identity\r\n\r\n" + SECOND,
    "a blank behind the name": POST + b"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n" + SECOND,
    "two lengths": POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
    "a list of lengths": POST + b"Content-Length: 2,2\r\n\r\n{}",
    "a length with a sign": POST + b"Content-Length: +2\r\n\r\n{}",
    "a length past all numbers": POST + b"Content-Length: 99999999999999999999\r\n\r\n{}",
    "a chunk without length": POST + b"Content-Type: application/json\r\n" + CHUNKED + b"\r\nzz\r\n{}\r\n",
    "a folded header": GET + b"X: a\r\n b\r\n\r\n",
    "NUL in a header": GET + b"X: a\0b\r\n\r\n",
    "a header without a name": GET + b": a\r\n\r\n",
    "a header without a colon": GET + b"hello\r\n\r\n",
    "lines that end early": b"GET /livez HTTP/1.1\nHost: here\n\n",
    "a return inside": GET + b"X: a\rY: b\r\n\r\n",
    "a version to come": b"GET /livez HTTP/9.9\r\n" + HOST + b"\r\n",
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a target for a proxy": b"GET http://elsewhere.example/livez HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT elsewhere.example:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "no target": b"GET livez HTTP/1.1\r\n" + HOST + b"\r\n",
    "a blank in the target": b"GET /live z HTTP/1.1\r\n" + HOST + b"\r\n",
    "raw Chinese in the target": "GET /v1/意见 HTTP/1.1\r\n".encode() + HOST + b"\r\n",
    "a target of 100 kB": b"GET /livez?" + b"a" * 100_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method in small letters": b"get /livez HTTP/1.1\r\n" + HOST + b"\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 100,
}
ENDLESS: Mapping[str, bytes] = {
    "a header": GET + b"X: ",
    "many headers": GET,
    "an extension of a chunk": GET + CHUNKED + b"\r\n2;",
    "a trailer": GET + CHUNKED + b"\r\n0\r\nX: ",
}


@pytest.fixture
async def port() -> AsyncIterator[int]:
    app, drain = an_app()
    app.state.drain = drain
    listener = listen("127.0.0.1", 0)
    async with served_beside(app, listener):
        yield listener.getsockname()[1]


async def told(port: int, sent: bytes) -> bytes:
    """All that comes back until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    answer = await reader.read()
    writer.close()
    return answer


async def test_what_cannot_be_read_is_refused_once_and_the_connection_ends(port: int) -> None:
    for what, sent in UNREADABLE.items():
        head, _, body = (await told(port, sent)).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 "), what
        assert (head + body).count(b"HTTP/1.1 ") == 1, what
        assert b"content-type: application/problem+json" in head, what
        assert b'"code":"MALFORMED_REQUEST"' in body, what


async def test_a_refusal_is_in_the_language_that_has_been_read_so_far(port: int) -> None:
    said = {
        tag: await told(port, GET + b"Accept-Language: " + tag + b"\r\nX: y\r\nZ\r\n\r\n") for tag in (b"en", b"zh")
    }
    assert b"not a request that can be read" in said[b"en"]
    assert "无法读懂".encode() in said[b"zh"]


SMUGGLED = GET + b"Connection: close\r\n" + CHUNKED + b"\r\n0\r\nX-Request-Id: smuggled\r\n\r\n"


async def test_a_trailer_is_no_header(port: int) -> None:
    answer = await told(port, SMUGGLED)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"smuggled" not in answer


async def test_a_trailer_that_is_taken_for_a_header_is_noticed(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "on_header", HttpToolsProtocol.on_header)
    assert b"x-request-id: smuggled" in await told(port, SMUGGLED)


async def is_cut_off(port: int, begun: bytes, piece: bytes) -> bool:
    """Whether somebody stops listening before twelve megabytes have come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(begun)
        for _ in range(200):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        return True
    finally:
        writer.close()
    return reader.at_eof()


async def test_what_never_ends_is_cut_off(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for what, begun in ENDLESS.items():
        piece = b"X: a\r\n" * 10_000 if what == "many headers" else b"a" * 60_000
        assert await is_cut_off(port, begun, piece), what
    monkeypatch.setattr(PatientProtocol, "most", 1 << 40)
    assert not await is_cut_off(port, ENDLESS["a header"], b"a" * 60_000)
