"""How are exports answered? Page after page, so that neither memory nor a connection to the database is held."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated, Any, BinaryIO, Final, cast
from urllib.parse import quote

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from escalation.actors import Actor
from escalation.errors import N_, TooManyRequests, Unauthenticated
from escalation.kit.exporting.columns import Cells, ExportFormat, Table
from escalation.kit.exporting.csv_writer import csv_head, csv_rows, csv_tail
from escalation.kit.exporting.jsonl_writer import jsonl_rows
from escalation.kit.exporting.xlsx_writer import XlsxFile
from escalation.kit.web.auth import Authenticator
from escalation.kit.web.language import TAGS
from escalation.kit.web.queries import TrueOrFalse
from escalation.kit.web.request_context import context_of
from escalation.texts import Language, translate

Pages = AsyncIterator[Sequence[Cells]]

MOST_OF_A_KEY: Final = 2
MOST: Final = 8
"""Exports at once, of one key and of all, in one process."""
PATIENCE: Final = 60.0
"""Seconds in which a reader has to take what was sent."""
PAGE: Final = 200
"""Rows that are read at a time."""

MEDIA_TYPES: Final = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSONL: "application/jsonl",
}
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The rows as a file.",
        "content": {
            media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for media in MEDIA_TYPES.values()
        },
    }
}
"""As OpenAPI has it."""

ROWS: Final = N_("Rows")
_CHUNK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Exported:
    """What is exported: a table, its rows by pages that are read when they are wanted, and when it began."""

    table: Table
    pages: Pages
    now: datetime


class ExportQuery(BaseModel):
    """As what an export is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    format: ExportFormat = Field(default=ExportFormat.CSV, description="csv, xlsx or jsonl.")
    about: TrueOrFalse = Field(
        default=False, description="Of csv: add filters and time behind the last row; a spreadsheet has them anyway."
    )


class ExportSlots:
    """How many exports are under way in this process."""

    def __init__(self) -> None:
        """None so far."""
        self._open: Counter[str] = Counter()

    @contextmanager
    def one_more(self, principal: str) -> Iterator[None]:
        """Count one while the block runs. Raises `TooManyRequests`."""
        if self._open[principal] >= MOST_OF_A_KEY or self._open.total() >= MOST:
            raise TooManyRequests(extra={"retry_after": 10})
        self._open[principal] += 1
        try:
            yield
        finally:
            self._open[principal] -= 1
            self._open += Counter()  # Those who have none are forgotten.


class ExportContext:
    """What a route needs to answer with a file: whose it is, how many may be at it, and whether it may go on."""

    def __init__(self, slots: ExportSlots, principal: str, identify: Callable[[], Awaitable[Actor]]) -> None:
        """For one request; `identify` tells who sent it, as it did at first, or refuses."""
        self.slots, self.principal, self._identify = slots, principal, identify

    async def checked(self, pages: Pages) -> Pages:
        """The pages, of which each is read for whom it was asked for.

        Raises `Unauthenticated` once the key, the session or the post is gone by which somebody could ask.
        """
        first: Actor | None = None
        async for page in pages:
            caller = await self._identify()
            post = caller.member_id, caller.unit_id, caller.role
            if first is not None and post != (first.member_id, first.unit_id, first.role):
                raise Unauthenticated
            first = first or caller
            yield page


async def _context(request: Request) -> ExportContext:
    authenticator = cast(Authenticator, request.app.state.authenticator)
    identify = partial(authenticator.identify, request, needs_post=False)
    slots = cast(ExportSlots, request.app.state.exports)
    return ExportContext(slots, context_of(request.scope).principal or "", identify)


Exporting = Annotated[ExportContext, Depends(_context)]


async def answer_export(
    export: ExportContext, query: ExportQuery, exported: Exported, *, language: Language
) -> Response:
    """The rows of all pages as a file. What refuses the first page, or does not fit a sheet, is refused as a problem.

    Breaks the connection off if a later page cannot be read, or is not the caller's any more: half a file does not look
    like a whole one.
    """
    table, pages = exported.table, export.checked(exported.pages)
    first = await anext(pages, ())
    headers = _headers(table.title, query.format, language, exported.now.astimezone(table.zone))
    label = translate(ROWS, language)
    if query.format is ExportFormat.XLSX:
        with export.slots.one_more(export.principal):
            file = await _workbook(table, first, pages, label)
        return FileStream(_read(file), export, headers=headers, media_type=MEDIA_TYPES[query.format])
    chunks = _csv(table, first, pages, label if query.about else None)
    if query.format is ExportFormat.JSONL:
        chunks = _jsonl(table, first, pages)
    return FileStream(chunks, export, headers=headers, media_type=MEDIA_TYPES[query.format])


class FileStream(StreamingResponse):
    """A file as it is made. A reader who does not take it is let go, and what it is made of is closed."""

    def __init__(self, chunks: AsyncGenerator[bytes, None], export: ExportContext, **how: Any) -> None:
        """Prepare; the file is made while it is read."""
        super().__init__(chunks, **how)
        self._chunks = chunks
        self._export = export

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. Raises `TooManyRequests` before anything was sent."""

        async def patiently(message: Any) -> None:
            async with asyncio.timeout(PATIENCE):
                await send(message)

        with self._export.slots.one_more(self._export.principal):
            async with aclosing(self._chunks):
                await super().__call__(scope, receive, patiently)


async def in_pages(read: Callable[[Any], Any], shown: Callable[[Any], Cells]) -> AsyncGenerator[Sequence[Cells], None]:
    """The pages of a list, each read by itself: `read` takes the place behind which to begin, `None` for the top.

    It gives the rows and the place where to go on, `None` at the end. Between two pages others have their turn.
    """
    place: Any = None
    while True:
        rows, place = await read(place)
        yield [shown(row) for row in rows]
        if place is None:
            return
        await asyncio.sleep(0)


async def _csv(table: Table, first: Sequence[Cells], pages: Pages, label: str | None) -> AsyncGenerator[bytes, None]:
    count = len(first)
    yield csv_head(table) + csv_rows(table, first)
    async for page in pages:
        count += len(page)
        yield csv_rows(table, page)
    if label is not None:
        yield csv_tail(table, count, label)


async def _jsonl(table: Table, first: Sequence[Cells], pages: Pages) -> AsyncGenerator[bytes, None]:
    yield jsonl_rows(table, first)
    async for page in pages:
        yield jsonl_rows(table, page)


async def _workbook(table: Table, first: Sequence[Cells], pages: Pages, label: str) -> BinaryIO:
    """The whole workbook in a temporary file, written in a thread."""
    book = await asyncio.to_thread(XlsxFile, table)
    try:
        await asyncio.to_thread(book.add, first)
        async for page in pages:
            await asyncio.to_thread(book.add, page)
        return await asyncio.to_thread(book.finish, label)
    except BaseException:
        book.abandon()
        raise


async def _read(file: BinaryIO) -> AsyncGenerator[bytes, None]:
    with file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


def _headers(title: str, format_: ExportFormat, language: Language, now: datetime) -> dict[str, str]:
    """The name of the file in the language of the caller (RFC 8187), with a plain one for who cannot read that."""
    stamp = f"{now:%Y%m%d-%H%M}.{format_}"
    named = f"attachment; filename=\"export-{stamp}\"; filename*=UTF-8''{quote(f'{title}-{stamp}', safe='')}"
    return {"Content-Disposition": named, "Content-Language": TAGS[language], "Cache-Control": "no-store"}
