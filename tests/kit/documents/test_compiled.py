"""Whoever asks for a large document right after its publication holds up nobody else."""

import asyncio
import threading

import pytest

from escalation.errors import NotFound
from escalation.kit.database.connection import Database
from escalation.kit.documents.compiled import CompiledDocuments, CompiledKind
from escalation.kit.documents.store import DocumentKind


async def test_a_version_is_compiled_once_beside_the_loop_however_many_ask_at_a_time(database: Database) -> None:
    threads: list[threading.Thread] = []

    def compile_slowly(document: object) -> object:
        threads.append(threading.current_thread())
        return [document]

    documents, kind = CompiledDocuments(), CompiledKind(DocumentKind.POLICY, compile_slowly)

    async def ask() -> object:
        async with database.connection(changes=False) as connection:
            return await documents.get(connection, kind, 1)

    first, *others = await asyncio.gather(*(ask() for _ in range(4)))
    assert all(each is first for each in others)
    assert len(threads) == 1
    assert threads[0] is not threading.current_thread()


async def test_there_is_no_version_that_was_not_published(database: Database) -> None:
    async with database.connection(changes=False) as connection:
        with pytest.raises(NotFound):
            await CompiledDocuments().get(connection, CompiledKind(DocumentKind.POLICY, str), 99)
