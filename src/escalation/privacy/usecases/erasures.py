"""How is an opinion erased at its citizen's wish (erasure)? One asks with a reason, another one grants or refuses."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import ForbiddenAction, NotFound
from escalation.identity.usecases.four_eyes import is_one_human
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.usecases.opinions import read_opinion
from escalation.privacy.domain.erasure import DECIDING, Erasure, ErasureState, may_decide
from escalation.privacy.domain.refusals import ErasureAsked, ErasureDecided, FourEyes, StillBeingHandled
from escalation.privacy.storage import erasures
from escalation.tickets.storage.openness import is_ticket_open

Render = Callable[[Erasure], StoredResponse]


async def ask_for_erasure(
    runtime: Runtime, opinion_id: UUID, actor: Actor, reason: str, *, render: Render, once: IdempotentRequest | None
) -> StoredResponse:
    """Ask, as an office or leader over the unit. Raises `NotFound`, `ForbiddenAction`, `StillBeingHandled`.

    Repeated after the opinion was erased, the request is told how that stands.
    """

    async def work(connection: Connection) -> StoredResponse:
        opinion = await read_opinion(connection, opinion_id, actor)
        if actor.role not in DECIDING or not actor.reaches(opinion.unit_path):
            raise ForbiddenAction
        if opinion.ticket_id is not None and await is_ticket_open(connection, opinion.ticket_id):
            raise StillBeingHandled
        asked = Erasure(
            id=new_id(), opinion_id=opinion_id, unit_id=opinion.unit_id, unit_path=opinion.unit_path,
            state=ErasureState.ASKED, reason=reason, asked_at=await read_now(connection), asked_by=actor.principal,
            asked_person_id=actor.person_id, decided_at=None, decided_by=None, answer=None, done_at=None,
        )  # fmt: skip
        if opinion.erased_at is not None or not await erasures.insert_erasure(connection, asked):
            raise ErasureAsked
        return render(asked)

    async def as_it_stands(connection: Connection) -> StoredResponse:
        return render(_shown_to(actor, await erasures.find_newest_of(connection, actor, opinion_id)))

    return await do_once(
        runtime, once, work, recheck=lambda connection: read_opinion(connection, opinion_id, actor),
        if_erased=as_it_stands,
    )  # fmt: skip


async def decide_erasure(
    runtime: Runtime, erasure_id: UUID, actor: Actor, answer: str | None, *, approve: bool, render: Render,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Grant or refuse, as somebody else than who asked. Raises `NotFound`, `FourEyes`, `ErasureDecided`.

    The engine erases, and with the rest what was answered here: a request repeated after that is told how it stands.
    """

    async def work(connection: Connection) -> StoredResponse:
        found = await _visible(connection, erasure_id, actor)
        asked = found.asked_by, found.asked_person_id
        if not may_decide(found, actor) or await is_one_human(connection, asked, (actor.principal, actor.person_id)):
            raise FourEyes
        state = ErasureState.APPROVED if approve else ErasureState.REFUSED
        now = await read_now(connection)
        if not await erasures.decide_erasure(connection, erasure_id, state, actor.principal, answer, now):
            raise ErasureDecided
        return await as_it_stands(connection)

    async def as_it_stands(connection: Connection) -> StoredResponse:
        return render(await _visible(connection, erasure_id, actor))

    return await do_once(runtime, once, work, recheck=as_it_stands, if_erased=as_it_stands)


async def list_erasures(
    runtime: Runtime, actor: Actor, state: str | None, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Erasure]:
    """Those of the actor's subtree, newest first; of an actor who cannot decide there are none."""
    if actor.role not in DECIDING:
        return []
    async with runtime.database.connection(changes=False) as connection:
        return await erasures.list_erasures(connection, actor, state, after=after, limit=limit)


async def _visible(connection: Connection, erasure_id: UUID, actor: Actor) -> Erasure:
    return _shown_to(actor, await erasures.find_erasure(connection, actor, erasure_id))


def _shown_to(actor: Actor, erasure: Erasure | None) -> Erasure:
    if erasure is None or actor.role not in DECIDING:
        raise NotFound
    return erasure
