"""What is done with rows of a ledger? Entered, changed, written off by hand and taken back; and read by whoever may."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import (
    N_,
    Duplicate,
    Fault,
    ForbiddenAction,
    NotFound,
    StaleVersion,
    TransitionNotAllowed,
    ValidationFailed,
)
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.opinions.usecases.opinions import is_confidential
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.units import hold_own_unit
from escalation.programme.ledger.domain.ledger_rows import WRITING, Household, LedgerRow, LedgerStatus
from escalation.programme.ledger.storage import rows
from escalation.programme.ledger.storage.ledger_tickets import LedgerTicket, find_ledger_tickets
from escalation.programme.ledger.storage.rows import LedgerFilters, LedgerLook, NewRow, Place, Sealed
from escalation.programme.ledger.storage.sealed_households import marks_of, open_household, seal_household
from escalation.programme.ledger.usecases.ledger_rules import ledger_days

_FURTHEST_ZONE: Final = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class WantedRow:
    """What a row is to say."""

    household: Household
    matter: str
    category: str | None
    entered_on: date


@dataclass(frozen=True, slots=True)
class WantedRows:
    """What a list is narrowed to."""

    unit: Unit | None = None
    status: LedgerStatus | None = None
    overdue: bool = False
    category: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class WantedWriteOff:
    """Why a row is written off by hand, with what result, and how content the household is (1 to 5)."""

    reason: str
    result: str | None = None
    satisfaction: int | None = None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as somebody may see it. `household`: masked for who does not keep the ledger, `None` once it was erased."""

    row: LedgerRow
    household: Household | None
    ticket: LedgerTicket | None
    is_kept: bool


RenderRow = Callable[[ShownRow], StoredResponse]


async def list_rows(
    runtime: Runtime, actor: Actor, wanted: WantedRows, *, after: Place | None, limit: int
) -> list[ShownRow]:
    """A page of the rows of the actor's unit and, but for a handler, of those below it, newest first."""
    start, end = range_of(actor)
    if wanted.unit is not None:
        start, end = max(start, wanted.unit.path), min(end, end_of(wanted.unit.path))
    filters = LedgerFilters(
        (start, end), wanted.status, wanted.overdue, wanted.category, wanted.since, wanted.until
    )  # fmt: skip
    async with runtime.database.connection(changes=False) as connection:
        look = await _look(runtime, connection, actor)
        found = await rows.list_rows(connection, filters, look, after=after, limit=limit)
        ids = [row.ticket_id for row, _ in found if row.ticket_id]
        tickets = await find_ledger_tickets(connection, actor, ids)
    return [_shown(runtime.vault, actor, row, sealed, tickets) for row, sealed in found]


async def get_row(runtime: Runtime, actor: Actor, row_id: UUID) -> ShownRow:
    """One row. Raises `NotFound` for one outside the actor's scope."""
    async with runtime.database.connection(changes=False) as connection:
        return await show_row(runtime, connection, actor, row_id)


async def enter_row(
    runtime: Runtime, wanted: WantedRow, *, by: Actor, render: RenderRow, once: IdempotentRequest | None
) -> StoredResponse:
    """Enter a row into the ledger of the actor's own unit.

    Raises `ForbiddenAction`, `ValidationFailed`, `Duplicate` if the ledger has one that says the same.
    """

    async def work(connection: Connection) -> StoredResponse:
        if by.role not in WRITING or by.unit_id is None:
            raise ForbiddenAction
        new = await _composed(runtime, connection, by.unit_id, wanted, new_id())
        if not await rows.insert_rows(connection, [new], by, await hold_own_unit(connection, by)):
            raise Duplicate(_SAME)
        return render(await show_row(runtime, connection, by, new.id))

    return await do_once(runtime, once, work)


async def change_row(
    runtime: Runtime, row_id: UUID, change: Callable[[WantedRow], WantedRow], *, by: Actor,
    expected: frozenset[int] | None,
) -> ShownRow:  # fmt: skip
    """Let an open row of which no opinion came yet say something else.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `TransitionNotAllowed`, `ValidationFailed`, `Duplicate`.
    """
    async with runtime.database.transaction() as connection:
        row, sealed = await own_row(runtime, connection, row_id, by, expected)
        household = open_household(runtime.vault, row_id, *sealed)
        if row.opinion_id is not None or row.by is not None or household is None:
            raise not_allowed(row)
        wanted = change(WantedRow(household, row.matter, row.category, row.entered_on))
        said = await _composed(runtime, connection, row.unit_id, wanted, row_id, own_mark=True)
        if not await rows.rewrite_row(connection, row_id, row.version, said, await read_now(connection)):
            raise Duplicate(_SAME)
        return await show_row(runtime, connection, by, row_id)


async def write_off_row(
    runtime: Runtime, row_id: UUID, wanted: WantedWriteOff, *, by: Actor, expected: frozenset[int] | None,
    render: RenderRow, request_id: str, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Write a row off by hand (销号). Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `TransitionNotAllowed`."""

    async def work(connection: Connection) -> StoredResponse:
        row, _ = await own_row(runtime, connection, row_id, by, expected)
        if row.by is not None:
            raise not_allowed(row)
        now = await read_now(connection)
        today = (await ledger_days(runtime, connection)).today
        said = wanted.reason, wanted.result, wanted.satisfaction
        await rows.write_off(connection, row_id, today, said, now, by=by, request_id=request_id)
        return render(await show_row(runtime, connection, by, row_id))

    return await do_once(runtime, once, work, recheck=lambda connection: require_row(runtime, connection, by, row_id))


async def restore_row(
    runtime: Runtime, row_id: UUID, *, by: Actor, expected: frozenset[int] | None, render: RenderRow,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Take back what was written off by hand. Raises what `write_off_row` raises."""

    async def work(connection: Connection) -> StoredResponse:
        row, _ = await own_row(runtime, connection, row_id, by, expected)
        if row.written_off_on is None:
            raise not_allowed(row)
        await rows.restore(connection, row_id, await read_now(connection))
        return render(await show_row(runtime, connection, by, row_id))

    return await do_once(runtime, once, work, recheck=lambda connection: require_row(runtime, connection, by, row_id))


async def show_row(runtime: Runtime, connection: Connection, actor: Actor, row_id: UUID) -> ShownRow:
    """A row with its household and ticket as the actor may see them. Raises `NotFound`."""
    row, sealed = await require_row(runtime, connection, actor, row_id)
    ids: Sequence[UUID] = [row.ticket_id] if row.ticket_id else []
    return _shown(runtime.vault, actor, row, sealed, await find_ledger_tickets(connection, actor, ids))


async def require_row(
    runtime: Runtime, connection: Connection, actor: Actor, row_id: UUID, *, lock: bool = False
) -> tuple[LedgerRow, Sealed]:
    """A row and what is sealed of it. Raises `NotFound` for one that the actor does not see.

    One whose opinion is confidential is for offices and leaders of its line, as the opinion is.
    """
    found = await rows.find_row(connection, row_id, await _look(runtime, connection, actor), lock=lock)
    if found is None or not actor.reaches(found[0].unit_path):
        raise NotFound
    return found


async def own_row(
    runtime: Runtime, connection: Connection, row_id: UUID, by: Actor, expected: frozenset[int] | None
) -> tuple[LedgerRow, Sealed]:
    """A row of the ledger that the actor keeps, locked. Raises `NotFound`, `ForbiddenAction`, `StaleVersion`."""
    row, sealed = await require_row(runtime, connection, by, row_id, lock=True)
    if not row.is_kept_by(by):
        raise ForbiddenAction(N_("A ledger is kept by its own unit."))
    if expected is not None and row.version not in expected:
        raise StaleVersion
    return row, sealed


async def _look(runtime: Runtime, connection: Connection, actor: Actor) -> LedgerLook:
    return LedgerLook((await ledger_days(runtime, connection)).stale_before, actor.sees_confidential)


def not_allowed(row: LedgerRow) -> TransitionNotAllowed:
    """The refusal of what the row's state does not allow."""
    extra: dict[str, object] = {"current_state": row.status, "allowed_actions": []}
    return TransitionNotAllowed(N_("The state of this row does not allow it."), extra=extra)


CONFIDENTIAL_CATEGORY: Final = N_(
    "Matters of this category are confidential and stand in no ledger. Register an opinion instead."
)
_SAME: Final = N_("The ledger has a row for this household, matter and day already.")


async def _composed(
    runtime: Runtime, connection: Connection, unit_id: UUID, wanted: WantedRow, row_id: UUID, *, own_mark: bool = False
) -> NewRow:
    """What is kept of a row. A day is local somewhere: later than any zone has it, it is to come."""
    if wanted.entered_on > (await read_now(connection) + _FURTHEST_ZONE).date():
        fault = Fault("/entered_on", "in_the_future", N_("This lies in the future."))
        raise ValidationFailed(faults=[fault])
    if await is_confidential(runtime, connection, wanted.category):
        raise ValidationFailed(faults=[Fault("/category", "confidential", CONFIDENTIAL_CATEGORY)])
    marks = marks_of(runtime.vault, wanted.household, wanted.matter, wanted.entered_on)
    if not own_mark and await rows.find_marked(connection, unit_id, marks):
        raise Duplicate(_SAME)
    sealed = seal_household(runtime.vault, row_id, wanted.household)
    return NewRow(row_id, sealed, marks[0], wanted.matter, wanted.category, wanted.entered_on)


def _shown(
    vault: Vault, actor: Actor, row: LedgerRow, sealed: Sealed, tickets: Mapping[UUID, LedgerTicket]
) -> ShownRow:
    household, is_kept = open_household(vault, row.id, *sealed), row.is_kept_by(actor)
    if household is not None and not is_kept:
        household = household.masked()
    return ShownRow(row, household, tickets.get(row.ticket_id) if row.ticket_id else None, is_kept)
