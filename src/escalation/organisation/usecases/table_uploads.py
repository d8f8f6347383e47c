"""Table uploads: is a file that was sent done at once, or left to the engine as an operation? Its length decides."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from escalation.actors import Actor
from escalation.errors import Fault, ForbiddenAction
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.table_files import open_table
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.receipts import Receipts
from escalation.organisation.storage.operations import LineCounts, Receipt
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.import_chunks import ChunkLine, SealedFile, cut, seal_chunks
from escalation.organisation.usecases.operations import OperationView, begin_operation


@dataclass(frozen=True, slots=True)
class TableUpload:
    """How files of one kind are done: at once by `do` if they have at most `most_lines`, which is also a chunk."""

    kind: str
    columns: Columns
    most_lines: int
    do: Callable[[Connection, list[ChunkLine]], Awaitable[Receipts]]
    render: Callable[[Receipts], StoredResponse]
    render_operation: Callable[[OperationView], StoredResponse]


async def upload(
    runtime: Runtime, file: bytes, wanted: TableUpload, *, by: Actor, once: IdempotentRequest | None
) -> StoredResponse:
    """Do a short file, or begin the operation of a long one.

    Raises `ValidationFailed` for a header that cannot be read, and what `begin_operation` raises.
    """
    read = await asyncio.to_thread(_read, runtime.vault, file, wanted)

    async def work(connection: Connection) -> StoredResponse:
        if not isinstance(read, SealedFile):
            return wanted.render(await wanted.do(connection, read))
        unit = (await find_units(connection, [by.unit_id])).get(by.unit_id) if by.unit_id else None
        if unit is None:
            raise ForbiddenAction
        options: dict[str, object] = {"ignored_columns": list(read.ignored)}
        return wanted.render_operation(await begin_operation(runtime, connection, by, wanted.kind, unit, read, options))

    return await do_once(runtime, once, work)


def receipts_of(faults: Sequence[Fault]) -> list[Receipt]:
    """A receipt for each line that was refused."""
    return [
        Receipt(int(fault.pointer.removeprefix("line ")), None, fault.code.upper(), fault.detail, fault.params)
        for fault in faults
    ]


def counts_of(created: int, unchanged: int, faults: Sequence[Fault]) -> LineCounts:
    """What an operation counts of a chunk."""
    return LineCounts(created + unchanged, len(faults), unchanged)


def _read(vault: Vault, file: bytes, wanted: TableUpload) -> list[ChunkLine] | SealedFile:
    table = open_table(file, wanted.columns)
    lines = map(ChunkLine.of, table.records)
    first = list(islice(lines, wanted.most_lines + 1))
    if len(first) <= wanted.most_lines:
        return first

    chunks = cut(chain(first, lines), wanted.most_lines)
    return replace(seal_chunks(vault, chunks), ignored=table.header.ignored)
