"""How does a row of the ledger become an opinion, and a ticket (spawning)? In one act, which goes on where it ended.

Opinion and row are tied in one transaction; the ticket is formed of that opinion in another one. Whoever is interrupted
between them finds the opinion in the inbox, and the same act forms its ticket.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, ForbiddenAction
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.storage.opinions import Opinion
from escalation.opinions.usecases import form_ticket
from escalation.opinions.usecases.form_ticket import TicketDraft
from escalation.opinions.usecases.joined_intake import take_in
from escalation.opinions.usecases.opinions import OpinionInput, Render
from escalation.programme.ledger.storage.rows import link_opinion
from escalation.programme.ledger.storage.sealed_households import open_household
from escalation.programme.ledger.usecases.rows import not_allowed, own_row, require_row
from escalation.tickets.domain.source import Source

_SECRET: Final = N_("Of a confidential matter an office or a leader forms the ticket. Register the opinion instead.")
TITLE: Final = 60
"""Characters of a matter that become the title of its opinion."""


@dataclass(frozen=True, slots=True)
class WantedOpinion:
    """What the row does not say. No `title`: the beginning of the matter; `contact` reaches the household."""

    title: str | None = None
    source: Source = Source.VISIT
    contact: str | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class WantedTicket:
    """How a ticket is to be formed."""

    opinion: WantedOpinion
    urgency: str
    difficulty: str
    key_task: bool = False


async def register_row(
    runtime: Runtime, row_id: UUID, wanted: WantedOpinion, *, by: Actor, render: Render, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Take the matter of a row into the inbox of its unit.

    Raises `NotFound`, `ForbiddenAction`, `TransitionNotAllowed` for a row that has an opinion or is written off, and
    what `opinions.register` raises.
    """

    async def work(connection: Connection) -> StoredResponse:
        row, _ = await own_row(runtime, connection, row_id, by, None)
        if row.opinion_id is not None:
            raise not_allowed(row)
        return render(await _registered(runtime, connection, row_id, wanted, by, request_id))

    return await do_once(runtime, once, work, recheck=lambda connection: require_row(runtime, connection, by, row_id))


async def form_row_ticket(
    runtime: Runtime, row_id: UUID, wanted: WantedTicket, *, by: Actor, render: form_ticket.Render, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Form a ticket of the matter of a row: of its opinion, which is registered first if there is none.

    Raises `NotFound`, `ForbiddenAction`, also for who may not see the confidential opinion that it would be,
    `TransitionNotAllowed` for a row that is written off, `Duplicate` if its opinion belongs to a ticket already, and
    what `form_ticket.form` raises.
    """
    async with runtime.database.transaction() as connection:
        row, _ = await own_row(runtime, connection, row_id, by, None)
        # Asked again after its ticket has ended it is written off as well: then its opinion is in no inbox.
        if row.by is not None and row.opinion_status == "inbox":
            raise not_allowed(row)
        opinion_id = row.opinion_id
        if opinion_id is None:
            opinion = await _registered(runtime, connection, row_id, wanted.opinion, by, request_id)
            if opinion.confidential and not by.sees_confidential:
                raise ForbiddenAction(_SECRET)
            opinion_id = opinion.id
    draft = TicketDraft((opinion_id,), None, wanted.urgency, wanted.difficulty, key_task=wanted.key_task)
    return await form_ticket.form(runtime, by, draft, render=render, request_id=request_id, once=once)


async def _registered(
    runtime: Runtime, connection: Connection, row_id: UUID, wanted: WantedOpinion, by: Actor, request_id: str
) -> Opinion:
    row, sealed = await own_row(runtime, connection, row_id, by, None)
    household = open_household(runtime.vault, row_id, *sealed)
    if row.by is not None or household is None:
        raise not_allowed(row)
    given = OpinionInput(
        wanted.title or row.matter.splitlines()[0][:TITLE], row.matter, wanted.source, unit_id=row.unit_id,
        category=row.category, citizen_name=household.householder, contact=wanted.contact, place=household.address,
        confidential=wanted.confidential,
    )  # fmt: skip
    opinion = await take_in(runtime, connection, by, given, request_id=request_id)
    await link_opinion(connection, row_id, opinion.id, await read_now(connection))
    return opinion
