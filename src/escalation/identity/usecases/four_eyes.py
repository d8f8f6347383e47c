"""Are two of those who act one human, as far as is known (four eyes)? By whatever keys and posts they act."""

from typing import Final
from uuid import UUID

from escalation.identity.domain.posts import principal_of
from escalation.identity.storage.api_keys import makers_of
from escalation.kit.database.connection import Connection

Who = tuple[str, UUID | None]
"""A principal, and the person who is known to stand behind it."""


async def is_one_human(connection: Connection, one: Who, other: Who) -> bool:
    """Whether both are the same key, member or person, or one of them has made the key of the other.

    Two keys that an administrator handed out to two people are two humans: only the administrator knows better.
    """
    (own, made), (others, made_others) = [await _known_as(connection, who) for who in (one, other)]
    return bool(own & (others | made_others) or others & made)


async def _known_as(connection: Connection, who: Who) -> tuple[set[str], set[str]]:
    """As what somebody is known, and who made the key that they act by."""
    principal, person_id = who
    own = {principal} | ({principal_of(person_id)} if person_id else set())
    makers: set[str] = set()
    for maker in await makers_of(connection, principal):
        (own if maker.depth == 0 else makers).update(maker.members)
        makers.add(maker.principal)
    return own, makers - _NOBODY


_NOBODY: Final = {"operator"}
