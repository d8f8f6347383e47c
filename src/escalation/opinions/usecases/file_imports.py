"""How does a file of opinions or of closed tickets get in (import)? In chunks, each done once, each line answered for.

A file is cut and sealed when it arrives, in the transaction that begins the operation. Whoever goes on with it does one
chunk a transaction: what it says, receipts and progress are committed together, or the chunk is still there.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import OPERATOR, Actor
from escalation.errors import N_
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.parsing.csv_files import at
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.table_files import open_table
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.receipts import Receipts
from escalation.opinions.domain.custom_fields import CustomField
from escalation.opinions.domain.source_systems import own_system
from escalation.opinions.storage.source_systems import find_owners
from escalation.opinions.usecases.category_suggestions import catalogue_in_force
from escalation.opinions.usecases.import_chunks import ImportFormat, Splitter
from escalation.opinions.usecases.opinions import receiving_unit
from escalation.opinions.usecases.source_systems import refuse_taken, send_under
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.operations import Operation
from escalation.organisation.usecases.import_chunks import ChunkLine, SealedFile, lines_of, seal_chunks
from escalation.organisation.usecases.import_previews import ImportPreview, preview_lines
from escalation.organisation.usecases.operations import (
    DoneChunk,
    OperationView,
    WaitingChunk,
    advance_operation,
    begin_operation,
    new_operation,
    see_through,
)
from escalation.tickets.domain.source import Source

KNOWN: Final = N_("This is known already.")
OUT_OF_SCOPE: Final = N_(
    "The unit in the field unit_code is outside your scope. Name one of yours, or ask its office to import the line."
)
UNKNOWN_CATEGORY: Final = N_("The field category names no category. Correct the code or name, or leave it empty.")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for lines that say nothing else.

    Within `source_system` external references are unique; `None`: the unit's own name for files that name none.
    `mapping` has headings with the fields they shall mean.
    """

    unit_id: UUID | None = None
    unit_code: str | None = None
    source: Source = Source.WEB
    source_system: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)

    def options(self, unit: Unit) -> dict[str, object]:
        """What an operation for a unit has to remember of them."""
        return {"source": self.source, "source_system": self.source_system or own_system(unit.code)}


ChunkOfFile = Callable[[Runtime, Connection, Operation, Sequence[ChunkLine]], Awaitable[DoneChunk]]


@dataclass(frozen=True, slots=True)
class FileKind:
    """Files of one kind: their columns, and what does at most so many lines of them at a time.

    Which columns there are, depends on a mapping and on the custom fields of the catalogue in force.

    Of JSON lines the `structured` fields are kept as JSON.
    """

    name: str
    columns: Callable[[Mapping[str, str], Sequence[CustomField]], Columns]
    most_lines: int
    do: ChunkOfFile
    judge: ChunkOfFile
    """Says what `do` would say, and writes nothing."""
    structured: Collection[str] = ()

    def split(self, file: BinaryIO, format_: ImportFormat, columns: Columns) -> Splitter:
        """The chunks of a file."""
        return Splitter(file, format_, columns, structured=self.structured, most_lines=self.most_lines)


async def begin_import(
    runtime: Runtime,
    actor: Actor,
    kind: FileKind,
    file: BinaryIO,
    format_: ImportFormat,
    defaults: Defaults,
    *,
    render: Callable[[OperationView], StoredResponse],
    once: IdempotentRequest | None = None,
) -> StoredResponse:
    """Take a file; the engine goes on with it.

    Raises `ValidationFailed` if the header lacks a column, `ForbiddenAction` for a unit out of scope,
    `SourceSystemTaken` for a source system of another unit.
    """
    columns = await _columns(runtime, kind, defaults)
    sealed = await asyncio.to_thread(seal_file, runtime.vault, kind, file, format_, columns)

    async def work(connection: Connection) -> StoredResponse:
        return render(await _begin(runtime, connection, actor, kind, sealed, defaults))

    return await do_once(runtime, once, work)


async def import_file(
    runtime: Runtime,
    kind: FileKind,
    source: bytes | Path,
    *,
    format_: ImportFormat,
    defaults: Defaults,
    by: Actor = OPERATOR,
    progress: Callable[[Operation], None] = lambda _: None,
) -> Operation:
    """Take a file and see it through, telling `progress` after every chunk; the operation as it ended.

    Raises what `begin_import` raises. Whoever is interrupted leaves an operation that any engine goes on with.
    """
    columns = await _columns(runtime, kind, defaults)

    def seal() -> SealedFile:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            return seal_file(runtime.vault, kind, file, format_, columns)

    async def step(runtime: Runtime, operation_id: UUID, /, *, wait: bool = False) -> Operation | None:
        return await advance_file(runtime, operation_id, kind, wait=wait)

    sealed = await asyncio.to_thread(seal)
    async with runtime.database.transaction() as connection:
        begun = await _begin(runtime, connection, by, kind, sealed, defaults)
    return await see_through(runtime, begun.operation, step, by=by, progress=progress)


async def advance_file(runtime: Runtime, operation_id: UUID, kind: FileKind, *, wait: bool) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""

    async def work(connection: Connection, operation: Operation, chunk: WaitingChunk) -> DoneChunk:
        return await kind.do(runtime, connection, operation, chunk.lines)

    return await advance_operation(runtime, operation_id, work, wait=wait)


async def preview_file(
    runtime: Runtime, actor: Actor, kind: FileKind, content: bytes, format_: ImportFormat, defaults: Defaults
) -> ImportPreview:
    """Judge the first chunk of a file. Raises what `begin_import` raises."""
    columns = await _columns(runtime, kind, defaults)

    def first_lines() -> tuple[list[ChunkLine], bool]:
        chunks = list(islice(kind.split(io.BytesIO(content), format_, columns), 2))
        return [line for chunk in chunks[:1] for line in lines_of(chunk.content)], len(chunks) <= 1

    async def judge(connection: Connection, lines: Sequence[ChunkLine]) -> Receipts:
        unit, options = await _received(connection, actor, defaults, takes_over=False)
        operation = new_operation(actor, kind.name, unit, options, await read_now(connection))
        done = await kind.judge(runtime, connection, operation, lines)
        faults = (at(each.line, each.code, each.detail or "", **each.params) for each in done.receipts if each.code)
        unchanged = done.counts.unchanged
        return Receipts(len(lines), done.counts.accepted - unchanged, unchanged, tuple(faults))

    lines, is_whole = await asyncio.to_thread(first_lines)
    is_table = format_ is ImportFormat.CSV
    table = await asyncio.to_thread(open_table, content, columns) if is_table else None
    return await preview_lines(runtime, lines, table.header if table else None, judge, is_whole=is_whole)


async def _columns(runtime: Runtime, kind: FileKind, defaults: Defaults) -> Columns:
    async with runtime.database.connection(changes=False) as connection:
        catalogue = await catalogue_in_force(runtime, connection)
    return kind.columns(defaults.mapping, [field for category in catalogue.rows for field in category.fields])


def seal_file(vault: Vault, kind: FileKind, file: BinaryIO, format_: ImportFormat, columns: Columns) -> SealedFile:
    """Cut a file and seal the chunks. Raises `ValidationFailed` if the header lacks a column."""
    splitter = kind.split(file, format_, columns)
    return replace(seal_chunks(vault, splitter), ignored=splitter.ignored)


async def _begin(
    runtime: Runtime, connection: Connection, actor: Actor, kind: FileKind, file: SealedFile, defaults: Defaults
) -> OperationView:
    unit, options = await _received(connection, actor, defaults, takes_over=True)
    options |= {"ignored_columns": list(file.ignored)}
    return await begin_operation(runtime, connection, actor, kind.name, unit, file, options)


async def _received(
    connection: Connection, actor: Actor, defaults: Defaults, *, takes_over: bool
) -> tuple[Unit, dict[str, object]]:
    """The unit that a file is for, and what its operation remembers. Raises `SourceSystemTaken` for another's name.

    `takes_over`: what is nobody's name yet becomes that of the actor's unit.
    """
    unit = await receiving_unit(connection, actor, defaults.unit_id, defaults.unit_code)
    options = defaults.options(unit)
    name = str(options["source_system"])
    owners = await find_owners(connection, [name])
    if takes_over:
        await send_under(connection, actor, owners, [name], await read_now(connection))
    else:
        refuse_taken(actor, name, owners.get(name))
    return unit, options
