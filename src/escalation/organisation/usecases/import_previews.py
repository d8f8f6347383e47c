"""What would become of a file (dry run of an import)? How it was understood, and the verdict on its first lines.

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
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.table_imports import TableKind, line_of

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
    """

    encoding: str
    delimiter: str
    columns: tuple[tuple[str, str | None], ...]
    lines: tuple[LineVerdict, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


Judge = Callable[[Connection, Sequence[ChunkLine]], Awaitable[Sequence[Fault]]]
"""Says which lines would be refused."""


async def preview_table(runtime: Runtime, file: bytes, kind: TableKind, *, by: Actor | None) -> ImportPreview:
    """Judge the first chunk of a file of units or members. Raises `ValidationFailed` for an unreadable header."""
    table = await asyncio.to_thread(open_table, file, kind.columns)
    # One more than is judged tells whether a line may find what it waits for further down.
    first = await asyncio.to_thread(lambda: list(islice(map(ChunkLine.of, table.records), kind.most_lines + 1)))

    async def judge(connection: Connection, lines: Sequence[ChunkLine]) -> Sequence[Fault]:
        return (await kind.judge(runtime, connection, lines, by, may_wait=len(first) > kind.most_lines)).faults

    return await preview_lines(runtime, first[: kind.most_lines], table.header, judge)


async def preview_lines(
    runtime: Runtime, lines: Sequence[ChunkLine], header: Header | None, judge: Judge
) -> ImportPreview:
    """The verdicts on the first twenty lines. JSON lines have no `header`."""
    async with runtime.database.connection(changes=False) as connection, connection.raw.transaction(readonly=True):
        faults = {line_of(fault): fault for fault in await judge(connection, lines)}
    verdicts = tuple(_verdict(line, faults.get(line.number)) for line in lines[:MOST_LINES])
    if header is None:
        return ImportPreview(UTF_8, "", (), verdicts)
    columns = tuple(zip(header.headings, header.fields, strict=True))
    return ImportPreview(
        header.encoding, visible(header.delimiter), columns, verdicts, header.sheet, header.other_sheets
    )


def _verdict(line: ChunkLine, fault: Fault | None) -> LineVerdict:
    values = line.values or {}
    title = next((str(values[name]) for name in ("title", "content", "name") if values.get(name)), "")
    return LineVerdict(line.number, None if fault else title, fault)
