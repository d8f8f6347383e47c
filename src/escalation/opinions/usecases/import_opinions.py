"""How does a file of opinions get in (import)? A chunk of lines at a time is drafted, then written by one statement."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, DuplicateExternalRef, Fault, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import in_force
from escalation.kit.parsing.csv_files import at
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.domain.categories import Category
from escalation.opinions.domain.field_values import values_of_texts
from escalation.opinions.domain.source_systems import IMPORT, own_system
from escalation.opinions.storage.intake import NewOpinion, TakenOpinion, find_taken, insert_opinions
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force
from escalation.opinions.usecases.custom_fields import KeptAttributes, keep_attributes
from escalation.opinions.usecases.file_imports import KNOWN, OUT_OF_SCOPE, UNKNOWN_CATEGORY, FileKind, advance_file
from escalation.opinions.usecases.import_rows import Reader, columns_for
from escalation.opinions.usecases.opinions import AdmittedOpinion, compose
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.operations import LineCounts, Operation, Receipt
from escalation.organisation.storage.units import find_units_named
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.operations import DoneChunk, people_of
from escalation.tickets.usecases.rules import read_rules

KIND: Final = "import_opinions"
MOST_LINES: Final = 500


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    return await advance_file(runtime, operation_id, OPINIONS, wait=wait)


async def _do(runtime: Runtime, connection: Connection, operation: Operation, lines: Sequence[ChunkLine]) -> DoneChunk:
    drafter = await drafter_for(runtime, connection, operation, lines)
    # Classifying takes most of the time: in a thread, so that deadlines are not kept waiting.
    drafts = await asyncio.to_thread(drafter.draft, lines)
    receipts = await _write(connection, operation.id, drafts, drafter)
    return DoneChunk(receipts, _counted(receipts))


async def _judge(
    runtime: Runtime, connection: Connection, operation: Operation, lines: Sequence[ChunkLine]
) -> DoneChunk:
    drafter = await drafter_for(runtime, connection, operation, lines)
    drafts = await asyncio.to_thread(drafter.draft, lines)
    new = [draft.result for draft in drafts if isinstance(draft.result, NewOpinion)]
    refs = {each.external_ref for each in new if each.external_ref}
    taken = await find_taken(connection, drafter.reader.source_system, sorted(refs)) if refs else {}
    taken |= await _known_before(connection, new, drafter)
    written: set[UUID] = set()
    for each in new:
        if each.external_ref is None or each.external_ref not in taken:
            written.add(each.id)
            said = TakenOpinion(each.id, each.unit_path, each.title, each.content)
            taken |= {each.external_ref: said} if each.external_ref else {}
    receipts = [_receipt(draft, written, taken, drafter.actor) for draft in drafts]
    return DoneChunk(receipts, _counted(receipts))


OPINIONS: Final = FileKind(KIND, columns_for, MOST_LINES, _do, _judge)


@dataclass(frozen=True, slots=True)
class LineDrafter:
    """What it takes to draft opinions without asking the database. `units` by code, as far as the lines name some."""

    vault: Vault
    catalogue: Catalogue
    reader: Reader
    actor: Actor
    unit: Unit
    units: Mapping[str, Unit]

    def draft(self, lines: Sequence[ChunkLine]) -> "list[LineDraft]":
        """The opinion on each line, ready to be written, or the receipt that says why there is none."""
        read = [(line.number, self._read(line)) for line in lines]
        admitted = [each for _, each in read if isinstance(each, AdmittedOpinion)]
        new = iter(compose(self.vault, self.catalogue, admitted, by=self.actor.principal, now=self.reader.now))
        return [LineDraft(number, next(new) if isinstance(each, AdmittedOpinion) else each) for number, each in read]

    def _read(self, line: ChunkLine) -> "AdmittedOpinion | Receipt":
        if line.values is None:
            return Receipt(line.number, None, line.code.upper(), line.detail, line.params)
        given = self.reader.read(line.number, line.values)
        if isinstance(given, Fault):
            return _refused(line.number, given)
        unit = self.units.get(given.unit_code) if given.unit_code else self.unit
        if unit is None or not self.actor.reaches(unit.path):
            return _refused(line.number, _wrong_unit(line.number, unit))
        category = self.catalogue.find(given.category) if given.category else None
        if given.category and category is None:
            return _refused(line.number, at(line.number, "unknown_category", UNKNOWN_CATEGORY))
        if category is not None and category.code != given.category:
            given = replace(given, category=category.code)
        kept = self._attributes(line.number, given.attributes or {}, category)
        if isinstance(kept, Fault):
            return _refused(line.number, kept)
        return AdmittedOpinion(given, unit, category is not None and category.confidential, kept)

    def _attributes(self, line: int, texts: Mapping[str, str], category: Category | None) -> KeptAttributes | Fault:
        """What a line says in the fields of its category, or the first thing that is wrong with it."""
        fields = category.fields if category is not None else ()
        said = values_of_texts(fields, {code: [text] for code, text in texts.items()}, self.reader.zone)
        try:
            return keep_attributes(self.catalogue, category, said)
        except ValidationFailed as refused:
            fault = refused.faults[0]
            name = fault.pointer.split("/")[2] if fault.code != "no_category" else ", ".join(texts)
            return at(line, fault.code, ATTRIBUTE_FAULTS.get(fault.code, WRONG_ATTRIBUTE), name=name)


ATTRIBUTE_FAULTS: Final[Mapping[str, str]] = {
    "required": N_("The category of this line asks for the field {name}. Fill it in."),
    "unknown_field": N_("The category of this line has no field {name}. Empty it, or correct the category."),
    "no_category": N_("The line names no category, so it cannot have the fields {name}. Name one, or empty them."),
    "not_a_choice": N_("The field {name} is none of its choices. Write one of them as the catalogue has it."),
}
WRONG_ATTRIBUTE: Final = N_("The field {name} is not as the category of this line asks for it. Correct it.")


@dataclass(frozen=True, slots=True)
class LineDraft:
    """What shall become of a line."""

    line: int
    result: NewOpinion | Receipt


def _counted(receipts: Sequence[Receipt]) -> LineCounts:
    accepted = sum(receipt.code is None for receipt in receipts)
    unchanged = sum(receipt.detail == KNOWN for receipt in receipts)
    return LineCounts(accepted, len(receipts) - accepted, unchanged)


def _wrong_unit(line: int, unit: Unit | None) -> Fault:
    if unit is not None:
        return at(line, "out_of_scope", OUT_OF_SCOPE)
    detail = N_("The field unit_code names no unit. Import the unit first, or correct the code.")
    return at(line, "unknown_unit", detail)


def _refused(line: int, fault: Fault) -> Receipt:
    return Receipt(line, None, fault.code.upper(), fault.detail, fault.params)


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
    before = await _known_before(connection, new, drafter)
    new = [each for each in new if each.external_ref not in before]
    written = await insert_opinions(connection, new, by=drafter.actor, request_id=str(operation_id))
    refs = [each.external_ref for each in new if each.id not in written and each.external_ref]
    taken = await find_taken(connection, drafter.reader.source_system, refs) if refs else {}
    return [_receipt(draft, written, taken | before, drafter.actor) for draft in drafts]


async def _known_before(
    connection: Connection, new: Sequence[NewOpinion], drafter: LineDrafter
) -> dict[str, TakenOpinion]:
    """What came in the same words by a file of the time when all units' files had one name for their references."""
    refs = {each.external_ref: each for each in new if each.external_ref}
    if not refs or drafter.reader.source_system != own_system(drafter.unit.code):
        return {}
    found = await find_taken(connection, IMPORT, list(refs))
    return {
        ref: taken
        for ref, taken in found.items()
        if drafter.actor.reaches(taken.unit_path)
        and (taken.title, taken.content) == (refs[ref].title, refs[ref].content)
    }


def _receipt(draft: LineDraft, written: Collection[UUID], taken: Mapping[str, TakenOpinion], by: Actor) -> Receipt:
    if isinstance(draft.result, Receipt):
        return draft.result
    if draft.result.id in written:
        return Receipt(draft.line, draft.result.id)
    known = taken.get(draft.result.external_ref or "")
    said = draft.result.title, draft.result.content
    if known is not None and by.reaches(known.unit_path) and said == (known.title, known.content):
        return Receipt(draft.line, known.id, None, KNOWN)
    return Receipt(draft.line, None, DuplicateExternalRef.code, DuplicateExternalRef.detail)
