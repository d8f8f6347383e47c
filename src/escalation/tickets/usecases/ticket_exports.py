"""What is exported of tickets, and of their hand-overs? The ticket exports, read as pages of the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.export_setting import ExportSetting, read_export_setting
from escalation.texts import Language
from escalation.tickets.domain.ticket import HandOver
from escalation.tickets.storage.history import hand_overs_of_tickets
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Place
from escalation.tickets.usecases.rules import WORKFLOW
from escalation.tickets.usecases.ticket_filters import WantedFilters
from escalation.tickets.usecases.ticket_queries import list_tickets
from escalation.tickets.usecases.ticket_view import TicketView

ORDER: Final = Sort.CREATED
"""Newest first: that never changes, so that a ticket comes once, however often it moves while pages are read."""


async def read_state_names(runtime: Runtime, language: Language) -> tuple[ExportSetting, Mapping[str, str]]:
    """By what exports of tickets go, and what states are called by the life cycle in force."""
    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
        version = await newest_version(connection, DocumentKind.WORKFLOW)
        states = (await runtime.documents.get(connection, WORKFLOW, version)).states
    return setting, {name: getattr(state, language) for name, state in states.items()}


async def ticket_page(
    runtime: Runtime, actor: Actor, wanted: WantedFilters, after: Place | None, limit: int
) -> tuple[Sequence[TicketView], Place | None]:
    """One page of an export. Raises `ValidationFailed` as the list does."""
    return await list_tickets(runtime, actor, wanted, sort=ORDER, after=after, limit=limit)


@dataclass(frozen=True, slots=True)
class Hop:
    """A hand-over with the number of its ticket and the units between which it went."""

    number: str
    hand_over: HandOver
    units: Mapping[UUID, Unit]


async def hand_over_page(
    runtime: Runtime, actor: Actor, wanted: WantedFilters, after: Place | None, limit: int
) -> tuple[Sequence[Hop], Place | None]:
    """The hand-overs of a page of tickets, each ticket's oldest first."""
    page, following = await ticket_page(runtime, actor, wanted, after, limit)
    numbers = {view.ticket.id: view.ticket.number for view in page}
    async with runtime.database.connection(changes=False) as connection:
        hops = await hand_overs_of_tickets(connection, list(numbers))
        units = await find_units(connection, {id_ for hop in hops for id_ in (hop.from_unit_id, hop.to_unit_id)})
    return [Hop(numbers[hop.ticket_id], hop, units) for hop in hops], following
