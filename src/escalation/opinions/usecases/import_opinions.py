"""How does a file of opinions get in? In chunks of a few hundred lines, each done once, each line answered for.

A file is cut and sealed when it arrives, in the transaction that begins the operation. Whoever goes on with it does one
chunk a transaction: opinions, receipts and progress are committed together, or the chunk is still there.
"""

import asyncio
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from escalation.actors import OPERATOR, Actor
from escalation.errors import N_, DuplicateExternalRef, Fault
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import in_force
from escalation.kit.parsing.csv_files import at
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.storage.intake import NewOpinion, TakenOpinion, find_taken, insert_opinions
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force
from escalation.opinions.usecases.import_chunks import ImportFormat, seal_file
from escalation.opinions.usecases.import_rows import Reader
from escalation.opinions.usecases.opinions import compose, receiving_unit
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.operations import LineCounts, Operation, Receipt
from escalation.organisation.storage.units import find_units_named
from escalation.organisation.usecases.import_chunks import ChunkLine, SealedFile
from escalation.organisation.usecases.operations import (
    DoneChunk,
    OperationView,
    WaitingChunk,
    advance_operation,
    begin_operation,
    people_of,
    see_through,
)
from escalation.tickets.domain.source import Source
from escalation.tickets.usecases.rules import read_rules

KIND: Final = "import_opinions"
KNOWN: Final = N_("This is known already.")
OUT_OF_SCOPE: Final = N_(
    "The unit in the field unit_code is outside your scope. Name one of yours, or ask its office to import the line."
)
UNKNOWN_CATEGORY: Final = N_("The field category names no category. Correct the code or name, or leave it empty.")
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

    def options(self) -> dict[str, object]:
        """What an operation has to remember of them."""
        return {"source": self.source, "source_system": self.source_system}


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
    sealed = await asyncio.to_thread(seal_file, runtime.vault, file, format_, defaults.mapping)

    async def work(connection: Connection) -> StoredResponse:
        return render(await _begin(runtime, connection, actor, sealed, defaults))

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
    sealed = await asyncio.to_thread(_seal, runtime, source, format_, defaults)
    async with runtime.database.transaction() as connection:
        begun = await _begin(runtime, connection, by, sealed, defaults)
    return await see_through(runtime, begun.operation, advance, by=by, progress=progress)


def _seal(runtime: Runtime, source: bytes | Path, format_: ImportFormat, defaults: Defaults) -> SealedFile:
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        return seal_file(runtime.vault, file, format_, defaults.mapping)


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""

    async def work(connection: Connection, operation: Operation, chunk: WaitingChunk) -> DoneChunk:
        lines = chunk.lines
        drafter = await drafter_for(runtime, connection, operation, lines)
        # Classifying takes a millisecond a line: in a thread, so that deadlines are not kept waiting.
        drafts = await asyncio.to_thread(lambda: [drafter.draft(line) for line in lines])
        receipts = await _write(connection, operation_id, drafts, drafter)
        return DoneChunk(receipts, _counted(receipts))

    return await advance_operation(runtime, operation_id, work, wait=wait)


async def _begin(
    runtime: Runtime, connection: Connection, actor: Actor, file: SealedFile, defaults: Defaults
) -> OperationView:
    unit = await receiving_unit(connection, actor, defaults.unit_id, defaults.unit_code)
    options = defaults.options() | {"ignored_columns": list(file.ignored)}
    return await begin_operation(runtime, connection, actor, KIND, unit, file, options)


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
            detail = N_("The field unit_code names no unit. Import the unit first, or correct the code.")
            return _refused(line.number, at(line.number, "unknown_unit", detail))
        if not self.actor.reaches(unit.path):
            return _refused(line.number, at(line.number, "out_of_scope", OUT_OF_SCOPE))
        category = self.catalogue.find(given.category) if given.category else None
        if given.category and category is None:
            return _refused(line.number, at(line.number, "unknown_category", UNKNOWN_CATEGORY))
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
    actor, unit = await people_of(connection, operation)
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
        actor=actor,
        unit=unit,
        units=await find_units_named(connection, codes) if codes else {},
    )


async def _write(
    connection: Connection, operation_id: UUID, drafts: Sequence[LineDraft], drafter: LineDrafter
) -> list[Receipt]:
    new = [draft.result for draft in drafts if isinstance(draft.result, NewOpinion)]
    written = await insert_opinions(connection, new, by=drafter.actor, request_id=str(operation_id))
    refs = [each.external_ref for each in new if each.id not in written and each.external_ref]
    taken = await find_taken(connection, drafter.reader.source_system, refs) if refs else {}
    return [_receipt(draft, written, taken, drafter.actor) for draft in drafts]


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
