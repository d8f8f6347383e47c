"""Sending a file of any length costs the memory of a few chunks, and its fingerprint keeps nobody else waiting."""

import asyncio
import tracemalloc
from pathlib import Path

from fastapi import Request
from starlette.types import Message

from escalation.kit.runtime.context import IdempotentRequest
from escalation.kit.runtime.encryption import Vault
from escalation.kit.web.idempotency import once_of
from escalation.kit.web.request_context import open_context
from escalation.opinions.usecases.file_imports import seal_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_opinions import OPINIONS
from escalation.opinions.usecases.import_rows import columns_for
from escalation.organisation.usecases.import_chunks import SealedFile, open_chunk

VAULT = Vault(bytes(32))
LINE = "题" * 40 + "," + "文" * 300 + "\n"
COUNT = 20_000
"""Twenty megabytes."""


def seal(path: Path) -> SealedFile:
    with path.open("rb") as file:
        return seal_file(VAULT, OPINIONS, file, ImportFormat.CSV, columns_for({}))


def a_long_file(folder: Path) -> Path:
    path = folder / "long.csv"
    path.write_text("title,content\n" + LINE * COUNT, encoding="utf-8")
    return path


def test_of_a_sealed_file_memory_holds_a_part(tmp_path: Path) -> None:
    path = a_long_file(tmp_path)
    tracemalloc.start()
    try:
        sealed = seal(path)
        _, most = tracemalloc.get_traced_memory()
        for _ in sealed.chunks:
            pass
        _, most_read = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        held = list(sealed.chunks)
        _, if_held = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    size = path.stat().st_size
    assert max(most, most_read) < size / 2
    assert sum(map(len, held)) > size
    # A control: whoever keeps all chunks is found out.
    assert if_held > size


def test_sealed_chunks_can_be_read_again_and_each_is_the_one_it_was(tmp_path: Path) -> None:
    sealed = seal(a_long_file(tmp_path))
    first, second = list(sealed.chunks), list(sealed.chunks)
    assert first == second
    opened = [open_chunk(VAULT, sealed.operation_id, number, chunk) for number, chunk in enumerate(first, start=1)]
    assert [line.number for lines in opened for line in lines] == list(range(2, COUNT + 2))


async def turns_while_fingerprinting(size: int) -> int:
    """How often somebody else had a turn while the key of a request was bound to its body."""
    turns = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": bytes(size), "more_body": False}

    async def somebody_else() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": []}
    open_context(scope, "request", "zh").principal = "key:1"
    other = asyncio.create_task(somebody_else())
    await asyncio.sleep(0)
    begun = turns
    once = await once_of(Request(scope, receive), "key-1")
    other.cancel()
    assert once == IdempotentRequest.of("key:1", "key-1", b"POST /? ", bytes(size))
    return turns - begun


async def test_others_have_their_turn_while_a_long_body_is_fingerprinted() -> None:
    assert await turns_while_fingerprinting(32 << 20) > 0


async def test_a_short_body_is_fingerprinted_at_once() -> None:
    """A control: turns are counted. It is not worth a thread."""
    assert await turns_while_fingerprinting(1 << 10) == 0
