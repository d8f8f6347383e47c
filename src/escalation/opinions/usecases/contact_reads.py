"""How is a citizen's contact read (contact reads)? By who works on the matter, with a reason, and on record."""

from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import ForbiddenAction, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.subtree import range_of
from escalation.opinions.storage import contact_reads
from escalation.opinions.storage.contact_reads import ContactRead
from escalation.opinions.storage.sealed_contacts import Contact, open_contact
from escalation.opinions.usecases.opinions import may_read_contact, read_opinion

MOST: int = 1_000
"""Looks at one contact that are listed: more is a matter for whoever looks after the database."""

_OVERSEERS = frozenset({Role.OFFICE, Role.LEADER, Role.SUPERVISOR})


async def read_contact(runtime: Runtime, opinion_id: UUID, actor: Actor, reason: str, *, request_id: str) -> Contact:
    """Name and contact in the clear, and on record that they were read. Raises `NotFound`, `ForbiddenAction`."""
    async with runtime.database.transaction() as connection:
        opinion = await read_opinion(connection, opinion_id, actor)
        if not may_read_contact(actor, opinion):
            raise ForbiddenAction
        now = await read_now(connection)
        row = await contact_reads.read_contact(connection, opinion_id, reason, now, by=actor, request_id=request_id)
    if row is None:
        raise NotFound
    return open_contact(runtime.vault, opinion_id, row)


async def list_contact_reads(runtime: Runtime, opinion_id: UUID, actor: Actor) -> list[ContactRead]:
    """Who read the contact of an opinion in the actor's scope, newest first. Raises `NotFound`, `ForbiddenAction`.

    That it was opened for a survey is told to whoever reaches the unit that asks.
    """
    async with runtime.database.connection(changes=False) as connection:
        opinion = await read_opinion(connection, opinion_id, actor)
        if actor.role not in _OVERSEERS or not actor.reaches(opinion.unit_path):
            raise ForbiddenAction
        return await contact_reads.list_contact_reads(connection, opinion_id, range_of(actor), MOST)
