"""What is done with diary entries? Written, handed in, taken back, thrown away; and read by whoever may."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import (
    N_,
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
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.opinions.domain.contact_masking import masked
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.units import hold_own_unit
from escalation.programme.diary.domain.entries import OVERSEEING, WRITING, DiaryEntry, DiaryState, MetPerson
from escalation.programme.diary.storage import entries
from escalation.programme.diary.storage.diary_opinions import (
    DiaryOpinion,
    count_diary_opinions,
    list_diary_opinions,
)
from escalation.programme.diary.storage.entries import DiaryContent, DiaryFilters, Place, Sealed
from escalation.programme.diary.storage.sealed_people import open_people, seal_people

MOST_PEOPLE: Final = 50
"""Met on one day, of whom an entry tells."""
_FURTHEST_ZONE: Final = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class WantedEntry:
    """What an entry is to say."""

    title: str
    content: str
    day: date
    place: str | None = None
    people: tuple[MetPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedEntries:
    """What a list is narrowed to. `mine`: the caller's own, drafts among them."""

    unit: Unit | None = None
    mine: bool = False
    author_id: UUID | None = None
    state: DiaryState | None = None
    grade: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as somebody may see it. `people`: contacts are masked for everybody but the author."""

    entry: DiaryEntry
    people: Sequence[MetPerson]
    opinions: Sequence[DiaryOpinion]
    is_mine: bool


RenderEntry = Callable[[ShownEntry], StoredResponse]


async def list_entries(
    runtime: Runtime, actor: Actor, wanted: WantedEntries, *, after: Place | None, limit: int
) -> list[DiaryEntry]:
    """A page of entries, newest day first. Of who oversees nobody these are their own, whatever was wanted."""
    is_own = wanted.mine or actor.role not in OVERSEEING
    start, end = range_of(actor)
    if wanted.unit is not None:
        start, end = max(start, wanted.unit.path), min(end, end_of(wanted.unit.path))
    filters = DiaryFilters(
        (start, end), actor if is_own else None, wanted.author_id, wanted.state, wanted.grade, wanted.since,
        wanted.until,
    )  # fmt: skip
    async with runtime.database.connection(changes=False) as connection:
        return await entries.list_entries(connection, filters, after=after, limit=limit)


async def get_entry(runtime: Runtime, actor: Actor, entry_id: UUID) -> ShownEntry:
    """One entry that the actor may read. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await show_entry(runtime, connection, actor, entry_id)


async def write_entry(
    runtime: Runtime, wanted: WantedEntry, *, submit: bool, by: Actor, render: RenderEntry, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Write an entry of the actor's own unit, to be handed in or not. Raises `ForbiddenAction`, `ValidationFailed`."""

    async def work(connection: Connection) -> StoredResponse:
        if by.role not in WRITING or by.unit_id is None:
            raise ForbiddenAction
        entry_id, now = new_id(), await hold_own_unit(connection, by)
        said = _content(runtime, entry_id, wanted, now)
        await entries.insert_entry(connection, entry_id, said, now, submitted=submit, by=by, request_id=request_id)
        return render(await show_entry(runtime, connection, by, entry_id))

    return await do_once(runtime, once, work)


async def change_entry(
    runtime: Runtime, entry_id: UUID, change: Callable[[WantedEntry], WantedEntry], *, by: Actor,
    expected: frozenset[int] | None,
) -> ShownEntry:  # fmt: skip
    """Let a draft of the actor's say something else.

    Raises `NotFound`, `ForbiddenAction`, `TransitionNotAllowed` for what was handed in, `StaleVersion`.
    """
    async with runtime.database.transaction() as connection:
        entry, sealed = await _own(connection, entry_id, by, expected, DiaryState.DRAFT)
        now = await read_now(connection)
        people = tuple(open_people(runtime.vault, entry_id, *sealed))
        wanted = change(WantedEntry(entry.title, entry.content, entry.day, entry.place, people))
        said = _content(runtime, entry_id, wanted, now)
        await entries.rewrite_entry(connection, entry_id, entry.version, said, now)
        return await show_entry(runtime, connection, by, entry_id)


async def delete_entry(runtime: Runtime, entry_id: UUID, *, by: Actor, expected: frozenset[int] | None) -> None:
    """Throw a draft away of which no opinion came. Raises what `change_entry` raises."""
    async with runtime.database.transaction() as connection:
        entry, _ = await _own(connection, entry_id, by, expected, DiaryState.DRAFT)
        if await count_diary_opinions(connection, entry_id):
            raise ForbiddenAction(N_("Opinions came of this entry, so it is kept."))
        await entries.delete_entry(connection, entry_id, entry.version)


async def submit_entry(
    runtime: Runtime, entry_id: UUID, *, by: Actor, expected: frozenset[int] | None, render: RenderEntry,
    request_id: str, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Hand a draft in. Raises what `change_entry` raises."""

    async def work(connection: Connection) -> StoredResponse:
        entry, _ = await _own(connection, entry_id, by, expected, DiaryState.DRAFT)
        now = await read_now(connection)
        await entries.submit_entry(connection, entry_id, entry.version, now, by=by, request_id=request_id)
        return render(await show_entry(runtime, connection, by, entry_id))

    return await do_once(runtime, once, work, recheck=lambda connection: require_readable(connection, by, entry_id))


async def take_back_entry(
    runtime: Runtime, entry_id: UUID, *, by: Actor, expected: frozenset[int] | None, render: RenderEntry,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Make a draft of it again, as long as nobody has reviewed it. Raises what `change_entry` raises."""

    async def work(connection: Connection) -> StoredResponse:
        entry, _ = await _own(connection, entry_id, by, expected, DiaryState.SUBMITTED)
        await entries.take_back_entry(connection, entry_id, entry.version, await read_now(connection))
        return render(await show_entry(runtime, connection, by, entry_id))

    return await do_once(runtime, once, work, recheck=lambda connection: require_readable(connection, by, entry_id))


async def show_entry(runtime: Runtime, connection: Connection, actor: Actor, entry_id: UUID) -> ShownEntry:
    """An entry with who was met and what came of it. Raises `NotFound` for one that the actor may not read."""
    entry, sealed = await require_readable(connection, actor, entry_id)
    is_mine = entry.is_by(actor)
    people = open_people(runtime.vault, entry_id, *sealed)
    opinions = await list_diary_opinions(connection, actor, entry_id)
    return ShownEntry(entry, people if is_mine else [_masked(each) for each in people], opinions, is_mine)


async def require_readable(
    connection: Connection, actor: Actor, entry_id: UUID, *, lock: bool = False
) -> tuple[DiaryEntry, Sealed]:
    """An entry and what is sealed of it. Raises `NotFound` for one that the actor may not read."""
    found = await entries.find_entry(connection, entry_id, lock=lock)
    if found is None or not found[0].is_readable_by(actor):
        raise NotFound
    return found


def require_state(entry: DiaryEntry, expected: frozenset[int] | None, state: DiaryState) -> None:
    """Raises `StaleVersion` for another version, `TransitionNotAllowed` for another state."""
    if expected is not None and entry.version not in expected:
        raise StaleVersion
    if entry.state is not state:
        raise TransitionNotAllowed(
            N_("The state of this entry does not allow it."),
            extra={"current_state": entry.state, "allowed_actions": []},
        )


async def _own(
    connection: Connection, entry_id: UUID, by: Actor, expected: frozenset[int] | None, state: DiaryState
) -> tuple[DiaryEntry, Sealed]:
    entry, sealed = await require_readable(connection, by, entry_id, lock=True)
    if not entry.is_by(by):
        raise ForbiddenAction(N_("Only who has written this entry may do so."))
    require_state(entry, expected, state)
    return entry, sealed


def _content(runtime: Runtime, entry_id: UUID, wanted: WantedEntry, now: datetime) -> DiaryContent:
    """What is kept of what an entry is to say. A day is local somewhere: later than any zone has it, it is to come."""
    if wanted.day > (now + _FURTHEST_ZONE).date():
        raise ValidationFailed(faults=[Fault("/day", "in_the_future", N_("This lies in the future."))])
    sealed = seal_people(runtime.vault, entry_id, wanted.people)
    return DiaryContent(wanted.title, wanted.content, wanted.day, wanted.place, len(wanted.people), sealed)


def _masked(person: MetPerson) -> MetPerson:
    return person._replace(contact=masked(person.contact)) if person.contact else person
