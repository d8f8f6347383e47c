"""What does somebody do with saved views? Keep, change and throw away their own; read those of their unit too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.desk.domain.saved_views import ListKind
from escalation.desk.storage import saved_views
from escalation.desk.storage.saved_views import SavedView
from escalation.errors import (
    N_,
    Duplicate,
    Fault,
    ForbiddenAction,
    LimitReached,
    NotFound,
    StaleVersion,
    ValidationFailed,
)
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.tickets.usecases.ticket_filters import WantedFilters, check_filters

MOST_VIEWS: Final = 50
"""Of one person."""

MOST_LISTED: Final = 200

ReadQuery = Callable[[ListKind, str], WantedFilters | None]
"""Reads the parameters of a list as the list does; the filters of tickets, to be checked further.

Raises `ValidationFailed` for what the list would refuse.
"""
RenderView = Callable[[SavedView], StoredResponse]


@dataclass(frozen=True, slots=True)
class WantedView:
    """A view to be kept. `is_shared`: with whoever acts at the unit where the owner does now."""

    list_kind: ListKind
    name: str
    query: str
    columns: Sequence[str]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ReadView:
    """A view, and what its list would refuse by now."""

    view: SavedView
    faults: Sequence[Fault]


async def list_views(runtime: Runtime, actor: Actor, read: ReadQuery) -> list[ReadView]:
    """The actor's own, and those shared with them; one that is not good any more says so, and hinders no other."""
    async with runtime.database.connection(changes=False) as connection:
        views = await saved_views.list_views(connection, actor, MOST_LISTED)
        return [ReadView(view, await _faults(connection, actor, view, read)) for view in views]


async def create_view(
    runtime: Runtime, wanted: WantedView, read: ReadQuery, *, by: Actor, render: RenderView,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Keep a view. Raises `ValidationFailed`, `Duplicate` for a name they have for this list, `LimitReached`."""

    async def work(connection: Connection) -> StoredResponse:
        await _check(connection, by, wanted.list_kind, wanted.query, read)
        await saved_views.lock_desk(connection, by.principal)
        if await saved_views.count_views(connection, by) >= MOST_VIEWS:
            raise LimitReached(limit=MOST_VIEWS)
        view_id, now = new_id(), await read_now(connection)
        shared = by.unit_id if wanted.is_shared else None
        if not await saved_views.insert_view(
            connection, view_id, by.principal, wanted.list_kind, wanted.name, wanted.query, wanted.columns, shared, now
        ):
            raise Duplicate(_NAME_TAKEN)
        return render(await _existing(connection, by, view_id))

    return await do_once(runtime, once, work)


async def change_view(
    runtime: Runtime, view_id: UUID, wanted: WantedView, read: ReadQuery, *, by: Actor,
    expected: frozenset[int] | None,
) -> SavedView:  # fmt: skip
    """Change a view of one's own; of which list it is, stays.

    Raises `NotFound`, `ForbiddenAction` for another's, `StaleVersion`, `ValidationFailed`, `Duplicate`.
    """
    async with runtime.database.transaction() as connection:
        view = await _own(connection, by, view_id, expected)
        if view.list_kind != wanted.list_kind:
            raise ValidationFailed(
                faults=[Fault("/list_kind", "stays", N_("Of which list a view is cannot be changed."))]
            )
        await _check(connection, by, wanted.list_kind, wanted.query, read)
        shared = by.unit_id if wanted.is_shared else None
        now = await read_now(connection)
        if not await saved_views.update_view(
            connection, view_id, wanted.name, wanted.query, wanted.columns, shared, now
        ):
            raise Duplicate(_NAME_TAKEN)
        return await _existing(connection, by, view_id)


async def delete_view(runtime: Runtime, view_id: UUID, *, by: Actor, expected: frozenset[int] | None) -> None:
    """Throw a view of one's own away. Raises `NotFound`, `ForbiddenAction`, `StaleVersion`."""
    async with runtime.database.transaction() as connection:
        await _own(connection, by, view_id, expected)
        await saved_views.delete_view(connection, view_id)


async def _own(connection: Connection, by: Actor, view_id: UUID, expected: frozenset[int] | None) -> SavedView:
    view = await _existing(connection, by, view_id)
    await saved_views.lock_desk(connection, by.principal)
    view = await _existing(connection, by, view_id)
    if not view.is_own:
        raise ForbiddenAction
    if expected is not None and view.version not in expected:
        raise StaleVersion
    return view


async def _existing(connection: Connection, actor: Actor, view_id: UUID) -> SavedView:
    view = await saved_views.find_view(connection, actor, view_id)
    if view is None:
        raise NotFound
    return view


async def _check(connection: Connection, actor: Actor, list_: ListKind, query: str, read: ReadQuery) -> None:
    wanted = read(list_, query)
    if wanted is not None:
        await check_filters(connection, actor, wanted)


async def _faults(connection: Connection, actor: Actor, view: SavedView, read: ReadQuery) -> Sequence[Fault]:
    try:
        await _check(connection, actor, ListKind(view.list_kind), view.query, read)
    except ValidationFailed as refusal:
        return refusal.faults
    return ()


_NAME_TAKEN: Final = N_("You have a view of this name for this list already.")
