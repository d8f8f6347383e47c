"""How does the closed history of another system get in (history import)? As tickets that are over, each line once.

What was written under a reference before is known already; a line that says something else under it is refused.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, DuplicateExternalRef, Fault
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import in_force
from escalation.kit.parsing.csv_files import at
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.source_systems import IMPORT, own_system
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force
from escalation.opinions.usecases.file_imports import KNOWN, OUT_OF_SCOPE, UNKNOWN_CATEGORY, FileKind, advance_file
from escalation.opinions.usecases.history_rows import STRUCTURED, HistoryReader, PastRow, history_columns
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.operations import LineCounts, Operation, Receipt
from escalation.organisation.storage.units import find_units, find_units_by_codes
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.operations import DoneChunk, people_of
from escalation.tickets.domain.draft import Rules
from escalation.tickets.domain.imported_history import PastTicket, final_states
from escalation.tickets.storage.imported_history import KnownTicket, find_known
from escalation.tickets.usecases.import_history import import_tickets, judge_tickets
from escalation.tickets.usecases.rules import read_rules

KIND: Final = "import_history"
MOST_LINES: Final = 200


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    return await advance_file(runtime, operation_id, HISTORY, wait=wait)


async def _do(runtime: Runtime, connection: Connection, operation: Operation, lines: Sequence[ChunkLine]) -> DoneChunk:
    drafter, drafts = await _drafted(runtime, connection, operation, lines)
    past, before = await _sorted_out(connection, drafts, drafter)
    came = await import_tickets(
        connection, past, drafter.units, drafter.actor, drafter.rules, request_id=str(operation.id)
    )
    return _done(drafts, came | before, drafter.actor)


async def _judge(
    runtime: Runtime, connection: Connection, operation: Operation, lines: Sequence[ChunkLine]
) -> DoneChunk:
    drafter, drafts = await _drafted(runtime, connection, operation, lines)
    past, before = await _sorted_out(connection, drafts, drafter)
    return _done(drafts, await judge_tickets(connection, past) | before, drafter.actor)


async def _drafted(
    runtime: Runtime, connection: Connection, operation: Operation, lines: Sequence[ChunkLine]
) -> "tuple[_Drafter, dict[int, PastTicket | Fault]]":
    actor, unit = await people_of(connection, operation)
    rules = await read_rules(runtime, connection, await in_force(connection))
    reader = HistoryReader(rules.calendars.base.zone, await read_now(connection))
    # In threads, as all that looks at every line: deadlines are not kept waiting.
    rows = await asyncio.to_thread(lambda: {line.number: _read(reader, line) for line in lines})
    codes = {code for row in rows.values() if isinstance(row, PastRow) for code in row.codes}
    drafter = _Drafter(
        operation.options["source_system"], operation.options["source"], actor, unit,
        await _units_named(connection, codes), await catalogue_in_force(runtime, connection), rules,
    )  # fmt: skip
    return drafter, await asyncio.to_thread(drafter.draft_all, rows)


async def _sorted_out(
    connection: Connection, drafts: Mapping[int, PastTicket | Fault], drafter: "_Drafter"
) -> tuple[list[PastTicket], dict[str, KnownTicket]]:
    """What is to be written, and what came by a file of the time when all units' files had one name for references."""
    past = [draft for draft in drafts.values() if isinstance(draft, PastTicket)]
    if not past or drafter.source_system != own_system(drafter.unit.code):
        return past, {}
    found = await find_known(connection, IMPORT, [each.external_ref for each in past])
    refs = {each.external_ref: each for each in past}
    before = {ref: known for ref, known in found.items() if _is_the_same(known, refs[ref], drafter.actor)}
    return [each for each in past if each.external_ref not in before], before


def _done(drafts: Mapping[int, PastTicket | Fault], came: Mapping[str, KnownTicket | UUID], by: Actor) -> DoneChunk:
    written: set[str] = set()
    receipts = [_receipt(number, draft, came, written, by) for number, draft in drafts.items()]
    refused = [receipt for receipt in receipts if receipt.code is not None]
    unchanged = sum(receipt.detail == KNOWN for receipt in receipts)
    return DoneChunk(refused, LineCounts(len(receipts) - len(refused), len(refused), unchanged))


HISTORY: Final = FileKind(KIND, lambda mapping, _: history_columns(mapping), MOST_LINES, _do, _judge, STRUCTURED)


def _read(reader: HistoryReader, line: ChunkLine) -> PastRow | Fault:
    if line.values is None:
        return Fault(f"line {line.number}", line.code, line.detail, line.params)
    return reader.read(line.number, line.values)


async def _units_named(connection: Connection, codes: set[str]) -> Mapping[str, Unit]:
    """By code, dissolved ones included: history happened when they were there."""
    if not codes:
        return {}
    records = await find_units_by_codes(connection, codes)
    units = await find_units(connection, [record.id for record in records.values()])
    return {unit.code: unit for unit in units.values()}


@dataclass(frozen=True, slots=True)
class _Drafter:
    """Makes past tickets of rows. `unit` receives those that name none."""

    source_system: str
    source: str
    actor: Actor
    unit: Unit
    units: Mapping[str, Unit]
    catalogue: Catalogue
    rules: Rules

    def draft_all(self, rows: Mapping[int, PastRow | Fault]) -> dict[int, PastTicket | Fault]:
        """The ticket of each row, by line, or why there is none."""
        return {line: self._draft(line, row) if isinstance(row, PastRow) else row for line, row in rows.items()}

    def _draft(self, line: int, row: PastRow) -> PastTicket | Fault:
        texts = row.texts
        origin = self.units.get(texts["unit_code"]) if "unit_code" in texts else self.unit
        handler = self.units.get(texts["handler_code"]) if "handler_code" in texts else None
        if origin is None or ("handler_code" in texts and handler is None) or not row.codes <= self.units.keys():
            detail = N_("A unit that this line names does not exist. Import the units first, or correct the code.")
            return at(line, "unknown_unit", detail)
        # Whoever handled it has it in their lists, and what was late is counted under them.
        if not all(self.actor.reaches(unit.path) for unit in (origin, handler or origin)):
            return at(line, "out_of_scope", OUT_OF_SCOPE)
        category = self.catalogue.find(texts["category"]) if "category" in texts else None
        if "category" in texts and category is None:
            return at(line, "unknown_category", UNKNOWN_CATEGORY)
        states = self._states()
        if "state" in texts and texts["state"] not in states:
            detail = N_("Only tickets that are over can be imported, in one of the states: {names}.")
            return at(line, "not_over", detail, names=", ".join(states))
        return PastTicket(
            origin=origin, holder=handler or origin, handler=handler, title=texts["title"], content=texts["content"],
            category=category.code if category else None, urgency=texts.get("urgency", "routine"),
            difficulty=texts.get("difficulty", "moderate"), source=texts.get("source", self.source),
            confidential=category is not None and category.confidential, source_system=self.source_system,
            external_ref=texts["external_ref"], created_at=row.moments["created_at"],
            closed_at=row.moments["closed_at"], due_at=row.moments.get("due_at"),
            state=states.get(texts.get("state", "")), outcome=texts.get("outcome"), reply=texts.get("reply"),
            solved=None if "solved" not in texts else texts["solved"] == "true",
            satisfaction=int(texts["satisfaction"]) if "satisfaction" in texts else None, steps=row.steps,
        )  # fmt: skip

    def _states(self) -> dict[str, str]:
        """States by the life cycle's own name and in Chinese: those that are final, and those that end in the first."""
        states, final = self.rules.workflow.states, final_states(self.rules.workflow)
        over = {name: name if state.final else final[0] for name, state in states.items() if not state.is_open}
        named = over | {states[name].zh: end for name, end in over.items()}
        return named | dict.fromkeys(_USUAL_WORDS, final[0])


_USUAL_WORDS: Final = ("办结", "已完成", "已回复")


def _receipt(
    line: int, draft: PastTicket | Fault, came: Mapping[str, KnownTicket | UUID], written: set[str], by: Actor
) -> Receipt:
    if isinstance(draft, Fault):
        return Receipt(line, None, draft.code.upper(), draft.detail, draft.params)
    found = came[draft.external_ref]
    if not isinstance(found, KnownTicket) and draft.external_ref not in written:
        written.add(draft.external_ref)
        return Receipt(line)
    if isinstance(found, KnownTicket) and _is_the_same(found, draft, by):
        return Receipt(line, None, None, KNOWN)
    return Receipt(line, None, DuplicateExternalRef.code, DuplicateExternalRef.detail)


def _is_the_same(known: KnownTicket, draft: PastTicket, by: Actor) -> bool:
    is_said_again = (known.title, known.closed_at) == (draft.title, draft.closed_at)
    return is_said_again and known.imported and by.reaches(known.origin_path)
