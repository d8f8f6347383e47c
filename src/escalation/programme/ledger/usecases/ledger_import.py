"""How does a file of ledger rows get in (ledger import)? Into the ledger of whoever sends it; what is there, stays."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.parsing.csv_files import Record, at
from escalation.kit.parsing.csv_headers import Columns
from escalation.kit.parsing.text import looks_empty
from escalation.kit.parsing.timestamps import AmbiguousTime, UnreadableTime, read_timestamp
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force
from escalation.opinions.usecases.file_imports import UNKNOWN_CATEGORY
from escalation.organisation.storage.operations import Operation
from escalation.organisation.usecases.import_chunks import ChunkLine
from escalation.organisation.usecases.table_imports import DoneLines, TableKind, advance_table
from escalation.organisation.usecases.units import hold_own_unit
from escalation.programme.ledger.domain.ledger_rows import MOST_SATISFIED, WRITING, Household
from escalation.programme.ledger.storage import rows
from escalation.programme.ledger.storage.rows import NewRow
from escalation.programme.ledger.storage.sealed_households import marks_of, seal_household
from escalation.programme.ledger.usecases.ledger_rules import LedgerDays, ledger_days
from escalation.programme.ledger.usecases.rows import CONFIDENTIAL_CATEGORY

COLUMNS: Final = Columns(
    required=("householder", "matter"),
    optional=("address", "population", "category", "entered_on", "result", "satisfaction", "written_off_on"),
    limits={
        "householder": 100, "matter": 4_000, "address": 200, "population": 10, "category": 64, "entered_on": 40,
        "result": 4_000, "satisfaction": 10, "written_off_on": 40,
    },
    others_ignored=True,
    aliases={
        "householder": ("户主", "户主姓名", "姓名"),
        "matter": ("诉求", "事项", "问题", "诉求内容", "民生诉求", "反映问题"),
        "address": ("住址", "家庭住址", "地址"),
        "population": ("人口", "家庭人口", "人口数"),
        "category": ("类别", "类别代码"),
        "entered_on": ("登记日期", "受理日期", "日期", "登记时间"),
        "result": ("结果", "办理结果"),
        "satisfaction": ("满意度",),
        "written_off_on": ("销号日期", "销号时间", "办结日期"),
    },
)  # fmt: skip
KIND: Final = "import_ledger"
MOST_LINES: Final = 1_000
_MOST_PEOPLE: Final = 100


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of a file that can be read."""

    number: int
    household: Household
    matter: str
    category: str | None
    entered_on: date
    result: str | None
    satisfaction: int | None
    written_off_on: date | None


def table() -> TableKind:
    """How files of ledger rows are done."""
    return TableKind(KIND, COLUMNS, MOST_LINES, _enter, _judge)


async def advance(runtime: Runtime, operation_id: UUID, *, wait: bool = False) -> Operation | None:
    """Do one chunk and say how far the operation is then; `None` if it is finished, or busy and not waited for."""
    return await advance_table(runtime, operation_id, _enter, wait=wait)


async def _enter(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    del may_wait  # No line waits for another.
    new, faults, known = await _read(runtime, connection, lines, by)
    entered = 0
    if new and by is not None:
        entered = await rows.insert_rows(connection, new, by, await hold_own_unit(connection, by))
    return DoneLines(entered, known + len(new) - entered, faults)


async def _judge(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None, *, may_wait: bool
) -> DoneLines:
    del may_wait
    new, faults, known = await _read(runtime, connection, lines, by)
    return DoneLines(len(new), known, faults)


async def _read(
    runtime: Runtime, connection: Connection, lines: Sequence[ChunkLine], by: Actor | None
) -> tuple[list[NewRow], list[Fault], int]:
    """The rows that are new, a fault for each line that can be none, and how many are in the ledger already."""
    if by is None or by.role not in WRITING or by.unit_id is None:
        return [], [at(line.number, "outside_scope", _NOT_YOURS) for line in lines], 0
    catalogue = await catalogue_in_force(runtime, connection)
    days = await ledger_days(runtime, connection)
    read = await asyncio.to_thread(lambda: [_line(line.record(), catalogue, days) for line in lines])
    faults = [each for each in read if isinstance(each, Fault)]
    rows_read = [each for each in read if isinstance(each, LedgerLine)]
    marked = await asyncio.to_thread(_marked, runtime.vault, rows_read)
    every = {mark for marks in marked for mark in marks}
    known = await rows.find_marked(connection, by.unit_id, list(every))
    new = {marks[0]: line for line, marks in zip(rows_read, marked, strict=True) if known.isdisjoint(marks)}
    sealed = await asyncio.to_thread(lambda: [_row(runtime.vault, line, mark) for mark, line in new.items()])
    return sealed, faults, len(rows_read) - len(new)


def _row(vault: Vault, line: LedgerLine, mark: bytes) -> NewRow:
    row_id = new_id()
    sealed = seal_household(vault, row_id, line.household)
    return NewRow(
        row_id, sealed, mark, line.matter, line.category, line.entered_on, line.result, line.satisfaction,
        line.written_off_on,
    )  # fmt: skip


def _line(record: Record[str] | Fault, catalogue: Catalogue, days: LedgerDays) -> LedgerLine | Fault:
    """What a line says, or the first thing that is wrong with it."""
    if isinstance(record, Fault):
        return record
    values = record.values
    try:
        household = Household(
            " ".join(_needed(record, "householder").split()), values.get("address") or None,
            _number(record, "population", _MOST_PEOPLE),
        )  # fmt: skip
        entered, ended = _days(record, days)
        return LedgerLine(
            record.line, household, _needed(record, "matter"), _category(record, catalogue),
            entered, values.get("result") or None,
            _number(record, "satisfaction", MOST_SATISFIED), ended,
        )  # fmt: skip
    except _WrongField as wrong:
        return wrong.fault


class _WrongField(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _needed(record: Record[str], name: str) -> str:
    text = record.values.get(name, "")
    if looks_empty(text):
        raise _WrongField(at(record.line, "missing", N_("The field {name} is empty. Fill it in."), name=name))
    return text


def _number(record: Record[str], name: str, most: int) -> int | None:
    """A whole number from 1 on, also as a spreadsheet writes it."""
    text = (record.values.get(name) or "").removesuffix(".0").removesuffix("人")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= most:
        detail = N_("The field {name} takes a whole number from 1 to {most}.")
        raise _WrongField(at(record.line, "wrong_number", detail, name=name, most=most))
    return int(text)


def _days(record: Record[str], days: LedgerDays) -> tuple[date, date | None]:
    """When a row was entered, and written off. Without a day it was entered today, or when it was written off."""
    entered, ended = _day(record, "entered_on", days), _day(record, "written_off_on", days)
    if ended is not None and ended < (entered or ended):
        raise _WrongField(at(record.line, "out_of_order", _TOO_EARLY))
    return entered or ended or days.today, ended


def _day(record: Record[str], name: str, days: LedgerDays) -> date | None:
    text = record.values.get(name)
    if not text:
        return None
    try:
        day = read_timestamp(text, days.zone).astimezone(days.zone).date()
    except (AmbiguousTime, UnreadableTime):
        detail = N_("The field {name} is no date. Write it as 2026-01-31.")
        raise _WrongField(at(record.line, "wrong_date", detail, name=name)) from None
    if day > days.today:
        raise _WrongField(at(record.line, "in_the_future", N_("The field {name} lies in the future."), name=name))
    return day


def _category(record: Record[str], catalogue: Catalogue) -> str | None:
    """A category by its code, or by what it is called."""
    text = record.values.get("category")
    if not text:
        return None
    named = catalogue.with_code(text) or next((each for each in catalogue.rows if text in {each.zh, each.en}), None)
    if named is None or named.retired:
        raise _WrongField(at(record.line, "unknown_category", UNKNOWN_CATEGORY))
    if named.confidential:
        raise _WrongField(at(record.line, "confidential", CONFIDENTIAL_CATEGORY))
    return named.code


_TOO_EARLY: Final = N_("It was written off before it was entered. Correct one of the two days.")
_NOT_YOURS: Final = N_("Only who keeps the ledger of a unit can take a file into it.")


def _marked(vault: Vault, lines: Iterable[LedgerLine]) -> list[list[bytes]]:
    return [marks_of(vault, line.household, line.matter, line.entered_on) for line in lines]
