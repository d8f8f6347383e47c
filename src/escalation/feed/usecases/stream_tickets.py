"""How does a browser open a stream where it can send no header (stream tickets)? By an address, once, within seconds.

A ticket says who asked for it, sealed by the vault, and holds nothing of what they had shown. It opens one stream and
nothing else; whether whoever asked may still read is asked again and again while the stream goes on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from escalation.actors import Actor
from escalation.errors import Unauthenticated
from escalation.identity.usecases.present_actors import present_actor
from escalation.kit.database.clock import read_wall
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.sealed_tokens import opened_token, sealed_token
from escalation.kit.runtime.spent_tokens import spend
from escalation.sign_in.storage.sign_ins import has_ended

LIFETIME: Final = timedelta(seconds=30)
LONGEST_STREAM: Final = 900
"""Seconds after which a browser comes again with another ticket, as with an access token: it may have signed out."""

_OWNER: Final = b"stream ticket"
_SAID: Final = TypeAdapter(tuple[UUID, datetime, Actor])


@dataclass(frozen=True, slots=True)
class StreamTicket:
    """What opens one stream, and until when it may begin."""

    token: str
    expires_at: datetime


async def make_stream_ticket(runtime: Runtime, actor: Actor, *, lifetime: timedelta = LIFETIME) -> StreamTicket:
    """A ticket for one stream of what the actor may see."""
    async with runtime.database.connection(changes=False) as connection:
        expires_at = await read_wall(connection) + lifetime
    said = _SAID.dump_json((new_id(), expires_at, actor))
    return StreamTicket(sealed_token(runtime.vault, said, owner=_OWNER), expires_at)


async def use_stream_ticket(runtime: Runtime, token: str) -> Actor:
    """Whoever asked for the ticket, which is used up by this. Raises `Unauthenticated`, also if it was used before."""
    try:
        said = opened_token(runtime.vault, token, owner=_OWNER)
        _, expires_at, actor = _SAID.validate_json(said)
    except ValueError:
        raise Unauthenticated from None
    async with runtime.database.connection() as connection:
        if not await spend(connection, said, expires_at):
            raise Unauthenticated
    return await still_reads(runtime, actor)


async def still_reads(runtime: Runtime, actor: Actor) -> Actor:
    """Who reads by a ticket, where their unit is now.

    Raises `Unauthenticated` once key or post is not theirs, or they have signed out where they asked for the ticket.
    """
    async with runtime.database.connection(changes=False) as connection:
        present = await present_actor(connection, actor)
        is_signed_out = actor.sign_in_id is not None and await has_ended(connection, actor.sign_in_id)
    if present is None or is_signed_out:
        raise Unauthenticated
    return present
