"""A file that nobody takes is let go, with all that it is made of."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from starlette.types import Message, Scope

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.web import exports
from escalation.kit.web.exports import ExportContext, ExportSlots, FileStream
from tests.support.waiting import no_hanging

SCOPE: Scope = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}}


class Source:
    """Parts of a file, and whether they were put away."""

    def __init__(self) -> None:
        self.is_closed = False

    async def parts(self) -> AsyncGenerator[bytes, None]:
        try:
            while True:
                yield b"a row"
        finally:
            self.is_closed = True


async def _nobody() -> Actor:
    raise NotFound


async def _receive() -> Message:
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}


async def _takes_nothing(message: Message) -> None:
    if message["type"] == "http.response.body":
        await asyncio.Event().wait()


async def _is_gone(message: Message) -> None:
    if message["type"] == "http.response.body":
        raise OSError


@pytest.mark.parametrize("send", [_takes_nothing, _is_gone])
async def test_a_file_that_nobody_takes_is_closed_at_once(send: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "PATIENCE", 0.02)
    slots, source = ExportSlots(), Source()
    parts = source.parts()  # Held here, so that it is not its last reference that closes it.
    stream = FileStream(parts, ExportContext(slots, "key", _nobody))
    async with no_hanging():
        with pytest.raises(Exception):  # noqa: B017, PT011 - how the server is told to break off is not ours to say
            await stream(SCOPE, _receive, send)  # type: ignore[arg-type]
    assert source.is_closed
    assert slots._open.total() == 0
