"""A head that does not come keeps no connection; one that comes is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from starlette.responses import PlainTextResponse
from uvicorn import Config, Server

from escalation.cli.patient_protocol import PatientProtocol
from tests.support.waiting import until

HEAD = b"GET / HTTP/1.1\r\nHost: here\r\n"


@pytest.fixture
async def port(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A server that has little patience."""
    monkeypatch.setattr(PatientProtocol, "patience", 0.2)
    config = Config(PlainTextResponse("there"), port=0, http=PatientProtocol, lifespan="off", log_config=None)
    server = Server(config)
    running = asyncio.create_task(server.serve())

    async def has_started() -> bool:
        return server.started

    await until(has_started)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await running


@pytest.mark.parametrize("sent", [b"", b"GET", HEAD])
async def test_a_connection_without_a_whole_head_is_closed(port: int, sent: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    assert await reader.read() == b""
    writer.close()


async def test_requests_whose_heads_come_are_answered_one_after_the_other(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(HEAD)
        writer.write(b"\r\n")
        answer = await reader.readuntil(b"there")
        assert answer.startswith(b"HTTP/1.1 200")
    writer.close()


@pytest.mark.parametrize(("pause", "is_all_read"), [(3600.0, False), (0.0, True)], ids=["paused", "control"])
async def test_a_body_that_comes_after_its_answer_is_read_piece_by_piece(
    port: int, monkeypatch: pytest.MonkeyPatch, *, pause: float, is_all_read: bool
) -> None:
    read, on_body, whole = list[int](), PatientProtocol.on_body, 8 << 20

    def counting(self: PatientProtocol, body: bytes) -> None:
        read.append(len(body))
        on_body(self, body)

    async def has_come() -> bool:
        return sum(read) == whole

    monkeypatch.setattr(PatientProtocol, "on_body", counting)
    monkeypatch.setattr(PatientProtocol, "pause", pause)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(HEAD + f"Content-Length: {whole}\r\n\r\n".encode() + bytes(whole))
    assert (await reader.readuntil(b"there")).startswith(b"HTTP/1.1 200")
    if is_all_read:
        await until(has_come)
    else:
        with suppress(ConnectionResetError):
            assert await reader.read() == b""
        assert sum(read) < 1 << 20
    writer.close()
