"""Which forms of a ticket are there to print (ticket forms), and how is one linked?"""

from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor
from escalation.forms.domain.ticket_forms import TicketFormKind
from escalation.forms.storage.form_facts import count_forms
from escalation.forms.usecases.form_links import LIFETIME, FormLink, FormTarget, make_link
from escalation.kit.runtime.context import Runtime
from escalation.tickets.usecases.ticket_queries import require_sight

TICKET: Final = "ticket"
"""The subject of links to forms of tickets."""


class PrintableForm(NamedTuple):
    """A form that has something on it, and how many sheets it is: one for each request, task or order."""

    kind: TicketFormKind
    sheets: int


async def list_forms(runtime: Runtime, ticket_id: UUID, actor: Actor) -> list[PrintableForm]:
    """Those of a ticket, the 交办单 first. Raises `NotFound` for a ticket that the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        counts = await count_forms(connection, ticket_id)
    # All calls stand on one sheet.
    sheets = {
        TicketFormKind.ASSIGNMENT: 1,
        **counts,
        TicketFormKind.CALL_BACK: min(counts[TicketFormKind.CALL_BACK], 1),
    }
    return [PrintableForm(kind, sheets[kind]) for kind in TicketFormKind if sheets[kind]]


async def link_form(
    runtime: Runtime, ticket_id: UUID, kind: TicketFormKind, actor: Actor, *, lifetime: timedelta = LIFETIME
) -> FormLink:
    """A link to a form of a ticket. Raises `NotFound` for a ticket that the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        return await make_link(
            runtime, connection, FormTarget(TICKET, ticket_id, {"kind": kind}), actor, lifetime=lifetime
        )
