"""What would become of a file (dry run of an import)? How it was understood, and what its first chunk would come to.

The lines are judged by the very code that an import runs before it writes, in a transaction that cannot write.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from escalation.actors import Actor
from escalation.errors import Fault
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.csv_headers import Header, visible
from escalation.kit.parsing.encodings import UTF_8
from escalation.kit.parsing.table_files import open_table
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.receipts import Receipts
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.table_imports import TableKind, in_order, line_of

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """What would become of a line: taken in, as what has this title or name, or what is wrong with it."""

    line: int
    title: str | None
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """How a file was read. `columns`: each heading with the field it holds, or `None`.

    `delimiter` is empty for JSON lines and workbooks; of a workbook, `sheet` is read and `other_sheets` are not.
    `receipts` are those of the first chunk, without what has to wait for a later one; `is_whole`: the file has no more
    lines. `lines` are the first twenty.
    """

    encoding: str
    delimiter: str
    columns: tuple[tuple[str, str | None], ...]
    lines: tuple[LineVerdict, ...]
    receipts: Receipts
    is_whole: bool
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


Judge = Callable[[Connection, Sequence[ChunkLine]], Awaitable[Receipts]]
"""Says what would come of lines."""


async def preview_table(runtime: Runtime, file: bytes, kind: TableKind, *, by: Actor | None) -> ImportPreview:
    """Judge the first chunk of a file of units or members. Raises `ValidationFailed` for an unreadable header."""
    table = await asyncio.to_thread(open_table, file, kind.columns)
    # One more than is judged tells whether a line may find what it waits for further down.
    first = await asyncio.to_thread(lambda: list(islice(map(ChunkLine.of, table.records), kind.most_lines + 1)))

    is_whole = len(first) <= kind.most_lines

    async def judge(connection: Connection, lines: Sequence[ChunkLine]) -> Receipts:
        came = await kind.judge(runtime, connection, lines, by, may_wait=not is_whole)
        return Receipts(len(lines) - len(came.again), came.created, came.unchanged, in_order(came.faults))

    return await preview_lines(runtime, first[: kind.most_lines], table.header, judge, is_whole=is_whole)


async def preview_lines(
    runtime: Runtime, lines: Sequence[ChunkLine], header: Header | None, judge: Judge, *, is_whole: bool
) -> ImportPreview:
    """What would come of the lines. JSON lines have no `header`."""
    async with runtime.database.connection(changes=False) as connection, connection.raw.transaction(readonly=True):
        receipts = await judge(connection, lines)
    faults = {line_of(fault): fault for fault in receipts.faults}
    verdicts = tuple(_verdict(line, faults.get(line.number)) for line in lines[:MOST_LINES])
    if header is None:
        return ImportPreview(UTF_8, "", (), verdicts, receipts, is_whole)
    columns = tuple(zip(header.headings, header.fields, strict=True))
    return ImportPreview(
        header.encoding, visible(header.delimiter), columns, verdicts, receipts, is_whole, header.sheet,
        header.other_sheets,
    )  # fmt: skip


def _verdict(line: ChunkLine, fault: Fault | None) -> LineVerdict:
    values = line.values or {}
    title = next((str(values[name]) for name in ("title", "content", "name") if values.get(name)), "")
    return LineVerdict(line.number, None if fault else title, fault)
