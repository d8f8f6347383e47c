"""Does somebody still act as what they did a moment ago (present actors)? What was promised them then depends on it."""

from dataclasses import replace
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.identity.storage.api_keys import PRINCIPAL, find_key_by_id
from escalation.identity.storage.people import find_person
from escalation.kit.database.connection import Connection


async def present_actor(connection: Connection, actor: Actor) -> Actor | None:
    """Who acted by a key or in person, where their unit is now; `None` once the key, or the post, is not theirs."""
    if actor.principal.startswith(PRINCIPAL):
        row = await find_key_by_id(connection, UUID(actor.principal.removeprefix(PRINCIPAL)))
        if row is None:
            return None
        return replace(actor, role=Role(row["role"]), unit_id=row["unit_id"], unit_path=row["path"])
    person = await find_person(connection, actor.person_id) if actor.person_id else None
    wanted = actor.member_id, actor.unit_id, actor.role
    held = [post for post in person.posts if (post.member_id, post.unit_id, post.role) == wanted] if person else []
    return replace(actor, unit_path=held[0].unit_path) if held else None
