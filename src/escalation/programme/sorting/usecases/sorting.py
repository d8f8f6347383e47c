"""How is an inbox sorted (sorting)? Looked through for what is one matter, and formed into tickets in one go.

Every ticket of a batch is formed by itself, by the one use case that forms tickets: what is refused says so in its line
and stops no other. Cut off in the middle and sent again with its key, it goes on where it was.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, ForbiddenAction, IdempotencyKeyInUse, IdempotencyKeyReused, NotFound, Refusal
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import range_of
from escalation.opinions.usecases.category_suggestions import Catalogue, catalogue_in_force
from escalation.opinions.usecases.form_ticket import Formed, TicketDraft, form
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import require_unit
from escalation.programme.sorting.domain.grouping import SaidText, TextGroup, grouped
from escalation.programme.sorting.domain.rules import SECTION
from escalation.programme.sorting.storage import rounds
from escalation.programme.sorting.storage.inboxes import WaitingOpinion, list_waiting
from escalation.programme.sorting.storage.rounds import SortingRound
from escalation.publishing.usecases.programme_rules import rules_in_force

MOST_LINES: Final = 50
"""Tickets of one batch."""
_COMPARING: Final = asyncio.Semaphore(1)
"""It takes a processor for up to some seconds: one at a time in one process."""


@dataclass(frozen=True, slots=True)
class SortingProposal:
    """Opinions that may be one matter, and what would become of them: a ticket with the words of the first.

    `category`: what most of them were given, or what is suggested for most. `urgency`: what goes with its words.
    `likeness`: how alike any two are on the mean, 0 to 1.
    """

    opinions: Sequence[WaitingOpinion]
    title: str
    content: str
    category: str | None
    urgency: str | None
    likeness: float


@dataclass(frozen=True, slots=True)
class SortedInbox:
    """The inbox of a unit in groups. `alone`: what was looked at and resembles no other.

    `has_more`: some wait that were not looked at. `sorted_at`: when it was sorted last; `due_at`: until when it has to
    be, `None` while nothing waits.
    """

    unit: Unit
    proposals: Sequence[SortingProposal]
    alone: Sequence[WaitingOpinion]
    has_more: bool
    sorted_at: datetime | None
    due_at: datetime | None
    overdue: bool


async def propose(runtime: Runtime, actor: Actor, code: str | None) -> SortedInbox:
    """The inbox of a unit in the actor's scope, of their own if none is named, sorted anew.

    What is kept from the actor is in no group. Raises `ValidationFailed`, `NotFound`.
    """
    async with runtime.database.connection(changes=False) as connection:
        unit = await _asked(connection, actor, code)
        rules, now = await rules_in_force(runtime, connection, SECTION), await read_now(connection)
        waiting = await list_waiting(connection, actor, unit.path, rules.most_looked_at + 1)
        known = await rounds.find_round(connection, unit.id)
        catalogue = await catalogue_in_force(runtime, connection)
    looked_at = waiting[: rules.most_looked_at]
    async with _COMPARING:
        proposals, alone = await asyncio.to_thread(_sorted, looked_at, rules.least_likeness, catalogue)
    sorted_at, every = known.sorted_at if known else None, timedelta(days=rules.every_days)
    due_at = max(filter(None, (looked_at[0].received_at, sorted_at))) + every if looked_at else None
    is_overdue, has_more = due_at is not None and due_at <= now, len(waiting) > len(looked_at)
    return SortedInbox(unit, proposals, alone, has_more, sorted_at, due_at, is_overdue)


def _sorted(
    looked_at: Sequence[WaitingOpinion], least: float, catalogue: Catalogue
) -> tuple[list[SortingProposal], list[WaitingOpinion]]:
    """In groups, and what is alone."""
    groups = grouped([SaidText(each.title, each.content) for each in looked_at], least)
    together = {place for group in groups for place in group.places}
    alone = [each for place, each in enumerate(looked_at) if place not in together]
    return [_proposal(looked_at, group, catalogue) for group in groups], alone


def _proposal(looked_at: Sequence[WaitingOpinion], group: TextGroup, catalogue: Catalogue) -> SortingProposal:
    of_one = [looked_at[place] for place in group.places]
    first = of_one[0]
    urgency = catalogue.explain(first.title, first.content).urgency
    return SortingProposal(
        of_one, first.title, first.content, _category(of_one), urgency.answer if urgency else None, group.likeness
    )


def _category(opinions: Sequence[WaitingOpinion]) -> str | None:
    """What most of them were given; where nobody gave one, what is suggested first for most."""
    given = [each.category for each in opinions if each.category]
    said = given or [each.suggested_categories[0] for each in opinions if each.suggested_categories]
    return max(said, key=lambda code: (said.count(code), -said.index(code)), default=None)


RenderFormed = Callable[[Formed], StoredResponse]


async def form_all(
    runtime: Runtime, actor: Actor, unit_id: UUID, drafts: Sequence[TicketDraft], *, render: RenderFormed,
    request_id: str, once: IdempotentRequest | None,
) -> Sequence[StoredResponse | Refusal]:  # fmt: skip
    """Form a ticket of each draft, and note that the unit has sorted. One answer for each, in their order.

    Only the actor's own unit sorts. `once`: each line has its effect once, whatever came of the others. Raises
    `ForbiddenAction`, `NotFound`, `IdempotencyKeyInUse`, `IdempotencyKeyReused`.
    """
    async with runtime.database.connection(changes=False) as connection:
        unit = (await find_units(connection, [unit_id])).get(unit_id)
    if unit is None or not actor.reaches(unit.path):
        raise NotFound
    if actor.unit_id != unit.id:
        raise ForbiddenAction(N_("Only those who work at the unit itself do this."))
    replies: list[StoredResponse | Refusal] = []
    for place, draft in enumerate(drafts):
        line = _part_of(once, str(place))
        try:
            replies.append(await form(runtime, actor, draft, render=render, request_id=request_id, once=line))
        except (IdempotencyKeyInUse, IdempotencyKeyReused):
            raise
        except Refusal as refusal:
            replies.append(refusal)

    async def note(connection: Connection) -> StoredResponse:
        await rounds.note_sorted(connection, unit.id, unit.path, await read_now(connection))
        return StoredResponse(204, b"")

    await do_once(runtime, _part_of(once, "sorted"), note)
    return replies


def _part_of(once: IdempotentRequest | None, part: str) -> IdempotentRequest | None:
    """A part of a request with an effect of its own, that has it once."""
    return IdempotentRequest(once.principal, f"{once.key}#{part}", once.fingerprint) if once else None


async def list_overdue(runtime: Runtime, actor: Actor, *, after: str | None, limit: int) -> Sequence[SortingRound]:
    """One page of the units in the actor's scope that were told to sort, and have not, in the order of the tree."""
    async with runtime.database.connection(changes=False) as connection:
        return await rounds.list_overdue(connection, range_of(actor), after=after, limit=limit)


async def get_round(runtime: Runtime, actor: Actor, unit_id: UUID) -> SortingRound:
    """That of a unit in the actor's scope. Raises `NotFound`, also for one that never sorted nor was told to."""
    async with runtime.database.connection(changes=False) as connection:
        found = await rounds.find_round(connection, unit_id)
    if found is None or not actor.reaches(found.unit_path):
        raise NotFound
    return found


async def _asked(connection: Connection, actor: Actor, code: str | None) -> Unit:
    unit = None
    if code is not None:
        unit = await require_unit(connection, code, pointer="?unit")
    elif actor.unit_id is not None:
        unit = (await find_units(connection, [actor.unit_id]))[actor.unit_id]
    if unit is None or not actor.reaches(unit.path):
        raise NotFound
    return unit
