"""What would become of a file of opinions (dry run)? How it was understood, and the verdict on its first lines."""

import asyncio
import io
from dataclasses import dataclass
from itertools import islice

from escalation.actors import Actor
from escalation.errors import Fault
from escalation.kit.database.clock import read_now
from escalation.kit.parsing.csv_headers import visible
from escalation.kit.parsing.encodings import UTF_8
from escalation.kit.parsing.table_files import open_table
from escalation.kit.runtime.context import Runtime
from escalation.opinions.storage.intake import NewOpinion
from escalation.opinions.usecases.import_chunks import ImportFormat, Splitter
from escalation.opinions.usecases.import_opinions import KIND, Defaults, drafter_for
from escalation.opinions.usecases.import_rows import columns_for
from escalation.opinions.usecases.opinions import receiving_unit
from escalation.organisation.storage.operations import Receipt
from escalation.organisation.usecases.import_chunks import ChunkLine, lines_of
from escalation.organisation.usecases.operations import new_operation

MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """What would become of a line: an opinion with this title, or what is wrong with it."""

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


async def preview_import(
    runtime: Runtime, actor: Actor, content: bytes, format_: ImportFormat, defaults: Defaults
) -> ImportPreview:
    """Read a file and judge its first twenty lines; nothing is written, and references known already are not noticed.

    Raises what `begin_import` raises.
    """
    lines = await asyncio.to_thread(_first_lines, content, format_, defaults)
    async with runtime.database.connection(changes=False) as connection:
        unit = await receiving_unit(connection, actor, defaults.unit_id, defaults.unit_code)
        operation = new_operation(actor, KIND, unit, defaults.options(), await read_now(connection))
        drafter = await drafter_for(runtime, connection, operation, lines)
    drafts = await asyncio.to_thread(lambda: [drafter.draft(line) for line in lines])
    verdicts = tuple(
        LineVerdict(draft.line, draft.result.title, None)
        if isinstance(draft.result, NewOpinion)
        else LineVerdict(draft.line, None, _fault(draft.result))
        for draft in drafts
    )
    if format_ is ImportFormat.JSONL:
        return ImportPreview(UTF_8, "", (), verdicts)
    header = (await asyncio.to_thread(open_table, content, columns_for(defaults.mapping))).header
    columns = tuple(zip(header.headings, header.fields, strict=True))
    return ImportPreview(
        header.encoding, visible(header.delimiter), columns, verdicts, header.sheet, header.other_sheets
    )


def _fault(receipt: Receipt) -> Fault:
    return Fault(f"line {receipt.line}", receipt.code or "", receipt.detail or "", receipt.params)


def _first_lines(content: bytes, format_: ImportFormat, defaults: Defaults) -> list[ChunkLine]:
    chunks = islice(Splitter(io.BytesIO(content), format_, defaults.mapping), 1)
    return [line for chunk in chunks for line in lines_of(chunk.content)][:MOST_LINES]
