"""How does a file of opinions get in? In chunks of a few hundred lines, each done once, each line answered for.

A file is cut and sealed when it arrives, in the transaction that begins the operation. Whoever goes on with it does one
chunk a transaction: opinions, receipts and progress are committed together, or the chunk is still there.
"""

import asyncio
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import OPERATOR, Actor, Role
from escalation.errors import N_, DuplicateExternalRef, Fault, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.documents.in_force import in_force
from escalation.kit.parsing.csv_files import at
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.storage.intake import NewOpinion, TakenOpinion, find_taken, insert_opinions
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force
from escalation.opinions.usecases.import_chunks import ChunkLine, ImportFormat, SealedFile, open_chunk, seal_file
from escalation.opinions.usecases.import_rows import Reader
from escalation.opinions.usecases.opinions import compose, receiving_unit
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage import operations
from escalation.organisation.storage.operations import LineCounts, Operation, OperationState, Receipt
from escalation.organisation.storage.units import find_units, find_units_named
from escalation.tickets.domain.source import Source
from escalation.tickets.usecases.rules import read_rules

KIND: Final = "import_opinions"
KNOWN: Final = N_("This is known already.")
SYSTEM: Final = "import"
"""The source system of a file that says nothing about where its references come from."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for lines that say nothing else.

    Within `source_system` external references are unique; `mapping` has headings with the fields they shall mean.
    """

    unit_id: UUID | None = None
    unit_code: str | None = None
    source: Source = Source.WEB
    source_system: str = SYSTEM
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation as it is shown, with its unit."""

    operation: Operation
    unit_code: str
    unit_name: str


async def begin_import(
    runtime: Runtime,
    actor: Actor,
    file: BinaryIO,
    format_: ImportFormat,
    defaults: Defaults,
    *,
    render: Callable[[OperationView], StoredResponse],
    once: IdempotentRequest | None = None,
) -> StoredResponse:
    """Take a file; the engine goes on with it.

    Raises `ValidationFailed` if the header lacks a column, `ForbiddenAction` for a unit out of scope.
    """
    cut = await asyncio.to_thread(seal_file, runtime.vault, file, format_, defaults.mapping)

    async def work(connection: Connection) -> StoredResponse:
        return render(await _begin(connection, actor, cut, defaults))

    return await do_once(runtime, once, work)


async def import_opinions(
    runtime: Runtime,
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
    content = source if isinstance(source, bytes) else await asyncio.to_thread(source.read_bytes)
    cut = await asyncio.to_thread(seal_file, runtime.vault, io.BytesIO(content), format_, defaults.mapping)
    async with runtime.database.transaction() as connection:
        begun = await _begin(connection, by, cut, defaults)
    operation: Operation | None = begun.operation
    while operation is not None:
        last = operation
        progress(operation)
        operation = await advance(runtime, last.id, wait=True)
    return (await get_operation(runtime, begun.operation.id, by)).operation


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    async with runtime.database.transaction() as connection:
        operation = await operations.claim(connection, operation_id, wait=wait)
        if operation is None:
            return None
        part = await operations.take_part(connection, operation_id)
        lines = open_chunk(runtime.vault, operation_id, *part) if part is not None else []
        drafter = await drafter_for(runtime, connection, operation, lines)
        # Classifying takes a millisecond a line: in a thread, so that deadlines are not kept waiting.
        drafts = await asyncio.to_thread(lambda: [drafter.draft(line) for line in lines])
        receipts = await _write(connection, operation_id, drafts, drafter)
        return await operations.advance(connection, operation_id, _counted(receipts), drafter.reader.now)


async def unfinished(runtime: Runtime) -> list[UUID]:
    """Imports that somebody has to go on with, oldest first."""
    async with runtime.database.connection(changes=False) as connection:
        return await operations.list_unfinished(connection, KIND)


async def set_aside(runtime: Runtime, operation_id: UUID, error: str) -> None:
    """Stop an import that cannot be done; what it has not done yet is kept."""
    async with runtime.database.connection() as connection:
        await operations.fail(connection, operation_id, error, await read_now(connection))


async def get_operation(runtime: Runtime, operation_id: UUID, actor: Actor) -> OperationView:
    """One operation. Raises `NotFound` if there is none that the actor may see."""
    async with runtime.database.connection(changes=False) as connection:
        found = await operations.find_operation(connection, actor, operation_id)
    if found is None:
        raise NotFound
    return OperationView(*found)


async def list_operations(
    runtime: Runtime, actor: Actor, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[OperationView]:
    """A page of the operations that the actor may see, newest first."""
    async with runtime.database.connection(changes=False) as connection:
        found = await operations.list_operations(connection, actor, after=after, limit=limit)
    return [OperationView(*each) for each in found]


async def list_receipts(
    runtime: Runtime, operation_id: UUID, actor: Actor, *, accepted: bool | None, after: int, limit: int
) -> list[Receipt]:
    """A page of what came of each line, in the order of the file. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        if await operations.find_operation(connection, actor, operation_id) is None:
            raise NotFound
        return await operations.list_receipts(connection, operation_id, accepted=accepted, after=after, limit=limit)


async def _begin(connection: Connection, actor: Actor, cut: SealedFile, defaults: Defaults) -> OperationView:
    unit = await receiving_unit(connection, actor, defaults.unit_id, defaults.unit_code)
    begun = new_operation(actor, unit, defaults, await read_now(connection))
    options = begun.options | {"ignored_columns": list(cut.ignored)}
    operation = replace(begun, id=cut.operation_id, total=cut.total, options=options)
    await operations.insert_operation(connection, operation)
    for number, sealed in enumerate(cut.chunks, start=1):
        await operations.add_part(connection, operation.id, number, sealed)
    return OperationView(operation, unit.code, unit.name)


def new_operation(actor: Actor, unit: Unit, defaults: Defaults, now: datetime) -> Operation:
    """An operation that has not begun."""
    by = {"role": actor.role, "unit_id": str(actor.unit_id) if actor.unit_id else None}
    return Operation(
        id=new_id(), kind=KIND, state=OperationState.WAITING, unit_id=unit.id, unit_path=unit.path,
        options={"source": defaults.source, "source_system": defaults.source_system, "by": by}, total=0, done=0,
        accepted=0, refused=0, error=None, created_at=now, created_by=actor.principal, finished_at=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineDrafter:
    """What it takes to draft opinions without asking the database. `units` by code, as far as the lines name some."""

    vault: Vault
    catalogue: Catalogue
    reader: Reader
    actor: Actor
    unit: Unit
    units: Mapping[str, Unit]

    def draft(self, line: ChunkLine) -> "LineDraft":
        """The opinion on a line, ready to be written, or the receipt that says why there is none."""
        if line.values is None:
            return LineDraft(line.number, Receipt(line.number, None, line.code.upper(), line.detail, line.params))
        given = self.reader.read(line.number, line.values)
        if isinstance(given, Fault):
            return _refused(line.number, given)
        unit = self.units.get(given.unit_code) if given.unit_code else self.unit
        if unit is None:
            return _refused(line.number, at(line.number, "unknown_unit", N_("There is no such unit.")))
        if not self.actor.reaches(unit.path):
            return _refused(line.number, at(line.number, "out_of_scope", N_("This unit is outside your scope.")))
        category = self.catalogue.find(given.category) if given.category else None
        if given.category and category is None:
            return _refused(line.number, at(line.number, "unknown_category", N_("There is no such category.")))
        given = replace(given, category=category.code if category else None)
        opinion = compose(
            self.vault, self.catalogue, given, unit, by=self.actor.principal, now=self.reader.now,
            confidential=category is not None and category.confidential,
        )  # fmt: skip
        return LineDraft(line.number, opinion)


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What shall become of a line."""

    line: int
    result: NewOpinion | Receipt


def _counted(receipts: Sequence[Receipt]) -> LineCounts:
    accepted = sum(receipt.code is None for receipt in receipts)
    unchanged = sum(receipt.detail == KNOWN for receipt in receipts)
    return LineCounts(accepted, len(receipts) - accepted, unchanged)


def _refused(line: int, fault: Fault) -> LineDraft:
    return LineDraft(line, Receipt(line, None, fault.code.upper(), fault.detail, fault.params))


async def drafter_for(
    runtime: Runtime, connection: Connection, operation: Operation, lines: Sequence[ChunkLine]
) -> LineDrafter:
    """The drafter of these lines, by the rules as they are now."""
    by = operation.options["by"]
    by_unit_id = UUID(by["unit_id"]) if by["unit_id"] else None
    units = await find_units(connection, [operation.unit_id, *([by_unit_id] if by_unit_id else [])])
    own_path = units[by_unit_id].path if by_unit_id else ""
    codes = {str(line.values["unit_code"]) for line in lines if line.values and line.values.get("unit_code")}
    rules = await read_rules(runtime, connection, await in_force(connection))
    reader = Reader(
        source=operation.options["source"], source_system=operation.options["source_system"],
        zone=rules.calendars.base.zone, now=await read_now(connection),
    )  # fmt: skip
    return LineDrafter(
        vault=runtime.vault,
        catalogue=await catalogue_in_force(runtime, connection),
        reader=reader,
        actor=Actor(operation.created_by, Role(by["role"]), by_unit_id, own_path),
        unit=units[operation.unit_id],
        units=await find_units_named(connection, codes) if codes else {},
    )


async def _write(
    connection: Connection, operation_id: UUID, drafts: Sequence[LineDraft], drafter: LineDrafter
) -> list[Receipt]:
    new = [draft.result for draft in drafts if isinstance(draft.result, NewOpinion)]
    written = await insert_opinions(connection, new, by=drafter.actor, request_id=str(operation_id))
    refs = [each.external_ref for each in new if each.id not in written and each.external_ref]
    taken = await find_taken(connection, drafter.reader.source_system, refs) if refs else {}
    receipts = [_receipt(draft, written, taken, drafter.actor) for draft in drafts]
    await operations.add_receipts(connection, operation_id, receipts)
    return receipts


def _receipt(draft: LineDraft, written: frozenset[UUID], taken: Mapping[str, TakenOpinion], by: Actor) -> Receipt:
    if isinstance(draft.result, Receipt):
        return draft.result
    if draft.result.id in written:
        return Receipt(draft.line, draft.result.id)
    known = taken.get(draft.result.external_ref or "")
    said = draft.result.title, draft.result.content
    if known is not None and by.reaches(known.unit_path) and said == (known.title, known.content):
        return Receipt(draft.line, known.id, None, KNOWN)
    return Receipt(draft.line, None, DuplicateExternalRef.code, DuplicateExternalRef.detail)
