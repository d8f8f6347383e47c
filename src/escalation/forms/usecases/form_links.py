"""How is a form opened where no key can be sent along (form link)? By an address that says who asked, for a minute.

What it says is sealed by the vault: nobody can read or make one. It opens one form, seen as whoever asked sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.identity.usecases.present_actors import present_actor
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.sealed_tokens import opened_token, sealed_token

LIFETIME: Final = timedelta(seconds=60)

_OWNER: Final = b"form link"


class FormTarget(NamedTuple):
    """Which form: of what kind of subject (`ticket`), of which one, and with which options, as texts."""

    subject: str
    id: UUID
    options: Mapping[str, str]


_SAID: Final = TypeAdapter(tuple[FormTarget, datetime, Actor])


@dataclass(frozen=True, slots=True)
class FormLink:
    """The secret part of an address, and until when it opens something."""

    token: str
    expires_at: datetime


async def make_link(
    runtime: Runtime, connection: Connection, target: FormTarget, actor: Actor, *, lifetime: timedelta = LIFETIME
) -> FormLink:
    """A link to a form that the actor was found to see."""
    expires_at = await read_now(connection) + lifetime
    said = _SAID.dump_json((target, expires_at, actor))
    return FormLink(sealed_token(runtime.vault, said, owner=_OWNER), expires_at)


async def follow_link(runtime: Runtime, token: str) -> tuple[FormTarget, Actor]:
    """The form, and as whom it is read.

    Raises `NotFound` for what is no link, or not any more: its time is over, or whoever asked is not let in either.
    """
    try:
        target, expires_at, actor = _SAID.validate_json(opened_token(runtime.vault, token, owner=_OWNER))
    except ValueError:
        raise NotFound from None
    async with runtime.database.connection(changes=False) as connection:
        present = await present_actor(connection, actor)
        if present is None or expires_at <= await read_now(connection):
            raise NotFound
    return target, present
