"""Which published documents were compiled already? A cache per process, of documents of any kind, by version."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, read_document

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CompiledKind(Generic[T]):
    """A kind of document and what makes of one what can be asked; declared by whoever asks documents of this kind."""

    kind: DocumentKind
    compile: Callable[[object], T]


class CompiledDocuments:
    """Compiled documents by kind and version. Versions are immutable, so what is kept here never goes stale."""

    def __init__(self) -> None:
        """Start empty."""
        self._kept: dict[tuple[DocumentKind, int], object] = {}
        self._compiling = asyncio.Lock()

    async def get(self, connection: Connection, kind: CompiledKind[T], version: int) -> T:
        """This version; it is read only if this process has not met it before. Raises `NotFound` if there is none.

        A large one takes a second to compile: in a thread, so that others are answered meanwhile, and only once,
        however many ask at a time.
        """
        key = kind.kind, version
        if key not in self._kept:
            async with self._compiling:
                if key not in self._kept:
                    document = await read_document(connection, *key)
                    if document is None:
                        raise NotFound
                    self._kept[key] = await asyncio.to_thread(kind.compile, document)
        return cast(T, self._kept[key])
