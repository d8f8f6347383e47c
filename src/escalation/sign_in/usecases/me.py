"""Who is "me"? The person and the posts behind a caller, and the key that was shown."""

from dataclasses import dataclass, replace
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.identity.domain.posts import KnownPerson
from escalation.identity.storage.api_keys import KeyRecord
from escalation.identity.storage.people import find_person
from escalation.identity.usecases.api_keys import shown_key
from escalation.kit.runtime.context import Runtime


@dataclass(frozen=True, slots=True)
class Myself:
    """A caller, with their person if they are one, and the key if they have shown one."""

    actor: Actor
    person: KnownPerson | None
    key: KeyRecord | None

    @property
    def place(self) -> tuple[UUID | None, UUID | None, Role | None]:
        """As which member they act, where, and in which role."""
        return self.actor.member_id, self.actor.unit_id, self.actor.role


async def who_am_i(runtime: Runtime, actor: Actor) -> Myself:
    """The person and the key behind a caller. Whoever has a key learns of no other post than its own."""
    async with runtime.database.connection(changes=False) as connection:
        person = await find_person(connection, actor.person_id) if actor.person_id else None
    if person is not None and actor.in_person is None:
        own = actor.member_id, actor.unit_id, actor.role
        person = replace(person, posts=tuple(p for p in person.posts if (p.member_id, p.unit_id, p.role) == own))
    return Myself(actor, person, await shown_key(runtime, actor))
