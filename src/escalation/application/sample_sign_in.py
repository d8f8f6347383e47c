"""How does a newcomer try the sample as anybody? By one link that this process alone knows, then by a click."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from escalation.actors import OPERATOR, Role
from escalation.identity.storage.people import find_person_of_member
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.members import existing_member
from escalation.sign_in.usecases.invitations import new_person
from escalation.sign_in.usecases.sessions import BegunSession, Browser, begin_session
from escalation.sign_in.usecases.sign_in_context import SignInContext, new_secret


@dataclass(frozen=True, slots=True)
class SamplePost:
    """Whom one can be: a role at a unit, what they do there, a message id, and the person who holds it."""

    role: Role
    unit_name: str
    task: str
    person_id: UUID


@dataclass(frozen=True, slots=True)
class SampleSignIn:
    """Who can be tried here. `secret` is in the link that is printed, and in the cookie of whoever has opened it."""

    posts: Sequence[SamplePost]
    secret: str = field(default_factory=new_secret)

    def is_known(self, given: str) -> bool:
        """Whether this is the secret."""
        return hmac.compare_digest(given.encode(), self.secret.encode())


async def person_of_sample(runtime: Runtime, member_id: UUID) -> UUID:
    """The person who signs in with a member of the sample; made when there is none yet."""
    async with runtime.database.transaction() as connection:
        member = await existing_member(connection, OPERATOR, member_id)
        person = await find_person_of_member(connection, member_id)
        return person.id if person else await new_person(connection, member_id, member.name)


async def sign_in_as(context: SignInContext, post: SamplePost, browser: Browser) -> BegunSession:
    """Begin a session; passwords and other sessions stay as they are. Raises `NoPost` if it was taken away."""
    async with context.runtime.database.transaction() as connection:
        return await begin_session(context, connection, post.person_id, "invitation", browser)
