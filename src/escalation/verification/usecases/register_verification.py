"""Register verification: is every row of the sealed tables as it was written last, and written by the program?"""

from collections.abc import Iterator, Sequence

from escalation.errors import Param
from escalation.kit.database.connection import Connection
from escalation.verification.storage import invariants, registers
from escalation.verification.storage.registers import OURS, REGISTERS, LastSeal, Register, RowState
from escalation.verification.usecases.checks import Check
from escalation.verification.usecases.seal_checks import (
    ROW_ADDED,
    ROW_CHANGED,
    ROW_GONE,
    ROW_WRITTEN_BY_HAND,
    UNSEALED_ROWS,
)
from escalation.verification.usecases.tally import Tally


async def verify_registers(connection: Connection, tally: Tally, chunk: int) -> None:
    """Hold every row of every register against its last seal, and every last seal against its row."""
    for register in REGISTERS:
        await _verify_rows(connection, register, tally, chunk)
        await _verify_seals(connection, register, tally, chunk)


async def _verify_rows(connection: Connection, register: Register, tally: Tally, chunk: int) -> None:
    is_all_sealed, unsealed = await registers.is_all_sealed(connection, register.name), 0
    after: Sequence[str] | None = None
    while True:
        async with invariants.snapshot(connection):
            rows, after = await registers.next_rows(connection, register, after, chunk)
        if is_taken := tally.takes_next_chunk():
            unsealed += sum(not row.is_sealed for row in rows)
            for check, row in _wrong_rows(rows, is_all_sealed=is_all_sealed):
                tally.add(check, [{"number": _named(register, row.key)}])
        tally.passed("rows", len(rows), looked_at=is_taken)
        if after is None:
            break
    if unsealed and not is_all_sealed:
        tally.add(UNSEALED_ROWS, [{"number": register.name, "count": unsealed}])


def _wrong_rows(rows: Sequence[RowState], *, is_all_sealed: bool) -> Iterator[tuple[Check, RowState]]:
    for row in rows:
        if row.is_sealed and not row.agrees:
            yield ROW_CHANGED, row
        elif not row.is_sealed and is_all_sealed:
            yield ROW_ADDED, row


async def _verify_seals(connection: Connection, register: Register, tally: Tally, chunk: int) -> None:
    after, goes_on = "", True
    while goes_on:
        async with invariants.snapshot(connection):
            seals, goes_on = await registers.next_seals(connection, register, after, chunk)
            expected = [seal.key for seal in seals if seal.is_there]
            there = await registers.keys_that_are_there(connection, register, expected)
        if tally.takes_next_chunk():
            for check, facts in _wrong_seals(register, seals, there):
                tally.add(check, [facts])
        after = seals[-1].key if seals else after


def _wrong_seals(
    register: Register, seals: Sequence[LastSeal], there: frozenset[str]
) -> Iterator[tuple[Check, dict[str, Param]]]:
    for seal in seals:
        named = _named(register, seal.key)
        if seal.is_there and seal.key not in there:
            yield ROW_GONE, {"number": named}
        if not seal.program.startswith(OURS):
            at = f"{seal.at:%Y-%m-%d %H:%M:%SZ}"
            yield ROW_WRITTEN_BY_HAND, {"number": named, "role": seal.role, "program": seal.program or "-", "at": at}


def _named(register: Register, key: str) -> str:
    return f"{register.name} {key}"
